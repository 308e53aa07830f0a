import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { Log } from "./log.js";

/** Lines that are put away together. */
const BLOCK = 256;

/** Lines of work that goes on beside other work: kept until it is their turn in the log, then shown as they come. */
export class Turn {
  private waiting = true;
  private kept: string[] = [];
  /** What came before it, small: a process of the CLI prints 20 lines for each deployment, much alike. */
  private readonly blocks: Uint8Array[] = [];

  /** @param kind whose lines these are: of this action, or what a program printed */
  constructor(
    private readonly log: Log,
    private readonly kind: "line" | "printed" = "line",
  ) {}

  readonly line = (text: string): void => {
    if (!this.waiting) {
      this.log[this.kind](text);
      return;
    }
    this.kept.push(text);
    if (this.kept.length < BLOCK) return;
    // A copy: what zlib gives is the beginning of 64 KiB, and would keep all of them.
    this.blocks.push(new Uint8Array(deflateRawSync(JSON.stringify(this.kept.splice(0)))));
  };

  begin(): void {
    this.waiting = false;
    for (const block of this.blocks.splice(0)) {
      for (const text of JSON.parse(inflateRawSync(block).toString()) as string[]) this.log[this.kind](text);
    }
    for (const text of this.kept.splice(0)) this.log[this.kind](text);
  }
}
