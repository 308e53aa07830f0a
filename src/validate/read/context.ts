import { readFileSync } from "node:fs";
import { isRecord } from "../../record.js";
import { remembered } from "../../remembered.js";
import { parsePython, PATIENCE, type Patience, type PythonFile } from "./python.js";
import type { Context, DeploymentEntry, PrefectFile, Report } from "../types.js";
import { readYamlFile, type YamlFile } from "./yaml.js";

export interface Sources extends Omit<Context, "files" | "python"> {
  /** Absolute paths of the prefect files. */
  readonly paths: readonly string[];
}

/** Reads the prefect files. One that Prefect would not read is reported, and left out. */
export function makeContext({ paths, ...sources }: Sources, report: Report): Context {
  const parsed = new Map<string, PythonFile | undefined>();
  const patience = { steps: PATIENCE };
  return {
    ...sources,
    files: paths.flatMap((path) => readPrefectFile(path, sources.show(path), report) ?? []),
    python: (path) => {
      if (!parsed.has(path)) parsed.set(path, readPython(path, sources.show(path), patience));
      return parsed.get(path);
    },
  };
}

function readPython(path: string, file: string, patience: Patience): PythonFile | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
  return parsePython(text, file, patience);
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
  if (!isRecord(content)) {
    report("not-a-mapping", {
      what: `${file} is ${content === null ? "empty" : "no mapping of keys"}; Prefect reads nothing from it.`,
      mend: "Write a list of `deployments:` in it; `prefect init` makes a file to start from.",
      where: yaml.range([]),
    });
    return undefined;
  }
  const deployments: DeploymentEntry[] = [];
  // By aliases thousands may have one long name.
  const quoted = remembered((name) => JSON.stringify(name));
  const prefect: PrefectFile = { yaml, content, deployments };
  const list = content["deployments"];
  for (const [index, item] of (Array.isArray(list) ? (list as unknown[]) : []).entries()) {
    const path: DeploymentEntry["path"] = (...rest) => ["deployments", index, ...rest];
    if (isRecord(item))
      deployments.push({ file: prefect, index, content: item, title: titleOf(item, index, quoted), path });
    else {
      report("not-a-mapping", {
        what: `Deployment ${index + 1} is ${item === null ? "empty" : "no mapping of keys"}; Prefect then reads nothing of the whole file.`,
        mend: "Write `- name: …` and, below it, `entrypoint: path/to/file.py:function`.",
        where: yaml.range(path(), "key"),
      });
    }
  }
  return prefect;
}

function titleOf(
  { name }: Readonly<Record<string, unknown>>,
  index: number,
  quoted: (name: string) => string,
): string {
  return typeof name === "string" && name !== "" ? quoted(name) : `deployment ${index + 1}`;
}
