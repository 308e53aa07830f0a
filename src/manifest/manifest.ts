import { isUtf8 } from "node:buffer";
import { globSync, readFileSync, statSync } from "node:fs";
import { relative, resolve } from "node:path";
import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Alias,
  type Document,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
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
  /** The build and push steps of all deployments that have none of their own. */
  readonly steps: readonly unknown[];
  /** The place of a value: the line of its key, or of the nearest key above it. */
  readonly where: (path: readonly (string | number)[]) => Where;
}

export interface Deployment {
  /** Position in the file, from 0. */
  readonly index: number;
  readonly where: Where;
  /** As written, templates included; also where it is no text to YAML (`2024`), which Prefect refuses. */
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
      const isFolder = statSync(literal, { throwIfNoEntry: false })?.isDirectory() ?? false;
      findings.problem(
        isFolder
          ? `\`prefect-file\` ${pattern} is a folder.`
          : `\`prefect-file\` ${pattern}: no such file in ${show(directory) || "the working directory"}.`,
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
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false)
    .sort();
}

function readManifest(path: string, file: string, findings: Findings): Manifest | undefined {
  const source = readText(path, file, findings);
  if (source === undefined) return undefined;
  const lines = new LineCounter();
  // YAML 1.1 whatever the file says of itself, the last of repeated keys wins, and what is unambiguous
  // is let pass: as PyYAML reads it. `silent` would hide a second document.
  const document = parseDocument(source, {
    version: "1.1",
    schema: "yaml-1.1",
    merge: true,
    strict: false,
    uniqueKeys: false,
    lineCounter: lines,
    prettyErrors: false,
    logLevel: "error",
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
  const content = toJs(document, file, lines, findings);
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
  const deployments = readDeployments(content["deployments"], document, file, where, findings);
  if (!deployments) return undefined;
  const steps = [content["build"], content["push"]].flatMap(listOfSteps);
  return { path, file, deployments, pull: (content["pull"] ?? undefined) !== undefined, steps, where };
}

function readText(path: string, file: string, findings: Findings): string | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    findings.problem(
      `${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown error"}).`,
      "Let the user that runs this job read it.",
      { file },
    );
    return undefined;
  }
  if (isUtf8(bytes)) return bytes.toString("utf8");
  const good = bytes.toString("utf8").split("\uFFFD")[0] ?? "";
  findings.problem(`${file} is not UTF-8 text.`, "Save it as UTF-8.", {
    file,
    line: good.split("\n").length,
  });
  return undefined;
}

function readDeployments(
  list: unknown,
  document: Document,
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
      const written = (key: string) => text(item[key], document, ["deployments", index, key]);
      return [
        {
          index,
          where: where(["deployments", index]),
          name: written("name"),
          entrypoint: written("entrypoint"),
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

/** Aliases that refer to nothing, to themselves, or that multiply without end are refused. */
function toJs(document: Document, file: string, lines: LineCounter, findings: Findings): unknown {
  const refuse = (what: string, line?: number): void => {
    findings.problem(
      `${file} cannot be read: ${what}.`,
      "Check its anchors (&) and aliases (*).",
      line === undefined ? { file } : { file, line },
    );
  };
  const lost = linkAliases(document);
  if (lost) {
    refuse(`no anchor &${lost.source} before *${lost.source}`, lines.linePos(lost.range?.[0] ?? 0).line);
    return undefined;
  }
  try {
    const content = document.toJS({ maxAliasCount: 10_000 }) as unknown;
    if (!isCircular(content)) return content;
    refuse("an alias stands inside what it refers to");
  } catch (error) {
    refuse(error instanceof Error ? error.message : String(error));
  }
  return undefined;
}

/**
 * Tells each alias what it refers to: the library looks for it from the top of the file each time, which
 * took 10 s for 10,000 of them. Returns the first alias without an anchor before it.
 */
function linkAliases(document: Document): Alias | undefined {
  const anchors = new Map<string, Scalar | YAMLMap | YAMLSeq>();
  let lost: Alias | undefined;
  visit(document, {
    Node: (_key, node) => {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) anchors.set(node.anchor, node);
        return;
      }
      const target = anchors.get(node.source);
      if (target === undefined) {
        lost ??= node;
        return;
      }
      const resolve = node.resolve.bind(node);
      node.resolve = (from, context) => {
        if (!context) return target;
        context.aliasResolveCache = [target]; // The only place where it looks; it still counts aliases.
        return resolve(from, context);
      };
    },
  });
  return lost;
}

/** @param above what holds the value; `done` keeps what is shared from being walked twice */
function isCircular(value: unknown, above = new Set<unknown>(), done = new Set<unknown>()): boolean {
  if (typeof value !== "object" || value === null || done.has(value)) return false;
  if (above.has(value)) return true;
  above.add(value);
  const found = Object.values(value).some((item) => isCircular(item, above, done));
  above.delete(value);
  done.add(value);
  return found;
}

function locator(document: Document, file: string, lines: LineCounter): Manifest["where"] {
  return (path) => {
    const { offset } = walk(document, path);
    return { file, line: offset === undefined ? 1 : lines.linePos(offset).line };
  };
}

/** The node at a path, where it is written there, and the offset of its key or of the nearest one above. */
function walk(
  document: Document,
  path: readonly (string | number)[],
): { node: unknown; offset: number | undefined } {
  let node: unknown = document.contents;
  let offset = isNode(node) ? node.range?.[0] : undefined;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    const next = isMap(node)
      ? node.items.findLast((pair) => String(pair.key) === String(step))
      : isSeq(node) && typeof step === "number"
        ? { key: node.items[step], value: node.items[step] }
        : undefined;
    if (next === undefined) return { node: undefined, offset };
    if (isNode(next.key)) offset = next.key.range?.[0] ?? offset;
    node = next.value;
  }
  return { node, offset };
}

/** A list, a single step without a list (3.8.8), or nothing. */
export function listOfSteps(section: unknown): unknown[] {
  if (Array.isArray(section)) return section;
  return isRecord(section) ? [section] : [];
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text, or how something else that is no collection is written: `2024-01-01`, `yes`. */
function text(value: unknown, document: Document, path: readonly (string | number)[]): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  const { node } = walk(document, path);
  const scalar = isAlias(node) ? node.resolve(document) : node;
  if (value === null || value === undefined || !isScalar(scalar)) {
    return typeof value === "number" ? String(value) : undefined;
  }
  return scalar.source;
}
