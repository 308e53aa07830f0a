import { concealedOf } from "../plan/hide-change.js";
import { namedQueue, type Decision } from "../plan/decision.js";
import { apiPath } from "../server/api-path.js";
import { deploymentsById } from "../server/queries.js";
import type { LiveAutomation, LiveDeployment } from "../server/state.js";
import { reasonOf, RefusedError, UncertainError, type Upstream } from "../server/upstream.js";
import { automationsAway, automationsBack } from "./automations-back.js";
import { besideBack, IN_USE, nameOf, type Beside } from "./beside-back.js";
import { deploymentBack } from "./deployment-back.js";
import type { Done, WrittenAutomations, WrittenDeployment, WrittenFlow, WrittenQueue } from "./journal.js";
import { left, PUT_BACK, type Undone } from "./undo.js";
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

  /** Automations, then deployments. */
  async deployments(done: readonly Done[]): Promise<void> {
    const newestFirst = done.toReversed();
    const automations = newestFirst.filter((one) => one.kind === "automations");
    const deployments = newestFirst.filter((one) => one.kind === "deployment");
    // Those of a deployment that was not there go with it.
    await this.automations(automations.filter(({ decision }) => decision.live));
    const lookUp = this.lookUp(deployments);
    await new Writers(this.options).all(deployments, (one) =>
      this.attempt(one.decision, async () => deploymentBack(one, await lookUp(one), this.upstream)),
    );
    for (const { decision } of automations) this.settle(decision, PUT_BACK);
  }

  /** Flows and queues that were not there before, unless something is in them. */
  async besides(done: readonly Done[]): Promise<void> {
    for (const one of done.toReversed()) {
      if (one.kind !== "flow" && one.kind !== "queue") continue;
      const why = await besideBack(one, this.upstream).catch((error: unknown) => this.reason(error));
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

  /** One read of all; what has no id yet is looked up by its name. */
  private lookUp(
    written: readonly WrittenDeployment[],
  ): (one: WrittenDeployment) => Promise<LiveDeployment | undefined> {
    const rows = once(async () => {
      const ids = written.flatMap(({ id }) => id ?? []);
      return new Map((await deploymentsById(this.upstream, ids)).map((row) => [row.id, row]));
    });
    return async ({ id, decision: { held } }) => {
      if (id !== undefined) return (await rows()).get(id);
      const path = apiPath`/deployments/name/${held.flowName}/${held.name}`;
      const found = await this.upstream.call({ method: "GET", path });
      if (found.status === 404) return undefined;
      if (found.status >= 300) throw new RefusedError(found, `GET ${path.bare}`);
      return JSON.parse(found.body) as LiveDeployment;
    };
  }

  /** In two steps, each with one look at all automations of the server. */
  private async automations(written: readonly WrittenAutomations[]): Promise<void> {
    const look = () =>
      once(() => this.upstream.rows<LiveAutomation>(apiPath`/automations/filter`, undefined));
    const writers = new Writers(this.options);
    let open = written;
    let rounds = 0;
    await this.upstream
      .settled(async () => {
        const [away, again] = [[] as WrittenAutomations[], [] as WrittenAutomations[]];
        let uncertain: UncertainError | undefined;
        const before = look();
        const isAgain = (rounds += 1) > 1;
        await writers.all(open, (one) =>
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
        open = again;
        if (uncertain) throw uncertain;
      })
      .catch((error: unknown) => {
        for (const { decision } of open)
          this.settle(decision, left(this.reason(error, concealedOf(decision))));
      });
  }

  /** @param work what became of it, where that is known by then */
  private async attempt(decision: Decision, work: () => Promise<Undone | undefined>): Promise<void> {
    try {
      const undone = await work();
      if (undone) this.settle(decision, undone);
    } catch (error) {
      this.settle(decision, left(this.reason(error, concealedOf(decision))));
    }
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
