import type { StartedCli } from "../prefect/run-cli.js";
import { startProbes, type Probing } from "./client.js";
import { startEarly } from "./cli.js";
import type { Connection } from "./connection.js";
import type { Work } from "./project.js";
import { readAheadOf } from "./selection.js";

/** What goes on beside the check of the server; undefined where it has to wait for that. */
interface Ahead {
  /** The CLI at work. */
  readonly early: readonly StartedCli[] | undefined;
  /** What the interpreters that run the CLI have to tell. */
  readonly probing: Probing;
}

/** Starts what can be started while the server is still being asked: nothing is written before all agree. */
export function startAhead(work: Work, { run, passed, session, closeAfter }: Connection): Ahead {
  const early = startEarly(work, run);
  for (const { done } of early ?? []) closeAfter(done);
  // Its requests fail too where the session does.
  if (early) session.then((open) => readAheadOf(work.project, work.env, open)).catch(() => undefined);
  const serverVersion = passed.then((server) => server.serverVersion).catch(() => undefined);
  return { early, probing: startProbes(work, serverVersion, run) };
}
