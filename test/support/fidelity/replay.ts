import { relative } from "node:path";
import { authorizing } from "../../../src/credentials/authorizing.js";
import { completeInputs, minting } from "../../../src/deploy/complete.js";
import { fileRun } from "../../../src/deploy/cli.js";
import type { deploy } from "../../../src/deploy/deploy.js";
import { checkServer, contextOf, targetOf } from "../../../src/deploy/server-check.js";
import { planAndWrite } from "../../../src/deploy/transaction.js";
import { Findings } from "../../../src/base/findings.js";
import { finalName, joinProbe, type KnownDeployment } from "../../../src/project/candidates.js";
import { startGateway } from "../../../src/gateway/gateway.js";
import { startSession, type Session } from "../../../src/gateway/session.js";
import { Upstream } from "../../../src/server/upstream.js";
import { readManifests } from "./manifests.ts";
import type { PrefectServer } from "../servers/prefect.ts";
import type { Project } from "../project.ts";
import { upstreamTo } from "../upstream.ts";
import { record, replay, type Recording } from "./recorded-cli.ts";

/** What the real CLI asked for while all its writes were held, and the deployments that it did so for. */
export interface HeldRun {
  readonly recording: Recording;
  readonly selected: readonly KnownDeployment[];
}

/** Runs the real CLI, the newest, over the prefect.yaml of a project whose flows have no names of their own. Writes nothing. */
export async function recordHeld({ apiUrl }: PrefectServer, project: Project): Promise<HeldRun> {
  const upstream = upstreamTo(apiUrl, { signal: AbortSignal.timeout(60_000) });
  const session = startSession(upstream, true);
  session.open();
  try {
    return { recording: await record(project, session.answer), selected: selectedIn(project) };
  } finally {
    upstream.close();
  }
}

function selectedIn({ path }: Project): KnownDeployment[] {
  const show = (file: string) => relative(path, file);
  const manifests = readManifests(["prefect.yaml"], path, show, new Findings());
  return joinProbe(manifests, [], {}, show).map((one) => ({ ...one, flow: one.flowNames[0] }));
}

/**
 * The `job` of a story on which the CLI is not run: what it asked for then is asked again. Server, gateway, plan and
 * commit are the real ones. For a server with the same ids as then.
 */
export function replaying({ recording, selected }: HeldRun): typeof deploy {
  return async (asked, run) => {
    const inputs = await completeInputs(asked, run);
    const resolved = { env: {}, headers: {}, unused: [], caFile: undefined, skipVerify: false };
    const target = targetOf(inputs, resolved, run.env);
    const context = contextOf(inputs, resolved);
    const { csrf } = await checkServer({ inputs, target, context }, () => undefined, run);
    const upstream = new Upstream(target, {
      context,
      authorizing: authorizing(asked.credential, inputs.credential, minting(asked, inputs, run)),
      csrf,
      signal: run.signal,
      learnt: () => undefined,
      trouble: (line) => {
        run.log.line(line);
      },
      ...run.limits,
    });
    try {
      const session = startSession(upstream, true);
      const cli = await askedAgain(session, recording, selected);
      await planAndWrite(
        { inputs, runs: [cli], session, env: {}, inFiles: undefined, unselected: [], manifests: [] },
        run,
      );
    } finally {
      upstream.close();
    }
  };
}

async function askedAgain(session: Session, recording: Recording, selected: readonly KnownDeployment[]) {
  const names = selected.flatMap((one) => finalName(one) ?? []);
  await session.live.load(
    names,
    selected.flatMap(({ flow }) => flow ?? []),
  );
  session.open();
  let fatal: { error: unknown } | undefined;
  const gateway = await startGateway({
    answer: session.answer,
    stopped: (error) => {
      fatal ??= { error };
    },
    websocket: () => Promise.resolve(undefined),
  });
  try {
    const run = await replay(recording, gateway.apiUrl);
    if (fatal) throw fatal.error;
    return fileRun(selected, run);
  } finally {
    await gateway.close();
  }
}
