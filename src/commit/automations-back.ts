import { essence } from "../plan/automations.js";
import { apiPath } from "../server/api-path.js";
import type { LiveAutomation } from "../server/state.js";
import type { Upstream } from "../server/upstream.js";
import { isDoubtful, isWritten, type WrittenAutomations } from "./journal.js";
import { gone, leftTo, ownedAutomations, type Undone } from "./undo.js";

/** Asks for all automations of the server: which of them belong to a deployment is in no answer. */
export type ReadAutomations = () => Promise<readonly LiveAutomation[]>;

/**
 * Deletes those that belong to the deployment now, where this step has begun to write them.
 *
 * @param isAgain whether it has been done before, and made again since: then what is there is this step's
 * @returns `left` where somebody else has written them since; whether any were deleted otherwise
 */
export async function automationsAway(
  written: WrittenAutomations,
  read: ReadAutomations,
  upstream: Upstream,
  isAgain: boolean,
): Promise<Undone | boolean> {
  if (!isWritten(written.fate)) return false;
  const now = await read();
  const made = now.filter((one) => isMade(one, written));
  // Not even the deletion was carried out: the earlier ones stay as they are.
  if (missing(written, now).length === 0 && made.length === 0) return false;
  const theirs =
    isAgain || isDoubtful(written.fate) ? [] : made.filter(({ id }) => !written.made.includes(id));
  if (theirs.length > 0) return leftTo(theirs.map(({ name }) => `automations.${name}`));
  await gone(upstream, ownedAutomations(written.id));
  return true;
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
function isMade(one: LiveAutomation, { decision: { held, automations }, id }: WrittenAutomations): boolean {
  return (
    held.automations.some(({ name }) => name === one.name) &&
    JSON.stringify(one["actions"]).includes(id) &&
    !automations.before.some((other) => other.id === one.id)
  );
}
