import { parse, stringify, TomlError, type TomlTable, type TomlValue } from "smol-toml";
import { attempt } from "./attempt.js";
import { ActionError } from "./errors.js";

export type { TomlTable } from "smol-toml";

/** @throws ActionError at the line of a mistake; nothing of the text is shown, since it may hold a secret. */
export function parseToml(text: string, file: string): TomlTable {
  return parseWith("asNeeded", text, file);
}

function parseWith(integersAsBigInt: "asNeeded" | true, text: string, file: string): TomlTable {
  if (text.startsWith("\uFEFF")) {
    // The parser here would take it, Python's does not (tomllib 3.11, toml 0.10.2).
    throw new ActionError({
      what: `${file} is not valid TOML: it begins with a byte order mark.`,
      where: { file, line: 1 },
      fix: "Save it as UTF-8 without one; Prefect reads the file too.",
    });
  }
  try {
    return parse(text, { integersAsBigInt });
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = error.message.split("\n")[0] ?? "";
    throw new ActionError({
      what: `${file} is not valid TOML: ${reason.replace(/^Invalid TOML document: /, "")}.`,
      where: { file, line: error.line },
      fix: "Fix it at this line; Prefect reads the file too.",
    });
  }
}

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

/** Tells the 1-based line where the key at a path is written; undefined where it is none of a table. */
export type LineOfKey = (path: readonly string[]) => number | undefined;

/**
 * Looks through a text that the parser takes, once: the parser gives no positions, so each statement is given to it alone.
 */
export function linesOfKeys(text: string): LineOfKey {
  const root: Place = { line: undefined, below: new Map() };
  let table = root;
  for (const { line, text: statement, isHeader } of statements(text)) {
    const parsed = attempt(() => parse(statement, { integersAsBigInt: "asNeeded" }));
    if (parsed === undefined) break;
    if (isHeader) table = descend(parsed, root, line);
    else enter(parsed, table, line);
  }
  return (path) => {
    let place: Place | undefined = root;
    for (const key of path) place = place?.below.get(key);
    return place?.line;
  };
}

/** The first line that a key of a table is written on, and the keys below it. */
interface Place {
  readonly line: number | undefined;
  readonly below: Map<string, Place>;
}

/** Settings are nested three tables deep. */
const DEEPEST = 20;

function enter(parsed: TomlTable, place: Place, line: number, depth = 0): void {
  for (const [key, value] of Object.entries(parsed)) {
    const below = place.below.get(key) ?? { line, below: new Map() };
    place.below.set(key, below);
    if (isTable(value) && depth < DEEPEST) enter(value, below, line, depth + 1);
  }
}

/** The place of a table whose header was read alone; what is in a list of tables has none. */
function descend(header: TomlTable, root: Place, line: number): Place {
  let place = root;
  let value: TomlValue = header;
  for (let depth = 0; isTable(value) && depth < DEEPEST; depth += 1) {
    const [entry]: [string, TomlValue][] = Object.entries(value);
    if (!entry) return place;
    const below: Place = place.below.get(entry[0]) ?? { line, below: new Map() };
    place.below.set(entry[0], below);
    [place, value] = [below, entry[1]];
  }
  return { line: undefined, below: new Map() };
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
        fix: `Prefect expects [${path.slice(0, depth + 1).join(".")}] there.`,
      });
    }
  }
  if (value === undefined) Reflect.deleteProperty(parent, key);
  else parent[key] = value;
}

interface Statement {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
  /** `[table]` or `[[table]]` */
  readonly isHeader: boolean;
}

/** Statements of a text that is TOML: a value may go on over several lines, in brackets or in a string. */
function* statements(text: string): Generator<Statement> {
  const sign = /"""|'''|["'#[\]{}]|\n|$/g;
  let start = 0;
  let line = 1;
  let depth = 0;
  for (let found = sign.exec(text); found; found = start > text.length ? null : sign.exec(text)) {
    const [what] = found;
    if (what === "[" || what === "{") depth += 1;
    else if (what === "]" || what === "}") depth -= 1;
    else if (what in ENDS) sign.lastIndex = endOf(text, found.index + what.length, what);
    else if (depth <= 0 || what === "") {
      const statement = text.slice(start, found.index).replace(/\r$/, "");
      yield { line, text: statement, isHeader: statement.trimStart().startsWith("[") };
      line += statement.split("\n").length;
      start = found.index + 1;
    }
  }
}

/** How a comment and a string end. Two quotes may stand right before the end of a long one. */
const ENDS: Readonly<Record<string, RegExp>> = {
  "#": /(?=\n)/g,
  '"': /\\[^]|"/g,
  "'": /'/g,
  '"""': /\\[^]|"{3,5}/g,
  "'''": /'{3,5}/g,
};

function endOf(text: string, from: number, what: string): number {
  const end = new RegExp(ENDS[what] ?? "$", "g");
  end.lastIndex = from;
  let found = end.exec(text);
  while (found?.[0].startsWith("\\")) found = end.exec(text);
  return found ? end.lastIndex : text.length;
}
