import { isUtf8 } from "node:buffer";
import { join } from "node:path";
import { ActionError } from "../../base/errors.js";
import { nestedForm } from "../../base/setting-names.js";
import { isTable, linesOfKeys, parseToml, valueAt, type TomlTable } from "../../base/toml.js";
import type { Range, Report } from "../../base/finding.js";
import type { Context } from "../../project/types.js";

const FILES = [
  { name: "prefect.toml", prefix: [] },
  { name: "pyproject.toml", prefix: ["tool", "prefect"] },
] as const;

/** The settings files in the directory where `prefect deploy` runs. */
export function checkToml(context: Context, report: Report): void {
  for (const { name, prefix } of FILES) {
    const path = join(context.directory, name);
    const file = context.show(path);
    const bytes = context.disk.readIfAllowed(path);
    if (bytes === undefined) {
      sayNotRead(path, file, context, report);
      continue;
    }
    const text = textOf(bytes);
    if (!isUtf8(bytes)) {
      sayNoText(file, text, report);
      continue;
    }
    const table = parse(text, file, report);
    const section = table && valueAt(table, prefix);
    if (!isTable(section)) continue;
    const flat = Object.keys(section).filter((candidate) => /^PREFECT_/i.test(candidate));
    if (flat.length === 0) continue;
    const rows = rowsOf(text);
    const lineOf = linesOfKeys(text);
    for (const key of flat) {
      report("toml-flat-key", {
        what: `Prefect ignores \`${key}\` here: it sets nothing.`,
        fix: nested(key, prefix),
        where: lineRange(file, rows, lineOf([...prefix, key]) ?? 1, key),
      });
    }
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

/** Whether the environment or a settings file here names a default work pool. */
export function hasDefaultPool({ hasDefaultPool: isGiven, variables, disk, directory }: Context): boolean {
  const isSet = (name: string): boolean => variables?.has(name) === true && !variables.isBlank(name);
  if (isGiven ?? POOL_SETTINGS.some(isSet)) return true;
  return FILES.some(({ name, prefix }) => {
    const bytes = disk.readIfAllowed(join(directory, name));
    const table = bytes && parse(textOf(bytes), name, () => undefined);
    return (
      table !== undefined && Boolean(valueAt(table, [...prefix, "deployments", "default_work_pool_name"]))
    );
  });
}

function parse(text: string, file: string, report: Report): TomlTable | undefined {
  try {
    return parseToml(text, file);
  } catch (error) {
    if (!(error instanceof ActionError)) throw error;
    const [problem] = error.problems;
    report("toml-syntax", {
      what: problem?.what ?? `${file} is not valid TOML.`,
      fix: problem?.fix ?? "Fix it at this line; Prefect reads the file too.",
      where: lineRange(file, rowsOf(text), problem?.where?.line ?? 1),
    });
    return undefined;
  }
}

/** With its line ends as Python's `read_text` takes them: each carriage return is one. */
function textOf(bytes: Buffer): string {
  return bytes.toString("utf8").replace(/\r\n?/g, "\n");
}

function rowsOf(text: string): string[] {
  return text.split("\n");
}

/** Python decodes the file before it parses it (Prefect 3.2.15, 3.8.8: a UnicodeDecodeError). */
function sayNoText(file: string, text: string, report: Report): void {
  const rows = rowsOf(text);
  report("toml-syntax", {
    what: `${file} is not UTF-8 text, and Prefect ends with an error where it reads it.`,
    fix: "Save it as UTF-8.",
    where: lineRange(file, rows, rows.findIndex((row) => row.includes("\uFFFD")) + 1, "\uFFFD"),
  });
}

/** In a longer line nobody looks for a word. */
const LONGEST_ROW = 1_000;

function sayNotRead(path: string, file: string, { disk }: Context, report: Report): void {
  const refusal = disk.refusal(path);
  if (refusal === undefined) return;
  const { reason, words } = refusal;
  // A named pipe keeps Prefect waiting; a folder, or what cannot be read, ends it with an error (3.2.15, 3.8.8).
  const isDeployed = reason === "large" || reason === "many" || reason === "outside";
  report("file-not-read", {
    ...(isDeployed ? { severity: "warning" } : {}),
    what: `${file} ${words}; nothing of it is checked${isDeployed ? "" : ", and Prefect does not get past it"}.`,
    fix: "Make it a regular file of the repository, or take it away.",
    where: { file, line: 1, column: 1, endLine: 1, endColumn: 1 },
  });
}

/** A word in a line, or the whole line. */
function lineRange(file: string, rows: readonly string[], line: number, word?: string): Range {
  const row = rows[line - 1] ?? "";
  const found = word === undefined || row.length > LONGEST_ROW ? -1 : row.indexOf(word);
  const start = found >= 0 ? found : row.length - row.trimStart().length;
  const end = found >= 0 ? found + (word?.length ?? 0) : Math.max(row.trimEnd().length, start);
  return { file, line, column: start + 1, endLine: line, endColumn: end + 1 };
}
