import { readFileSync } from "node:fs";
import { parsePython, type PythonFile } from "./python.js";
import type { Context, DeploymentEntry, PrefectFile, Report, Rule } from "./types.js";
import { readYamlFile, YAML_RULES, type YamlFile } from "./yaml.js";

export interface Sources extends Omit<Context, "files" | "python"> {
  /** Absolute paths of the prefect files. */
  readonly paths: readonly string[];
}

/** Reads the prefect files. One that Prefect would not read is reported, and left out. */
export function makeContext({ paths, ...sources }: Sources, report: Report): Context {
  const parsed = new Map<string, PythonFile | undefined>();
  return {
    ...sources,
    files: paths.flatMap((path) => readPrefectFile(path, sources.show(path), report) ?? []),
    python: (path) => {
      if (!parsed.has(path)) parsed.set(path, readPython(path, sources.show(path)));
      return parsed.get(path);
    },
  };
}

function readPython(path: string, file: string): PythonFile | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
  return parsePython(text, file);
}

function readPrefectFile(path: string, file: string, report: Report): PrefectFile | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    report("no-file", {
      what: `${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown error"}).`,
      mend: "Check the path, and that the user who runs this may read it.",
      where: { file, line: 1, column: 1, endLine: 1, endColumn: 1 },
    });
    return undefined;
  }
  const yaml = readYamlFile(path, file, bytes, report);
  return yaml && prefectFile(yaml, report);
}

/** @returns undefined where the file is no mapping, which is reported */
export function prefectFile(yaml: YamlFile, report: Report): PrefectFile | undefined {
  const { content, file } = yaml;
  if (!isRecord(content) || yaml.oddKind(content, "") !== undefined) {
    report("not-a-mapping", {
      what: `${file} is ${content === null ? "empty" : "no mapping of keys"}; Prefect reads nothing from it.`,
      mend: "Write a list of `deployments:` in it; `prefect init` makes a file to start from.",
      where: yaml.range([]),
    });
    return undefined;
  }
  const deployments: DeploymentEntry[] = [];
  const prefect: PrefectFile = { yaml, content, deployments };
  const list = content["deployments"];
  for (const [index, item] of (Array.isArray(list) ? (list as unknown[]) : []).entries()) {
    const path: DeploymentEntry["path"] = (...rest) => ["deployments", index, ...rest];
    if (isRecord(item))
      deployments.push({ file: prefect, index, content: item, title: titleOf(item, index), path });
    else {
      report("not-a-mapping", {
        what: `Deployment ${index + 1} is ${item === null ? "empty" : "no mapping of keys"}; Prefect would drop the whole file.`,
        mend: "Write `- name: …` and, below it, `entrypoint: path/to/file.py:function`.",
        where: yaml.range(path(), "key"),
      });
    }
  }
  return prefect;
}

function titleOf(item: Readonly<Record<string, unknown>>, index: number): string {
  const { name } = item;
  return typeof name === "string" && name !== "" ? JSON.stringify(name) : `deployment ${index + 1}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const GOOD = { "prefect.yaml": "deployments:\n  - name: hello\n    entrypoint: flows/hello.py:hello\n" };

/** What reading files into a context reports. */
export const FILE_RULES: readonly Rule[] = [
  ...YAML_RULES,
  {
    id: "no-file",
    severity: "error",
    title: "A prefect file that cannot be read",
    why: 'Without its file Prefect ends with "An entrypoint must be provided".',
    bad: {},
    good: GOOD,
  },
  {
    id: "not-a-mapping",
    severity: "error",
    title: "A file, or a deployment, that is no mapping of keys",
    why:
      "A file that is empty or holds a list is dropped with a yellow line. One item of `deployments:` that is no " +
      "mapping makes Prefect drop the whole file (3.8.8).",
    bad: { "prefect.yaml": "deployments:\n  - hello\n" },
    good: GOOD,
  },
];
