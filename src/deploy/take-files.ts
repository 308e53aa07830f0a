import type { Session } from "../gateway/session.js";
import type { StartedCli } from "../prefect/run-cli.js";
import { runClis } from "./cli.js";
import type { AskedFile } from "./client.js";
import type { DeployContext } from "./context.js";
import { checkImports } from "./failed-imports.js";
import type { Work } from "./project.js";
import { selectDeployments } from "./selection.js";
import type { TransactionRun } from "./transaction-run.js";
import { confirmOnServer, lookBefore } from "./without-transaction.js";

interface FilesWork extends Work {
  readonly files: readonly AskedFile[];
  readonly session: Session;
  readonly early: readonly StartedCli[] | undefined;
  /** @throws what the gateway stopped by */
  readonly throwIfLost: () => void;
  /** Writes the settings file. */
  readonly forLaterSteps: () => Promise<void>;
}

/**
 * Selects what was asked for, and runs `prefect deploy` for that. Without a transaction that is all: what was written is
 * looked up on the server.
 *
 * @returns what of a transaction comes from prefect files; undefined where there is none
 */
export async function takeFiles(
  work: FilesWork,
  run: DeployContext,
): Promise<Omit<TransactionRun, "inputs" | "session" | "env"> | undefined> {
  const { inputs, project, session, forLaterSteps } = work;
  const { log, report } = run;
  const { selected, ...besides } = await log.group("Select the deployments", () =>
    selectDeployments(work, run),
  );
  // A shard may have nothing to do, and nothing may have changed.
  if (selected.length === 0 && !inputs.transaction) {
    report.plan = [];
    await forLaterSteps();
    return undefined;
  }
  const before = inputs.transaction ? undefined : await lookBefore(selected, session.upstream);
  const runs = await runClis({ ...work, selected }, run);
  work.throwIfLost();
  checkImports(runs, inputs, run);
  const { manifests } = project;
  if (!before) return { runs, manifests, ...besides };
  // What is deployed already is told, whatever becomes of the settings file.
  await confirmOnServer({ inputs, session, runs, ...besides, before }, run).finally(forLaterSteps);
  return undefined;
}
