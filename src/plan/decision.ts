import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../base/record.js";
import { deletions, differences, type Difference } from "./compare.js";
import { compareAutomations, type AutomationsPlan } from "./automations.js";
import { staying } from "./stays.js";
import { withBody, type RecordedWrite } from "../gateway/recording.js";
import type { LiveAutomation, LiveDeployment } from "../server/state.js";
import type { DecidedAction, RecordedDeployment } from "./types.js";
import { isBelow } from "./as-in-file.js";

/** What has to be written for one deployment, compared with what the server has. */
export interface Decision extends RecordedDeployment {
  readonly live: LiveDeployment | undefined;
  readonly action: DecidedAction;
  /** Fields of the deployment, then its automations; a version made of the commit last. Of a new one, what tells of it. */
  readonly differences: readonly Difference[];
  /** Whether the deployment itself is written. */
  readonly fields: boolean;
  readonly automations: AutomationsPlan;
  /** What the server has, the file does not have, and a deploy leaves. */
  readonly stays: readonly Difference[];
}

/**
 * Compares what the client would write with what the server has. Pure.
 *
 * @param live the deployment as it is at this moment
 * @param automations all of the server
 */
export function decide(
  { deployment, held }: RecordedDeployment,
  live: LiveDeployment | undefined,
  automations: readonly LiveAutomation[],
): Decision {
  // Its body is read each time that it is asked for: here once.
  const read = { ...held, live };
  const { body } = read;
  const own = compareAutomations(read, automations);
  if (!live) {
    return {
      deployment,
      held,
      live,
      action: "create",
      differences: ofNew(differences(body, {})),
      fields: true,
      automations: { ...own, write: held.automations.length > 0 },
      stays: [],
    };
  }
  const found = [...differences(body, live), ...deletions(held.deletedSchedules, live)];
  const isInferred = ({ field }: Difference): boolean => field === "version" && infersVersion(body);
  // If nothing else differs, the version on the server stays: it names the commit that last changed the deployment.
  const fields = found.every(isInferred) ? [] : found;
  const others = fields.filter((one) => !isInferred(one));
  const all = [...others, ...own.differences, ...fields.filter(isInferred)];
  return {
    deployment,
    held,
    live,
    action: all.length > 0 ? "change" : "unchanged",
    differences: all,
    fields: fields.length > 0,
    automations: own,
    stays: staying({ deployment, held: read }),
  };
}

/** What is told of a deployment to create: its flow, its work pool, and when it runs. In this order. */
export function ofNew<One extends Pick<Difference, "field">>(found: readonly One[]): One[] {
  return ["entrypoint", "work_pool_name", "schedules"].flatMap((root) =>
    found.filter(({ field }) => isBelow(field, root)),
  );
}

/** In a git checkout the client makes the version up from the commit, where the file gives none (3.4 and later). */
export function infersVersion({ version, version_info: info }: RecordedWrite["body"]): boolean {
  const sha = isRecord(info) && /^vcs:/.test(String(info["type"])) ? info["commit_sha"] : undefined;
  return typeof sha === "string" && version === sha.slice(0, INFERRED_LENGTH);
}

/** Characters of the commit (3.4.14 to 3.8.8). */
const INFERRED_LENGTH = 8;

/** Whether two decisions write and show the same. */
export function isSameDecision(one: Decision, other: Decision): boolean {
  return one.action === other.action && isDeepStrictEqual(one.differences, other.differences);
}

/**
 * A new deployment whose file and flow describe nothing gets no description. The client's models make the text `"None"` of
 * it, for a POST only, so that the next deploy would take it away again (3.2.15 to 3.9.1; `DeploymentCreate`). Pure.
 */
export function withoutNone({ deployment, held }: RecordedDeployment): RecordedDeployment {
  const { content } = deployment.deployment;
  const isNone = held.method === "POST" && held.body["description"] === "None" && !content["description"];
  if (!isNone || held.live?.["description"] === "None") return { deployment, held };
  return { deployment, held: withBody(held, (body) => ({ ...body, description: null })) };
}

export interface NamedQueue {
  readonly pool: string;
  readonly queue: string;
}

/** The queue that a write creates where it does not exist, and its pool: what has to be taken back with it. */
export function namedQueue({ held: { body }, live }: Decision): NamedQueue | undefined {
  const [pool, queue] = [body["work_pool_name"] ?? live?.["work_pool_name"], body["work_queue_name"]];
  if (typeof pool !== "string" || typeof queue !== "string" || queue === "default" || queue === "")
    return undefined;
  const isThere = live?.["work_pool_name"] === pool && live["work_queue_name"] === queue;
  return isThere ? undefined : { pool, queue };
}
