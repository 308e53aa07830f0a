import { ActionError } from "../base/errors.js";
import type { Answer, Method } from "../base/http.js";
import { sayProgress, type Countable } from "../base/progress.js";
import { capitalized } from "../base/quote.js";
import { isRecord, omit } from "../base/record.js";
import { apiPath, type ApiPath } from "../server/api-path.js";
import type { Body } from "../gateway/recording.js";
import type { LiveFlow } from "../server/state.js";
import { concealedOf } from "../plan/hide-change.js";
import { namedQueue, type Decision, type NamedQueue } from "../plan/decision.js";
import { reasonOf, RefusedError, UncertainError, type Upstream } from "../server/upstream.js";
import type { Beside } from "./beside-back.js";
import { freshLook, type FreshRows } from "./fresh-look.js";
import { lateSignal } from "./late-signal.js";
import {
  asCreated,
  counting,
  isDoubtful,
  newFate,
  type MadeAutomation,
  type Done,
  type Fate,
  type WrittenDeployment,
  type WrittenFlow,
} from "./journal.js";
import { PutBack } from "./put-back.js";
import { gone, ownedAutomations, type Undone } from "./undo.js";
import { Writers } from "./writers.js";

/** What became of one decision. */
export interface Outcome {
  readonly decision: Decision;
  readonly status: "done" | "failed" | "not-tried" | Undone["status"];
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
  /** When what the decisions are made from was read, in the milliseconds of `performance.now()`. */
  readonly since: number;
  readonly say: (line: string) => void;
  /** Of an aborted signal: `the job was cancelled`. */
  readonly interruption: (signal: AbortSignal) => string;
}

export interface Committed {
  readonly outcomes: readonly Outcome[];
  /** What stopped it; undefined where all is written. */
  readonly error?: unknown;
  /** The one whose write failed, and why; undefined where it was none of them. */
  readonly failed?: Pick<Outcome, "decision" | "error"> | undefined;
  /** What came to be besides deployments, and is still there. Undefined where nothing was put back. */
  readonly beside?: readonly Beside[];
  /** Whether anything was sent before it stopped. */
  readonly begun?: boolean;
  /** The automations that were made, by decision. */
  readonly made: ReadonlyMap<Decision, readonly MadeAutomation[]>;
}

/**
 * Writes all decisions: flows, then deployments, then automations, so that nothing refers to what is not there yet.
 * The ids that the client got to see are replaced by those of the server. Where a write fails, or the job is cancelled,
 * what was written before is put back, unless `keep`.
 */
export async function commit(
  decisions: readonly Decision[],
  upstream: Upstream,
  options: CommitOptions,
): Promise<Committed> {
  const { signal, keep } = options;
  const run = new Commit(upstream, options, lateSignal(signal));
  const outcomes = (undone?: PutBack["outcomes"]): Outcome[] =>
    decisions.map((decision) => run.outcome(decision, undone));
  let begun: { readonly later: Upstream; readonly undo: PutBack; readonly early: Promise<void> } | undefined;
  const putBack = (why: string) => {
    const written = run.written();
    const list = written.length > 0 ? `: ${written.join(", ")}` : "";
    options.say(`${capitalized(why)}; putting back what was written until now${list}.`);
    const later = upstream.within(options.putBackMs);
    const undo = new PutBack(later, options);
    // What is not under way is put back while the last writes are waited for.
    return (begun = { later, undo, early: undo.deployments(run.take()) });
  };
  const cancelled = (): void => {
    if (run.done.length > 0 && !begun) putBack(options.interruption(signal));
  };
  if (!keep) signal.addEventListener("abort", cancelled, { once: true });
  try {
    await run.all(decisions);
    if (begun) signal.throwIfAborted();
    return { outcomes: outcomes(), made: run.made };
  } catch (error) {
    const { failed, done, made } = run;
    if (keep || done.length === 0)
      return { outcomes: outcomes(), error, failed, made, begun: done.length > 0 };
    const { undo, early } = begun ?? putBack("a write failed");
    await early;
    await undo.deployments(run.take());
    await undo.besides(done);
    return { outcomes: outcomes(undo.outcomes), error, failed, made, beside: undo.beside };
  } finally {
    signal.removeEventListener("abort", cancelled);
    begun?.later.close();
  }
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
  /** By somebody else. */
  private readonly deleted = new Set<Decision>();
  private readonly underWay = new Set<Decision>();
  private readonly taken = new Set<Done>();
  /** Whose automations are as they should be. */
  private readonly automated = new Set<Decision>();
  /** Those that come to be with a deployment. */
  private readonly newQueues = new Map<Decision, NamedQueue>();
  private before: FreshRows | undefined;

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
    const ordered = [...first, ...fields.filter((decision) => !first.includes(decision))];
    this.before = freshLook(this.upstream, ordered, this.options.since);
    const deploy = (decision: Decision, busy: () => void) => this.deployment(decision, busy);
    const deployed = () => this.count("deployment");
    await this.counted({ all: ordered.length, done: deployed, did: "written" }, async () => {
      await this.phase(first, deploy, new Writers({ most: 1 }));
      await this.phase(ordered.slice(first.length), deploy, writers);
    });
    const automated = () => this.automated.size;
    await this.counted({ all: automations.length, done: automated, did: "written with their triggers" }, () =>
      this.phase(automations, (decision, busy) => this.automations(decision, busy), writers),
    );
  }

  /** How many the server has answered. */
  private count(kind: Done["kind"]): number {
    return this.done.filter((one) => one.kind === kind && one.fate.done).length;
  }

  /** Says how far it is, until something stops it. */
  private counted(what: Omit<Countable, "say">, work: () => Promise<void>): Promise<void> {
    const { signal, say } = this.options;
    const unlessStopped = (line: string): void => {
      if (!signal.aborted && !this.failed) say(line);
    };
    return sayProgress({ ...what, say: unlessStopped }, work);
  }

  /** What is to be put back and is not under way, each time what was not taken before. */
  take(): Done[] {
    const found = this.done.filter(
      (one) => "decision" in one && !this.underWay.has(one.decision) && !this.taken.has(one),
    );
    for (const one of found) this.taken.add(one);
    return found;
  }

  /** The automations that were made, by decision. */
  get made(): Map<Decision, readonly MadeAutomation[]> {
    const written = this.done.filter((one) => one.kind === "automations");
    return new Map(written.map(({ decision, made }) => [decision, made]));
  }

  /** `etl/prod`: what has been begun. */
  written(): string[] {
    return [...this.begun].map(({ held }) => `${held.flowName}/${held.name}`);
  }

  outcome(decision: Decision, undone?: ReadonlyMap<Decision, Undone>): Outcome {
    const id = this.idOf(decision);
    const known = id === undefined ? {} : { id };
    const error = this.errors.get(decision);
    const after = undone?.get(decision);
    if (!decision.fields && !decision.automations.write) return { decision, status: "done", ...known };
    if (after && after.status !== "put-back") return { decision, ...after };
    // What is there now: of what was to be created, nothing, once it has been put back.
    const stays = this.deleted.has(decision) || (undone && !decision.live) ? {} : known;
    if (error !== undefined) return { decision, status: "failed", error, ...stays };
    if (!this.begun.has(decision)) return { decision, status: "not-tried" };
    if (undone) return { decision, status: "put-back", ...stays };
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
      this.underWay.add(decision);
      try {
        await work(decision, busy);
      } catch (error) {
        const reason = reasonOf(error, concealedOf(decision));
        this.failed ??= { decision, error: reason };
        this.errors.set(decision, reason);
        if (error instanceof DeletedError) this.deleted.add(decision);
        throw error;
      } finally {
        this.underWay.delete(decision);
      }
    });
  }

  /**
   * The server creates a queue that a deployment names: one that was not there before goes with the deployment.
   *
   * @returns the first decision for each such queue: queues get their priority in the order in which they come to be
   */
  private async queues(decisions: readonly Decision[]): Promise<Decision[]> {
    const named = new Map<string, { decision: Decision; queue: NamedQueue; path: ApiPath }>();
    for (const decision of decisions) {
      const queue = namedQueue(decision);
      const path = queue && apiPath`/work_pools/${queue.pool}/queues/${queue.queue}`;
      if (path && !named.has(path.text)) named.set(path.text, { decision, queue, path });
    }
    for (const { decision, queue, path } of named.values()) {
      const answer = await this.upstream.call({ method: "GET", path });
      if (answer.status === 404) this.newQueues.set(decision, queue);
    }
    return [...this.newQueues.keys()];
  }

  private async flows(decisions: readonly Decision[], writers: Writers): Promise<void> {
    const wanted = [...new Set(decisions.map(({ held }) => held.flowName))].filter((name) =>
      this.options.flows.has(name),
    );
    const { signal } = this.options;
    const write = async (name: string, busy: () => void): Promise<void> => {
      signal.throwIfAborted();
      const flow = this.options.flows.get(name);
      if (!flow) return;
      const written: WrittenFlow = { kind: "flow", name, fate: newFate(), wasThere: false };
      this.done.push(written);
      const body = omit(flow, "id", "created", "updated");
      const answer = await this.send("POST", apiPath`/flows/`, { body, busy, fate: written.fate });
      this.ids.set(flow.id, String(rowOf(answer, "POST /flows/")["id"]));
      // One that no try of this step may have made.
      written.wasThere = answer.status === 200 && !isDoubtful(written.fate);
    };
    const done = () => this.count("flow");
    await this.counted({ all: wanted.length, done, did: "flows written" }, () => writers.all(wanted, write));
  }

  private async deployment(decision: Decision, busy: () => void): Promise<void> {
    const { held, live } = decision;
    const before = live && (await this.before?.of(live.id));
    if (live && !before) throw new DeletedError(deletedMeanwhile(held.flowName, held.name));
    const queue = this.newQueues.get(decision);
    const fate = newFate();
    const written: WrittenDeployment = {
      ...{ kind: "deployment", decision, fate, before, id: live?.id },
      ...{ wasThere: false, deleted: [] },
    };
    if (queue !== undefined) this.done.push({ kind: "queue", ...queue, fate });
    this.done.push(written);
    this.begun.add(decision);
    if (held.method === "PATCH") {
      if (!live) throw new DeletedError(deletedMeanwhile(held.flowName, held.name));
      await this.send("PATCH", apiPath`/deployments/${live.id}`, { body: held.body, busy, fate });
      for (const schedule of held.deletedSchedules) {
        const path = apiPath`/deployments/${live.id}/schedules/${schedule}`;
        await gone(this.upstream, path, { busy, signal: this.late, ...counting(fate) });
        written.deleted.push(schedule);
      }
      return;
    }
    const began = performance.now();
    const answer = await this.send("POST", apiPath`/deployments/`, { body: held.body, busy, fate });
    const row = rowOf(answer, "POST /deployments/");
    written.id = String(row["id"]);
    this.ids.set(held.id, written.id);
    if (live) return;
    written.wasThere =
      answer.status === 200 && (!isDoubtful(fate) || isOlder(row, performance.now() - began));
    if (answer.status === 201) written.created = asCreated(row);
  }

  /** Deleting all of them and recreating them can be done twice; making one cannot. */
  private async automations(decision: Decision, busy: () => void): Promise<void> {
    const { held } = decision;
    const id = this.idOf(decision) ?? held.id;
    const fate = newFate();
    const made: MadeAutomation[] = [];
    this.done.push({ kind: "automations", decision, fate, id, made });
    this.begun.add(decision);
    for (let attempt = 1; ; attempt += 1) {
      try {
        // Also of a new deployment, as Prefect's client does: another first deploy may have made them meanwhile.
        await this.send("DELETE", ownedAutomations(id), { busy, fate });
        made.length = 0;
        for (const body of held.automations) {
          const answer = await this.send("POST", apiPath`/automations/`, { body, busy, fate });
          const { id: own, name } = rowOf(answer, "POST /automations/");
          made.push({ id: String(own), name: String(name) });
        }
        this.automated.add(decision);
        return;
      } catch (error) {
        if (!(error instanceof UncertainError) || attempt === 3) throw error;
      }
    }
  }

  private async send(method: Method, path: ApiPath, { body, busy, fate }: Sending): Promise<Answer> {
    const text = body && JSON.stringify(body).replaceAll(UUID, (id) => this.ids.get(id) ?? id);
    const answer = await this.upstream.call({
      ...{ method, path, text, busy, signal: this.late },
      ...counting(fate),
    });
    if (answer.status >= 300) throw new RefusedError(answer, `${method} ${path.bare.replaceAll(UUID, "…")}`);
    fate.done = true;
    return answer;
  }
}

/** Somebody else has deleted it since this step looked. */
class DeletedError extends ActionError {}

interface Sending {
  readonly body?: Body;
  readonly busy: () => void;
  readonly fate: Fate;
}

/**
 * Whether a row was made before the first try of an upsert that has found it: its age by the clock of the server, which
 * both of its times are of, is more than what has passed here since.
 */
function isOlder({ created, updated }: Readonly<Record<string, unknown>>, ms: number): boolean {
  return Date.parse(String(updated)) - Date.parse(String(created)) > ms;
}

/** A write that may be repeated is not sent again for this: whatever answers so does it time and again. */
function rowOf({ status, body }: Answer, write: string): Readonly<Record<string, unknown>> {
  const value: unknown = body === "" ? undefined : JSON.parse(body);
  if (isRecord(value) && typeof value["id"] === "string") return value;
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
