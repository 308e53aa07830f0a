import { ActionError } from "../base/errors.js";
import { firstOf } from "../base/quote.js";
import { isRecord } from "../base/record.js";
import type { Inputs } from "../inputs/types.js";
import { SHORT_DIGEST } from "../plan/digest.js";
import type { PlannedDeployment } from "../plan/types.js";
import type { Plan } from "./transaction-run.js";

/**
 * Where `expected-plan` is given, nothing is written unless this run would do exactly what that plan has shown.
 *
 * @throws ActionError with what it would do, and when the server has got what it has
 */
export function checkReviewed(
  { items, deletions, digest: own }: Plan,
  { expectedPlan }: Pick<Inputs, "expectedPlan">,
): void {
  if (expectedPlan === undefined || own === expectedPlan) return;
  const rows = [
    ...items.flatMap(({ planned, digest, decision: { live } }) =>
      digest === undefined ? [] : [`${said(planned)}${since(live)}`],
    ),
    ...deletions.map(said),
  ];
  const now =
    rows.length === 0
      ? "Now there is nothing to do: the server is as the files say."
      : `Now it would be: ${firstOf(rows, 20)}.`;
  throw new ActionError({
    what: `The plan is not the one that was reviewed: its digest is ${own.slice(0, SHORT_DIGEST)}, and \`expected-plan\` ${expectedPlan.slice(0, SHORT_DIGEST)}. Nothing was written. ${now}`,
    fix: "Compare it with the plan that was reviewed, let a new plan be made, and review that. Where nobody has changed anything, the two jobs differ: both need the same files, `api-url`, `names`, `shard`, `prune` and versions of Prefect.",
  });
}

function said({ action, flow, name, changes }: PlannedDeployment): string {
  const fields =
    action === "change"
      ? ` (${firstOf(
          changes.map(({ field }) => field),
          5,
        )})`
      : "";
  return `${action} ${flow}/${name}${fields}`;
}

/** The server tells when, and by whom, if it knows who asks. */
function since(live: Readonly<Record<string, unknown>> | undefined): string {
  const { updated, updated_by: by } = live ?? {};
  const name = isRecord(by) ? by["display_value"] : undefined;
  if (typeof updated !== "string") return "";
  return `, last written on the server at ${updated}${typeof name === "string" ? ` by ${name}` : ""}`;
}
