import type { Reply } from "./gateway.js";
import { Recorder } from "./recording.js";
import { ServerState } from "../server/state.js";
import { Reads } from "./read-memory.js";
import { jsonRecord } from "../base/record.js";
import { forClient } from "../server/refusal.js";
import { trafficOf } from "../server/traffic.js";
import type { Call, Upstream } from "../server/upstream.js";

/** One run against one server: what the gateway needs to answer Prefect's client. */
export interface Session {
  readonly upstream: Upstream;
  readonly live: ServerState;
  readonly reads: Reads;
  /** Undefined where everything goes straight through. */
  readonly recorder: Recorder | undefined;
  readonly answer: (call: Call) => Promise<Reply>;
  /** Lets reads of deployments begin, once those that are asked for have been read ahead. */
  readonly open: () => void;
}

/**
 * @param isRecording whether writes are recorded, or go straight through
 * @param isScript whether `deploy-command` makes them
 */
export function startSession(upstream: Upstream, isRecording: boolean, isScript = false): Session {
  const live = new ServerState(upstream);
  let open = (): void => undefined;
  const ready = new Promise<ServerState>((resolve) => {
    open = () => {
      resolve(live);
    };
  });
  const reads = new Reads(upstream, () => ready);
  const recorder = isRecording ? new Recorder(reads, () => ready, isScript) : undefined;
  const answer = recorder
    ? (call: Call) => recorder.answer(call)
    : (call: Call) => straight(call, upstream, live, reads);
  return {
    upstream,
    live,
    reads,
    recorder,
    // The client prints the whole of a refusal.
    answer: async (call) => forClient(await answer(call), call.text),
    open,
  };
}

/** Reads are answered from memory until something is written that they may be about. */
async function straight(call: Call, upstream: Upstream, live: ServerState, reads: Reads): Promise<Reply> {
  if (trafficOf(call.method, call.path).kind === "read") return reads.answer(call);
  const { status, body } = await upstream.call(call);
  const known = /^\/(deployments|flows|automations)\/(?:owned-by\/)?([^/]*)$/.exec(call.path.bare);
  if (known?.[1] === "deployments") live.forgetDeployment(known[2] || nameIn(call));
  else if (known?.[1] === "flows" && call.method === "POST") live.forgetFlow(nameIn(call));
  else if (known?.[1] !== "automations") live.forget();
  // The pool, which the client reads again for each deployment, is what none of these changes.
  reads.forget(known ? /^GET \/work_pools\/[^/]+$/ : undefined);
  return { status, body };
}

function nameIn({ text = "{}" }: Call): string {
  const name = jsonRecord(text)?.["name"];
  return typeof name === "string" ? name : "";
}
