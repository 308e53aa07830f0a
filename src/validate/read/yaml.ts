import { isUtf8 } from "node:buffer";
import { MAX_FILE_BYTES } from "../../project-files.js";
import type { Range, Report } from "../types.js";
import { Builder } from "./yaml-build.js";
import { DROPPED, Refusal, YamlSyntaxError } from "./yaml-error.js";
import { Lines, Locator } from "./yaml-places.js";
import type { OddKind } from "./yaml-scalar.js";
import { parseYaml } from "./yaml-syntax.js";

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
   * The place of a key (`key`), of a value, or of both (`entry`); of the nearest key above where the path is not
   * written in the file (it is missing, or came by a merge key: then of that `<<`).
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

/**
 * Reads a file as Prefect does (`yaml.safe_load`); where that refuses, reports why and returns undefined.
 *
 * @param path absolute
 * @param file as shown to people
 * @param bytes its content
 */
export function readYamlFile(
  path: string,
  file: string,
  bytes: Uint8Array | string,
  report: Report,
): YamlFile | undefined {
  if (bytes.length > MAX_FILE_BYTES) {
    tooLarge(file, `${(bytes.length / 1_000_000).toFixed(1)} MB`, report);
    return undefined;
  }
  const text = (typeof bytes === "string" ? bytes : Buffer.from(bytes).toString("utf8")).replace(
    /^\uFEFF/,
    "",
  );
  const lines = new Lines(file, text);
  try {
    checkText(text, bytes);
    const root = parseYaml(text);
    const builder = new Builder(lines, report);
    const content = root === undefined ? null : builder.build(root);
    return { path, file, text, content, ...new Locator(root, builder, lines).told };
  } catch (error) {
    if (!(error instanceof YamlSyntaxError)) throw error;
    const { message, fix, at } = error;
    const refusal = error instanceof Refusal ? error : undefined;
    const { rule, end, outcome } = refusal ?? {
      rule: "yaml-syntax",
      end: lines.endOfLine(at),
      outcome: DROPPED,
    };
    const template = rule === "yaml-syntax" ? lines.quotedTemplate(at) : undefined;
    report(rule, {
      what: `${file} cannot be read: ${message}; ${outcome}.`,
      mend: template === undefined ? fix : 'Put the template in quotes: "{{ … }}".',
      where: lines.range(at, end),
      ...(template ? { corrected: template } : {}),
    });
    return undefined;
  }
}

/** @param size in words */
export function tooLarge(file: string, size: string, report: Report): void {
  report("yaml-size", {
    what: `${file} has ${size}, which is too much for a prefect file.`,
    mend: `Split it: \`prefect-file\` takes several files, of ${MAX_FILE_BYTES / 1_000_000} MB each at most.`,
    where: { file, line: 1, column: 1, endLine: 1, endColumn: 1 },
  });
}

/** Prefect opens the file as text; PyYAML then refuses what cannot be printed. */
function checkText(text: string, bytes: Uint8Array | string): void {
  if (typeof bytes !== "string" && !isUtf8(bytes)) {
    const start = Math.max(text.indexOf("\uFFFD"), 0);
    throw new Refusal(
      "yaml-text",
      { what: "it is not UTF-8 text", fix: "Save it as UTF-8." },
      { start, end: start + 1 },
    );
  }

  const found = /[^\t\n\r\x20-\x7E\x85\xA0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.exec(text);
  if (!found) return;
  const { index: start } = found;
  const code = found[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
  const what = `it holds the character U+${code}, which YAML does not allow`;
  throw new Refusal("yaml-text", { what, fix: "Take the character out." }, { start, end: start + 1 });
}
