import type { Range } from "../../base/finding.js";

/** Offsets as lines and columns, as editors count them. */
export class Lines {
  private readonly starts: readonly number[];
  /** By the offset that a range was asked to end at. */
  private readonly ends = new Map<number, number>();

  constructor(
    private readonly file: string,
    private readonly text: string,
  ) {
    const starts = [0];
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
    }
    this.starts = starts;
  }

  place(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 };
  }

  /** Without the white space at its end. */
  range(from: number, to: number): Range {
    const start = Math.min(from, this.text.length);
    const end = Math.max(this.withoutSpace(Math.min(to, this.text.length)), start);
    const { line, column } = this.place(start);
    const { line: endLine, column: endColumn } = this.place(end);
    return { file: this.file, line, column, endLine, endColumn };
  }

  /** The space at the end of a value may be long: it is gone through once, however much is said of the value. */
  private withoutSpace(to: number): number {
    let end = this.ends.get(to) ?? to;
    while (end > 0 && /\s/.test(this.text.charAt(end - 1))) end -= 1;
    this.ends.set(to, end);
    return end;
  }

  /** Not looked for from the offset on: a line may hold all of a large file. */
  endOfLine(offset: number): number {
    const next = this.starts[this.place(offset).line];
    if (next === undefined) return this.text.length;
    return Math.max(this.text.startsWith("\r\n", next - 2) ? next - 2 : next - 1, offset);
  }

  /** The line at an offset with its bare template in quotes; empty where it has one that is not so easily quoted. */
  quotedTemplate(offset: number): string | undefined {
    const { line } = this.place(offset);
    const start = this.starts[line - 1] ?? 0;
    const row = this.text.slice(start, this.endOfLine(start)).trim();
    if (!/(?:^|[:\-,[{]\s+)\{\{/.test(row)) return undefined;
    const [, key = "", template = ""] = /^((?:- )*[\w.-]+:\s+|(?:- )+)(\{\{[^"\\#]*)$/.exec(row) ?? [];
    return template.includes("}}") ? `${key}"${template}"` : "";
  }
}
