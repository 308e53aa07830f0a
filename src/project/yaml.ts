import { isUtf8 } from "node:buffer";
import { MAX_FILE_BYTES } from "../base/project-files.js";
import { named } from "../base/named.js";
import type { Range, Report } from "../base/finding.js";
import {
  parseYaml,
  YamlSyntaxError,
  type AliasNode,
  type ListNode,
  type MapNode,
  type ScalarNode,
  type YamlNode,
} from "./yaml-parser.js";
import { resolvePlain, resolveTagged, shortTag, YamlValueError, type OddKind } from "./yaml-scalar.js";

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

/** How many values aliases may add to the written ones: what they share is walked through time and again. */
const MAX_ADDED = 1_000_000;
/** So many keys are reported that stand twice, or are merged twice. */
const MAX_REPORTS = 10_000;
/** Python gives up at about 480 (PyYAML 6.0.4, Python 3.11). */
const MAX_DEPTH = 400;

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
    const root = parseYaml(text, MAX_DEPTH);
    const builder = new Builder(lines, report);
    const content = root === undefined ? null : builder.build(root);
    return { path, file, text, content, ...locator(root, builder, lines) };
  } catch (error) {
    if (!(error instanceof YamlSyntaxError)) throw error;
    const { message, mend, at } = error;
    const refusal = error instanceof Refusal ? error : undefined;
    const { rule, end, outcome } = refusal ?? {
      rule: "yaml-syntax",
      end: lines.endOfLine(at),
      outcome: DROPPED,
    };
    const template = rule === "yaml-syntax" ? lines.quotedTemplate(at) : undefined;
    report(rule, {
      what: `${file} cannot be read: ${message}; ${outcome}.`,
      mend: template === undefined ? mend : 'Put the template in quotes: "{{ … }}".',
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

/** PyYAML parses the text, and makes no values of it. */
class Refusal extends YamlSyntaxError {
  readonly end: number;

  constructor(
    readonly rule: "yaml-syntax" | "yaml-text" | "yaml-alias",
    message: string,
    mend: string,
    { start, end }: { readonly start: number; readonly end: number },
    readonly outcome = DROPPED,
  ) {
    super(message, mend, start);
    this.end = end;
  }
}

const DROPPED = "Prefect would drop the whole file";

/** Prefect opens the file as text; PyYAML then refuses what cannot be printed. */
function checkText(text: string, bytes: Uint8Array | string): void {
  if (typeof bytes !== "string" && !isUtf8(bytes)) {
    const start = Math.max(text.indexOf("\uFFFD"), 0);
    throw new Refusal("yaml-text", "it is not UTF-8 text", "Save it as UTF-8.", { start, end: start + 1 });
  }

  const found = /[^\t\n\r\x20-\x7E\x85\xA0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.exec(text);
  if (!found) return;
  const { index: start } = found;
  const code = found[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
  const what = `it holds the character U+${code}, which YAML does not allow`;
  throw new Refusal("yaml-text", what, "Take the character out.", { start, end: start + 1 });
}

interface Built {
  readonly value: unknown;
  readonly kind: OddKind | undefined;
}

/** Makes values of nodes as PyYAML's SafeConstructor does. */
class Builder {
  readonly kinds = new WeakMap<object, Map<string | number, OddKind>>();
  readonly oddKeys = new WeakMap<object, Set<string>>();
  /** What aliases refer to. */
  readonly targets = new Map<AliasNode, YamlNode>();
  readonly objects = new Map<MapNode, Record<string, unknown>>();
  private readonly anchors = new Map<string, YamlNode>();
  private readonly built = new Map<YamlNode, Built & { readonly size: number }>();
  private size = 0;
  private added = 0;
  private reports = 0;

  constructor(
    private readonly lines: Lines,
    private readonly report: Report,
  ) {}

  build(root: YamlNode): unknown {
    return this.node(root).value;
  }

  /** Of a key of a mapping; what is no text has as its name what is written. */
  nameOf(key: YamlNode): string {
    const target = this.follow(key);
    if (target?.type !== "scalar") return "";
    return target.plain && target.text === "" ? "null" : target.text;
  }

  follow(node: YamlNode | undefined): Exclude<YamlNode, AliasNode> | undefined {
    const target = node?.type === "alias" ? this.targets.get(node) : node;
    return target?.type === "alias" ? undefined : target;
  }

  private node(node: YamlNode): Built {
    if (node.type === "alias") return this.alias(node);
    const before = this.size++;
    this.declare(node);
    const built = node.type === "scalar" ? scalar(node) : this.collection(node);
    if (node.anchor !== undefined) this.built.set(node, { ...built, size: this.size - before });
    return built;
  }

  private declare(node: YamlNode): void {
    const { anchor } = node;
    if (anchor === undefined) return;
    if (this.anchors.has(anchor)) {
      const mend = "Give each anchor a name of its own.";
      throw new Refusal("yaml-alias", `the anchor &${anchor} is set twice`, mend, node);
    }
    this.anchors.set(anchor, node);
  }

  private alias(node: AliasNode): Built {
    const { name } = node;
    const refuse = (what: string, mend: string, outcome?: string) =>
      new Refusal("yaml-alias", what, mend, node, outcome);
    const target = this.anchors.get(name);
    if (!target) {
      throw refuse(
        `there is no anchor &${name} before *${name}`,
        `Write &${name} at the value that is meant, or put a text that begins with * in quotes.`,
      );
    }
    const built = this.built.get(target);
    if (!built) {
      const what = `the alias *${name} stands inside of what it refers to`;
      throw refuse(what, "Take the alias out.", "Prefect cannot copy that");
    }
    this.targets.set(node, target);
    this.size += built.size;
    this.added += built.size;
    if (this.added > MAX_ADDED) {
      const what = "its aliases multiply to more than a million values";
      throw refuse(
        what,
        "Use fewer aliases of aliases.",
        "neither this check nor Prefect would come to an end",
      );
    }
    return built;
  }

  private collection(node: ListNode | MapNode): Built {
    const kind = collectionKind(node);
    return { value: node.type === "map" ? this.mapping(node) : this.list(node), kind };
  }

  private list(node: ListNode): unknown[] {
    const kinds = new Map<number, OddKind>();
    const list = node.items.map((item, index) => {
      const { value, kind } = this.node(item);
      if (kind) kinds.set(index, kind);
      return value;
    });
    if (kinds.size > 0) this.kinds.set(list, kinds);
    return list;
  }

  private mapping(node: MapNode): Record<string, unknown> {
    const own = new Mapping();
    const merged = new Mapping();
    let seen: Map<string, YamlNode> | undefined;
    for (const [key, value] of node.pairs) {
      if (isMerge(key)) {
        this.node(value);
        merged.add(this.merged(key, value));
        continue;
      }
      const { name, isOdd } = this.key(key);
      if (Object.hasOwn(own.object, name)) {
        seen ??= new Map(node.pairs.map(([other]) => [this.nameOf(other), other] as const).reverse());
        this.reportRepeated(name, key, seen.get(name) ?? key);
      }
      own.set(name, this.node(value), isOdd);
    }
    const all = node.pairs.some(([key]) => isMerge(key)) ? merged.add(own) : own;
    if (all.kinds) this.kinds.set(all.object, all.kinds);
    if (all.odd) this.oddKeys.set(all.object, all.odd);
    this.objects.set(node, all.object);
    return all.object;
  }

  private reportRepeated(name: string, { start, end }: YamlNode, earlier: YamlNode): void {
    if (++this.reports > MAX_REPORTS) return;
    this.report("duplicate-key", {
      what: `\`${named(name)}\` stands here and in line ${this.lines.place(earlier.start).line}; Prefect takes only this last one.`,
      mend: "Take one of the two out.",
      where: this.lines.range(start, end),
    });
  }

  /** As in PyYAML 6.0.4: of a list the last mapping wins. In 6.0.2 the first one does. */
  private merged(key: YamlNode, value: YamlNode): Mapping {
    const target = this.follow(value);
    const sources = target?.type === "list" ? target.items : [target];
    const merged = new Mapping();
    for (const source of sources) {
      const map = this.follow(source);
      const object = map?.type === "map" ? this.objects.get(map) : undefined;
      if (!object) {
        const what = "`<<` takes a mapping or a list of mappings";
        const mend = "Refer to a mapping: `<<: *name`.";
        throw new Refusal("yaml-alias", what, mend, value.end > value.start ? value : key);
      }
      for (const [name, item] of Object.entries(object)) {
        if (Object.hasOwn(merged.object, name) && merged.object[name] !== item) {
          this.reportContradiction(name, key, value);
        }
        const kind = this.kinds.get(object)?.get(name);
        merged.set(name, { value: item, kind }, this.oddKeys.get(object)?.has(name) ?? false);
      }
    }
    return merged;
  }

  private reportContradiction(name: string, key: YamlNode, value: YamlNode): void {
    if (++this.reports > MAX_REPORTS) return;
    this.report("merge-order", {
      what: `\`${named(name)}\` comes from several mappings of this \`<<\`; PyYAML 6.0.2 takes the first one, 6.0.4 the last.`,
      mend: `Write \`${named(name)}\` in the mapping itself, or in one of the merged ones only.`,
      where: this.lines.range(key.start, value.end),
    });
  }

  private key(node: YamlNode): { name: string; isOdd: boolean } {
    const target = node.type === "alias" ? this.anchors.get(node.name) : node;
    if (target && target.type !== "scalar") {
      const what = "a list or a mapping stands where a key must be";
      throw new Refusal("yaml-syntax", what, "Put it in quotes if it is a text.", node);
    }
    // A plain `=` is a text as a key.
    if (target?.text === "=") return { name: "=", isOdd: false };
    const { value, kind } = this.node(node);
    return { name: this.nameOf(node), isOdd: typeof value !== "string" || kind !== undefined };
  }
}

/** A mapping of Python. */
class Mapping {
  readonly object: Record<string, unknown> = {};
  kinds: Map<string, OddKind> | undefined;
  odd: Set<string> | undefined;

  set(name: string, { value, kind }: Built, isOdd: boolean): void {
    if (name === "__proto__") {
      Object.defineProperty(this.object, name, {
        value,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    } else this.object[name] = value;
    if (kind) (this.kinds ??= new Map()).set(name, kind);
    else this.kinds?.delete(name);
    if (isOdd) (this.odd ??= new Set()).add(name);
  }

  add(other: Mapping): this {
    for (const [name, value] of Object.entries(other.object)) {
      this.set(name, { value, kind: other.kinds?.get(name) }, other.odd?.has(name) ?? false);
    }
    return this;
  }
}

function isMerge(key: YamlNode): key is ScalarNode {
  return key.type === "scalar" && key.plain && key.text === "<<" && (key.tag ?? "!") === "!";
}

function scalar(node: ScalarNode): Built {
  const { tag, text, plain } = node;
  if (!plain && tag === undefined) return { value: text, kind: undefined };
  try {
    const isPlain = tag === undefined || tag === "!";
    return { kind: undefined, ...(isPlain ? resolvePlain(text) : resolveTagged(tag, text)) };
  } catch (error) {
    if (!(error instanceof YamlValueError)) throw error;
    throw new Refusal("yaml-syntax", error.message, "Put it in quotes if it is a text.", node);
  }
}

/** @throws Refusal for tags that PyYAML's safe loader does not know */
function collectionKind(node: ListNode | MapNode): OddKind | undefined {
  const { tag } = node;
  if (tag === undefined || tag === "!") return undefined;
  const name = shortTag(tag);
  if (node.type === "map") {
    if (name === "!!set") return "set";
    if (name === "!!map") return undefined;
  } else {
    const arePairs = node.items.every((item) => item.type === "map" && item.pairs.length === 1);
    if (name === "!!seq" || ((name === "!!omap" || name === "!!pairs") && arePairs)) return undefined;
  }
  const what = `the tag ${name} does not fit to this ${node.type === "map" ? "mapping" : "list"}`;
  throw new Refusal("yaml-syntax", what, "Take the tag out.", node);
}

type Pair = MapNode["pairs"][number];

type Locator = Pick<YamlFile, "range" | "rangeAt" | "source" | "oddKind" | "oddKeys">;

function locator(root: YamlNode | undefined, builder: Builder, lines: Lines): Locator {
  const byName = new Map<MapNode, ReadonlyMap<string, Pair>>();
  const merges = new Map<MapNode, Pair | undefined>();
  const none: ReadonlySet<string> = new Set();

  /** Of repeated keys the last. Large mappings are indexed when first asked for. */
  function pairOf(map: MapNode, name: string): Pair | undefined {
    if (map.pairs.length <= 16) return map.pairs.findLast(([key]) => builder.nameOf(key) === name);
    let index = byName.get(map);
    if (!index) {
      index = new Map(map.pairs.map((pair) => [builder.nameOf(pair[0]), pair] as const));
      byName.set(map, index);
    }
    return index.get(name);
  }

  /** The first `<<`, looked for once: much may come by it. */
  function mergeOf(map: MapNode): Pair | undefined {
    if (!merges.has(map))
      merges.set(
        map,
        map.pairs.find(([key]) => isMerge(key)),
      );
    return merges.get(map);
  }

  interface Found {
    /** Undefined where the path is not written. */
    readonly node: YamlNode | undefined;
    readonly key: { readonly start: number; readonly end: number };
    /** Of a list, or the root: it has no key. */
    readonly isItem: boolean;
  }

  function find(path: YamlPath): Found {
    let found: Found = { node: root, key: root ?? { start: 0, end: 0 }, isItem: true };
    for (const step of path) {
      const node = builder.follow(found.node);
      if (node?.type === "list") {
        const item = typeof step === "number" ? node.items[step] : undefined;
        if (!item) return { ...found, node: undefined };
        found = { node: item, key: item, isItem: true };
      } else {
        const pair = node?.type === "map" ? pairOf(node, String(step)) : undefined;
        if (pair) {
          found = { node: pair[1], key: pair[0], isItem: false };
          continue;
        }
        const isMerged = node?.type === "map" && Object.hasOwn(builder.objects.get(node) ?? {}, step);
        const merge = isMerged ? mergeOf(node) : undefined;
        return merge ? { node: undefined, key: merge[0], isItem: false } : { ...found, node: undefined };
      }
    }
    return found;
  }

  return {
    range: (path, part = "entry") => {
      const { node, key, isItem } = find(path);
      const keyEnd = isItem ? Math.min(key.end, lines.endOfLine(key.start)) : key.end;
      if (part === "key" || !node || node.start === node.end) return lines.range(key.start, keyEnd);
      return lines.range(part === "value" ? node.start : Math.min(key.start, node.start), node.end);
    },
    rangeAt: (start, end) => lines.range(start, end),
    source: (path) => {
      const node = builder.follow(find(path).node);
      return node?.type === "scalar" ? node.text : undefined;
    },
    oddKind: (parent, key) => builder.kinds.get(parent)?.get(key),
    oddKeys: (parent) => builder.oddKeys.get(parent) ?? none,
  };
}

/** Offsets as lines and columns, as editors count them. */
class Lines {
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
