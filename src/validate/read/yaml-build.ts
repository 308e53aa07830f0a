import { named } from "../named.js";
import type { Report } from "../types.js";
import { QUOTE, Refusal, type Words } from "./yaml-error.js";
import type { AliasNode, ListNode, MapNode, ScalarNode, YamlNode } from "./yaml-nodes.js";
import type { Lines } from "./yaml-places.js";
import { resolvePlain, resolveTagged, shortTag, YamlValueError, type OddKind } from "./yaml-scalar.js";

/** How many values aliases may add to the written ones: what they share is walked through time and again. */
const MAX_ADDED = 1_000_000;
/** So many keys are reported that stand twice, or are merged twice. */
const MAX_REPORTS = 10_000;

interface Built {
  readonly value: unknown;
  readonly kind: OddKind | undefined;
}

/** Makes values of nodes as PyYAML's SafeConstructor does. */
export class Builder {
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
      const what = `the anchor &${anchor} is set twice`;
      throw new Refusal("yaml-alias", { what, fix: "Give each anchor a name of its own." }, node);
    }
    this.anchors.set(anchor, node);
  }

  private alias(node: AliasNode): Built {
    const { name } = node;
    const refuse = (words: Words) => new Refusal("yaml-alias", words, node);
    const target = this.anchors.get(name);
    if (!target) {
      throw refuse({
        what: `there is no anchor &${name} before *${name}`,
        fix: `Write &${name} at the value that is meant, or put a text that begins with * in quotes.`,
      });
    }
    const built = this.built.get(target);
    if (!built) {
      const what = `the alias *${name} stands inside of what it refers to`;
      throw refuse({ what, fix: "Take the alias out.", outcome: "Prefect cannot copy that" });
    }
    this.targets.set(node, target);
    this.size += built.size;
    this.added += built.size;
    if (this.added > MAX_ADDED) {
      throw refuse({
        what: "its aliases multiply to more than a million values",
        fix: "Use fewer aliases of aliases.",
        outcome: "neither this check nor Prefect would come to an end",
      });
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
        const fix = "Refer to a mapping: `<<: *name`.";
        throw new Refusal("yaml-alias", { what, fix }, value.end > value.start ? value : key);
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
      throw new Refusal("yaml-syntax", { what, fix: QUOTE }, node);
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

/** PyYAML takes it from other mappings: a plain `<<`. */
export function isMerge(key: YamlNode): key is ScalarNode {
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
    throw new Refusal("yaml-syntax", { what: error.message, fix: QUOTE }, node);
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
  throw new Refusal("yaml-syntax", { what, fix: "Take the tag out." }, node);
}
