import type { Findings } from "../base/findings.js";
import { shortened } from "../base/shortened.js";
import type { RawInputs } from "./raw.js";

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

/** Reads single inputs. What is wrong with one is a problem, and some value comes back with it. */
export class Scalars {
  constructor(
    private readonly raw: RawInputs,
    private readonly findings: Findings,
  ) {}

  /** Without white space around it. */
  text(name: string): string {
    return this.raw(name).trim();
  }

  /** A whole number in a range, of what the unit names. */
  number(name: string, unit: string, min: number, max: number): number {
    const number = Number(this.text(name));
    if (!/^\d+$/.test(this.text(name)) || number < min || number > max)
      this.refuse(name, `Give a whole number of ${unit} from ${min} to ${max}.`);
    return number;
  }

  /** One of the words; after a problem the first of them. */
  oneOf<T extends string>(name: string, allowed: readonly T[]): T {
    const found = allowed.find((candidate) => candidate === this.text(name));
    if (found === undefined)
      this.refuse(name, `Give one of ${allowed.map((choice) => `\`${choice}\``).join(", ")}.`);
    return found ?? (allowed[0] as T);
  }

  /**
   * `true` or `false`, in any case of letters.
   *
   * @param others what else it may be, for the message
   */
  flag(name: string, others: readonly string[] = []): boolean {
    const clean = this.text(name).toLowerCase();
    const choices = ["true", "false", ...others].map((one) => `\`${one}\``);
    if (clean !== "true" && clean !== "false")
      this.refuse(name, `Give ${choices.slice(0, -1).join(", ")} or ${choices.at(-1) ?? ""}.`);
    return clean === "true";
  }

  private refuse(name: string, fix: string): void {
    this.findings.problem(`\`${name}\` is ${JSON.stringify(shortened(this.text(name), 60))}.`, fix);
  }
}
