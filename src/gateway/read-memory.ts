import type { ApiPath } from "../server/api-path.js";
import { parsedJson } from "../base/record.js";
import { jsonReply, type Reply } from "./gateway.js";
import type { ServerState, LiveDeployment } from "../server/state.js";
import type { Call, Upstream } from "../server/upstream.js";

/** A read that went upstream is answered from memory the next time, until a write is known to have changed things. */
export class Reads {
  private readonly memory = new Map<string, Promise<Reply>>();
  /** Deployments that the client was told of by name: whatever it does to one of them, it names the id only. */
  readonly known = new Map<string, { readonly flowName: string; readonly live: LiveDeployment }>();

  constructor(
    private readonly upstream: Upstream,
    private readonly live: () => Promise<ServerState>,
  ) {}

  /** Tells beforehand what a GET would be answered. */
  remember(path: ApiPath, value: unknown): void {
    this.memory.set(`GET ${path.text}`, Promise.resolve(jsonReply(200, value)));
  }

  /** @param but what stays: `GET /path` */
  forget(but?: RegExp): void {
    for (const key of this.memory.keys()) if (!but?.test(key)) this.memory.delete(key);
  }

  async answer(call: Call): Promise<Reply> {
    const named = byName(call);
    if (named) return this.deployment(named.flowName, named.name);
    const key = `${call.method} ${call.path.text} ${compact(call.text)}`.trimEnd();
    const remembered = this.memory.get(key);
    if (remembered) return remembered;
    const asked = this.upstream.call(call).then(({ status, body }) => ({ status, body }));
    this.memory.set(key, asked);
    asked.then(
      ({ status }) => {
        if (status >= 300) this.memory.delete(key); // It may come into being.
      },
      () => this.memory.delete(key),
    );
    return asked;
  }

  private async deployment(flowName: string, name: string): Promise<Reply> {
    const live = await (await this.live()).deployment(flowName, name);
    if (!live) return jsonReply(404, { detail: "Deployment not found" });
    this.known.set(live.id, { flowName, live });
    return jsonReply(200, live);
  }
}

/** Versions write JSON with spaces, or without. */
function compact(text: string | undefined): string {
  const value = text === undefined ? undefined : parsedJson(text);
  return value === undefined ? (text ?? "") : JSON.stringify(value);
}

/** `GET /deployments/name/{flow}/{deployment}`. */
function byName({ method, path }: Call): { flowName: string; name: string } | undefined {
  const [root, by, flowName = "", name = "", ...more] = path.segments;
  const isName = method === "GET" && root === "deployments" && by === "name" && name !== "";
  return isName && more.length === 0 ? { flowName, name } : undefined;
}
