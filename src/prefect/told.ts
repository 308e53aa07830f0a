import { statSync } from "node:fs";
import { ActionError } from "../base/errors.js";
import { isRegularFile, readRegularFile } from "../base/project-files.js";
import { jsonRecord } from "../base/record.js";

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

/** What `prefect_hook.py` tells of the programs that `deploy-command` has run. What it runs in may tell anything. */
export interface Told {
  readonly prefects: readonly { readonly version: string; readonly python: string }[];
  /** By `flow/name`, how often each was sent, and where it was asked for last. */
  readonly applied: ReadonlyMap<string, PythonPlace & { readonly times: number }>;
  /** By `flow/name`, what could not be sent, and was not later. */
  readonly failed: ReadonlyMap<string, PythonPlace & { readonly error: string }>;
  /** With a tag that is another one each time. */
  readonly images: ReadonlySet<string>;
  /** `POST /variables/` */
  readonly requests: readonly (PythonPlace & { readonly request: string })[];
  readonly stopped: readonly (PythonPlace & { readonly what: string })[];
  readonly errors: readonly (PythonPlace & { readonly error: string; readonly message: string })[];
  /** Absolute paths of files of the project that were loaded, and what they hold; undefined where nobody knows all. */
  readonly code: { readonly files: readonly string[]; readonly calls: readonly MakingCall[] } | undefined;
}

const MOST_BYTES = 50_000_000;

/** @throws ActionError where it holds more than deploying can have told */
export function readTold(path: string): Told {
  if (isRegularFile(path) && statSync(path).size > MOST_BYTES) {
    throw new ActionError({
      what: "What `deploy-command` told of its calls takes more than 50 MB.",
      fix: "Deploy in several steps, each with a script of its own.",
    });
  }
  return toldIn(isRegularFile(path) ? readRegularFile(path).toString("utf8") : "");
}

/** Pure. */
export function toldIn(text: string): Told {
  const prefects: Told["prefects"][number][] = [];
  const applied = new Map<string, PythonPlace & { times: number }>();
  const failed = new Map<string, PythonPlace & { error: string }>();
  const images = new Set<string>();
  const requests: Told["requests"][number][] = [];
  const stopped: Told["stopped"][number][] = [];
  const errors: Told["errors"][number][] = [];
  const codes: NonNullable<Told["code"]>[] = [];
  for (const row of text.split("\n")) {
    const one = jsonRecord(row) ?? {};
    const of = (key: string): string => (typeof one[key] === "string" ? one[key] : "");
    const place = placeIn(one);
    if ("prefect" in one) prefects.push({ version: of("prefect"), python: of("python") });
    else if ("applied" in one) {
      const name = of("applied");
      applied.set(name, { ...place, times: (applied.get(name)?.times ?? 0) + 1 });
      failed.delete(name);
    } else if ("failed" in one) failed.set(of("failed"), { ...place, error: of("error") });
    else if ("image" in one) images.add(of("image"));
    else if ("request" in one) requests.push({ ...place, request: of("request") });
    else if ("stopped" in one) stopped.push({ ...place, what: of("stopped") });
    else if ("error" in one) errors.push({ ...place, error: of("error"), message: of("message") });
    else if (Array.isArray(one["files"]) && Array.isArray(one["calls"])) {
      const texts = one["files"].filter((file) => typeof file === "string");
      codes.push({ files: texts, calls: one["calls"].flatMap(callIn) });
    }
  }
  // A program that was killed has told of none.
  const isWhole = prefects.length > 0 && codes.length >= prefects.length;
  const files = [...new Set(codes.flatMap((code) => code.files))];
  const code = isWhole ? { files, calls: codes.flatMap(({ calls }) => calls) } : undefined;
  return { prefects, applied, failed, images, requests, stopped, errors, code };
}

function placeIn(one: Readonly<Record<string, unknown>>): PythonPlace {
  const { file, line } = one;
  return {
    file: typeof file === "string" && file !== "" ? file : undefined,
    line: Number.isSafeInteger(line) && Number(line) > 0 ? Number(line) : undefined,
  };
}

function callIn(value: unknown): MakingCall[] {
  const one = value as Readonly<Record<string, unknown>> | null;
  const { file, line } = placeIn(one ?? {});
  const { line: end } = placeIn({ line: one?.["end"] });
  const name = one?.["name"];
  return file === undefined || line === undefined || end === undefined
    ? []
    : [
        {
          file,
          line,
          end,
          name: typeof name === "string" ? name : undefined,
          isFixed: one?.["fixed"] === true,
        },
      ];
}
