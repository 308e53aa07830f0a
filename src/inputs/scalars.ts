import { parseArgsStringToArgv } from "string-argv";
import type { Findings } from "../base/findings.js";
import { shortened } from "../base/shortened.js";

/** Splits a command into its words; quotes group. Without a shell nothing else has a meaning. */
export function command(value: string, findings: Findings): string[] {
  const words = parseArgsStringToArgv(value.trim());
  const operator = words.find((word) => /^(&&?|\|\|?|;|<|>|>>)$|\$\(|`|;$/.test(word));
  if (/^[A-Za-z_]\w*=/.test(words[0] ?? "")) {
    findings.problem(
      "`prefect-command` sets a variable as a shell does, but it is run without a shell.",
      "Set the variable with `env:` at this step.",
    );
  } else if (operator !== undefined) {
    findings.problem(
      "`prefect-command` holds a shell operator, but it is run without a shell.",
      "Give one command, for example `prefect`, `uv run prefect` or `python -m prefect`; prepare the rest in a step before.",
    );
  } else if (!/(^|[\\/])prefect(\.exe)?$/.test(words.at(-1) ?? "")) {
    findings.problem(
      "`prefect-command` does not end with the word prefect.",
      "Give the command without arguments of Prefect's own, for example `prefect`, `uv run prefect`, `.venv/bin/prefect` or `python -m prefect`.",
    );
  }
  return words;
}

/** A short text on one line; undefined where it is empty. */
export function label(value: string, findings: Findings): string | undefined {
  const clean = value.trim();
  if (/[\r\n]/.test(clean) || clean.length > 100) {
    findings.problem(
      "`environment` has more than one line or more than 100 characters.",
      "Give a short label for this job, for example `production`.",
    );
  }
  return clean || undefined;
}

/** The lines that are not blank, without white space around them. */
export function lines(value: string): string[] {
  return value
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

interface Range {
  readonly min: number;
  readonly max: number;
  /** What is counted, for people. */
  readonly unit: string;
}

/** A whole number in a range; what is none is a problem. */
export function wholeNumber(
  name: string,
  value: string,
  { min, max, unit }: Range,
  findings: Findings,
): number {
  const clean = value.trim();
  const number = Number(clean);
  if (!/^\d+$/.test(clean) || number < min || number > max) {
    findings.problem(
      `\`${name}\` is ${JSON.stringify(shortened(clean, 60))}.`,
      `Give a whole number of ${unit} from ${min} to ${max}.`,
    );
  }
  return number;
}

/** One of the words; after a problem the first of them. */
export function oneOf<T extends string>(
  name: string,
  value: string,
  allowed: readonly T[],
  findings: Findings,
): T {
  const clean = value.trim();
  const found = allowed.find((candidate) => candidate === clean);
  if (found === undefined) {
    findings.problem(
      `\`${name}\` is ${JSON.stringify(shortened(clean, 60))}.`,
      `Give one of ${allowed.map((choice) => `\`${choice}\``).join(", ")}.`,
    );
  }
  return found ?? (allowed[0] as T);
}

/** `true` or `false`, in any case of letters. */
export function yesOrNo(name: string, value: string, findings: Findings): boolean {
  const clean = value.trim().toLowerCase();
  if (clean !== "true" && clean !== "false") {
    findings.problem(
      `\`${name}\` is ${JSON.stringify(shortened(value.trim(), 60))}.`,
      "Give `true` or `false`.",
    );
  }
  return clean === "true";
}
