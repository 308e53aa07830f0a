import type { Findings } from "../base/findings.js";
import { quote } from "../base/quote.js";
import { UNSET, type RawInputs } from "./raw.js";
import type { Scalars } from "./scalars.js";
import type { Comment, Inputs } from "./types.js";

/** Reads `comment`: `true`, `false` or `changes-only`. */
export function readComment(scalars: Scalars): Comment {
  if (scalars.text("comment") === "changes-only") return "changes-only";
  return scalars.flag("comment", ["changes-only"]) ? "always" : "never";
}

/** Reads `prune`, `prune-limit` and `prune-scope`. */
export function readPrune(
  scalars: Scalars,
  findings: Findings,
): Pick<Inputs, "prune" | "pruneLimit" | "pruneScope"> {
  const prune = scalars.flag("prune");
  const pruneScope = scalars.text("prune-scope") || undefined;
  if (pruneScope !== undefined && (pruneScope.length > 200 || /\p{Cc}/u.test(pruneScope))) {
    findings.problem(
      "`prune-scope` has more than one line or more than 200 characters.",
      "Give a short name of this project and where it is deployed, for example `flows production`.",
    );
  }
  if (pruneScope !== undefined && !prune) {
    findings.problem(
      "`prune-scope` is given without `prune`: nothing is deleted.",
      "Set `prune: true`, or take `prune-scope` out.",
    );
  }
  return { prune, pruneLimit: scalars.number("prune-limit", "deployments", 0, 10_000), pruneScope };
}

/** Reads `expected-plan`. An output that the other job does not have is empty: then nothing would be checked. */
export function readExpectedPlan(raw: RawInputs, findings: Findings): string | undefined {
  const given = raw("expected-plan").trim().toLowerCase();
  if (given === UNSET) return undefined;
  if (/^[0-9a-f]{64}$/.test(given)) return given;
  findings.problem(
    given === ""
      ? "`expected-plan` is empty: the plan that was reviewed is not known."
      : `\`expected-plan\` is ${quote(given, 60)}, which is not the digest of a plan.`,
    "Give the output `plan-digest` of the plan: `${{ needs.plan.outputs.plan-digest }}`, which that job names below its own `outputs:`. It has 64 characters; a comment shows the first 12.",
  );
  return undefined;
}
