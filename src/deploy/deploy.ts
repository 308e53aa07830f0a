import { environmentSecrets } from "../base/hiding/environment.js";
import type { AskedInputs } from "../inputs/types.js";
import { checkTrusted, type Trust } from "../inputs/untrusted.js";
import { startAhead } from "./ahead.js";
import { leaveOut } from "./changed.js";
import { checkClients } from "./client.js";
import { runClis } from "./cli.js";
import { codePaths } from "./code-paths.js";
import { completeInputs } from "./complete.js";
import { checkImports } from "./failed-imports.js";
import { withConnection } from "./connection.js";
import type { DeployContext } from "./context.js";
import { readPrefectFiles, readProject } from "./project.js";
import { selectDeployments } from "./selection.js";
import { planAndWrite } from "./transaction.js";
import { writeSettingsFile } from "./settings-file.js";
import { confirmOnServer, lookBefore } from "./without-transaction.js";

/**
 * The whole job, from inputs to deployments on the server. Server, client and, where it can be, the CLI are started side
 * by side, since nothing is written before all of them agree; what they say is shown one after another.
 *
 * @param outside its report is filled in on the way
 * @throws ActionError, or the signal's reason
 */
export async function deploy(wanted: AskedInputs, outside: DeployContext): Promise<void> {
  const { log, report } = outside;
  log.hide(environmentSecrets(outside.env));
  const trust = trustOf(wanted, outside);
  checkTrusted(trust);
  const inputs = await completeInputs(wanted, outside);
  const files = await log.group("Read the prefect files", () => readPrefectFiles(inputs, outside));
  const leftOut = await files.meanwhile(() => {
    // Each file may lie in another checkout than the working directory.
    checkTrusted({ ...trust, code: () => codePaths(files.manifests, inputs, outside) });
    return leaveOut(inputs, files.manifests, outside);
  });
  const project = await log.group("Read the settings and the flow files", () =>
    readProject(inputs, files, leftOut, outside),
  );
  await withConnection({ asked: wanted, inputs, project }, outside, async (connection) => {
    const { run, env } = connection;
    const work = { inputs, project, env, cliEnv: connection.cliEnv };
    const { early, probing } = startAhead(work, connection);
    const server = await connection.showCheck();
    const asked = await log.group("Check the Prefect client", () =>
      checkClients({ ...work, server, probing }, run),
    );
    const session = await connection.session;
    const { selected, ...besides } = await log.group("Select the deployments", () =>
      selectDeployments({ ...work, files: asked, session }, run),
    );
    const forLaterSteps = async (): Promise<void> => {
      if (run.signal.aborted) return; // No later step uses it.
      await writeSettingsFile({ ...inputs, credential: await connection.credential() }, project.sources, run);
    };
    // A shard may have nothing to do, and nothing may have changed.
    if (selected.length === 0 && !inputs.transaction) {
      report.plan = [];
      await forLaterSteps();
      return;
    }
    const before = inputs.transaction ? undefined : await lookBefore(selected, session.upstream);
    const runs = await runClis({ ...work, files: asked, selected, early }, run);
    connection.throwIfLost();
    checkImports(runs, inputs, run);
    const job = { inputs, runs, session, env, manifests: project.manifests, ...besides };
    if (before) {
      // What is deployed already is told, whatever becomes of the settings file.
      await confirmOnServer({ ...job, before }, outside).finally(forLaterSteps);
      return;
    }
    await forLaterSteps();
    await planAndWrite(job, outside);
  });
}

function trustOf({ workingDirectory, allowUntrustedCode }: AskedInputs, run: DeployContext): Trust {
  return { env: run.env, workingDirectory, allow: allowUntrustedCode, show: run.show };
}
