import { globSync, readFileSync, statSync } from "node:fs";
import { relative, resolve } from "node:path";
import { isAlias, isMap, isNode, isSeq, LineCounter, parseDocument, type Document } from "yaml";
import type { Where } from "../errors.js";
import type { Findings } from "../findings.js";

/** A prefect file with the lines of its deployments. Pure data about a file that is there and is YAML. */
export interface Manifest {
  /** Absolute. */
  readonly path: string;
  /** As shown to people. */
  readonly file: string;
  readonly deployments: readonly Deployment[];
  /** Whether the file says for all deployments where workers find the code. */
  readonly pull: boolean;
  /** The place of a value: the line of its key, or of the nearest key above it. */
  readonly where: (path: readonly (string | number)[]) => Where;
}

export interface Deployment {
  /** Position in the file, from 0. */
  readonly index: number;
  readonly where: Where;
  /** As written, templates included. */
  readonly name: string | undefined;
  readonly entrypoint: string | undefined;
  /** As YAML reads it. */
  readonly content: Readonly<Record<string, unknown>>;
}

/** Folders that never hold a project's own prefect files, for globs. */
const SKIPPED = ["**/node_modules/**", "**/.venv/**", "**/venv/**", "**/.git/**", "**/site-packages/**"];

/**
 * Reads prefect files.
 *
 * @param patterns paths or globs, relative to `directory`
 * @param directory absolute
 * @param show turns an absolute path into the one to show
 */
export function readManifests(
  patterns: readonly string[],
  directory: string,
  show: (path: string) => string,
  findings: Findings,
): Manifest[] {
  return findFiles(patterns, directory, show, findings).flatMap((path) => {
    const manifest = readManifest(path, show(path), findings);
    return manifest ? [manifest] : [];
  });
}

function findFiles(
  patterns: readonly string[],
  directory: string,
  show: (path: string) => string,
  findings: Findings,
): string[] {
  const found = new Set<string>();
  for (const pattern of patterns) {
    const literal = resolve(directory, pattern);
    const isFile = statSync(literal, { throwIfNoEntry: false })?.isFile() ?? false;
    const files = isFile ? [literal] : globFiles(pattern, directory);
    if (files.length === 0) {
      const near = globFiles("**/*prefect*.{yaml,yml}", directory)
        .map((path) => relative(directory, path))
        .sort((a, b) => a.length - b.length);
      findings.problem(
        `\`prefect-file\` ${pattern}: no such file in ${show(directory) || "the working directory"}.`,
        near.length > 0
          ? `There is ${near.slice(0, 3).join(", ")}; set \`prefect-file\` or \`working-directory\`.`
          : "Check `prefect-file` and `working-directory`, and that a step before checks the repository out (actions/checkout).",
      );
    }
    for (const file of files) found.add(file);
  }
  return [...found];
}

function globFiles(pattern: string, directory: string): string[] {
  if (!/[*?[{]/.test(pattern)) return [];
  return globSync(pattern, { cwd: directory, exclude: SKIPPED })
    .map((path) => resolve(directory, path))
    .filter((path) => statSync(path).isFile())
    .sort();
}

function readManifest(path: string, file: string, findings: Findings): Manifest | undefined {
  const lines = new LineCounter();
  // YAML 1.1, and the last of repeated keys wins: as PyYAML reads it.
  const document = parseDocument(readFileSync(path, "utf8"), {
    version: "1.1",
    uniqueKeys: false,
    lineCounter: lines,
    prettyErrors: false,
    logLevel: "silent",
  });
  const error = document.errors[0];
  if (error) {
    findings.problem(
      `${file} is not valid YAML: ${error.message.replace(/[.:]?$/, ".")}`,
      "Mend it at this line; Prefect would drop the whole file and ask for an entrypoint.",
      { file, line: lines.linePos(error.pos[0]).line },
    );
    return undefined;
  }
  const content = toJs(document, file, findings);
  if (content === undefined) return undefined;
  const where = locator(document, file, lines);
  if (!isRecord(content)) {
    findings.problem(
      `${file} is ${content === null ? "empty" : "not a mapping of keys"}.`,
      "Write a list of `deployments:` in it; `prefect init` makes a file to start from.",
      { file, line: 1 },
    );
    return undefined;
  }
  const deployments = readDeployments(content["deployments"], file, where, findings);
  if (!deployments) return undefined;
  return { path, file, deployments, pull: content["pull"] !== undefined && content["pull"] !== null, where };
}

function readDeployments(
  list: unknown,
  file: string,
  where: Manifest["where"],
  findings: Findings,
): Deployment[] | undefined {
  if (!Array.isArray(list) || list.length === 0) {
    const missing = list === undefined || list === null || Array.isArray(list);
    findings.problem(
      missing ? `${file} has no \`deployments\`.` : `\`deployments\` in ${file} is not a list.`,
      "Write one `- name: …` with its `entrypoint:` for each deployment below `deployments:`.",
      where(["deployments"]),
    );
    return undefined;
  }
  return list.flatMap((item: unknown, index) => {
    if (isRecord(item)) {
      const { name, entrypoint } = item;
      return [
        {
          index,
          where: where(["deployments", index]),
          name: text(name),
          entrypoint: text(entrypoint),
          content: item,
        },
      ];
    }
    findings.problem(
      `Deployment ${index + 1} in ${file} is not a mapping of keys.`,
      "Write `- name: …` and, below it, `entrypoint: path/to/file.py:function`.",
      where(["deployments", index]),
    );
    return [];
  });
}

/** Aliases that refer to themselves, or that multiply without end, are refused by the library. */
function toJs(document: Document, file: string, findings: Findings): unknown {
  try {
    return document.toJS({ maxAliasCount: 10_000 }) as unknown;
  } catch (error) {
    findings.problem(
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      "Check its anchors (&) and aliases (*).",
      { file },
    );
    return undefined;
  }
}

function locator(document: Document, file: string, lines: LineCounter): Manifest["where"] {
  return (path) => {
    let node: unknown = document.contents;
    let offset = isNode(node) ? node.range?.[0] : undefined;
    for (const step of path) {
      if (isAlias(node)) node = node.resolve(document);
      const next = isMap(node)
        ? node.items.findLast((pair) => String(pair.key) === String(step))
        : isSeq(node) && typeof step === "number"
          ? { key: node.items[step], value: node.items[step] }
          : undefined;
      if (next === undefined) break;
      if (isNode(next.key)) offset = next.key.range?.[0] ?? offset;
      node = next.value;
    }
    return { file, line: offset === undefined ? 1 : lines.linePos(offset).line };
  };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== ""
    ? value
    : typeof value === "number"
      ? String(value)
      : undefined;
}
