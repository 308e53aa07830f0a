import { isUtf8 } from "node:buffer";
import { join } from "node:path";
import { ActionError } from "../../base/errors.js";
import { nestedForm } from "../../base/setting-names.js";
import { isTable, linesOfKeys, parseToml, valueAt, type TomlTable } from "../../base/toml.js";
import { lineOf } from "../finding.js";
import type { Range, Report } from "../../base/finding.js";
import type { NotRead } from "../../base/project-files.js";
import type { Context } from "../../project/types.js";

const FILES = [
  { name: "prefect.toml", prefix: [] },
  { name: "pyproject.toml", prefix: ["tool", "prefect"] },
] as const;

/** The settings files in the directories where `prefect deploy` runs. */
export function checkToml({ directories, show, disk }: Context, report: Report): void {
  for (const directory of directories) checkSettings(directory, { show, disk }, report);
}

type Reader = Pick<Context, "show" | "disk">;

function checkSettings(directory: string, { show, disk }: Reader, report: Report): void {
  for (const { name, prefix } of FILES) {
    const path = join(directory, name);
    const file = show(path);
    const bytes = disk.readIfAllowed(path);
    if (bytes) checkFile(bytes, file, prefix, report);
    else sayNotRead(file, disk.refusal(path), report);
  }
  checkDotenv(join(directory, ".env"), { show, disk }, report);
}

/** A folder of that name is often a virtual environment. Prefect opens named pipes too (3.9.1). */
function checkDotenv(path: string, { show, disk }: Reader, report: Report): void {
  const refusal = disk.refusal(path);
  if (refusal?.reason !== "special") return;
  const file = show(path);
  report("file-not-read", {
    what: `${file} ${refusal.words}: Prefect waits for a pipe, and finds no settings in anything else.`,
    fix: "Make it a regular file of the repository, or take it away.",
    where: lineOf(file),
  });
}

function checkFile(bytes: Buffer, file: string, prefix: readonly string[], report: Report): void {
  const text = textOf(bytes);
  const rows = text.split("\n");
  // Python decodes the file before it parses it (Prefect 3.2.15, 3.8.8: a UnicodeDecodeError).
  if (!isUtf8(bytes)) {
    report("toml-syntax", {
      what: `${file} is not UTF-8 text, and Prefect ends with an error where it reads it.`,
      fix: "Save it as UTF-8.",
      where: lineRange(file, rows, rows.findIndex((row) => row.includes("\uFFFD")) + 1, "\uFFFD"),
    });
    return;
  }
  const table = parse(text, file);
  if (table instanceof ActionError) {
    const [problem] = table.problems;
    report("toml-syntax", {
      what: problem?.what ?? `${file} is not valid TOML.`,
      fix: problem?.fix ?? "Fix it at this line; Prefect reads the file too.",
      where: lineRange(file, rows, problem?.where?.line ?? 1),
    });
    return;
  }
  const section = valueAt(table, prefix);
  const flat = isTable(section) ? Object.keys(section).filter((key) => /^PREFECT_/i.test(key)) : [];
  if (flat.length === 0) return;
  const rowOf = linesOfKeys(text);
  for (const key of flat) {
    report("toml-flat-key", {
      what: `Prefect ignores \`${key}\` here: it sets nothing.`,
      fix: nested(key, prefix),
      where: lineRange(file, rows, rowOf([...prefix, key]) ?? 1, key),
    });
  }
}

/** With its line ends as Python's `read_text` takes them: each carriage return is one. */
function textOf(bytes: Buffer): string {
  return bytes.toString("utf8").replace(/\r\n?/g, "\n");
}

function parse(text: string, file: string): TomlTable | ActionError {
  try {
    return parseToml(text, file);
  } catch (error) {
    if (error instanceof ActionError) return error;
    throw error;
  }
}

/** Where the setting belongs; the value may be a secret and is not shown. */
function nested(key: string, prefix: readonly string[]): string {
  const form = nestedForm(key);
  if (!form.includes("=")) return `Write it in a table: ${form}`;
  const end = form.startsWith("[") ? form.indexOf("] ") : -1;
  const [table, setting] = end < 0 ? [undefined, form] : [form.slice(1, end), form.slice(end + 2)];
  const path = [...prefix, ...(table === undefined ? [] : [table])].join(".");
  return path === "" ? `Write \`${setting}\`.` : `Write \`${setting}\` below \`[${path}]\`.`;
}

/** Of the environment: they name a default work pool. */
export const POOL_SETTINGS = ["PREFECT_DEFAULT_WORK_POOL_NAME", "PREFECT_DEPLOYMENTS_DEFAULT_WORK_POOL_NAME"];

/** Whether the environment, or a settings file in the directory that is deployed from, names a default work pool. */
export function hasDefaultPool(
  directory: string,
  { hasDefaultPool: isGiven, variables, disk }: Context,
): boolean {
  const isSet = (name: string): boolean => variables?.has(name) === true && !variables.isBlank(name);
  if (isGiven ?? POOL_SETTINGS.some(isSet)) return true;
  return FILES.some(({ name, prefix }) => {
    const bytes = disk.readIfAllowed(join(directory, name));
    const table = bytes && parse(textOf(bytes), name);
    if (table === undefined || table instanceof ActionError) return false;
    return Boolean(valueAt(table, [...prefix, "deployments", "default_work_pool_name"]));
  });
}

function sayNotRead(file: string, refusal: NotRead | undefined, report: Report): void {
  if (refusal === undefined) return;
  const { reason, words } = refusal;
  // A named pipe keeps Prefect waiting; a folder, or what cannot be read, ends it with an error (3.2.15, 3.8.8).
  const isDeployed = reason === "large" || reason === "many" || reason === "outside";
  report("file-not-read", {
    ...(isDeployed ? { severity: "warning" } : {}),
    what: `${file} ${words}; nothing of it is checked${isDeployed ? "" : ", and Prefect does not get past it"}.`,
    fix: "Make it a regular file of the repository, or take it away.",
    where: lineOf(file),
  });
}

/** In a longer line nobody looks for a word. */
const LONGEST_ROW = 1_000;

/** A word in a line, or the whole line. */
function lineRange(file: string, rows: readonly string[], line: number, word?: string): Range {
  const row = rows[line - 1] ?? "";
  const found = word === undefined || row.length > LONGEST_ROW ? -1 : row.indexOf(word);
  const start = found >= 0 ? found : row.length - row.trimStart().length;
  const end = found >= 0 ? found + (word?.length ?? 0) : Math.max(row.trimEnd().length, start);
  return { file, line, column: start + 1, endLine: line, endColumn: end + 1 };
}
