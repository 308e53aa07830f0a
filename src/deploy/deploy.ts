import { environmentSecrets } from "../base/hiding/environment.js";
import type { AskedInputs } from "../inputs/types.js";
import { checkTrusted, type Trust } from "../inputs/untrusted.js";
import { startAhead } from "./ahead.js";
import { leaveOut } from "./changed.js";
import { checkClients } from "./client.js";
import { codePaths } from "./code-paths.js";
import { completeInputs } from "./complete.js";
import { withConnection } from "./connection.js";
import type { DeployContext } from "./context.js";
import { readPrefectFiles, readProject } from "./project.js";
import { takeFiles } from "./take-files.js";
import { startScript, takeScript } from "./take-script.js";
import { planAndWrite } from "./transaction.js";
import { writeSettingsFile } from "./settings-file.js";

/**
 * The whole job, from inputs to deployments on the server. Server, client and, where it can be, the CLI are started side
 * by side, since nothing is written before all of them agree; what they say is shown one after another.
 *
 * @param outside its report is filled in on the way
 * @throws ActionError, or the signal's reason
 */
export async function deploy(wanted: AskedInputs, outside: DeployContext): Promise<void> {
  const { log } = outside;
  log.hide(environmentSecrets(outside.env));
  const trust = trustOf(wanted, outside);
  checkTrusted(trust);
  const inputs = await completeInputs(wanted, outside);
  const isScript = inputs.deployCommand.length > 0;
  const readFiles = () => readPrefectFiles(inputs, outside);
  const files = await (isScript ? readFiles() : log.group("Read the prefect files", readFiles));
  const leftOut = await files.meanwhile(() => {
    // Each file may lie in another checkout than the working directory.
    checkTrusted({ ...trust, code: () => codePaths(files.manifests, inputs, outside) });
    return leaveOut(inputs, files.manifests, outside);
  });
  const title = isScript ? "Read the settings" : "Read the settings and the flow files";
  const project = await log.group(title, () => readProject(inputs, files, leftOut, outside));
  await withConnection({ asked: wanted, inputs, project }, outside, async (connection) => {
    const { run, env, throwIfLost } = connection;
    const work = { inputs, project, env, cliEnv: connection.cliEnv };
    const { early, script, probing } = startAhead(work, connection);
    const server = await connection.showCheck();
    const checked = await log.group("Check the Prefect client", () =>
      checkClients({ ...work, server, probing }, run),
    );
    const session = await connection.session;
    const forLaterSteps = async (): Promise<void> => {
      if (run.signal.aborted) return; // No later step uses it.
      await writeSettingsFile({ ...inputs, credential: await connection.credential() }, project.sources, run);
    };
    const all = { ...work, ...checked, session, throwIfLost };
    const taken = isScript
      ? await takeScript({ ...all, started: script ?? startScript(work, run) }, run)
      : await takeFiles({ ...all, early, forLaterSteps }, run);
    if (!taken) return;
    await forLaterSteps();
    await planAndWrite({ inputs, session, env, ...taken }, outside);
  });
}

function trustOf({ workingDirectory, allowUntrustedCode }: AskedInputs, run: DeployContext): Trust {
  return { env: run.env, workingDirectory, allow: allowUntrustedCode, show: run.show };
}
