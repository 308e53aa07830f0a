import { randomUUID } from "node:crypto";
import { attempt } from "../base/attempt.js";
import { ActionError } from "../base/errors.js";
import { parseExact } from "../base/exact-json.js";
import { isRecord } from "../base/record.js";
import { jsonReply, type Reply } from "./gateway.js";
import type { ServerState, LiveDeployment, LiveFlow } from "../server/state.js";
import type { Reads } from "./read-memory.js";
import { trafficOf } from "../server/traffic.js";
import type { Call } from "../server/upstream.js";

export type Body = Readonly<Record<string, unknown>>;

/** A request that deploying does not make. */
export class NotUnderstoodError extends ActionError {}

/** What the client would have written about one deployment. */
export interface RecordedWrite {
  /** The real one where the deployment exists, else one of ours, which the client got to see. */
  readonly id: string;
  readonly flowName: string;
  readonly name: string;
  /** As it was when the client asked for it. */
  readonly live: LiveDeployment | undefined;
  /** POST: an upsert with all fields (the only way before 3.1, and for new ones). PATCH: the fields that are set. */
  readonly method: "POST" | "PATCH";
  /** Held as text, which takes a third of the memory, and read each time: a run may hold thousands. */
  readonly body: Body;
  /** Whether the client had the automations deleted that belong to the deployment, which it always does before the next. */
  ownedDeleted: boolean;
  readonly automations: Body[];
  /** Ids of the schedules to delete, one by one: with `deployments.clear_schedules_on_empty` (3.9.1), or asked for. */
  deletedSchedules: readonly string[];
}

/** The same write with another body, which is not held either, but made each time; or with other deletions. */
export function withBody(
  held: RecordedWrite,
  change: (body: Body) => Body,
  deletedSchedules = held.deletedSchedules,
): RecordedWrite {
  const { id, flowName, name, live, method, ownedDeleted, automations } = held;
  return {
    ...{ id, flowName, name, live, method, ownedDeleted, automations, deletedSchedules },
    get body() {
      return change(held.body);
    },
  };
}

/**
 * Takes the place of the server for what the client writes: answers as the server would, and keeps it. Reads go on to
 * `reads`. What it does not understand ends the run: nothing is guessed while writes are recorded.
 */
export class Recorder {
  private readonly held = new Map<string, RecordedWrite>();
  /** `flow/deployment` → id */
  private readonly ids = new Map<string, string>();
  private readonly newFlows = new Map<string, LiveFlow>();
  private readonly flowNames = new Map<string, string>();
  /** `flow/deployment` of those that were written more than once: only the last write is recorded. */
  readonly repeated = new Set<string>();
  private isClosed = false;

  constructor(
    private readonly reads: Reads,
    private readonly live: () => Promise<ServerState>,
    /** A script reads what it has just deployed, and deploys nothing twice. The CLI may be run once more. */
    private readonly isScript = false,
  ) {}

  /** By id, in the order in which the client wrote them. */
  get deployments(): ReadonlyMap<string, RecordedWrite> {
    return this.held;
  }

  /** The flows that have to be created, by name, as the client got to see them. */
  get flows(): ReadonlyMap<string, LiveFlow> {
    return this.newFlows;
  }

  /** From now on, a write ends the run: nobody would take it. */
  close(): void {
    this.isClosed = true;
  }

  async answer(call: Call): Promise<Reply> {
    if (trafficOf(call.method, call.path).kind === "read") return this.read(call);
    if (this.isClosed) throw notUnderstood(call, "a write of a program that was not waited for");
    if (isCutShort(call)) return jsonReply(404, { detail: "Not Found" });
    const write = `${call.method} ${call.path.text}`;
    const body = bodyOf(call);
    if (write === "POST /flows/" && body) return this.createFlow(body);
    if (write === "POST /deployments/" && body) return this.createDeployment(body, call);
    const [, id = ""] = /^PATCH \/deployments\/([^/?]+)$/.exec(write) ?? [];
    if (id !== "" && body) return this.updateDeployment(id, call);
    const owner = /^DELETE \/automations\/owned-by\/prefect\.deployment\.([^/?]+)$/.exec(write)?.[1];
    if (owner !== undefined) return this.deleteOwned(owner, call);
    if (write === "POST /automations/" && body) return this.createAutomation(body, call);
    const [, of = "", schedule] = /^DELETE \/deployments\/([^/?]+)\/schedules\/([^/?]+)$/.exec(write) ?? [];
    if (schedule !== undefined) return this.deleteSchedule(of, schedule, call);
    throw notUnderstood(call, "neither a read nor a write that `prefect deploy` is known to make");
  }

  /** Once something is recorded, a list of deployments from the server is no longer what the client would have got. */
  private read(call: Call): Promise<Reply> {
    const [root = "", by] = call.path.segments;
    const isName = root === "deployments" && by === "name";
    const own = this.isScript ? this.recordedBy(call) : undefined;
    // As the server would, after that write.
    if (own) return Promise.resolve(jsonReply(200, { ...own.live, ...stamped(), ...own.body, id: own.id }));
    if (this.held.size > 0 && TOUCHED.has(root) && !isName) {
      throw notUnderstood(call, "a read of what was recorded before");
    }
    return this.reads.answer(call);
  }

  /** Of a read by name or id. */
  private recordedBy({ method, path: { segments } }: Call): RecordedWrite | undefined {
    const [root, first = "", ...more] = segments;
    if (method !== "GET" || root !== "deployments") return undefined;
    if (first === "name") return this.held.get(this.ids.get(more.join("/")) ?? "");
    return more.length === 0 ? this.held.get(first) : undefined;
  }

  private async createFlow(body: Body): Promise<Reply> {
    const name = String(body["name"]);
    const live = await (await this.live()).flow(name);
    const flow = live ?? this.newFlows.get(name) ?? { ...stamped(), ...body, name };
    if (!live) this.newFlows.set(name, flow);
    this.flowNames.set(flow.id, name);
    return jsonReply(live ? 200 : 201, flow);
  }

  private async createDeployment(body: Body, call: Call): Promise<Reply> {
    const flowName = this.flowNames.get(String(body["flow_id"]));
    if (flowName === undefined)
      throw notUnderstood(call, "a deployment of a flow that was not created before");
    const name = String(body["name"]);
    const live = await (await this.live()).deployment(flowName, name);
    // The same one twice has the same id, as on the server: that is told, and nothing is written then.
    const stamp = stamped();
    const identity = { ...stamp, id: live?.id ?? this.ids.get(`${flowName}/${name}`) ?? stamp.id };
    this.record({ id: identity.id, flowName, name, live, method: "POST" }, call);
    return jsonReply(live ? 200 : 201, { ...body, ...identity });
  }

  private updateDeployment(id: string, call: Call): Reply {
    const again = this.held.get(id);
    if (again && this.isScript) {
      this.repeated.add(`${again.flowName}/${again.name}`);
      return { status: 204, body: "" };
    }
    const known = this.reads.known.get(id);
    if (!known) throw notUnderstood(call, "a change of a deployment that was not asked for by its name");
    const { flowName, live } = known;
    this.record({ id, flowName, name: live.name, live, method: "PATCH" }, call);
    return { status: 204, body: "" };
  }

  private record(
    held: Pick<RecordedWrite, "id" | "flowName" | "name" | "live" | "method">,
    { text }: Call,
  ): void {
    if (this.held.has(held.id)) this.repeated.add(`${held.flowName}/${held.name}`);
    this.held.set(held.id, {
      ...held,
      get body() {
        return bodyOf({ text }) ?? {};
      },
      ownedDeleted: false,
      automations: [],
      deletedSchedules: [],
    });
    this.ids.set(`${held.flowName}/${held.name}`, held.id);
  }

  private deleteOwned(owner: string, call: Call): Reply {
    const held = this.held.get(owner);
    if (!held) throw notUnderstood(call, "automations of a deployment that was not written before");
    held.ownedDeleted = true;
    held.automations.length = 0;
    // They are needed at the end, and there is time to read them now.
    void this.live().then((live) => {
      live.foreseeAutomations();
    });
    return jsonReply(202, null);
  }

  private deleteSchedule(id: string, schedule: string, call: Call): Reply {
    const held = this.held.get(id);
    if (!held) throw notUnderstood(call, "a schedule of a deployment that was not written before");
    held.deletedSchedules = [...held.deletedSchedules, schedule];
    return { status: 204, body: "" };
  }

  private createAutomation(body: Body, call: Call): Reply {
    const owner = /^prefect\.deployment\.(.+)$/.exec(String(body["owner_resource"]))?.[1];
    const held = owner === undefined ? undefined : this.held.get(owner);
    if (!held) throw notUnderstood(call, "an automation of a deployment that was not written before");
    held.automations.push(body);
    return jsonReply(201, { ...body, ...stamped() });
  }
}

/** Of what the writes are about. */
const TOUCHED: ReadonlySet<string> = new Set(["deployments", "flows", "automations"]);

/**
 * `GET /deployments/name/etl%20`, with or without a query, for a flow `etl #1` or `etl ?`: the clients cut the path at
 * such a character (3.0.11 to 3.9.1), and a server has nothing there.
 */
function isCutShort({ method, path: { segments } }: Call): boolean {
  const [root, by] = segments;
  return method === "GET" && root === "deployments" && by === "name" && segments.length === 3;
}

function stamped(): { id: string; created: string; updated: string } {
  const now = new Date().toISOString();
  return { id: randomUUID(), created: now, updated: now };
}

function bodyOf({ text }: Pick<Call, "text">): Body | undefined {
  const value = text === undefined ? undefined : attempt(() => parseExact(text));
  return isRecord(value) ? value : undefined;
}

/** Ids make no sense to a reader, and a query may hold anything. */
function notUnderstood({ method, path }: Call, why: string): NotUnderstoodError {
  return new NotUnderstoodError({
    what: `Unexpected request ${method} ${path.bare} while writes were recorded: ${why}. Nothing was written.`,
    fix: "A flow file or a step does this besides deploying: take it out there. Or set `transaction: false`: then everything goes straight to the server, and a failure half-way stays half-way.",
  });
}
