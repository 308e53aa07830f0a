import { afterEach, beforeEach } from "vitest";
import type { Body, RecordedWrite } from "../../../src/gateway/recording.js";
import { decide, type Decision } from "../../../src/plan/decision.js";
import type { LiveFlow } from "../../../src/server/state.js";
import type { Upstream } from "../../../src/server/upstream.js";
import { knownDeployment } from "../../support/deployment.ts";
import { type TinyApi, tinyUpstream, type TinyUpstream } from "../../support/servers/tiny-api.ts";
import { TinyPrefect, uuid } from "../../support/servers/tiny-prefect.ts";

/** What a file wants of one deployment. */
export interface Wanted {
  /** Fields that are written. */
  readonly body?: Body;
  /** `on-file`: names of triggers. */
  readonly triggers?: readonly string[];
  /** Of one that exists. Default: PATCH */
  readonly method?: RecordedWrite["method"];
  /** What the prefect file has, where that matters. */
  readonly content?: Body;
}

export const trigger = (name: string, deployment: string): Body => ({
  name,
  trigger: { type: "event", expect: ["prefect.flow-run.Completed"] },
  actions: [{ type: "run-deployment", deployment_id: deployment }],
});

/** A server in memory, and a run that has recorded what is wanted of it. */
export class World {
  readonly prefect = new TinyPrefect();
  /** Of the flows that have to be created, by name, as the client got to see them. */
  readonly flows = new Map<string, LiveFlow>();
  private ids = 1_000;

  constructor(readonly upstream: () => Upstream) {}

  /** @param which `etl/prod` */
  wants(which: string, { body = {}, triggers = [], method, content }: Wanted = {}): Decision {
    const [flow = "", name = ""] = which.split("/");
    const flowId = this.prefect.flows.find((one) => one.name === flow)?.id ?? this.newFlow(flow);
    const found = this.prefect.deployments.find((one) => one.flow_id === flowId && one.name === name);
    const live = structuredClone(found) as Decision["live"];
    const id = live?.id ?? uuid((this.ids += 1));
    const isUpsert = !live || method === "POST";
    const held: RecordedWrite = {
      id,
      flowName: flow,
      name,
      live,
      method: isUpsert ? "POST" : "PATCH",
      body: isUpsert ? { name, flow_id: flowId, ...body } : body,
      ownedDeleted: true,
      deletedSchedules: [],
      automations: triggers.map((one) => ({
        ...trigger(one, id),
        owner_resource: `prefect.deployment.${id}`,
      })),
    };
    const automations = structuredClone(this.prefect.shownAutomations());
    return decide({ deployment: knownDeployment(content), held }, live, automations);
  }

  private newFlow(name: string): string {
    const known = this.flows.get(name)?.id;
    if (known !== undefined) return known;
    const id = uuid((this.ids += 1));
    this.flows.set(name, { id, name, tags: ["mine"], created: "2026-01-01", updated: "2026-01-01" });
    return id;
  }
}

/** A new one for each test. */
export function useWorld(): () => World {
  let api: TinyApi;
  let tiny: TinyUpstream;
  let world: World;
  beforeEach(async () => {
    world = new World(() => tiny.upstream);
    api = await world.prefect.start();
    tiny = tinyUpstream(api);
  });
  afterEach(async () => {
    tiny[Symbol.dispose]();
    await api[Symbol.asyncDispose]();
  });
  return () => world;
}
