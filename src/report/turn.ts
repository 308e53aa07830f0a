import type { Log } from "./log.js";

/** Lines of work that goes on beside other work: kept until it is their turn in the log, then shown as they come. */
export class Turn {
  private kept: string[] | undefined = [];

  constructor(private readonly log: Log) {}

  readonly line = (text: string): void => {
    if (this.kept) this.kept.push(text);
    else this.log.line(text);
  };

  begin(): void {
    const { kept = [] } = this;
    this.kept = undefined;
    for (const text of kept) this.log.line(text);
  }
}
