import type { Log } from "./log.js";

/** Lines of work that goes on beside other work: kept until it is their turn in the log, then shown as they come. */
export class Turn {
  private waiting = true;
  private readonly kept: string[] = [];

  /** @param kind whose lines these are: of this action, or what a program printed */
  constructor(
    private readonly log: Log,
    private readonly kind: "line" | "printed" = "line",
  ) {}

  readonly line = (text: string): void => {
    if (this.waiting) this.kept.push(text);
    else this.log[this.kind](text);
  };

  begin(): void {
    this.waiting = false;
    for (const text of this.kept.splice(0)) this.log[this.kind](text);
  }
}
