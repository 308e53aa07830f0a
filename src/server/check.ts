import { randomUUID } from "node:crypto";

import { ActionError } from "../base/errors.js";
import type { Target } from "../base/http.js";
import { backoffMs, retryAfterMs, retrying, type Tried } from "../base/retry.js";
import { diagnose, outOfPlace } from "./diagnosis/diagnose.js";
import { observe, type Question } from "./probe.js";
import type { Answered, Diagnosis, DiagnosisContext, Good, Observation } from "./diagnosis/types.js";

export interface PreflightOptions {
  /** How often to try again at most, where waiting may help. */
  readonly retries: number;
  /** Epoch milliseconds: nothing is waited for past it. */
  readonly deadline: number;
  /** Gets one line before each wait. */
  readonly progress: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** For each request. Default: 15 s. */
  readonly requestTimeoutMs?: number;
}

export interface Passed {
  readonly serverVersion: string;
  /** What every write has to carry where the server has CSRF protection on. Valid for an hour (3.8.8). */
  readonly csrf?: { readonly token: string; readonly client: string };
  readonly attempts: number;
}

export class PreflightError extends ActionError {
  constructor(readonly diagnosis: Diagnosis) {
    super({ what: `${diagnosis.saw} ${diagnosis.means}`, fix: diagnosis.todo, see: diagnosis.id });
  }
}

/**
 * Proves that Prefect answers at the target, that the credential is accepted, and that a POST with a body passes.
 * Tries again only where waiting may help. Throws {@link PreflightError}, or the signal's reason on abort.
 */
export async function preflight(
  target: Target,
  context: DiagnosisContext,
  options: PreflightOptions,
): Promise<Passed> {
  const { retries, deadline, progress } = options;
  const started = Date.now();
  const once = async (attempt: number): Promise<Tried<Passed>> => {
    try {
      return { done: { ...(await converse(asker(target, context, options))), attempts: attempt } };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { diagnosis } = error;
      const waitMs = retryAfterMs(error.observation) ?? backoffMs(attempt, BACKOFF);
      if (!diagnosis.retry || attempt > retries || Date.now() + waitMs >= deadline) {
        throw new PreflightError(withHistory(diagnosis, attempt, Date.now() - started));
      }
      progress(
        `${clause(diagnosis.saw)}: ${diagnosis.means} ` +
          `Trying again in ${seconds(waitMs)} (attempt ${attempt + 1} of ${retries + 1}).`,
      );
      return { waitMs };
    }
  };
  return retrying(once, options);
}

const EMPTY_LIST = { method: "POST", path: "/deployments/filter", json: { limit: 0 } } as const;

/** One attempt: the version, then a POST that changes nothing, with a CSRF token where Prefect wants one. */
async function converse(ask: Asker): Promise<Omit<Passed, "attempts">> {
  const { serverVersion } = await ask({ method: "GET", path: "/admin/version" }, "version");
  const list = await ask(EMPTY_LIST, "list", "csrf-wanted");
  if (list.good === "list") return { serverVersion };

  const client = randomUUID();
  const { token } = await ask({ method: "GET", path: `/csrf-token?client=${client}` }, "csrf-token");
  const headers = { "Prefect-Csrf-Token": token, "Prefect-Csrf-Client": client };
  await ask({ ...EMPTY_LIST, headers }, "list");
  return { serverVersion, csrf: { token, client } };
}

/** Asks, and returns what the answer proves. Anything but what is wanted throws a Refusal. */
type Asker = <Wanted extends Good["good"]>(
  question: Question,
  ...wanted: Wanted[]
) => Promise<Extract<Good, { good: Wanted }>>;

class Refusal extends Error {
  constructor(
    readonly diagnosis: Diagnosis,
    readonly observation: Observation,
  ) {
    super(diagnosis.id);
  }
}

function asker(target: Target, context: DiagnosisContext, options: PreflightOptions): Asker {
  const { deadline, signal, requestTimeoutMs = 15_000 } = options;
  return async <Wanted extends Good["good"]>(question: Question, ...wanted: Wanted[]) => {
    const timeoutMs = Math.max(1, Math.min(requestTimeoutMs, deadline - Date.now()));
    const observation = await observe(target, question, { timeoutMs, signal });
    const verdict = diagnose(observation, context);
    if ("id" in verdict) throw new Refusal(verdict, observation);
    if ((wanted as string[]).includes(verdict.good)) return verdict as Extract<Good, { good: Wanted }>;
    throw new Refusal(outOfPlace(observation as Answered, verdict), observation);
  };
}

/** 1, 2, 4, 8, 16, 30 s. */
const BACKOFF = { firstMs: 1_000, mostMs: 30_000, spread: 0.1 };

function withHistory(diagnosis: Diagnosis, attempts: number, elapsedMs: number): Diagnosis {
  if (attempts === 1) return diagnosis;
  const history = `the last of ${attempts} attempts over ${seconds(elapsedMs)}`;
  return { ...diagnosis, saw: `${clause(diagnosis.saw)}, ${history}.` };
}

function clause(sentence: string): string {
  return sentence.replace(/\.$/, "");
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}
