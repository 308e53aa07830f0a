import { isAlias, isMap, isScalar, isSeq, type ParsedNode } from "yaml";

interface NodeBase {
  /** Offsets in the text, without anchor and tag; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly anchor: string | undefined;
  /** In full: `tag:yaml.org,2002:int`. */
  readonly tag: string | undefined;
}

export interface ScalarNode extends NodeBase {
  readonly type: "scalar";
  readonly text: string;
  /** Not in quotes, and no block: its kind depends on what is written. */
  readonly plain: boolean;
}

export interface ListNode extends NodeBase {
  readonly type: "list";
  readonly items: readonly YamlNode[];
}

export interface MapNode extends NodeBase {
  readonly type: "map";
  readonly pairs: readonly (readonly [key: YamlNode, value: YamlNode])[];
}

export interface AliasNode extends NodeBase {
  readonly type: "alias";
  readonly name: string;
}

/** What is written, without any meaning: PyYAML's node, with its place. */
export type YamlNode = ScalarNode | ListNode | MapNode | AliasNode;

/**
 * A mapping or a list ends with the last of its values: where the library ends it, comments and lines may follow.
 *
 * @param unfinished where a block ends that has no end of a line at its end: there the library puts one
 */
export function nodeOf(node: ParsedNode, unfinished: number): YamlNode {
  const [start, end] = node.range;
  const tag = node.tag;
  if (isAlias(node)) return { type: "alias", name: node.source, start, end, anchor: undefined, tag };
  const { anchor } = node;
  if (isScalar(node)) {
    // Quotes count for nothing behind a `!`.
    const plain = node.type === "PLAIN" || tag === "!";
    const isUnfinished =
      end === unfinished && (node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED");
    const text = isUnfinished ? node.source.replace(/\n$/, "") : node.source;
    return { type: "scalar", text, plain, start, end, anchor, tag };
  }
  if (isSeq(node)) {
    const items = node.items.map((item) => nodeOf(item, unfinished));
    return { type: "list", items, start, end: node.flow ? end : (items.at(-1)?.end ?? start), anchor, tag };
  }
  if (!isMap(node)) throw new TypeError("a document holds scalars, lists, mappings and aliases only");
  const pairs = node.items.map(({ key, value }) => {
    const name = nodeOf(key, unfinished);
    return [name, value === null ? emptyAt(name.end) : nodeOf(value, unfinished)] as const;
  });
  return { type: "map", pairs, start, end: node.flow ? end : (pairs.at(-1)?.[1].end ?? start), anchor, tag };
}

function emptyAt(at: number): ScalarNode {
  return { type: "scalar", text: "", plain: true, start: at, end: at, anchor: undefined, tag: undefined };
}
