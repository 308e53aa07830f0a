import { randomUUID } from "node:crypto";
import type http from "node:http";
import type { Authorizing } from "../credentials/authorizing.js";
import { ActionError } from "../base/errors.js";
import { parseExact } from "../base/exact-json.js";
import {
  agentOf,
  ConnectionError,
  endpoint,
  request,
  shownUrl,
  type Answer,
  type Method,
  type Target,
} from "../base/http.js";
import { jsonRecord, parsedJson } from "../base/record.js";
import { backoffMs, retryAfterMs, retrying, type Tried } from "../base/retry.js";
import { diagnose, outOfPlace } from "./diagnosis/diagnose.js";
import { PreflightError } from "./check.js";
import { answered, unanswered } from "./probe.js";
import type { DiagnosisContext, Observation } from "./diagnosis/types.js";
import { apiPath, type ApiPath } from "./api-path.js";
import { refusal } from "./refusal.js";
import { NOT_DONE, trafficOf, TRY_LATER, UNDONE } from "./traffic.js";

export interface UpstreamOptions {
  readonly context: DiagnosisContext;
  readonly authorizing: Authorizing;
  /** Where the server has CSRF protection on. */
  readonly csrf?: { readonly token: string; readonly client: string } | undefined;
  readonly signal: AbortSignal;
  /** Takes a line for the log before each further try. */
  readonly trouble: (line: string) => void;
  /** Takes tokens that the server gives on the way, before they are used: they are secrets. */
  readonly learnt: (secrets: readonly string[]) => void;
  /** For each try, in milliseconds. Default: 60 s, as Prefect's client has it. */
  readonly timeoutMs?: number | undefined;
  /** Before the second try, in milliseconds; doubled before each further one. Default: a quarter of a second. */
  readonly backoffMs?: number | undefined;
  /** Epoch milliseconds: nothing is waited for past it. */
  readonly deadline?: number | undefined;
  /** Whether it goes on until the signal, however often it fails where a later try may go better. Default: no. */
  readonly persistent?: boolean;
  readonly connections?: number;
}

export interface Call {
  readonly method: Method;
  /** Below the API URL, with its query. */
  readonly path: ApiPath;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body, JSON. */
  readonly text?: string | undefined;
  /** In place of the one of all calls. */
  readonly signal?: AbortSignal | undefined;
  /** Called when the server says that it is busy (503), before the next try. */
  readonly busy?: () => void;
  /**
   * Called when a try got no answer of the server, but for those with which it has done nothing.
   *
   * @param mayArrive whether it was let go of, by this step or by a gate: then it may be carried out at any time
   */
  readonly unanswered?: (mayArrive: boolean) => void;
}

/** A request that may have been carried out or not: nobody knows, and it is none that may be repeated. */
export class UncertainError extends ActionError {}

/** One try: an answer, or why there was none. */
interface Outcome {
  readonly answer?: Answer;
  readonly error?: ConnectionError;
  /** What was in `Authorization`. */
  readonly used: Readonly<Record<string, string>>;
}

const TRIES = 6;
const BACKOFF = { firstMs: 250, mostMs: 8_000, spread: 0.5 };

/** A server on SQLite lets one write at a time, and other jobs may write too: about a minute and a half. */
const BUSY_TRIES = 14;

/** Who has begun to write does not wait longer for a server that asks for it (`Retry-After`): half of it is written. */
const LONGEST_WAIT_MS = 60_000;

/** Prefect closes a silent connection after 5 s (uvicorn's default); gates are slower. */
const IDLE_MS = 4_000;

/**
 * The server, by connections that stay open and are shared. Adds credential and CSRF token, tries again what may be
 * tried again, and turns every answer that is not Prefect's own into its diagnosis: what comes back is JSON of
 * Prefect's, or nothing.
 */
export class Upstream {
  private readonly agent: http.Agent;
  private csrf: UpstreamOptions["csrf"];
  /** How many requests went out, tries included. */
  sent = 0;

  constructor(
    readonly target: Target,
    private readonly options: UpstreamOptions,
  ) {
    this.csrf = options.csrf;
    this.agent = agentOf(new URL(target.apiUrl), target, {
      keepAlive: true,
      timeout: IDLE_MS,
      maxSockets: options.connections ?? 32,
      scheduling: "lifo",
    });
  }

  /** The same server, asked by a deadline of its own, and until then: to put things back after a run was stopped. */
  within(ms: number): Upstream {
    return new Upstream(this.target, {
      ...this.options,
      csrf: this.csrf,
      signal: AbortSignal.timeout(ms),
      deadline: Date.now() + ms,
      persistent: true,
    });
  }

  /** Whether its time is over. */
  get isOver(): boolean {
    return this.options.signal.aborted;
  }

  close(): void {
    this.agent.destroy();
  }

  /**
   * @returns Prefect's own answer: 2xx, or 4xx in JSON (but for 401 and 403)
   * @throws PreflightError with the diagnosis of anything else; UncertainError; the signal's reason
   */
  async call(call: Call): Promise<Answer> {
    const traffic = trafficOf(call.method, call.path);
    let renewed = false;
    const tryOnce = async (attempt: number): Promise<Tried<Answer>> => {
      const outcome = await this.once(call);
      const observation = this.observed(outcome, call);
      const { answer, error, used } = outcome;
      if (answer && isPrefects(answer)) return { done: answer };
      if (!answer || !UNDONE.has(answer.status))
        call.unanswered?.(error?.code === "TIMEOUT" || answer?.status === 504);
      if (!renewed && answer && (await this.renewed(answer, used))) {
        renewed = true;
        return { waitMs: 0 };
      }
      const later = answer ? TRY_LATER.has(answer.status) : true;
      const again = traffic.repeatable || (answer !== undefined && NOT_DONE.has(answer.status));
      if (answer?.status === 503) call.busy?.();
      if (!later) throw this.refused(observation);
      if (!again) throw uncertain(observation, call);
      const isBusyWrite = traffic.kind === "write" && answer?.status === 503;
      const most = isBusyWrite ? BUSY_TRIES : TRIES;
      const { persistent = false, deadline = Infinity } = this.options;
      if (attempt >= most && !persistent) throw this.refused(observation);
      const backoff = backoffMs(attempt, {
        ...BACKOFF,
        firstMs: this.options.backoffMs ?? BACKOFF.firstMs,
      });
      const asked = error?.stale ? 0 : (retryAfterMs(observation) ?? backoff);
      const waitMs = persistent ? Math.min(asked, BACKOFF.mostMs) : asked;
      if (waitMs > Math.min(LONGEST_WAIT_MS, deadline - Date.now())) throw this.refused(observation);
      this.tell(observation, call, waitMs, `attempt ${attempt + 1}${persistent ? "" : ` of ${most}`}`);
      return { waitMs };
    };
    return retrying(tryOnce, { signal: call.signal ?? this.options.signal });
  }

  /**
   * Begins work again for as long as nobody knows whether a write of it was carried out: three times at most, or until
   * its time is over.
   *
   * @param work begins with a look at the server
   * @param tried how often it has been begun before
   */
  async settled(work: () => Promise<void>, tried = 0): Promise<void> {
    const { persistent = false, deadline = Infinity, backoffMs: firstMs = BACKOFF.firstMs } = this.options;
    await retrying(
      async (attempt): Promise<Tried<undefined>> => {
        try {
          await work();
          return { done: undefined };
        } catch (error) {
          const waitMs = backoffMs(attempt, { ...BACKOFF, firstMs });
          const isEnough = persistent ? waitMs > deadline - Date.now() : attempt + tried === 3;
          if (!(error instanceof UncertainError) || isEnough) throw error;
          return { waitMs };
        }
      },
      { signal: this.options.signal },
    );
  }

  /** The JSON value of an answer with 2xx. A 4xx is an error, since the caller knows what it asks. */
  async json(method: Method, path: ApiPath, body?: unknown): Promise<unknown> {
    const answer = await this.call({
      method,
      path,
      ...(body === undefined ? {} : { text: JSON.stringify(body) }),
    });
    if (answer.status >= 300) throw new RefusedError(answer, `${method} ${path.bare}`);
    return answer.body === "" ? undefined : parseExact(answer.body);
  }

  /** The same of a GET; undefined where the server has nothing there (404). */
  async found<T>(path: ApiPath): Promise<T | undefined> {
    try {
      return (await this.json("GET", path)) as T;
    } catch (error) {
      if (error instanceof RefusedError && error.answer.status === 404) return undefined;
      throw error;
    }
  }

  /** All rows, in pages of 200, which is the most that a server hands out (`PREFECT_API_DEFAULT_LIMIT`). */
  async rows<Row>(path: ApiPath, filter: object | undefined): Promise<Row[]> {
    const rows: Row[] = [];
    for (;;) {
      const page = await this.json("POST", path, { ...filter, limit: PAGE, offset: rows.length });
      if (!Array.isArray(page)) {
        throw new ActionError({
          what: `Reading ${path.bare} from the server gave no list, although the connection check before passed.`,
          fix: "Run the job again; if it fails again, look for this request in the gate's log.",
        });
      }
      // Not all as arguments of one call: a server may send more than it was asked for.
      for (const row of page as Row[]) rows.push(row);
      if (page.length < PAGE) return rows;
    }
  }

  /** Headers of a websocket, or of anything else that goes past `call`. */
  async headers(): Promise<Record<string, string>> {
    return { ...this.target.headers, ...(await this.options.authorizing.headers()) };
  }

  private async once(call: Call): Promise<Outcome> {
    const { timeoutMs = REQUEST_TIMEOUT_MS } = this.options;
    const csrf = this.csrf;
    // One that was kept open may have been closed meanwhile: then nobody knows whether the request was seen.
    const agent = trafficOf(call.method, call.path).repeatable ? { agent: this.agent } : {};
    const authorization = await this.options.authorizing.headers();
    this.sent += 1;
    try {
      const answer = await request(this.target, {
        method: call.method,
        path: call.path.text,
        text: call.text,
        headers: {
          ...call.headers,
          ...this.target.headers,
          ...authorization,
          ...(csrf ? { "Prefect-Csrf-Token": csrf.token, "Prefect-Csrf-Client": csrf.client } : {}),
        },
        ...agent,
        timeoutMs,
        signal: call.signal ?? this.options.signal,
        maxBytes: LARGEST_ANSWER,
      });
      return { answer, used: authorization };
    } catch (error) {
      if (error instanceof ConnectionError) return { error, used: authorization };
      call.unanswered?.(true);
      throw error;
    }
  }

  private observed({ answer, error, used }: Outcome, call: Call): Observation {
    const url = shownUrl(endpoint(this.target, call.path.text));
    if (answer) return answered(answer, call.method, url, { headers: { ...this.target.headers, ...used } });
    const waited = this.options.timeoutMs ?? REQUEST_TIMEOUT_MS;
    return unanswered(error ?? new ConnectionError("UNKNOWN", url), url, waited);
  }

  /** Another credential, or another CSRF token, which lives for an hour (3.8.8). */
  private async renewed(answer: Answer, used: Outcome["used"]): Promise<boolean> {
    if (answer.status === 401) return this.options.authorizing.renew(used);
    if (answer.status !== 403 || !/CSRF token|client identifier/.test(answer.body)) return false;
    const client = this.csrf?.client ?? randomUUID();
    const given = await this.once({ method: "GET", path: apiPath`/csrf-token?client=${client}` });
    const token = given.answer?.status === 200 ? jsonRecord(given.answer.body)?.["token"] : undefined;
    if (typeof token !== "string") return false;
    this.options.learnt([token]);
    this.csrf = { token, client };
    return true;
  }

  private refused(observation: Observation): PreflightError {
    const verdict = diagnose(observation, this.options.context);
    if ("id" in verdict) return new PreflightError(verdict);
    // "Missing CSRF token." although one was sent.
    if (observation.kind === "answer") return new PreflightError(outOfPlace(observation, verdict));
    throw new Error("A failure proves nothing.");
  }

  private tell(observation: Observation, call: Call, waitMs: number, attempt: string): void {
    if (waitMs === 0) return;
    const saw =
      observation.kind === "answer" ? `answered ${observation.status}` : `no answer (${observation.code})`;
    const wait = waitMs < 1_000 ? `${Math.round(waitMs)} ms` : `${(waitMs / 1_000).toFixed(1)} s`;
    this.options.trouble(`${call.method} ${call.path.bare}: ${saw}; trying again in ${wait} (${attempt}).`);
  }
}

/** The server understood, and said no: 404, 409, 422. */
export class RefusedError extends ActionError {
  constructor(
    readonly answer: Answer,
    private readonly request: string,
  ) {
    super({
      what: `${request}: ${refusal(answer)}.`,
      fix: "Compare the answer with the prefect file and with what is on the server, fix the one that is wrong, and re-run the job.",
    });
  }

  /** @param concealed what must not be quoted of the request: see {@link refusal} */
  without(concealed: readonly string[]): string {
    return `${this.request}: ${refusal(this.answer, concealed)}.`;
  }
}

/**
 * In one line.
 *
 * @param concealed what must not be quoted of a request
 */
export function reasonOf(error: unknown, concealed: readonly string[] = []): string {
  if (error instanceof RefusedError) return error.without(concealed);
  if (error instanceof ActionError) return error.problems.map(({ what }) => what).join(" ");
  return error instanceof Error ? error.message : String(error);
}

const PAGE = 200;
const REQUEST_TIMEOUT_MS = 60_000;
const LARGEST_ANSWER = 64 * 1024 * 1024;

/** Prefect answers in JSON, or with nothing; a gate's refusals come in JSON too, with 401 and 403. */
function isPrefects({ status, headers, body }: Answer): boolean {
  if (status < 200 || (status >= 300 && status < 400) || status === 401 || status === 403) return false;
  if (status === 429 || status >= 500) return false;
  if (body === "") return status < 300;
  if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(headers["content-type"] ?? "")) return false;
  return parsedJson(body) !== undefined;
}

function uncertain(observation: Observation, call: Call): UncertainError {
  const saw = observation.kind === "answer" ? `${observation.status}` : observation.code;
  return new UncertainError({
    what: `${call.method} ${call.path.bare} got no usable answer (${saw}), and nobody can tell whether the server has carried it out.`,
    fix: "Run the job again; it compares with what is on the server then.",
  });
}
