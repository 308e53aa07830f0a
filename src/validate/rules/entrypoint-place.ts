import { basename, resolve } from "node:path";
import { byNearness, nearest } from "../../base/nearest.js";
import { remembered } from "../../base/remembered.js";
import type { Ground } from "../../project/entrypoint.js";
import { Folders, slashed } from "../../project/folders.js";
import { Spot, type Words } from "./spot.js";
import type { Report } from "../../base/finding.js";
import type { Context, DeploymentEntry } from "../../project/types.js";

/** A nearest name is looked for that often: it is slow, and nobody reads more. */
const MOST_SUGGESTIONS = 100;

/** What is around all entrypoints. */
export class Around {
  private suggestions = 0;

  constructor(readonly context: Context) {}

  /** By the directory that a prefect file is deployed from. */
  readonly folders = remembered((directory) => new Folders(directory, this.context.disk));

  /** Why a path is not read, by the same directory: each is looked at once. */
  readonly refusals = remembered((directory) =>
    remembered((path) => this.context.disk.refusal(resolve(directory, path))),
  );

  nearest(name: string, known: readonly string[]): string | undefined {
    return ++this.suggestions > MOST_SUGGESTIONS ? undefined : nearest(name, known);
  }

  nearestFile(path: string, folders: Folders): string | undefined {
    const all = folders.python();
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
  /** Absolute: what its path is relative to. */
  readonly directory: string;
  readonly folders: Folders;

  constructor(
    readonly entry: DeploymentEntry,
    readonly around: Around,
    readonly report: Report,
  ) {
    this.spot = Spot.of(entry, report).at("entrypoint");
    this.context = around.context;
    this.directory = entry.file.directory;
    this.folders = around.folders(this.directory);
  }

  /** Where what it names is looked for. */
  get ground(): Ground {
    return { python: this.context.python, directory: this.directory };
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
