import { authorizing } from "../credentials/authorizing.js";
import type { Credential } from "../credentials/credential.js";
import { formsOf } from "../base/secrets.js";
import { Turn } from "../base/turn.js";
import { gatewayEnvironment, startGateway, type Gateway } from "../gateway/gateway.js";
import { unseenOf } from "../prefect/script.js";
import { startSession, type Session } from "../gateway/session.js";
import { isOpen } from "../gateway/websockets.js";
import type { AskedInputs, Inputs } from "../inputs/types.js";
import type { Passed } from "../server/check.js";
import { Upstream } from "../server/upstream.js";
import { childEnvironment } from "../settings/environment.js";
import { minting } from "./complete.js";
import { atScript } from "./script-problems.js";
import { checkServer, contextOf, targetOf } from "./server-check.js";
import type { DeployContext } from "./context.js";
import type { Project, Work } from "./project.js";

/** The way to the server: this step's own, and the gateway, by which Prefect's client gets there. */
export interface Connection {
  /** Aborted also when the way is lost, and when it is closed. */
  readonly run: DeployContext;
  readonly env: Work["env"];
  readonly cliEnv: Work["cliEnv"];
  /** What the server said when it was checked. */
  readonly passed: Promise<Passed>;
  /** The same, and what that printed. */
  readonly showCheck: () => Promise<Passed>;
  /** Begins once the server has been checked. */
  readonly session: Promise<Session>;
  /** As it is now: it may have been renewed. */
  readonly credential: () => Promise<Credential>;
  /** What has to end before the way is closed. */
  readonly closeAfter: (work: Promise<unknown>) => void;
  /** @throws what the gateway stopped by, which the client tells in its own words only */
  readonly throwIfLost: () => void;
}

interface Wanted {
  /** With what a new token is asked for. */
  readonly asked: AskedInputs;
  readonly inputs: Inputs;
  readonly project: Project;
}

/** Opens the way to the server, does the work, and closes it: begun work first, then the gateway, then this step's own. */
export async function withConnection(
  wanted: Wanted,
  outside: DeployContext,
  work: (connection: Connection) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const run = { ...outside, signal: AbortSignal.any([outside.signal, stop.signal]) };
  let fatal: { error: unknown } | undefined;
  const way = checkAndOpen(wanted, run);
  const gateway = await openGateway(wanted.inputs, run, way.session, (error) => {
    fatal ??= { error };
    stop.abort(error);
  });
  const env = childEnvironment(run.env, wanted.project.resolved.env);
  const cliEnv = { ...env, ...gatewayEnvironment(gateway, wanted.inputs.uiUrl, env) };
  const begun: Promise<unknown>[] = [];
  const throwIfLost = (): void => {
    if (fatal && !outside.signal.aborted) throw fatal.error;
  };
  try {
    await work({ run, env, cliEnv, ...way, closeAfter: (one) => begun.push(one), throwIfLost });
  } catch (error) {
    throwIfLost(); // The reason for all that failed after it.
    throw error;
  } finally {
    stop.abort(new Error("the step is over"));
    await Promise.allSettled(begun);
    await gateway.close();
    const opened = await way.session.catch(() => undefined);
    opened?.upstream.close();
  }
}

/** Checks the server at once, and opens a session with it as soon as that is done. */
function checkAndOpen({ asked, inputs, project }: Wanted, run: DeployContext) {
  const { log, report } = run;
  const turn = new Turn(log);
  const target = targetOf(inputs, project.resolved, run.env);
  const context = contextOf(inputs, project.resolved);
  const auth = authorizing(asked.credential, inputs.credential, minting(asked, inputs, run));
  const passed = checkServer({ inputs, target, context }, turn.line, run);
  const session = passed.then(({ csrf }) =>
    startSession(
      new Upstream(target, {
        context,
        authorizing: auth,
        csrf,
        signal: run.signal,
        deadline: run.deadline,
        trouble: (line) => {
          log.line(line);
        },
        learnt: (secrets) => {
          log.mask(formsOf(secrets));
        },
        ...run.limits,
      }),
      inputs.transaction,
      inputs.deployCommand.length > 0,
    ),
  );
  session.catch(() => undefined); // Reported where it is awaited.
  const showCheck = async (): Promise<Passed> => {
    const server = await log.group("Check the server", () => {
      turn.begin();
      return passed;
    });
    report.serverVersion = server.serverVersion;
    return server;
  };
  return { passed, session, showCheck, credential: () => auth.current() };
}

async function openGateway(
  inputs: Inputs,
  run: DeployContext,
  session: Promise<Session>,
  stopped: (error: unknown) => void,
): Promise<Gateway> {
  const { log, findings } = run;
  const told = new Set<string>();
  const isScript = inputs.deployCommand.length > 0;
  const gateway: Gateway = await startGateway({
    answer: async (call) => {
      // What takes its URL from the environment means the server: this way leads nowhere once the step is over.
      const text = [unseenOf(gateway.apiUrl), gateway.apiUrl].reduce(
        (rest, url) => rest?.replaceAll(url, inputs.apiUrl),
        call.text,
      );
      try {
        return await (await session).answer({ ...call, text });
      } catch (error) {
        throw isScript ? atScript(error, run) : error;
      }
    },
    stopped,
    websocket: async (path) => {
      if (!isOpen(path, inputs)) return undefined;
      if (inputs.transaction && !told.has(path.text)) findings.note(passesThrough(path.text));
      told.add(path.text);
      return (await session).upstream;
    },
  });
  // The way in to the gateway, which a client that fails prints.
  log.hide([new URL(gateway.apiUrl).pathname.split("/")[1] ?? ""]);
  return gateway;
}

/** A flow file that emits an event when it is imported does so with the bare CLI too. */
function passesThrough(websocket: string): string {
  return `The code of this project opened the websocket ${websocket}. Events that it sends reach the server at once: they are not recorded, and stay also where this step fails.`;
}
