import type { Range } from "../../base/finding.js";
import type { OddKind } from "./scalar.js";

/** Keys and positions from the top of a file to a value. */
export type YamlPath = readonly (string | number)[];

/** A YAML file as PyYAML (YAML 1.1) reads it, with the place of every value. */
export interface YamlFile {
  /** Absolute. */
  readonly path: string;
  /** As shown to people. */
  readonly file: string;
  /** Without a byte order mark. */
  readonly text: string;
  /**
   * As PyYAML would load it: merge keys, anchors and repeated keys resolved; dates as their text. A key that is
   * no text to YAML (`yes:`, `1:`) is here as written. What aliases share is one object here too.
   */
  readonly content: unknown;
  /**
   * The place of a key (`key`), of a value, or of both (`entry`), behind aliases and merge keys where it is written; of
   * the nearest key above where it is missing; of the `<<` where several merged mappings have it.
   * The `key` of an item of a list is the first line of the item.
   */
  readonly range: (path: YamlPath, part?: "key" | "value" | "entry") => Range;
  /** The range between two offsets of `text`. */
  readonly rangeAt: (start: number, end: number) => Range;
  /** How a scalar is written, without quotes: `2024-01-01`, `yes`. Undefined where there is none at the path. */
  readonly source: (path: YamlPath) => string | undefined;
  /** What a value directly below a mapping or list of `content` is to Python, where JavaScript has no such kind. */
  readonly oddKind: (parent: object, key: string | number) => OddKind | undefined;
  /** The keys of a mapping of `content` that are no text to Python (`yes:`, `1:`). */
  readonly oddKeys: (parent: object) => ReadonlySet<string>;
}
