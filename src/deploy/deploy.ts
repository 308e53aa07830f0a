import { checkClient, startProbe } from "./client.js";
import { startEarly, runClis } from "./cli.js";
import { namedCode } from "./code.js";
import { checkServer, contextOf, targetOf } from "./connection.js";
import { readProject } from "./project.js";
import { readAheadOf, selectDeployments } from "./selection.js";
import { settle } from "./settle.js";
import { confirm, lookBefore } from "./straight.js";
import { authorizing } from "../credentials/authorizing.js";
import { completeInputs, minting } from "./complete.js";
import type { Findings } from "../base/findings.js";
import { formsOf } from "../base/secrets.js";
import { environmentSecrets } from "../base/hiding/environment.js";
import type { AskedInputs, Inputs } from "../inputs/inputs.js";
import { giveBack } from "../base/memory.js";
import type { StartedCli } from "../prefect/run-cli.js";
import type { RunReport } from "../report/report.js";
import { Turn } from "../base/turn.js";
import { beyondConfig, configContents, writeConfig } from "../settings/config-file.js";
import { childEnvironment } from "../settings/environment.js";
import { dotted } from "../base/setting-names.js";
import type { Sources } from "../settings/sources.js";
import type { Surroundings } from "../base/run-context.js";
import { gatewayEnvironment, startGateway } from "../gateway/gateway.js";
import { startSession } from "../gateway/session.js";
import { isOpen } from "../gateway/websockets.js";
import { Upstream } from "../server/upstream.js";
import { checkTrusted } from "../inputs/untrusted.js";

/**
 * The whole job, from inputs to deployments on the server. Server, client and CLI are looked at side by side, since
 * nothing is written before all of them agree; what they say is shown one after another.
 *
 * @param report filled in on the way, so that it can be shown wherever this stops
 * @param findings takes what is said on the way
 * @throws ActionError, or the signal's reason
 */
export async function deploy(
  asked: AskedInputs,
  report: RunReport,
  findings: Findings,
  outside: Surroundings,
): Promise<void> {
  const { log } = outside;
  log.hide(environmentSecrets(outside.env));
  const trust = {
    env: outside.env,
    workingDirectory: asked.workingDirectory,
    allow: asked.allowUntrustedCode,
    show: outside.show,
  };
  checkTrusted(trust);
  const inputs = await completeInputs(asked, findings, outside);
  const project = await log.group("Read the settings and the prefect files", () =>
    readProject(inputs, report, findings, outside),
  );
  giveBack(project.manifests.flatMap(({ deployments }) => deployments).length);
  // Each file may lie in another checkout than the working directory.
  checkTrusted({ ...trust, code: () => namedCode(project.manifests, inputs, outside) });
  const stop = new AbortController();
  const around = { ...outside, signal: AbortSignal.any([outside.signal, stop.signal]) };
  const turn = new Turn(log);
  const target = targetOf(inputs, project.resolved, around.env);
  const context = contextOf(inputs, project.resolved);
  const auth = authorizing(asked.credential, inputs.credential, minting(asked, inputs, around));

  const checked = checkServer(inputs, target, context, turn.line, around);
  const session = checked.then(({ csrf }) =>
    startSession(
      new Upstream(target, {
        context,
        authorizing: auth,
        csrf,
        signal: around.signal,
        trouble: (line) => {
          log.line(line);
        },
        learnt: (secrets) => {
          log.mask(formsOf(secrets));
        },
        ...around.limits,
      }),
      inputs.transaction,
    ),
  );
  session.catch(() => undefined); // Reported where it is awaited below.
  let fatal: { error: unknown } | undefined;
  const told = new Set<string>();
  const gateway = await startGateway({
    answer: async (call) => (await session).answer(call),
    stopped: (error) => {
      fatal ??= { error };
      stop.abort(error);
    },
    websocket: async (path) => {
      if (!isOpen(path, inputs)) return undefined;
      if (inputs.transaction && !told.has(path.text)) findings.note(passesThrough(path.text));
      told.add(path.text);
      return (await session).upstream;
    },
  });
  // The way in to the gateway, which a client that fails prints.
  log.hide([new URL(gateway.apiUrl).pathname.split("/")[1] ?? ""]);
  const env = childEnvironment(around.env, project.resolved.env);
  const cliEnv = { ...env, ...gatewayEnvironment(gateway, inputs.uiUrl, env) };
  let early: readonly StartedCli[] | undefined;
  try {
    early = startEarly({ inputs, project, env: cliEnv }, around);
    if (early) session.then((open) => readAheadOf(project, env, open)).catch(() => undefined); // Its requests fail too.
    const serverVersion = checked.then((passed) => passed.serverVersion).catch(() => undefined);
    const probing = startProbe({ inputs, project, env, cliEnv, serverVersion }, around);

    const server = await log.group("Check the server", () => {
      turn.begin();
      return checked;
    });
    report.serverVersion = server.serverVersion;
    const { client, probed } = await log.group("Check the Prefect client", () =>
      checkClient({ inputs, project, env, cliEnv, server, probing }, report, findings, around),
    );
    const open = await session;
    const selected = await log.group("Select the deployments", () =>
      selectDeployments({ inputs, project, probed, env, cliEnv, session: open }, findings, around),
    );
    if (selected.length === 0) {
      report.plan = []; // A shard may have nothing to do.
      return;
    }
    const before = inputs.transaction ? undefined : await lookBefore(selected, open.upstream);
    const runs = await runClis({ inputs, project, client, probed, env: cliEnv, selected, early }, around);
    if (fatal && !outside.signal.aborted) throw fatal.error;
    await writeSettings(
      { ...inputs, credential: await auth.current() },
      project.sources,
      { report, findings },
      around,
    );
    const job = { inputs, project, selected, runs, session: open, env };
    await (before ? confirm({ ...job, before }, report, outside) : settle(job, report, findings, outside));
  } catch (error) {
    if (outside.signal.aborted) throw error;
    throw fatal ? fatal.error : error;
  } finally {
    stop.abort(new Error("the step is over"));
    await Promise.all((early ?? []).map(({ done }) => done.catch(() => undefined)));
    await gateway.close();
    await session.then(
      ({ upstream }) => {
        upstream.close();
      },
      () => undefined,
    );
  }
}

/** The settings file, for later steps of the job. The CLI has what it needs by environment, and no credential. */
async function writeSettings(
  inputs: Inputs,
  sources: Sources,
  { report, findings }: { readonly report: RunReport; readonly findings: Findings },
  { log, show, temp, remember }: Surroundings,
): Promise<void> {
  // After a plan there is nothing to do for a later step, unless it is asked for.
  if (inputs.mode === "plan" && !inputs.keepConfig) return;
  const beyond = [
    ...beyondConfig(inputs, sources).map(({ name, from, where }) => ({
      what: `${dotted(name)} of ${from}`,
      where,
    })),
    ...(sources.unknownProfiles
      ? [{ what: "the file of profiles that .env names", where: sources.unknownProfiles }]
      : []),
  ];
  if (beyond.length > 0) {
    findings.warning(
      `\`${inputs.configTarget}\` is not written: it could not overrule ${beyond.map(({ what }) => what).join(", ")}, and a later \`prefect\` command of this job would use the credential as that says.`,
      "Take it out there; or set `config-target: none`, where no later step needs the settings.",
      beyond[0]?.where,
    );
    return;
  }
  const record = writeConfig(inputs, sources, temp, show, remember);
  if (!record) return;
  const file = show(record.file);
  report.configFile = file;
  await log.group(`Write ${file}`, () => {
    log.line("Readable by this user only (mode 0600).");
    log.line(
      inputs.keepConfig
        ? `It stays for later steps (keep-config) and holds: ${configContents(inputs, sources).join(", ")}.`
        : "It is put back as it was at the end of the job.",
    );
  });
}

/** A flow file that emits an event when it is imported does so with the bare CLI too. */
function passesThrough(websocket: string): string {
  return `The code of this project opened the websocket ${websocket}. Events that it sends reach the server at once: they are not recorded, and stay also where this step fails.`;
}
