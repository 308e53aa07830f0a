import { dirname } from "node:path";
import { isRecord } from "../base/record.js";
import { NotRead } from "../base/project-files.js";
import { remembered } from "../base/remembered.js";
import { named } from "../base/named.js";
import type { Report } from "../base/finding.js";
import type { Context, DeploymentEntry, PrefectFile } from "../project/types.js";
import { directoryOf, type RunFrom } from "../project/run-from.js";
import { lineOf } from "./finding.js";
import type { Watch } from "./types.js";
import { crash, UNWATCHED } from "./watch.js";
import { readYamlFile, tooLarge } from "../project/yaml/read.js";
import type { YamlFile } from "../project/yaml/file.js";

export interface Sources extends Omit<Context, "files" | "python" | "directories" | "workingDirectory"> {
  /** Absolute paths of the prefect files. */
  readonly paths: readonly string[];
  /** Absolute: the working directory. */
  readonly directory: string;
  /** Where each is deployed from; the default is the working directory. */
  readonly runFrom?: RunFrom;
}

/**
 * Reads the prefect files. One that Prefect would not read is reported, and left out. Of Python files nothing is known
 * yet: see `withFlows`.
 */
export function makeContext(
  { paths, directory, runFrom = "working-directory", ...sources }: Sources,
  report: Report,
  watch = UNWATCHED,
): Context {
  const { show } = sources;
  const placeOf = (path: string): string => directoryOf(path, directory, runFrom);
  return {
    ...sources,
    workingDirectory: directory,
    directories: [...new Set(paths.length > 0 ? paths.map(placeOf) : [directory])],
    files: paths.flatMap((path) => {
      watch.at({ reading: show(path) });
      const from = { ...sources, directory: placeOf(path) };
      return attempt(show(path), watch, () => readPrefectFile(path, from, report)) ?? [];
    }),
    python: () => undefined,
  };
}

/** A file that brings a mistake of this code to light is left out, and said; the others are read all the same. */
function attempt<T>(file: string, watch: Watch, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    watch.failed(crash("Reading", file, error), error);
    return undefined;
  }
}

function readPrefectFile(
  path: string,
  { show, disk, directory }: Pick<Sources, "show" | "disk" | "directory">,
  report: Report,
): PrefectFile | undefined {
  const file = show(path);
  let bytes: Buffer;
  try {
    bytes = disk.read(path);
  } catch (error) {
    if (!(error instanceof NotRead)) throw error;
    if (error.reason === "large") tooLarge(file, "more than 10 MB", report);
    else {
      report("no-file", {
        what: `${file} ${error.words}.`,
        fix: "Name a regular file, and check that the user who runs this may read it.",
        where: lineOf(file),
      });
    }
    return undefined;
  }
  const yaml = readYamlFile(path, file, bytes, report);
  return yaml && prefectFile(yaml, report, directory);
}

/** So many deployments that are no mapping are reported: nobody reads more. */
const MOST_OTHERS = 1_000;

/** @returns undefined where the file is not a mapping, which is reported */
export function prefectFile(
  yaml: YamlFile,
  report: Report,
  directory = dirname(yaml.path),
): PrefectFile | undefined {
  const { content, file } = yaml;
  if (!isRecord(content)) {
    report("not-a-mapping", {
      what: `${file} is ${content === null ? "empty" : "no mapping of keys"}; Prefect reads nothing from it.`,
      fix: "Write a list of `deployments:` in it; `prefect init` makes a file to start from.",
      where: yaml.range([]),
    });
    return undefined;
  }
  const deployments: DeploymentEntry[] = [];
  // By aliases thousands may have one long name.
  const quoted = remembered((name) => JSON.stringify(named(name)));
  const prefect: PrefectFile = { yaml, content, deployments, directory };
  const list = content["deployments"];
  let others = 0;
  for (const [index, item] of (Array.isArray(list) ? (list as unknown[]) : []).entries()) {
    const path: DeploymentEntry["path"] = (...rest) => ["deployments", index, ...rest];
    if (isRecord(item))
      deployments.push({ file: prefect, index, content: item, title: titleOf(item, index, quoted), path });
    else if (++others <= MOST_OTHERS) {
      report("not-a-mapping", {
        what: `Deployment ${index + 1} is ${item === null ? "empty" : "no mapping of keys"}; Prefect then reads nothing of the whole file.`,
        fix: "Write `- name: …` and, below it, `entrypoint: path/to/file.py:function`.",
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
