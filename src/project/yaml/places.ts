import type { Range } from "../../base/finding.js";
import { rememberedOf } from "../../base/remembered.js";
import { isMerge, type Builder } from "./build.js";
import type { MapNode, YamlNode } from "./nodes.js";
import type { Lines } from "./lines.js";
import type { YamlFile, YamlPath } from "./file.js";

type Pair = MapNode["pairs"][number];

interface Found {
  /** Undefined where the path is not written. */
  readonly node: YamlNode | undefined;
  readonly key: { readonly start: number; readonly end: number };
  /** Of a list, or the root: it has no key. */
  readonly isItem: boolean;
}

const NONE: ReadonlySet<string> = new Set();

/** Finds what is written for a path. */
export class Locator {
  private readonly byName = new Map<MapNode, ReadonlyMap<string, Pair>>();
  private readonly origins = new Map<MapNode, Map<string, Pair | undefined>>();
  private readonly merges = new Map<MapNode, Pair | undefined>();

  constructor(
    private readonly root: YamlNode | undefined,
    private readonly builder: Builder,
    private readonly lines: Lines,
  ) {}

  /** What a file tells of its places, bound to this. */
  get told(): Pick<YamlFile, "range" | "rangeAt" | "source" | "oddKind" | "oddKeys"> {
    const { builder, lines } = this;
    return {
      range: (path, part = "entry") => this.range(path, part),
      rangeAt: (start, end) => lines.range(start, end),
      source: (path) => {
        const node = builder.follow(this.find(path).node);
        return node?.type === "scalar" ? node.text : undefined;
      },
      oddKind: (parent, key) => builder.kinds.get(parent)?.get(key),
      oddKeys: (parent) => builder.oddKeys.get(parent) ?? NONE,
    };
  }

  private range(path: YamlPath, part: "key" | "value" | "entry"): Range {
    const { lines } = this;
    const { node, key, isItem } = this.find(path);
    const keyEnd = isItem ? Math.min(key.end, lines.endOfLine(key.start)) : key.end;
    if (part === "key" || !node || node.start === node.end) return lines.range(key.start, keyEnd);
    return lines.range(part === "value" ? node.start : Math.min(key.start, node.start), node.end);
  }

  private find(path: YamlPath): Found {
    const { root, builder } = this;
    let found: Found = { node: root, key: root ?? { start: 0, end: 0 }, isItem: true };
    for (const step of path) {
      const node = builder.follow(found.node);
      if (node?.type === "list") {
        const item = typeof step === "number" ? node.items[step] : undefined;
        if (!item) return { ...found, node: undefined };
        found = { node: item, key: item, isItem: true };
      } else {
        const pair = node?.type === "map" ? this.pairOf(node, String(step)) : undefined;
        if (pair) {
          found = { node: pair[1], key: pair[0], isItem: false };
          continue;
        }
        const isMerged = node?.type === "map" && Object.hasOwn(builder.objects.get(node) ?? {}, step);
        const origin = isMerged ? this.originOf(node, String(step)) : undefined;
        if (origin) {
          found = { node: origin[1], key: origin[0], isItem: false };
          continue;
        }
        const merge = isMerged ? this.mergeOf(node) : undefined;
        return merge ? { node: undefined, key: merge[0], isItem: false } : { ...found, node: undefined };
      }
    }
    return found;
  }

  /** Of repeated keys the last. Large mappings are indexed when first asked for. */
  private pairOf(map: MapNode, name: string): Pair | undefined {
    const { builder, byName } = this;
    if (map.pairs.length <= 16) return map.pairs.findLast(([key]) => builder.nameOf(key) === name);
    let index = byName.get(map);
    if (!index) {
      index = new Map(map.pairs.map((pair) => [builder.nameOf(pair[0]), pair] as const));
      byName.set(map, index);
    }
    return index.get(name);
  }

  /** Where a merged key is written, at any depth; undefined where several mappings have it. */
  private originOf(map: MapNode, name: string): Pair | undefined {
    const known = this.origins.get(map) ?? new Map<string, Pair | undefined>();
    this.origins.set(map, known);
    if (known.has(name)) return known.get(name);
    const found = this.mergedInto(map).flatMap((merged) => {
      const pair = this.pairOf(merged, name) ?? this.originOf(merged, name);
      return pair ? [pair] : [];
    });
    const origin = found.length === 1 ? found[0] : undefined;
    known.set(name, origin);
    return origin;
  }

  /** Looked for once: much may come by it. */
  private readonly mergedInto = rememberedOf(({ pairs }: MapNode): MapNode[] => {
    const { builder } = this;
    const values = pairs.flatMap(([key, value]) => (isMerge(key) ? [builder.follow(value)] : []));
    return values
      .flatMap((value) =>
        value?.type === "list" ? value.items.map((item) => builder.follow(item)) : [value],
      )
      .filter((value) => value?.type === "map");
  });

  /** The first `<<`, looked for once: much may come by it. */
  private mergeOf(map: MapNode): Pair | undefined {
    const { merges } = this;
    if (!merges.has(map))
      merges.set(
        map,
        map.pairs.find(([key]) => isMerge(key)),
      );
    return merges.get(map);
  }
}
