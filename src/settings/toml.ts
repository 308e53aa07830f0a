import { parse, stringify, TomlError, type TomlTable, type TomlValue } from "smol-toml";
import { ActionError } from "../errors.js";

export type { TomlTable } from "smol-toml";

/** @throws ActionError at the line of a mistake; nothing of the text is shown, since it may hold a secret. */
export function parseToml(text: string, file: string): TomlTable {
  return parseWith("asNeeded", text, file);
}

function parseWith(integersAsBigInt: "asNeeded" | true, text: string, file: string): TomlTable {
  try {
    return parse(withoutBom(text), { integersAsBigInt });
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = error.message.split("\n")[0] ?? "";
    throw new ActionError({
      what: `${file} is not valid TOML: ${reason.replace(/^Invalid TOML document: /, "")}.`,
      where: { file, line: error.line },
      mend: "Mend it at this line; Prefect reads the file too.",
    });
  }
}

/** The value at a path of keys, or undefined. */
export function valueAt(table: TomlTable, path: readonly string[]): TomlValue | undefined {
  let value: TomlValue | undefined = table;
  for (const key of path) {
    if (!isTable(value)) return undefined;
    value = Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value;
}

/** A change to one setting: a value, or undefined to remove it. */
export type Change = readonly [path: readonly string[], value: TomlValue | undefined];

/**
 * The text of a TOML file with the changes made and every other key kept, with the type of its value:
 * `1.0` does not become `1`. Comments are not kept: the file is put back as it was after the job,
 * unless the user wants to keep it.
 */
export function mergeToml(text: string, file: string, changes: readonly Change[]): string {
  const table = parseWith(true, text, file);
  for (const [path, value] of changes) setAt(table, path, value, file);
  return stringify(table, { numbersAsFloat: true });
}

/**
 * The 1-based line where the key at `path` is written, or undefined.
 *
 * Found with the parser itself, which gives no positions: the line names the key, the text
 * before it does not define it yet, and the text through the statement that starts there does.
 */
export function lineOfKey(text: string, path: readonly string[]): number | undefined {
  const lines = withoutBom(text).split(/\r?\n/);
  const key = path.at(-1) ?? "";
  for (const [index, line] of lines.entries()) {
    if (!line.includes(key)) continue;
    const before = tryParse(lines.slice(0, index));
    if (before === undefined || valueAt(before, path) !== undefined) continue;
    const through = parseThrough(lines, index + 1);
    if (through !== undefined && valueAt(through, path) !== undefined) return index + 1;
  }
  return undefined;
}

export function isTable(value: unknown): value is TomlTable {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function setAt(table: TomlTable, path: readonly string[], value: TomlValue | undefined, file: string): void {
  const key = path.at(-1);
  if (key === undefined) return;
  let parent = table;
  for (const [depth, name] of path.slice(0, -1).entries()) {
    const found = Object.hasOwn(parent, name) ? parent[name] : undefined;
    if (found === undefined) {
      if (value === undefined) return;
      const created: TomlTable = {};
      parent[name] = created;
      parent = created;
    } else if (isTable(found)) {
      parent = found;
    } else if (value === undefined) {
      return;
    } else {
      throw new ActionError({
        what: `In ${file}, ${path.slice(0, depth + 1).join(".")} is not a table.`,
        where: { file },
        mend: `Prefect expects [${path.slice(0, depth + 1).join(".")}] there.`,
      });
    }
  }
  if (value === undefined) Reflect.deleteProperty(parent, key);
  else parent[key] = value;
}

/** The shortest beginning of at least so many lines that parses: a value may go on over several lines. */
function parseThrough(lines: readonly string[], atLeast: number): TomlTable | undefined {
  for (let count = atLeast; count <= lines.length; count += 1) {
    const table = tryParse(lines.slice(0, count));
    if (table !== undefined) return table;
  }
  return undefined;
}

function tryParse(lines: readonly string[]): TomlTable | undefined {
  try {
    return parse(lines.join("\n"), { integersAsBigInt: "asNeeded" });
  } catch {
    return undefined;
  }
}

function withoutBom(text: string): string {
  return text.replace(/^\uFEFF/, "");
}
