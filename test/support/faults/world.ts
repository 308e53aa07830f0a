import { relative } from "node:path";
import { fileRun } from "../../../src/deploy/cli.js";
import { planAndWrite } from "../../../src/deploy/transaction.js";
import { ActionError } from "../../../src/base/errors.js";
import { Findings } from "../../../src/base/findings.js";
import { readInputs } from "../../../src/inputs/read.js";
import { joinProbe, type KnownDeployment } from "../../../src/project/candidates.js";
import { workPools } from "../../../src/server/queries.js";
import { preflight } from "../../../src/server/check.js";
import { Log } from "../../../src/base/log.js";
import { emptyReport, type RunReport } from "../../../src/report/report.js";
import type { RunContext } from "../../../src/base/run-context.js";
import { apiPath } from "../../../src/server/api-path.js";
import { startGateway } from "../../../src/gateway/gateway.js";
import { startSession } from "../../../src/gateway/session.js";
import { dumpServer, type Dump } from "../fidelity/dump.ts";
import { ask } from "../ask.ts";
import { startFaultGate, type FaultGate } from "./gate.ts";
import { FAULT_FLOWS, FAULT_PROJECT } from "./project.ts";
import { readManifests } from "../fidelity/manifests.ts";
import { createWorkPool } from "../servers/prefect.ts";
import { makeProject, type Project } from "../project.ts";
import { record, replay, type Recording } from "../fidelity/recorded-cli.ts";
import { startRestorableServer } from "../shared/servers.ts";
import { captured, rawInputs } from "../runner/story.ts";
import { openContext, openTarget, upstreamTo } from "../upstream.ts";

type Limits = NonNullable<RunContext["limits"]>;

/** What is asked of one run. */
export interface RunOptions {
  readonly mode: "plan" | "deploy";
  readonly inputs?: Readonly<Record<string, string>>;
  readonly limits?: Limits;
}

/** What became of it; ids are replaced by names, and the gate's address by `http://gate`. */
export interface Ran {
  readonly error: unknown;
  /** `what` and `fix`, on one line. */
  readonly problems: readonly string[];
  /** `created fresh/prod` */
  readonly results: readonly string[];
  readonly report: RunReport;
  readonly lines: readonly string[];
  /** Of the gateway that the client was given. */
  readonly port: number;
  /** All that reached the server and was no read. */
  readonly writes: readonly string[];
}

/** A server behind a gate that holds what the project was before its edit; and runs over the edited project. */
export interface FaultWorld extends AsyncDisposable {
  readonly gate: FaultGate;
  /** As edited. */
  readonly project: Project;
  readonly before: Dump;
  readonly dump: () => Promise<Dump>;
  /** Whether the server holds what it held before, to the last row. */
  readonly isUntouched: () => boolean;
  /** The server is as before, and the gate has no fault. */
  readonly reset: () => void;
  /** The whole action but for its settings and its client: what the real CLI sent, is sent. */
  readonly run: (options: RunOptions) => Promise<Ran>;
  /** Ids as `flow/deployment` or `<new>`, the gate as `http://gate`. */
  readonly named: (text: string) => string;
}

export async function makeFaultWorld(): Promise<FaultWorld> {
  const server = await startRestorableServer();
  const { prefect } = server;
  const gate = await startFaultGate(prefect.url);
  const project = await makeProject(FAULT_PROJECT.before);
  await createWorkPool(prefect, "pool");
  await record(project, (call) => ask(prefect.apiUrl, { ...call, path: call.path.text }));
  const before = await dumpServer(prefect);
  server.save();
  await project.write(FAULT_PROJECT.after);
  let held: Promise<Recording> | undefined;

  const names = new Map<unknown, string>(before.exact.flows.map(({ id, name }) => [id, String(name)]));
  for (const { id, flow_id } of before.exact.deployments) names.set(id, `${names.get(flow_id) ?? "?"}/prod`);
  const named = (text: string) =>
    text
      .replaceAll(gate.url, "http://gate")
      .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => names.get(id) ?? "<new>");
  return {
    gate,
    project,
    before,
    named,
    dump: () => dumpServer(prefect),
    isUntouched: server.isAsSaved,
    reset: () => {
      gate.reset();
      server.restore();
    },
    run: async (options) =>
      run({ gate, project, held: await (held ??= recordHeld(gate, project)), named }, options),
    [Symbol.asyncDispose]: async () => {
      await gate[Symbol.asyncDispose]();
      await project[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

async function recordHeld(gate: FaultGate, project: Project): Promise<Recording> {
  const upstream = upstreamTo(gate.apiUrl, { signal: AbortSignal.timeout(60_000) });
  const session = startSession(upstream, true);
  session.open();
  try {
    return await record(project, session.answer);
  } finally {
    upstream.close();
  }
}

interface Parts extends Pick<FaultWorld, "gate" | "project" | "named"> {
  readonly held: Recording;
}

async function run(parts: Parts, options: RunOptions): Promise<Ran> {
  const { gate, named } = parts;
  const report = emptyReport();
  let port = 0;
  const { error, lines } = await captured(undefined, () =>
    deployRecorded(parts, options, report, (given) => {
      port = given;
    }),
  );
  const problems = error instanceof ActionError ? error.problems : [];
  return {
    error,
    problems: problems.map(({ what, fix }) => named(`${what} ${fix}`)),
    results: report.results.map(({ action, flow, name }) => `${action} ${flow}/${name}`),
    report,
    lines,
    port,
    writes: gate.writes().map((write) => named(write.replace(" /api/", " /"))),
  };
}

/** What src/deploy/deploy.ts does, in its order. */
async function deployRecorded(
  { gate, project, held }: Parts,
  { mode, inputs: more = {}, limits = {} }: RunOptions,
  report: RunReport,
  told: (port: number) => void,
): Promise<void> {
  const findings = new Findings();
  const raw = rawInputs({ "api-url": gate.apiUrl, retries: "2", mode, ...more });
  const inputs = { ...readInputs(raw, project.path, findings), credential: { kind: "none" } as const };
  const around = { ...contextIn(project), findings, report, limits };
  const { log } = around;
  const stop = new AbortController();
  const say = (line: string) => {
    log.line(line);
  };
  const checked = preflight(openTarget(gate.apiUrl), openContext(gate.apiUrl), {
    retries: inputs.retries,
    deadline: around.deadline,
    signal: stop.signal,
    progress: say,
    sleep: () => Promise.resolve(),
    requestTimeoutMs: limits.timeoutMs ?? 15_000,
  });
  const session = checked.then(() =>
    startSession(upstreamTo(gate.apiUrl, { signal: stop.signal, trouble: say, ...limits }), true),
  );
  session.catch(() => undefined);
  let fatal: { error: unknown } | undefined;
  const gateway = await startGateway({
    answer: async (call) => (await session).answer(call),
    stopped: (error) => {
      fatal ??= { error };
      stop.abort(error);
    },
    websocket: () => Promise.resolve(undefined),
  });
  told(Number(new URL(gateway.apiUrl).port));
  try {
    await checked;
    const open = await session;
    for (const pool of await workPools(open.upstream, ["pool"]))
      open.reads.remember(apiPath`/work_pools/${pool.name}`, pool);
    await open.live.load(["prod"], FAULT_FLOWS);
    open.open();
    const selected = selection(project, findings);
    const runs = [fileRun(selected, await replay(held, gateway.apiUrl))];
    if (fatal) throw fatal.error;
    await planAndWrite(
      { inputs, runs, session: open, env: {}, inFiles: undefined, unselected: [], manifests: [] },
      around,
    );
  } catch (error) {
    throw fatal ? fatal.error : error;
  } finally {
    stop.abort(new Error("the step is over"));
    await gateway.close();
    await session.then(
      ({ upstream }) => {
        upstream.close();
      },
      () => undefined,
    );
  }
}

function contextIn({ path }: Project): Omit<RunContext, "findings"> {
  return {
    log: new Log(),
    env: {},
    signal: AbortSignal.timeout(60_000),
    deadline: Date.now() + 60_000,
    temp: path,
    workspace: path,
    show: (file) => relative(path, file),
    remember: () => undefined,
  };
}

/** All of the project, as the probe would tell of it. */
function selection(project: Project, findings: Findings): KnownDeployment[] {
  const show = (path: string) => relative(project.path, path);
  const manifests = readManifests(["prefect.yaml"], project.path, show, findings);
  const deployments = FAULT_FLOWS.map((flow) => {
    const place = { path: project.file(`${flow}.py`), function: flow, line: 4 };
    return { yaml: "", not_text: [], flow: { status: "found" as const, ...place, name: null, named: false } };
  });
  const probed = [{ path: project.file("prefect.yaml"), rest: "", deployments, errors: [] }];
  return joinProbe(manifests, probed, {}, show);
}
