import { firstOf, quote } from "../base/quote.js";
import type { Decision } from "../plan/decision.js";
import { othersOf, type Other } from "../plan/others.js";
import { countDeployments, deploymentsOfFlows, flowNames } from "../server/queries.js";
import type { Upstream } from "../server/upstream.js";
import type { DeployContext } from "./context.js";
import type { Plan, TransactionRun } from "./transaction-run.js";

/** So many are read to find those that are in no file: the server takes 8 ms for each (3.8.8). */
const MOST_OF_FLOWS = 500;
/** And so many of all flows, to find those of a flow that has been renamed. */
const MOST_OF_ALL = 200;

/**
 * Names the deployments of these flows that are on the server and in no file: nobody deploys them any more, and their
 * schedules go on.
 */
export async function warnOfOthers(
  { inFiles, session: { upstream } }: TransactionRun,
  { decisions, rows }: Plan,
  { findings }: Pick<DeployContext, "findings">,
): Promise<void> {
  if (inFiles === undefined || decisions.length === 0) return;
  const known = new Set([...inFiles, ...rows.map(({ flow, name }) => `${flow}/${name}`)]);
  const others = await lookForOthers(decisions, known, upstream).catch(() => []); // What is only told is no reason to fail.
  if (others.length === 0) return;
  const one = others.length === 1;
  findings.warning(
    `On the server and in none of the files: ${firstOf(others.map(said), 10)}. ${one ? "It stays" : "They stay"} there, and ${one ? "its schedules go" : "their schedules go"} on.`,
    "Delete what nobody needs any more (`prefect deployment delete`), or deploy it again; with `prune: true`, what this project has deployed is deleted once it leaves the files.",
  );
}

async function lookForOthers(
  decisions: readonly Decision[],
  known: ReadonlySet<string>,
  upstream: Upstream,
): Promise<Other[]> {
  const own = [...new Set(decisions.map(({ held }) => held.flowName))];
  const there = decisions.filter(({ live }) => live).length;
  const [ofFlows, ofAll] = await Promise.all([
    countDeployments(upstream, own),
    countDeployments(upstream, undefined),
  ]);
  const isAll = ofAll <= MOST_OF_ALL;
  if ((isAll ? ofAll : ofFlows) === there || (!isAll && ofFlows > MOST_OF_FLOWS)) return [];
  const live = await deploymentsOfFlows(upstream, isAll ? undefined : own);
  const flows = await flowNames(upstream, [...new Set(live.map(({ flow_id }) => flow_id))]);
  return othersOf(live, flows, known, decisions);
}

function said({ name, active }: Other): string {
  return `${quote(name)}${
    active.length > 0
      ? ` (active: ${firstOf(
          active.map((one) => quote(one)),
          3,
        )})`
      : ""
  }`;
}
