import { setTimeout as sleep } from "node:timers/promises";
import type { RecordedDeployment } from "../../../src/plan/types.js";
import { Findings } from "../../../src/base/findings.js";
import { Log } from "../../../src/base/log.js";
import { write } from "../../../src/deploy/write.js";
import { decideAll } from "../../../src/deploy/transaction-run.js";
import { startSession, type Session } from "../../../src/gateway/session.js";
import { readInputs } from "../../../src/inputs/read.js";
import { withoutNone } from "../../../src/plan/decision.js";
import { emptyReport, type DeploymentResult } from "../../../src/report/report.js";
import { ServerState } from "../../../src/server/state.js";
import { ask, isWrite } from "../ask.ts";
import { knownDeployment } from "../deployment.ts";
import { startFaultGate, type Fault, type FaultGate, type GateRequest } from "../faults/gate.ts";
import { FAULT_PROJECT } from "../faults/project.ts";
import { dumpServer, type Dump } from "../fidelity/dump.ts";
import { record } from "../fidelity/recorded-cli.ts";
import { makeProject, type Project } from "../project.ts";
import { captured, rawInputs } from "../runner/story.ts";
import { createWorkPool, type PrefectServer } from "../servers/prefect.ts";
import { upstreamTo } from "../upstream.ts";
import { waitFor } from "../wait.ts";
import { startRestorableServer, type RestorableServer } from "../shared/servers.ts";

/** Which edit of the project a run deploys. */
export type Edit = "after" | "other";

/** One run of a deploy, beside others. */
export interface RunPlan {
  readonly edit: Edit;
  /** Milliseconds after all have made their plans. */
  readonly begins: number;
  /** Before each of its requests, in turn, in milliseconds. */
  readonly delays: readonly number[];
  /** What happens at one of its writes, from 1. */
  readonly fault?: { readonly kind: Disturbance; readonly at: number } | undefined;
  /** Called for each of its writes before the server gets it, with what cancels the job. */
  readonly onWrite?: (line: string, stop: AbortController) => Promise<void> | void;
  /** More faults of its gate. */
  readonly faults?: readonly Fault[];
}

export type Disturbance = "refused" | "lost" | "gate gave up" | "cancelled";

const GATE_FAULTS: Readonly<Record<Exclude<Disturbance, "cancelled">, Omit<Fault, "at">>> = {
  refused: { kind: "403" },
  lost: { kind: "answer-lost" },
  "gate gave up": { kind: "504", afterWrite: true },
};

/** What became of it. */
export interface RunEnd {
  readonly results: readonly DeploymentResult[];
  readonly error: unknown;
  readonly lines: readonly string[];
  /** When it sent its last read of deployments, and of automations: its report is made from these. */
  readonly lookedAt: Readonly<Record<Looked, number>>;
}

type Looked = "deployments" | "automations";

/** A write of anybody that the server may have got, in the order of arrival. */
export interface SeenWrite {
  readonly by: string;
  /** `PATCH /api/deployments/…` */
  readonly line: string;
  /** When it was sent on. */
  readonly at: number;
  /** When the server's answer came; undefined where the server has not got it. */
  readonly doneAt: number | undefined;
}

/** A real server with the project before its edit, and runs whose CLI has ended. */
export interface Together extends AsyncDisposable {
  readonly prefect: PrefectServer;
  readonly before: Dump;
  readonly writes: readonly SeenWrite[];
  /** The server is as before. */
  readonly reset: () => void;
  /** Runs them all at once, each behind a gate of its own; `others` is called when all have made their plans. */
  readonly run: (plans: readonly RunPlan[], others: () => void) => Promise<RunEnd[]>;
  /** One request of somebody else. */
  readonly somebody: PrefectServer["request"];
  readonly idOf: (name: "changed" | "triggered") => string;
}

interface Recorded {
  readonly session: Session;
  readonly deployments: readonly RecordedDeployment[];
}

export async function makeTogether(): Promise<Together> {
  const server = await startRestorableServer();
  const { prefect } = server;
  const project = await makeProject(FAULT_PROJECT.before);
  await createWorkPool(prefect, "pool");
  await record(project, (call) => ask(prefect.apiUrl, { ...call, path: call.path.text }));
  const before = await dumpServer(prefect);
  server.save();
  const recorded = {
    after: await recordedOf("after", project, prefect),
    other: await recordedOf("other", project, prefect),
  };
  const writes: SeenWrite[] = [];
  return {
    ...{ prefect, before, writes },
    reset: () => {
      server.restore();
      writes.length = 0;
    },
    run: (plans, others) => runAll({ server, project, recorded, writes }, plans, others),
    somebody: async (method, path, body) => {
      const write = {
        by: "somebody",
        line: `${method} /api${path}`,
        at: performance.now(),
        doneAt: Infinity,
      };
      writes.push(write);
      try {
        // It may wait until SQLite is no longer locked.
        return await prefect.request(method, path, body);
      } finally {
        write.doneAt = performance.now();
      }
    },
    idOf: (name) => {
      const { deployments, flows } = before.exact;
      const flow = flows.find((one) => one["name"] === name)?.["id"];
      return String(deployments.find((one) => one["flow_id"] === flow)?.["id"]);
    },
    [Symbol.asyncDispose]: async () => {
      await project[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** What the real CLI writes for an edit, recorded once: its ids are those of the server before it. */
async function recordedOf(edit: Edit, project: Project, prefect: PrefectServer): Promise<Recorded> {
  await project.write(FAULT_PROJECT[edit]);
  const session = startSession(upstreamTo(prefect.apiUrl, patient(AbortSignal.timeout(120_000))), true);
  session.open();
  await record(project, session.answer);
  session.upstream.close();
  const deployments = [...(session.recorder?.deployments.values() ?? [])].map((held) =>
    withoutNone({ deployment: knownDeployment({ description: "" }), held }),
  );
  return { session, deployments };
}

const patient = (signal: AbortSignal) => ({ signal, backoffMs: 20, deadline: Date.now() + 60_000 });

interface Parts {
  readonly server: RestorableServer;
  readonly project: Project;
  readonly recorded: Readonly<Record<Edit, Recorded>>;
  readonly writes: SeenWrite[];
}

async function runAll(parts: Parts, plans: readonly RunPlan[], others: () => void): Promise<RunEnd[]> {
  const barrier = new Barrier(plans.length);
  void barrier.reached.then(others);
  const ends = await Promise.all(
    plans.map((plan, index) => runOne(parts, plan, `run ${index + 1}`, barrier)),
  );
  return ends;
}

/** Lets all go on once all have come. */
class Barrier {
  readonly reached: Promise<void>;
  #open: () => void = () => undefined;
  #missing: number;

  constructor(count: number) {
    this.#missing = count;
    this.reached = new Promise((resolve) => (this.#open = resolve));
  }

  async pass(): Promise<void> {
    this.#missing -= 1;
    if (this.#missing === 0) this.#open();
    await this.reached;
  }
}

async function runOne(
  { server, project, recorded, writes }: Parts,
  { edit, begins, delays, fault, onWrite, faults = [] }: RunPlan,
  by: string,
  barrier: Barrier,
): Promise<RunEnd> {
  const stop = new AbortController();
  let [asked, written] = [0, 0];
  const lookedAt = { deployments: 0, automations: 0 };
  await using gate: FaultGate = await startFaultGate(server.prefect.url, {
    before: async (request) => {
      await sleep(delays[(asked += 1) % delays.length] ?? 0);
      const at = performance.now();
      if (!isWrite(request)) {
        const what = /^\/api\/(deployments|automations)\//.exec(request.path)?.[1] as Looked | undefined;
        if (what) lookedAt[what] = at;
        return;
      }
      writes.push(seenWrite(by, request, at));
      if (fault?.kind === "cancelled" && (written += 1) === fault.at) stop.abort(new Error("cancelled"));
      await onWrite?.(`${request.method} ${request.path}`, stop);
    },
  });
  const upstream = upstreamTo(gate.apiUrl, patient(stop.signal));
  const { session: base, deployments } = recorded[edit];
  const session = { ...base, upstream, live: new ServerState(upstream) };
  const report = emptyReport();
  const findings = new Findings();
  const raw = rawInputs({ "api-url": gate.apiUrl, concurrency: "2" });
  const inputs = { ...readInputs(raw, project.path, findings), credential: { kind: "none" } as const };
  const { error, lines } = await captured(undefined, async () => {
    const automations = await session.live.automations();
    const decisions = await decideAll(deployments, session.live, automations);
    await barrier.pass();
    await sleep(begins);
    for (const one of faults) gate.fault(one);
    if (fault && fault.kind !== "cancelled") {
      let nth = 0;
      gate.fault({
        ...GATE_FAULTS[fault.kind],
        at: (request) => isWrite(request) && (nth += 1) === fault.at,
      });
    }
    const context = { log: new Log(), findings, report, env: {}, signal: stop.signal, temp: project.path };
    const where = { workspace: project.path, show: (path: string) => path, remember: () => undefined };
    await write(
      { inputs, runs: [], session, env: {}, inFiles: undefined, unselected: [], manifests: [] },
      { decisions, automations },
      { ...context, ...where, deadline: Date.now() + 60_000, limits: { putBackMs: 20_000 } },
    );
  });
  upstream.close();
  // What was let go of arrives all the same, unless the test itself holds it.
  if (!onWrite) {
    await waitFor(
      () => gate.requests.filter(isWrite).every(({ upstreamAt, status }) => upstreamAt ?? status),
      { what: "the end of every write", interval: 5 },
    );
  }
  return { results: report.results, error, lines, lookedAt };
}

/** Its end is that of the gate's exchange with the server. */
function seenWrite(by: string, request: GateRequest, at: number): SeenWrite {
  const line = `${request.method} ${request.path}`;
  return {
    ...{ by, line, at },
    get doneAt() {
      return request.upstreamAt;
    },
  };
}
