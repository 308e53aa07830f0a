import { firstOf, quote } from "../base/quote.js";
import type { Committed, Outcome } from "../commit/commit.js";
import { withoutTwins } from "../commit/twins.js";
import { compareAutomations } from "../plan/automations.js";
import { overwritten } from "../plan/compare.js";
import type { Decision } from "../plan/decision.js";
import { deploymentsById } from "../server/queries.js";
import { ServerState, type LiveAutomation, type LiveDeployment } from "../server/state.js";
import type { Upstream } from "../server/upstream.js";

/** What a look at the server found after all was written. */
export interface Verified {
  /** What is not there as it was written, and why. */
  readonly wrong: ReadonlyMap<Decision, string>;
  /** Where automations went whose owner nobody could tell before: an earlier deploy had made them. */
  readonly removed: ReadonlySet<Decision>;
}

export const LOST = "the server took it, and does not have it any more";

/**
 * Exit code 0 is no proof, and no answer either: what was written is read back and compared, since two jobs at once can both
 * have gone well, and leave a mixture. The last that this step asks the server is for the deployments, in pages.
 *
 * @param say takes a line for the log
 */
export async function verify(
  { outcomes, made }: Committed,
  upstream: Upstream,
  say: (line: string) => void,
): Promise<Verified> {
  const written = outcomes.filter(({ decision }) => decision.fields || decision.automations.write);
  const concerned = written.filter(({ decision: { automations } }) => automations.write);
  const rows =
    concerned.length > 0
      ? await withoutTwins(
          { written: concerned, made, rows: await new ServerState(upstream).automations() },
          upstream,
          say,
        )
      : undefined;
  const removed = new Set<Decision>();
  const now = new Set(rows?.map(({ id }) => id));
  for (const { decision } of rows ? outcomes : []) {
    const gone = decision.automations.doubtful.filter(({ id }) => !now.has(id));
    for (const { name } of gone)
      say(`${decision.held.flowName}/${decision.held.name}: removed the automation ${quote(name)}.`);
    if (gone.length > 0) removed.add(decision);
  }
  const ids = written.flatMap(({ id }) => id ?? []);
  const live = new Map((await deploymentsById(upstream, ids)).map((one) => [one.id, one]));
  const wrong = new Map<Decision, string>();
  for (const outcome of written) {
    const found = live.get(outcome.id ?? "");
    const error = found ? overwrittenBy(outcome, found, rows ?? []) : LOST;
    if (error !== undefined) wrong.set(outcome.decision, error);
  }
  return { wrong, removed };
}

function overwrittenBy(
  { decision, id = "" }: Outcome,
  live: LiveDeployment,
  automations: readonly LiveAutomation[],
): string | undefined {
  const { held, fields } = decision;
  const own = JSON.parse(JSON.stringify(held.automations).replaceAll(held.id, id)) as typeof held.automations;
  const automated = decision.automations.write
    ? compareAutomations({ ...held, id, live, automations: own }, automations)
    : undefined;
  const found = [
    // Where only its automations were written, what somebody does to the rest is none of this step.
    ...(fields ? overwritten(held, live) : []),
    ...(automated?.differences ?? []),
  ].map(({ field }) => quote(field));
  if (found.length > 0)
    return `somebody else has overwritten ${firstOf(found)} after this step had written it`;
  const before = new Set(decision.automations.before.map((one) => one.id));
  const added = automated?.doubtful.filter((one) => !before.has(one.id)).map(({ name }) => quote(name)) ?? [];
  // Another deploy's or a person's: no answer tells, and beside the triggers of this one it may be one too many.
  return added.length > 0
    ? `somebody else has added ${firstOf(added)} to its automations while this step was writing`
    : undefined;
}
