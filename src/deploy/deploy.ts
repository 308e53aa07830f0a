import { environmentSecrets } from "../base/hiding/environment.js";
import type { AskedInputs } from "../inputs/types.js";
import { checkTrusted, type Trust } from "../inputs/untrusted.js";
import { startAhead } from "./ahead.js";
import { checkClient } from "./client.js";
import { runClis } from "./cli.js";
import { namedCode } from "./code.js";
import { completeInputs } from "./complete.js";
import { connected } from "./connected.js";
import type { DeployContext } from "./context.js";
import { readProject } from "./project.js";
import { selectDeployments } from "./selection.js";
import { settle } from "./settle.js";
import { writeSettings } from "./settings.js";
import { confirm, lookBefore } from "./straight.js";

/**
 * The whole job, from inputs to deployments on the server. Server, client and CLI are looked at side by side, since
 * nothing is written before all of them agree; what they say is shown one after another.
 *
 * @param outside its report is filled in on the way
 * @throws ActionError, or the signal's reason
 */
export async function deploy(asked: AskedInputs, outside: DeployContext): Promise<void> {
  const { log, report } = outside;
  log.hide(environmentSecrets(outside.env));
  const trust = trustOf(asked, outside);
  checkTrusted(trust);
  const inputs = await completeInputs(asked, outside);
  const project = await log.group("Read the settings and the prefect files", () =>
    readProject(inputs, outside),
  );
  // Each file may lie in another checkout than the working directory.
  checkTrusted({ ...trust, code: () => namedCode(project.manifests, inputs, outside) });
  await connected({ asked, inputs, project }, outside, async (connection) => {
    const { run, env } = connection;
    const work = { inputs, project, env, cliEnv: connection.cliEnv };
    const { early, probing } = startAhead(work, connection);
    const server = await connection.showCheck();
    const { client, probed } = await log.group("Check the Prefect client", () =>
      checkClient({ ...work, server, probing }, run),
    );
    const session = await connection.session;
    const selected = await log.group("Select the deployments", () =>
      selectDeployments({ ...work, probed, session }, run),
    );
    if (selected.length === 0) {
      report.plan = []; // A shard may have nothing to do.
      return;
    }
    const before = inputs.transaction ? undefined : await lookBefore(selected, session.upstream);
    const runs = await runClis({ ...work, client, probed, selected, early }, run);
    connection.throwIfLost();
    await writeSettings({ ...inputs, credential: await connection.credential() }, project.sources, run);
    const job = { inputs, runs, session, env };
    await (before ? confirm({ ...job, before }, outside) : settle(job, outside));
  });
}

function trustOf({ workingDirectory, allowUntrustedCode }: AskedInputs, run: DeployContext): Trust {
  return { env: run.env, workingDirectory, allow: allowUntrustedCode, show: run.show };
}
