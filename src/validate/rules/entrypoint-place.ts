import { basename } from "node:path";
import { byNearness, nearest } from "../../base/nearest.js";
import { Folders, slashed } from "../../project/folders.js";
import { Spot, type Words } from "./spot.js";
import type { Report } from "../../base/finding.js";
import type { Context, DeploymentEntry } from "../../project/types.js";

/** A nearest name is looked for that often: it is slow, and nobody reads more. */
const MOST_SUGGESTIONS = 100;

/** What is around all entrypoints. */
export class Around {
  readonly folders: Folders;
  private suggestions = 0;

  constructor(readonly context: Context) {
    this.folders = new Folders(context.directory, context.disk);
  }

  nearest(name: string, known: readonly string[]): string | undefined {
    return ++this.suggestions > MOST_SUGGESTIONS ? undefined : nearest(name, known);
  }

  nearestFile(path: string): string | undefined {
    const all = this.folders.python();
    const own = slashed(path).replace(/^\.\//, "");
    const same = all.filter((each) => basename(each) === basename(own));
    if (same.length === 0) return this.nearest(own, all);
    return ++this.suggestions > MOST_SUGGESTIONS ? undefined : byNearness(own, same)[0];
  }
}

/** The entrypoint of a deployment, as it is written. */
export class Place {
  readonly spot: Spot;
  readonly context: Context;
  readonly folders: Folders;

  constructor(
    readonly entry: DeploymentEntry,
    readonly around: Around,
    readonly report: Report,
  ) {
    this.spot = Spot.of(entry, report).at("entrypoint");
    this.context = around.context;
    this.folders = around.folders;
  }

  readonly say = (rule: string, words: Words): void => {
    this.spot.say(rule, "value", words);
  };

  /** The row with the entrypoint, or a part of it, replaced, where YAML surely reads it unchanged. */
  corrected(text: string, instead?: string): string | undefined {
    const value = String(this.entry.content["entrypoint"]);
    const at = value.lastIndexOf(instead ?? value);
    const fixed = value.slice(0, at) + text + value.slice(at + (instead ?? value).length);
    const isPlain = at >= 0 && /^[\p{L}\p{N}._/][\p{L}\p{N}._/:-]*$/u.test(fixed);
    return isPlain ? this.spot.corrected({ value: fixed }) : undefined;
  }
}
