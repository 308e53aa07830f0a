import type { Log } from "./log.js";

/** Characters that are kept. What prints more before its turn loses the beginning of it. */
const MOST_KEPT = 4_000_000;

/** Lines of work that goes on beside other work: kept until it is their turn in the log, then shown as they come. */
export class Turn {
  private waiting = true;
  private kept: string[] = [];
  private size = 0;
  private lost = 0;

  /** @param kind whose lines these are: of this action, or what a program printed */
  constructor(
    private readonly log: Log,
    private readonly kind: "line" | "printed" = "line",
  ) {}

  readonly line = (text: string): void => {
    if (this.waiting) this.keep(text);
    else this.log[this.kind](text);
  };

  private keep(text: string): void {
    this.kept.push(text);
    this.size += text.length + 1;
    if (this.size <= MOST_KEPT) return;
    const half = Math.ceil(this.kept.length / 2);
    this.lost += half;
    this.kept = this.kept.slice(half);
    this.size = this.kept.reduce((sum, one) => sum + one.length + 1, 0);
  }

  begin(): void {
    this.waiting = false;
    if (this.lost > 0) this.log.line(`(The first ${this.lost} lines are left out.)`);
    for (const text of this.kept.splice(0)) this.log[this.kind](text);
  }
}
