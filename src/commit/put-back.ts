import { sayProgress } from "../base/progress.js";
import { concealedOf } from "../plan/hide-change.js";
import { namedQueue, type Decision } from "../plan/decision.js";
import { apiPath } from "../server/api-path.js";
import { STABLE, type LiveAutomation, type LiveDeployment } from "../server/state.js";
import { reasonOf, UncertainError, type Upstream } from "../server/upstream.js";
import { automationsAway, automationsBack } from "./automations-back.js";
import { besideBack, IN_USE, nameOf, type Beside } from "./beside-back.js";
import { deploymentBack } from "./deployment-back.js";
import { FreshRows } from "./fresh-look.js";
import {
  isPending,
  MAY_ARRIVE,
  type Done,
  type WrittenAutomations,
  type WrittenDeployment,
  type WrittenFlow,
  type WrittenQueue,
} from "./journal.js";
import { left, putBackAs, untilDecided, type Undone } from "./undo.js";
import { Writers } from "./writers.js";

export interface PutBackOptions {
  /** Writes at once. */
  readonly most: number;
  /** Takes a line as soon as something is put back, or is not: the runner may end this step at any moment. */
  readonly say: (line: string) => void;
}

/**
 * Puts things back as they were before this step wrote them, the newest first. Each is read before: what somebody else has
 * written since stays, and what others have begun to use.
 */
export class PutBack {
  readonly beside: Beside[] = [];
  private readonly undone = new Map<Decision, Undone>();

  /** @param upstream goes on until its deadline */
  constructor(
    private readonly upstream: Upstream,
    private readonly options: PutBackOptions,
  ) {}

  /** What became of them. */
  get outcomes(): ReadonlyMap<Decision, Undone> {
    return this.undone;
  }

  /** Automations, then deployments; what could not be made sure of the first once more at the end. */
  async deployments(done: readonly Done[]): Promise<void> {
    const newestFirst = done.toReversed();
    const automations = newestFirst.filter((one) => one.kind === "automations");
    const deployments = newestFirst.filter((one) => one.kind === "deployment");
    // Those of a deployment that was not there go with it.
    const { again } = await this.automations(automations.filter(({ decision }) => decision.live));
    for (const { decision, fate } of automations)
      if (isPending(fate, false)) this.settle(decision, left(MAY_ARRIVE, decision.live?.id));
    const automated = new Set(automations.map(({ decision }) => decision));
    const lookUp = this.lookUp(deployments);
    let count = 0;
    const back = (one: WrittenDeployment): Promise<void> => {
      let tried = 0;
      const work = async (): Promise<Undone | undefined> => {
        const now = await lookUp(one, (tried += 1) > 1);
        const undone = await deploymentBack(one, now, this.upstream);
        if (undone.status === "put-back") count += 1;
        // Whether it is as it was is known with its automations.
        return undone.status === "put-back" && automated.has(one.decision) ? undefined : undone;
      };
      return this.attempt(one.decision, work, one.id);
    };
    const counted = { all: deployments.length, done: () => count, did: "put back" };
    await sayProgress({ ...counted, say: this.options.say }, () =>
      new Writers(this.options).all(deployments, back),
    );
    await this.automationsAgain(again);
    for (const { decision } of automations) this.settle(decision, putBackAs(decision.live?.id));
  }

  /** Flows and queues that were not there before, unless something is in them. */
  async besides(done: readonly Done[]): Promise<void> {
    for (const one of done.toReversed()) {
      if (one.kind !== "flow" && one.kind !== "queue") continue;
      const why = await this.decided(() => besideBack(one, this.upstream)).catch((error: unknown) =>
        this.reason(error),
      );
      if (why === undefined || (why === IN_USE && this.isOfWhatIsLeft(one))) continue;
      this.beside.push({ what: nameOf(one), why });
      this.options.say(`left ${nameOf(one)}: ${why}`);
    }
  }

  /** Whether a deployment of this step is in it, which is told of by itself. */
  private isOfWhatIsLeft(beside: WrittenFlow | WrittenQueue): boolean {
    return [...this.undone].some(([decision, { status }]) => {
      const queue = namedQueue(decision);
      const isIn =
        beside.kind === "flow"
          ? decision.held.flowName === beside.name
          : queue?.pool === beside.pool && queue.queue === beside.queue;
      return status === "left" && isIn;
    });
  }

  /** Read in lots, right before they are put back; what has no id yet is looked up by its name. */
  private lookUp(
    written: readonly WrittenDeployment[],
  ): (one: WrittenDeployment, isAgain: boolean) => Promise<LiveDeployment | undefined> {
    const rows = new FreshRows(
      this.upstream,
      written.flatMap(({ id }) => id ?? []),
    );
    return async ({ id, decision: { held } }, isAgain) => {
      if (id !== undefined) return rows.of(id, isAgain ? 0 : undefined);
      const path = apiPath`/deployments/name/${held.flowName}/${held.name}`;
      return this.upstream.found<LiveDeployment>(path);
    };
  }

  /**
   * In two steps, each with one look at all automations of the server.
   *
   * @returns those of which nobody knows whether they have been made again
   */
  private async automations(
    written: readonly WrittenAutomations[],
    isAgain = false,
  ): Promise<{ readonly again: WrittenAutomations[]; readonly error?: UncertainError | undefined }> {
    const look = () => once(() => this.upstream.rows<LiveAutomation>(apiPath`/automations/filter`, STABLE));
    const writers = new Writers(this.options);
    const [away, again] = [[] as WrittenAutomations[], [] as WrittenAutomations[]];
    let uncertain: UncertainError | undefined;
    const before = look();
    await writers.all(written, (one) =>
      this.attempt(one.decision, async () => {
        const undone = await automationsAway(one, before, this.upstream, isAgain);
        if (undone === true) away.push(one);
        return typeof undone === "boolean" ? undefined : undone;
      }),
    );
    const after = look();
    await writers.all(away, (one) =>
      this.attempt(one.decision, async () => {
        await automationsBack(one, after, this.upstream).catch((error: unknown) => {
          if (!(error instanceof UncertainError)) throw error;
          uncertain = error;
          again.push(one);
        });
        return undefined;
      }),
    );
    return { again, error: uncertain };
  }

  private async automationsAgain(written: readonly WrittenAutomations[]): Promise<void> {
    if (written.length === 0) return;
    let open = written;
    const work = async (): Promise<void> => {
      const { again, error } = await this.automations(open, true);
      open = again;
      if (error) throw error;
    };
    await this.upstream.settled(work, 1).catch((error: unknown) => {
      for (const { decision } of open)
        this.settle(decision, left(this.reason(error, concealedOf(decision)), decision.live?.id));
    });
  }

  /**
   * @param work what became of it, where that is known by then
   * @param id of the deployment, where it is there
   */
  private async attempt(
    decision: Decision,
    work: () => Promise<Undone | undefined>,
    id = decision.live?.id,
  ): Promise<void> {
    try {
      const undone = await this.decided(work);
      if (undone) this.settle(decision, undone);
    } catch (error) {
      this.settle(decision, left(this.reason(error, concealedOf(decision)), id));
    }
  }

  private decided<T>(work: () => Promise<T>): Promise<T> {
    return untilDecided(work, () => this.upstream.isOver, 4_000);
  }

  /** What went wrong first counts. */
  private settle(decision: Decision, undone: Undone): void {
    const known = this.undone.get(decision);
    if (known && (known.status !== "put-back" || undone.status === "put-back")) return;
    this.undone.set(decision, undone);
    const { flowName, name } = decision.held;
    const why = undone.error === undefined ? "" : `: ${undone.error}`;
    this.options.say(`${undone.status} ${flowName}/${name}${why}`);
  }

  private reason(error: unknown, concealed: readonly string[] = []): string {
    return this.upstream.isOver ? "the time for putting back was over" : reasonOf(error, concealed);
  }
}

/** Asked for once, and only where somebody wants it. */
function once<T>(read: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => (asked ??= read());
}
