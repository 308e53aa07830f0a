import { essence } from "../plan/automations.js";
import { apiPath } from "../server/api-path.js";
import type { LiveAutomation } from "../server/state.js";
import type { Upstream } from "../server/upstream.js";
import { isDoubtful, isWritten, type WrittenAutomations } from "./journal.js";
import { gone, left, leftTo, ownedAutomations, type Undone } from "./undo.js";

/** Asks for all automations of the server: which of them belong to a deployment is in no answer. */
export type ReadAutomations = () => Promise<readonly LiveAutomation[]>;

/**
 * Deletes those that this step has made for the deployment.
 *
 * @param isAgain whether it has been done before, and some were made again since
 * @returns `left` where somebody else has replaced them since; whether there is anything to make again otherwise
 */
export async function automationsAway(
  written: WrittenAutomations,
  read: ReadAutomations,
  upstream: Upstream,
  isAgain: boolean,
): Promise<Undone | boolean> {
  if (!isWritten(written.fate)) return false;
  const now = await read();
  const isThere = (id: string): boolean => now.some((one) => one.id === id);
  if (isAgain || isDoubtful(written.fate)) {
    // Not even the deletion was carried out: the earlier ones stay as they are.
    if (missing(written, now).length === 0 && !now.some((one) => isMade(one, written))) return false;
    await gone(upstream, ownedAutomations(written.id));
    return true;
  }
  const { made } = written;
  const replaced = made.filter(({ id }) => !isThere(id));
  for (const { id } of made) if (isThere(id)) await gone(upstream, apiPath`/automations/${id}`);
  // Whoever deletes all that belong to a deployment makes others in their place.
  if (replaced.length > 0)
    return now.some((one) => isMade(one, written) || runs(one, written))
      ? leftTo(replaced.map(({ name }) => `automations.${name}`))
      : left("somebody else has deleted its triggers since");
  return missing(written, now).length > 0;
}

/** Makes those of before again that are gone with the others. */
export async function automationsBack(
  written: WrittenAutomations,
  read: ReadAutomations,
  upstream: Upstream,
): Promise<void> {
  const owner_resource = `prefect.deployment.${written.id}`;
  for (const one of missing(written, await read()))
    await upstream.json("POST", apiPath`/automations/`, { ...essence(one), owner_resource });
}

function missing({ decision }: WrittenAutomations, now: readonly LiveAutomation[]): LiveAutomation[] {
  return decision.automations.before.filter((one) => !now.some((other) => other.id === one.id));
}

/** Under the name of one that this step was to make, and not there before. */
function isMade(one: LiveAutomation, written: WrittenAutomations): boolean {
  const { held } = written.decision;
  return held.automations.some(({ name }) => name === one.name) && runs(one, written);
}

/** Made since this step looked, by whomever. */
function runs(one: LiveAutomation, { decision: { automations }, id }: WrittenAutomations): boolean {
  return (
    JSON.stringify(one["actions"]).includes(id) && !automations.before.some((other) => other.id === one.id)
  );
}
