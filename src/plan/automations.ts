import { isDeepStrictEqual } from "node:util";
import { withNumbers } from "../base/exact-json.js";
import { isRecord, omit } from "../base/record.js";
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
  /** All that run the deployment, and nothing else: among them are those that belong to it. */
  readonly before: readonly LiveAutomation[];
}

/**
 * The client deletes the automations that belong to the deployment, and makes those of the file. Pure.
 *
 * @param live all of the server
 */
export function compareAutomations(held: RecordedWrite, live: readonly LiveAutomation[]): AutomationsPlan {
  if (!held.ownedDeleted) return { differences: [], write: false, doubtful: [], before: [] };
  const before = live.filter((one) => mayBelongTo(one, held));
  const essences = new Map(before.map((one) => [one, essence(one)]));
  const left = [...before];
  const added: Difference[] = [];
  for (const written of held.automations) {
    const own = essence(written);
    const same = left.findIndex((one) => isSameAutomation(own, essences.get(one) ?? {}));
    if (same >= 0) left.splice(same, 1);
    else added.push(changedAutomation(written, left));
  }
  const own = new Set(left.filter(({ name }) => isDefaultName(name, held.name)));
  const changed = new Set(added.map(({ field }) => field));
  const replaced = new Set(added.map((one) => one.before));
  const removed = [...own].filter(({ name }) => !changed.has(`automations.${name}`));
  const doubtful = left.filter((one) => !own.has(one) && !replaced.has(one));
  const found = [
    ...added.map((one) => ({ ...one, before: isRecord(one.before) ? essence(one.before) : undefined })),
    ...removed.map((one) => ({ field: `automations.${one.name}`, before: essence(one), after: undefined })),
  ];
  return { differences: found, write: found.length > 0 || doubtful.length > 0, doubtful, before };
}

function changedAutomation(written: Body, left: readonly LiveAutomation[]): Difference {
  const name = String(written["name"]);
  return {
    field: `automations.${name}`,
    before: left.find((one) => one.name === name),
    after: essence(written),
  };
}

/** As `prefect deploy` makes them: one action, which runs this deployment. */
function mayBelongTo(automation: LiveAutomation, { id, live }: RecordedWrite): boolean {
  if (!live) return false;
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
  return Object.entries(written).every(([key, value]) =>
    isDeepStrictEqual(value, before[key] ?? defaultOf(value)),
  );
}

/** A field that an older server does not know counts where it is empty. */
function defaultOf(value: unknown): unknown {
  return isEmpty(value) || value === 0 ? value : undefined;
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
