import { named } from "../../base/named.js";
import type { Report } from "../../base/finding.js";
import { QUOTE, Refusal, type Words } from "./error.js";
import type { AliasNode, ListNode, MapNode, ScalarNode, YamlNode } from "./nodes.js";
import type { Lines } from "./lines.js";
import { resolvePlain, resolveTagged, shortTag, YamlValueError, type OddKind } from "./scalar.js";

/**
 * What aliases may add to what is written, in values, in characters, and in levels: what they share is looked at once for
 * each place where it stands. 10,000 deployments that merge defaults of 20 keys add 400,000 values and 5 MB.
 */
const MOST_ADDED: Size = { values: 500_000, characters: 6_000_000 };
const MAX_DEPTH = 400;
/** So many keys are reported that stand twice, or are merged twice. */
const MAX_REPORTS = 10_000;

interface Size {
  readonly values: number;
  readonly characters: number;
}

interface Built {
  readonly value: unknown;
  readonly kind: OddKind | undefined;
}

/** What has an anchor: how much it is, with all that aliases bring into it, and how many levels it has. */
interface Shared extends Built, Size {
  readonly levels: number;
}

/** Makes values of nodes as PyYAML's SafeConstructor does. */
export class Builder {
  readonly kinds = new WeakMap<object, Map<string | number, OddKind>>();
  readonly oddKeys = new WeakMap<object, Set<string>>();
  /** What aliases refer to. */
  readonly targets = new Map<AliasNode, YamlNode>();
  readonly objects = new Map<MapNode, Record<string, unknown>>();
  private readonly anchors = new Map<string, YamlNode>();
  private readonly shared = new Map<YamlNode, Shared>();
  private values = 0;
  private characters = 0;
  private addedValues = 0;
  private addedCharacters = 0;
  private level = 0;
  /** The deepest level since it was last set. */
  private deepest = 0;
  private reports = 0;

  constructor(
    private readonly lines: Lines,
    private readonly report: Report,
  ) {}

  build(root: YamlNode): unknown {
    return this.node(root).value;
  }

  /** Of a key of a mapping; what is not text has as its name what is written. */
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
    const before = { values: this.values, characters: this.characters, deepest: this.deepest };
    this.values += 1;
    if (node.type === "scalar") this.characters += node.text.length;
    this.declare(node);
    this.level += 1;
    this.deepest = this.level;
    const built = node.type === "scalar" ? scalar(node) : this.collection(node);
    this.level -= 1;
    if (node.anchor !== undefined) {
      this.shared.set(node, {
        ...built,
        values: this.values - before.values,
        characters: this.characters - before.characters,
        levels: this.deepest - this.level,
      });
    }
    this.deepest = Math.max(this.deepest, before.deepest);
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
        what: `the anchor &${name} is missing before *${name}`,
        fix: `Write &${name} at the value that is meant, or put a text that begins with * in quotes.`,
      });
    }
    const shared = this.shared.get(target);
    if (!shared) {
      const what = `the alias *${name} stands inside of what it refers to`;
      throw refuse({ what, fix: "Take the alias out.", outcome: "Prefect cannot copy that" });
    }
    this.targets.set(node, target);
    const tooMuch = this.add(shared);
    if (tooMuch !== undefined) {
      throw refuse({
        what: `what its aliases repeat is too much to check (${tooMuch})`,
        fix: "Use fewer aliases of large values, and fewer aliases of aliases.",
        outcome: "this check would not end in time",
      });
    }
    return shared;
  }

  /** Counts what an alias brings in. Says what is over its limit. */
  private add({ values, characters, levels }: Shared): string | undefined {
    this.values += values;
    this.characters += characters;
    this.addedValues += values;
    this.addedCharacters += characters;
    this.deepest = Math.max(this.deepest, this.level + levels);
    if (this.addedValues > MOST_ADDED.values)
      return `more than ${MOST_ADDED.values.toLocaleString("en")} values`;
    if (this.addedCharacters > MOST_ADDED.characters) {
      return `more than ${MOST_ADDED.characters / 1_000_000} MB of text`;
    }
    return this.level + levels > MAX_DEPTH ? `more than ${MAX_DEPTH} levels` : undefined;
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
      fix: "Take one of the two out.",
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
      fix: `Write \`${named(name)}\` in the mapping itself, or in one of the merged ones only.`,
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
    if (name === "!!seq") return undefined;
    if (name === "!!omap" || name === "!!pairs") {
      const what = `the tag ${name} makes a list of tuples, which Prefect takes nowhere`;
      throw new Refusal(
        "yaml-syntax",
        { what, fix: "Take the tag out.", outcome: "Prefect fails when it deploys" },
        node,
      );
    }
  }
  const what = `the tag ${name} does not fit to this ${node.type === "map" ? "mapping" : "list"}`;
  throw new Refusal("yaml-syntax", { what, fix: "Take the tag out." }, node);
}
