import type { StartedCli } from "../prefect/run-cli.js";
import { startProbes, type Probing } from "./client.js";
import { mayBypass, startEarly } from "./cli.js";
import type { Connection } from "./connection.js";
import type { Work } from "./project.js";
import { readAheadOf } from "./selection.js";
import { readAheadOfScript, startScript, type StartedScript } from "./take-script.js";

/** What goes on beside the check of the server; undefined where it has to wait for that. */
interface Ahead {
  /** The CLI at work. */
  readonly early: readonly StartedCli[] | undefined;
  /** `deploy-command` at work. */
  readonly script: StartedScript | undefined;
  /** What the interpreters that run the CLI have to tell. */
  readonly probing: Probing;
}

/** Starts what can be started while the server is still being asked: nothing is written before all agree. */
export function startAhead(work: Work, { run, passed, session, closeAfter }: Connection): Ahead {
  const isScript = work.inputs.deployCommand.length > 0;
  const script = isScript && mayBeginEarly(work) ? startScript(work, run) : undefined;
  const early = startEarly(work, run);
  for (const { done } of [...(early ?? []), ...(script ? [script.cli] : [])]) closeAfter(done);
  // Its requests fail too where the session does.
  if (early) session.then((open) => readAheadOf(work.project, work.env, open)).catch(() => undefined);
  if (isScript) session.then((open) => readAheadOfScript(work.inputs, open)).catch(() => undefined);
  const serverVersion = passed.then((server) => server.serverVersion).catch(() => undefined);
  return { early, script, probing: startProbes(work, serverVersion, run) };
}

/** Where nothing stands between this step and Python that could send it elsewhere: then the check of the settings is waited for. */
function mayBeginEarly({ inputs: { deployCommand, workingDirectory }, project }: Work): boolean {
  const isDirect = /(?:^|[\\/])python[\d.]*(?:\.exe)?$/.test(deployCommand[0] ?? "");
  const isKnown = project.sites.every(({ installed }) => installed !== undefined);
  return isDirect && isKnown && !mayBypass(workingDirectory);
}
