import { ActionError } from "../base/errors.js";
import type { Answer, Method } from "../base/http.js";
import { isRecord, omit } from "../base/record.js";
import { apiPath, type ApiPath } from "../server/api-path.js";
import type { Body } from "../gateway/recording.js";
import type { LiveFlow } from "../server/state.js";
import { concealedOf } from "../plan/hide-change.js";
import type { Decision } from "../plan/decision.js";
import { gone, putBack, queuePath, type Done } from "./put-back.js";
import { reasonOf, RefusedError, UncertainError, type Upstream } from "../server/upstream.js";
import { Writers } from "./writers.js";

/** What became of one decision. */
export interface Outcome {
  readonly decision: Decision;
  readonly status: "done" | "failed" | "put-back" | "left" | "not-tried";
  /** On the server; undefined where it never came to be. */
  readonly id?: string | undefined;
  /** Why it failed, or why it could not be put back. */
  readonly error?: string | undefined;
}

export interface CommitOptions {
  /** Most writes at once. */
  readonly most: number;
  /** Whether what was written stays where a write fails. */
  readonly keep: boolean;
  readonly signal: AbortSignal;
  /** Milliseconds for putting things back. */
  readonly putBackMs: number;
  /** Bodies of the flows to create, by name. */
  readonly flows: ReadonlyMap<string, LiveFlow>;
  readonly say: (line: string) => void;
}

export interface Committed {
  readonly outcomes: readonly Outcome[];
  /** What stopped it; undefined where all is written. */
  readonly error?: unknown;
  /** The one whose write failed, and why; undefined where it was none of them. */
  readonly failed?: Pick<Outcome, "decision" | "error"> | undefined;
  /** `the flow "etl"`: what came to be besides deployments, and could not be put back. */
  readonly beside?: readonly string[];
  /** Whether anything was sent before it stopped. */
  readonly begun?: boolean;
}

/**
 * Writes all decisions: flows, then deployments, then automations, so that nothing refers to what is not there yet.
 * The ids that the client got to see are replaced by those of the server. Where a write fails, what was written before
 * is put back, unless `keep`.
 */
export async function commit(
  decisions: readonly Decision[],
  upstream: Upstream,
  options: CommitOptions,
): Promise<Committed> {
  const late = lateSignal(options.signal);
  const run = new Commit(upstream, options, late);
  try {
    await run.all(decisions);
    return { outcomes: decisions.map((decision) => run.outcome(decision)) };
  } catch (error) {
    if (options.keep || run.done.length === 0) {
      const outcomes = decisions.map((decision) => run.outcome(decision));
      return { outcomes, error, failed: run.failed, begun: run.done.length > 0 };
    }
    options.say(`A write failed; putting back what was written before it.`);
    const later = upstream.within(options.putBackMs);
    try {
      const { left, beside } = await putBack(run.done, later, options.most);
      return {
        outcomes: decisions.map((decision) => run.outcome(decision, left)),
        error,
        failed: run.failed,
        beside,
      };
    } finally {
      later.close();
    }
  }
}

/** The runner kills a cancelled step 10 s after its first signal. */
const LAST_WRITES_MS = 3_000;

/**
 * Aborted a little later. A write that is under way is waited for: one that is only let go of may arrive after
 * everything else has been put back.
 */
function lateSignal(signal: AbortSignal): AbortSignal {
  const late = new AbortController();
  const begin = (): void => {
    setTimeout(() => {
      late.abort(signal.reason);
    }, LAST_WRITES_MS).unref();
  };
  if (signal.aborted) begin();
  else signal.addEventListener("abort", begin, { once: true });
  return late.signal;
}

/** Ids that the client made up its mind with → ids of the server. */
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

class Commit {
  /** In the order in which things were written, or may have been. */
  readonly done: Done[] = [];
  failed: Committed["failed"];
  private readonly ids = new Map<string, string>();
  private readonly errors = new Map<Decision, string>();
  private readonly begun = new Set<Decision>();
  /** Whose automations are as they should be. */
  private readonly automated = new Set<Decision>();
  /** Paths of the queues that come to be with a deployment. */
  private readonly newQueues = new Map<Decision, ApiPath>();

  constructor(
    private readonly upstream: Upstream,
    private readonly options: CommitOptions,
    private readonly late: AbortSignal,
  ) {}

  async all(decisions: readonly Decision[]): Promise<void> {
    const fields = decisions.filter((one) => one.fields);
    const automations = decisions.filter((one) => one.automations.write);
    const writers = new Writers(this.options);
    const first = await this.queues(fields);
    await this.flows(fields, writers);
    const deploy = (decision: Decision, busy: () => void) => this.deployment(decision, busy);
    await this.phase(first, deploy, new Writers({ most: 1 }));
    await this.phase(
      fields.filter((decision) => !first.includes(decision)),
      deploy,
      writers,
    );
    await this.phase(automations, (decision, busy) => this.automations(decision, busy), writers);
  }

  outcome(decision: Decision, left?: ReadonlyMap<Decision, string>): Outcome {
    const id = this.idOf(decision);
    const known = id === undefined ? {} : { id };
    const error = this.errors.get(decision);
    const stuck = left?.get(decision);
    if (!decision.fields && !decision.automations.write) return { decision, status: "done", ...known };
    if (stuck !== undefined) return { decision, status: "left", error: stuck, ...known };
    if (error !== undefined) return { decision, status: "failed", error, ...(left ? {} : known) };
    if (!this.begun.has(decision)) return { decision, status: "not-tried" };
    if (left) return { decision, status: "put-back" };
    const half = decision.automations.write && !this.automated.has(decision);
    return half
      ? { decision, status: "failed", error: "it is written, but not its triggers", ...known }
      : { decision, status: "done", ...known };
  }

  private idOf({ held, live }: Decision): string | undefined {
    return live?.id ?? this.ids.get(held.id);
  }

  private async phase(
    decisions: readonly Decision[],
    work: (decision: Decision, busy: () => void) => Promise<void>,
    writers: Writers,
  ): Promise<void> {
    const { signal } = this.options;
    await writers.all(decisions, async (decision, busy) => {
      signal.throwIfAborted();
      this.begun.add(decision);
      try {
        await work(decision, busy);
      } catch (error) {
        const reason = reasonOf(error, concealedOf(decision));
        this.failed ??= { decision, error: reason };
        this.errors.set(decision, reason);
        throw error;
      }
    });
  }

  /**
   * The server creates a queue that a deployment names: one that was not there before goes with the deployment.
   *
   * @returns the first decision for each such queue: queues get their priority in the order in which they come to be
   */
  private async queues(decisions: readonly Decision[]): Promise<Decision[]> {
    const named = new Map<string, { decision: Decision; path: ApiPath }>();
    for (const decision of decisions) {
      const path = queuePath(decision);
      if (path !== undefined && !named.has(path.text)) named.set(path.text, { decision, path });
    }
    for (const { decision, path } of named.values()) {
      const answer = await this.upstream.call({ method: "GET", path });
      if (answer.status === 404) this.newQueues.set(decision, path);
    }
    return [...this.newQueues.keys()];
  }

  private async flows(decisions: readonly Decision[], writers: Writers): Promise<void> {
    const wanted = [...new Set(decisions.map(({ held }) => held.flowName))].filter((name) =>
      this.options.flows.has(name),
    );
    const { signal } = this.options;
    await writers.all(wanted, async (name, busy) => {
      signal.throwIfAborted();
      const flow = this.options.flows.get(name);
      if (!flow) return;
      this.done.push({ kind: "flow", name });
      const answer = await this.send("POST", apiPath`/flows/`, omit(flow, "id", "created", "updated"), busy);
      this.ids.set(flow.id, idIn(answer, "POST /flows/"));
    });
  }

  private async deployment(decision: Decision, busy: () => void): Promise<void> {
    const { held, live } = decision;
    const queue = this.newQueues.get(decision);
    if (queue !== undefined) this.done.push({ kind: "queue", path: queue });
    this.done.push({ kind: "deployment", decision });
    if (held.method === "PATCH") {
      if (!live) throw new ActionError(deletedMeanwhile(held.flowName, held.name));
      await this.send("PATCH", apiPath`/deployments/${live.id}`, held.body, busy);
      for (const schedule of held.deletedSchedules) {
        const path = apiPath`/deployments/${live.id}/schedules/${schedule}`;
        await gone(this.upstream, path, { busy, signal: this.late });
      }
      return;
    }
    const answer = await this.send("POST", apiPath`/deployments/`, held.body, busy);
    this.ids.set(held.id, idIn(answer, "POST /deployments/"));
  }

  /** Deleting all of them and recreating them can be done twice; making one cannot. */
  private async automations(decision: Decision, busy: () => void): Promise<void> {
    const { held, live } = decision;
    const id = this.idOf(decision) ?? held.id;
    this.done.push({ kind: "automations", decision, id });
    for (let attempt = 1; ; attempt += 1) {
      try {
        if (live || attempt > 1) {
          await this.send("DELETE", apiPath`/automations/owned-by/prefect.deployment.${id}`, undefined, busy);
        }
        for (const body of held.automations) await this.send("POST", apiPath`/automations/`, body, busy);
        this.automated.add(decision);
        return;
      } catch (error) {
        if (!(error instanceof UncertainError) || attempt === 3) throw error;
      }
    }
  }

  private async send(
    method: Method,
    path: ApiPath,
    body: Body | undefined,
    busy: () => void,
  ): Promise<Answer> {
    const text = body && JSON.stringify(body).replaceAll(UUID, (id) => this.ids.get(id) ?? id);
    const answer = await this.upstream.call({ method, path, text, busy, signal: this.late });
    if (answer.status < 300) return answer;
    throw new RefusedError(answer, `${method} ${path.bare.replaceAll(UUID, "…")}`);
  }
}

/** A write that may be repeated is not sent again for this: whatever answers so does it time and again. */
function idIn({ status, body }: Answer, write: string): string {
  const value: unknown = body === "" ? undefined : JSON.parse(body);
  const id = isRecord(value) ? value["id"] : undefined;
  if (typeof id === "string") return id;
  throw new ActionError({
    what: `${write} was answered ${status} without an id, which no Prefect server does: nobody can tell whether the server has carried it out.`,
    fix: "Look for this request in the log of the gate, and at what it answers by itself.",
  });
}

export function deletedMeanwhile(flow: string, name: string): { what: string; fix: string } {
  return {
    what: `${flow}/${name} was deleted on the server while this step was at work; nothing of it was written.`,
    fix: "Run the job again: it is created then.",
  };
}
