import { rememberedOf } from "../../base/remembered.js";
import type { Range, Report, Severity } from "../../base/finding.js";
import type { DeploymentEntry, PrefectFile } from "../../project/types.js";
import type { YamlFile, YamlPath } from "../../project/yaml/file.js";

/** What is said of a place. `what` begins with a space where the deployment itself is its subject. */
export interface Words {
  readonly what: string;
  readonly fix: string;
  readonly severity?: Severity | undefined;
  readonly corrected?: string | undefined;
}

/** A longer row is nothing to copy. */
const LONGEST_ROW = 500;

/** A place in a prefect file, and who is told what is wrong there. */
export class Spot {
  /** @param title of the deployment; empty: it is not in one */
  constructor(
    readonly file: PrefectFile,
    readonly path: YamlPath,
    readonly title: string,
    readonly report: Report,
  ) {}

  static of({ file, path, title }: DeploymentEntry, report: Report): Spot {
    return new Spot(file, path(), title, report);
  }

  at(...below: YamlPath): Spot {
    return this.to([...this.path, ...below]);
  }

  /** @param path from the top of the file */
  to(path: YamlPath): Spot {
    return new Spot(this.file, path, this.title, this.report);
  }

  say(rule: string, part: "key" | "value" | "entry", { what, fix, severity, corrected }: Words): void {
    const where = this.range(part);
    this.report(rule, {
      what: this.titled(what, where),
      told: withCapital(what.trimStart()),
      fix,
      where,
      ...(severity === undefined ? {} : { severity }),
      ...(corrected === undefined ? {} : { corrected }),
    });
  }

  /** What stands behind an anchor, and not in the deployment, is not of this one alone. */
  private titled(what: string, where: Range): string {
    const { title } = this;
    const isShared = title !== "" && !isWithin(where, this.to(this.path.slice(0, 2)).range("entry"));
    if (what.startsWith(" ")) return `${isShared ? "Each deployment that uses this" : title}${what}`;
    return title === "" || isShared ? withCapital(what) : `${title}: ${what}`;
  }

  range(part: "key" | "value" | "entry"): Range {
    return this.file.yaml.range(this.path, part);
  }

  /** Whether a part of it has an anchor, by which it is used elsewhere. */
  get holdsAnchor(): boolean {
    const { line, endLine } = this.range("entry");
    return rowsOf(this.file.yaml)
      .slice(line - 1, endLine)
      .some((row) => /(?:^|[\s[{,])&[^\s&]/.test(row));
  }

  /** How its scalar is written, without quotes. */
  get source(): string | undefined {
    return this.file.yaml.source(this.path);
  }

  /** Its row with the scalar in quotes. */
  get quoted(): string | undefined {
    const { source } = this;
    return source === undefined ? undefined : this.corrected({ value: JSON.stringify(source) });
  }

  /** Its row with another key or value, where that is a row to copy: nothing but dashes stands before the key. */
  corrected({ key, value }: { readonly key?: string; readonly value?: string }): string | undefined {
    const [name, old] = [this.range("key"), this.range("value")];
    const row = rowsOf(this.file.yaml)[name.line - 1] ?? "";
    const last = this.path.at(-1);
    const isItem = typeof last === "number";
    const written = row.slice(name.column - 1, name.endColumn - 1).replaceAll(/^["']|["']$/g, "");
    const isHere = /^\s*(?:- +)*$/.test(row.slice(0, name.column - 1)) && (isItem || written === last);
    if (!isHere || row.length > LONGEST_ROW) return undefined;
    const replaced = (text: string, from: number, to: number): string | undefined => {
      const whole = (row.slice(0, from - 1) + text + row.slice(to - 1)).trim();
      return whole.length > LONGEST_ROW ? undefined : whole;
    };
    if (key !== undefined) return replaced(key, name.column, name.endColumn);
    if (value === undefined || old.line !== name.line || old.endLine !== name.line) return undefined;
    if (isItem || old.column > name.column) return replaced(value, old.column, old.endColumn);
    const colon = row.indexOf(":", name.endColumn - 1); // Nothing is written behind it.
    return replaced(`: ${value}`, name.endColumn, colon + 2);
  }
}

const rowsOf = rememberedOf(({ text }: YamlFile) => text.split(/\r\n|\r|\n/));

function withCapital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function isWithin(inner: Range, outer: Range): boolean {
  const isBefore = (line: number, column: number, other: readonly [number, number]): boolean =>
    line < other[0] || (line === other[0] && column < other[1]);
  return (
    !isBefore(inner.line, inner.column, [outer.line, outer.column]) &&
    !isBefore(outer.endLine, outer.endColumn, [inner.endLine, inner.endColumn])
  );
}
