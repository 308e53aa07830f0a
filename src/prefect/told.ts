import { ActionError } from "../base/errors.js";
import { NotRead, tryRead } from "../base/project-files.js";
import { isRecord, jsonRecord } from "../base/record.js";

/** A line of a Python file; both undefined where nobody knows it. */
export interface PythonPlace {
  /** Absolute. */
  readonly file: string | undefined;
  readonly line: number | undefined;
}

/** A call that makes a deployment, as it is written. */
export interface MakingCall {
  /** Absolute. */
  readonly file: string;
  /** Its first and last line. */
  readonly line: number;
  readonly end: number;
  /** Undefined where it is not written out. */
  readonly name: string | undefined;
  /** Whether its flow is the same one each time. */
  readonly isFixed: boolean;
}

/** A flow whose name is the same in each run. */
export interface SureFlow {
  /** Absolute. */
  readonly file: string;
  readonly function: string;
  readonly name: string;
}

/** The files of the project that a run has loaded, and what in them says what another run may deploy. */
export interface LoadedCode {
  /** Absolute paths. */
  readonly files: readonly string[];
  /** Of the programs. */
  readonly mains: readonly string[];
  readonly calls: readonly MakingCall[];
  readonly flows: readonly SureFlow[];
  /** From where code may be run that was not loaded. */
  readonly unknown: readonly PythonPlace[];
}

/** What `prefect_hook.py` tells of the programs that `deploy-command` has run. What it runs in may tell anything. */
export interface Told {
  readonly prefects: readonly { readonly version: string; readonly python: string }[];
  /** By `flow/name`, what was asked for, and where. */
  readonly asked: ReadonlyMap<string, PythonPlace>;
  /** By `flow/name`, what was sent, and where it was asked for last. */
  readonly applied: ReadonlyMap<string, PythonPlace>;
  /** By `flow/name`, what could not be sent, and was not later. */
  readonly failed: ReadonlyMap<string, PythonPlace & { readonly error: string }>;
  /** With a tag that is another one each time. */
  readonly images: ReadonlySet<string>;
  /** `POST /variables/` */
  readonly requests: readonly (PythonPlace & { readonly request: string })[];
  readonly stopped: readonly (PythonPlace & { readonly what: string })[];
  readonly errors: readonly (PythonPlace & { readonly error: string; readonly message: string })[];
  /** Processes that have not told their end: it may have come all the same. */
  readonly running: readonly number[];
  /** Undefined where nobody knows all of it. */
  readonly code: LoadedCode | undefined;
}

const MOST_BYTES = 50_000_000;

/** @throws ActionError where it is not there, or holds more than deploying can have told */
export function readTold(path: string): Told {
  const read = tryRead(path, MOST_BYTES);
  if (!(read instanceof NotRead)) return toldIn(read.toString("utf8"));
  throw new ActionError(
    read.reason === "large"
      ? {
          what: "What `deploy-command` told of its calls takes more than 50 MB. Nothing was written.",
          fix: "Deploy in several steps, each with a script of its own.",
        }
      : {
          what: `The file in which \`deploy-command\` tells what it does is gone (it ${read.words}): nobody knows what failed in it. Nothing was written.`,
          fix: "Leave the files of this step in RUNNER_TEMP as they are.",
        },
  );
}

type Row = Readonly<Record<string, unknown>>;

/** Pure. */
export function toldIn(text: string): Told {
  const rows = text.split("\n").map((row) => jsonRecord(row) ?? {});
  const having = (key: string): Row[] => rows.filter((row) => key in row);
  const byName = (key: string) => new Map(having(key).map((row) => [textOf(row, key), placeIn(row)]));
  const failed = new Map<string, PythonPlace & { error: string }>();
  for (const row of rows) {
    if ("applied" in row) failed.delete(textOf(row, "applied"));
    else if ("failed" in row)
      failed.set(textOf(row, "failed"), { ...placeIn(row), error: textOf(row, "error") });
  }
  const prefects = having("prefect");
  const ended = new Set(having("ended").map((row) => row["ended"]));
  const pids = having("started").map((row) => Number(row["started"]));
  return {
    prefects: prefects.map((row) => ({ version: textOf(row, "prefect"), python: textOf(row, "python") })),
    ...{ asked: byName("asked"), applied: byName("applied"), failed },
    images: new Set(having("image").map((row) => textOf(row, "image"))),
    requests: having("request").map((row) => ({ ...placeIn(row), request: textOf(row, "request") })),
    stopped: having("stopped").map((row) => ({ ...placeIn(row), what: textOf(row, "stopped") })),
    errors: having("error")
      .filter((row) => !("failed" in row))
      .map((row) => ({ ...placeIn(row), error: textOf(row, "error"), message: textOf(row, "message") })),
    running: pids.filter((pid) => Number.isSafeInteger(pid) && pid > 1 && !ended.has(pid)),
    code: codeIn(rows, new Set(prefects.map((row) => row["pid"]))),
  };
}

/** Undefined where a program with Prefect has not told of its own: one that was killed has not. */
function codeIn(rows: readonly Row[], pids: ReadonlySet<unknown>): LoadedCode | undefined {
  const codes = rows.filter((row) => Array.isArray(row["files"]));
  const told = new Set(codes.map((row) => row["pid"]));
  if (pids.size === 0 || [...pids].some((pid) => !told.has(pid))) return undefined;
  const all = (key: string): unknown[] => codes.flatMap((row) => listOf(row[key]));
  return {
    files: [...new Set(all("files").filter((file) => typeof file === "string"))],
    mains: codes.map((row) => textOf(row, "main")).filter((main) => main !== ""),
    calls: all("calls").filter(isRecord).flatMap(callIn),
    flows: all("flows")
      .filter(isRecord)
      .map((row) => ({
        ...{ file: textOf(row, "file"), function: textOf(row, "function"), name: textOf(row, "name") },
      })),
    unknown: all("unknown").filter(isRecord).map(placeIn),
  };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(row: Row, key: string): string {
  const value = row[key];
  return typeof value === "string" ? value : "";
}

function placeIn(one: Row): PythonPlace {
  const { file, line } = one;
  return {
    file: typeof file === "string" && file !== "" ? file : undefined,
    line: Number.isSafeInteger(line) && Number(line) > 0 ? Number(line) : undefined,
  };
}

function callIn(row: Row): MakingCall[] {
  const { file, line } = placeIn(row);
  const { line: end } = placeIn({ line: row["end"] });
  const { name } = row;
  if (file === undefined || line === undefined || end === undefined) return [];
  return [
    { file, line, end, name: typeof name === "string" ? name : undefined, isFixed: row["fixed"] === true },
  ];
}
