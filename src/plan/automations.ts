import { isDeepStrictEqual } from "node:util";
import { withNumbers } from "../base/exact-json.js";
import { entryOf, isRecord, omit } from "../base/record.js";
import type { Body, RecordedWrite } from "../gateway/recording.js";
import type { LiveAutomation } from "../server/state.js";
import { isEmpty, type Difference } from "./compare.js";

/** How the automations of one deployment stand against what the client would write. */
export interface AutomationsPlan {
  readonly differences: readonly Difference[];
  /** Whether they have to be deleted and recreated. */
  readonly write: boolean;
  /** Run the deployment, and may have been made by an earlier deploy or by a person: no answer of the server tells. */
  readonly doubtful: readonly LiveAutomation[];
  /** As one of the file, which is there once more: two deploys at once have made it twice. A deploy leaves one. */
  readonly duplicates: readonly LiveAutomation[];
  /** All that run the deployment, and nothing else: among them are those that belong to it. */
  readonly before: readonly LiveAutomation[];
}

/**
 * The client deletes the automations that belong to the deployment, and makes those of the file. Pure.
 *
 * @param live all of the server
 */
export function compareAutomations(held: RecordedWrite, live: readonly LiveAutomation[]): AutomationsPlan {
  if (!held.ownedDeleted) return { differences: [], write: false, doubtful: [], duplicates: [], before: [] };
  const before = live.filter((one) => mayBelongTo(one, held));
  const essences = new Map(before.map((one) => [one, essence(one)]));
  const left = [...before];
  const added: Difference[] = [];
  const written = held.automations.map((one) => ({ body: one, own: essence(one) }));
  for (const { body, own } of written) {
    const same = left.findIndex((one) => isSameAutomation(own, essences.get(one) ?? {}));
    if (same >= 0) left.splice(same, 1);
    else added.push(changedAutomation(body, left));
  }
  const duplicates = left.filter((one) =>
    written.some(({ own }) => isSameAutomation(own, essences.get(one) ?? {})),
  );
  const further = left.filter((one) => !duplicates.includes(one));
  const own = new Set(further.filter(({ name }) => isDefaultName(name, held.name)));
  const changed = new Set(added.map(({ field }) => field));
  const replaced = new Set(added.map((one) => one.before));
  const removed = [...own].filter(({ name }) => !changed.has(`automations.${name}`));
  const doubtful = further.filter((one) => !own.has(one) && !replaced.has(one));
  const found = [
    ...added.map((one) => ({ ...one, before: isRecord(one.before) ? essence(one.before) : undefined })),
    ...removed.map((one) => ({ field: `automations.${one.name}`, before: essence(one), after: undefined })),
    ...duplicates.map((one) => ({
      field: `automations.${one.name} (a duplicate)`,
      before: essence(one),
      after: undefined,
    })),
  ];
  const write = found.length > 0 || doubtful.length > 0;
  return { differences: found, write, doubtful, duplicates, before };
}

function changedAutomation(written: Body, left: readonly LiveAutomation[]): Difference {
  const name = String(written["name"]);
  return {
    field: `automations.${name}`,
    before: left.find((one) => one.name === name),
    after: essence(written),
  };
}

/** As `prefect deploy` makes them. */
function mayBelongTo(automation: LiveAutomation, { id, live }: RecordedWrite): boolean {
  return live !== undefined && runsOnly(automation, id);
}

/** Whether all that it does is to run this deployment. */
export function runsOnly(automation: LiveAutomation, id: string): boolean {
  const actions = automation["actions"];
  if (!Array.isArray(actions) || actions.length !== 1) return false;
  const [action] = actions as unknown[];
  return isRecord(action) && action["type"] === "run-deployment" && action["deployment_id"] === id;
}

/** The name that a trigger without one gets: by the deployment's name as written, `train.py` too where `train` is stored. */
function isDefaultName(name: string, deployment: string): boolean {
  return [deployment, `${deployment}.py`].some(
    (written) =>
      name.startsWith(`${written}__automation_`) &&
      /^\d+$/.test(name.slice(`${written}__automation_`.length)),
  );
}

/** @param written and `before`: the essence of each */
function isSameAutomation(written: Body, before: Body): boolean {
  return Object.entries(written).every(([key, value]) => isSameValue(value, before[key]));
}

/**
 * A field that one side does not know counts where it is empty, or 0, at any depth: a newer server adds its own
 * (`schedule_after` to the actions of a client before 3.6), and an older one does not give back what it does not know.
 */
function isSameValue(one: unknown, other: unknown): boolean {
  if (one === undefined || other === undefined) return isUnset(one ?? other);
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, index) => isSameValue(item, other[index]));
  if (!isRecord(one) || !isRecord(other)) return isDeepStrictEqual(one, other);
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) =>
    isSameValue(entryOf(one, key), entryOf(other, key)),
  );
}

function isUnset(value: unknown): boolean {
  return isEmpty(value) || value === 0;
}

/** Whether two automations of the server are alike, but for their ids. */
export function isTwin(one: LiveAutomation, other: LiveAutomation): boolean {
  return isDeepStrictEqual(essence(one), essence(other));
}

/** Without ids and what is set by the server: those of triggers, at any depth, are its own. */
export function essence(automation: Body): Body {
  const own = omit(automation, "id", "created", "updated", "owner_resource", "account", "workspace");
  return { ...(withNumbers(own) as Body), trigger: triggerEssence(withNumbers(own["trigger"])) };
}

/** Sets, which the server gives back in any order (3.0.11 to 3.8.8). */
const SETS = new Set(["expect", "after", "for_each"]);

function triggerEssence(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) {
    const items = value.map((one) => triggerEssence(one));
    return SETS.has(key) ? items.sort() : items;
  }
  if (!isRecord(value)) return value;
  const own = Object.entries(value).filter(([name]) => name !== "id");
  return Object.fromEntries(own.map(([name, inner]) => [name, triggerEssence(inner, name)]));
}
