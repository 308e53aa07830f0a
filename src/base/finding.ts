import { counted } from "./quote.js";

/** `error`: Prefect refuses it, or it certainly fails. `warning`: something else happens than written. `note`: advice. */
export type Severity = "error" | "warning" | "note";

export type Counts = Record<Severity, number>;

/** Part of a file. Lines and columns from 1, in UTF-16 code units; the end is exclusive. */
export interface Range {
  /** As shown to people: relative to the repository where possible, forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** What a rule says of a place. Nothing in it holds a value that looks like a secret. */
export interface Finding {
  /** Id of the rule: `unknown-key`. */
  readonly rule: string;
  readonly severity: Severity;
  /** One sentence: what is wrong, and what Prefect makes of it. */
  readonly what: string;
  /** One or two sentences: what to write instead. */
  readonly fix: string;
  readonly where: Range;
  /** The line as it should be, without its indentation, where that is certain enough to be copied. */
  readonly corrected?: string;
  /** How many more of its rule it stands for, where it is one of very many. */
  readonly more?: number;
}

/**
 * How a rule reports: the id must be one of the registry, whose severity it takes unless given. `told`: what it says, without
 * whom it says it of: at one place that is said once.
 */
export type Report = (
  rule: string,
  finding: Omit<Finding, "rule" | "severity"> & { readonly severity?: Severity; readonly told?: string },
) => void;

/** `2 errors, 1 warning`, or `nothing found`. */
export function tallyFindings(counts: Counts): string {
  const parts = (["error", "warning", "note"] as const)
    .map((severity) => [counts[severity], severity] as const)
    .filter(([number]) => number > 0)
    .map(([number, severity]) => counted(number, severity));
  return parts.join(", ") || "nothing found";
}

/** How many of each severity there are beside these. */
export function countsWithout(counts: Counts, findings: readonly Finding[]): Counts {
  const rest = { ...counts };
  for (const { severity, more = 0 } of findings) rest[severity] -= 1 + more;
  return rest;
}

/** So many findings of a rule are shown one by one. */
const MOST_OF_RULE = 100;

/** As people get them: of more than so many findings of a rule the first, with the number of the others. */
export function grouped(findings: readonly Finding[]): Finding[] {
  const kindOf = ({ rule, severity }: Finding): string => `${severity} ${rule}`;
  const kinds = Map.groupBy(findings, kindOf);
  return findings.flatMap((finding) => {
    const all = kinds.get(kindOf(finding)) ?? [];
    if (all.length <= MOST_OF_RULE) return finding;
    const more = all.length - 1;
    return finding === all[0]
      ? { ...finding, what: `${finding.what} The same rule finds ${more} more.`, more }
      : [];
  });
}
