import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { defaultTreeAdapter as tree, parseFragment, type DefaultTreeAdapterMap } from "parse5";

type Node = DefaultTreeAdapterMap["node"];

/** What GitHub shows of a Markdown text, as far as it tells whether something in it acts. */
export interface Page {
  /** All elements but links and code spans, as they are nested: `h2 table(thead(tr(th th)) …)`. Text must not change it. */
  readonly shape: string;
  /** The names of all elements, and of comments. */
  readonly elements: ReadonlySet<string>;
  /** Where its links lead. */
  readonly links: readonly string[];
  /** The texts outside of code, each as one text node: where GitHub looks for what it links, shows or notifies. */
  readonly prose: readonly string[];
  /** All that can be read. */
  readonly text: string;
}

/**
 * Renders Markdown as the reference implementation of CommonMark and GitHub's extensions to it does (tables, strikethrough,
 * task lists, footnotes, bare addresses), with raw HTML let through, and reads the page as a browser does.
 */
export function githubPage(markdown: string): Page {
  const html = micromark(markdown, {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  const elements = new Set<string>();
  const links: string[] = [];
  const prose: string[] = [];
  const text: string[] = [];
  const shape = (node: Node, isCode: boolean): string[] => {
    if (tree.isTextNode(node)) {
      text.push(node.value);
      if (!isCode && node.value.trim() !== "") prose.push(node.value);
      return [];
    }
    if (tree.isCommentNode(node)) {
      elements.add("#comment");
      return ["#comment"];
    }
    if (!("childNodes" in node)) return [];
    const name = "tagName" in node ? node.tagName : "";
    if (name !== "") elements.add(name);
    if (name === "a" && "attrs" in node) links.push(...node.attrs.map(({ value }) => value));
    const inner = node.childNodes.flatMap((child) => shape(child, isCode || name === "code"));
    if (["", "a", "code"].includes(name)) return inner;
    return [inner.length > 0 ? `${name}(${inner.join(" ")})` : name];
  };
  return {
    shape: shape(parseFragment(html), false).join(" "),
    elements,
    links,
    prose,
    text: text.join("\n"),
  };
}

/**
 * What GitHub acts on in the text of a page, outside of code, besides Markdown: docs.github.com, "Autolinked references
 * and URLs", "Basic writing and formatting syntax", "Writing mathematical expressions".
 */
export const ACTING: Readonly<Record<string, RegExp>> = {
  "a mention or an e-mail address": /@/,
  "an issue or pull request": /#\d|\bGH-\d/i,
  "a commit": /(?<![a-z0-9])[0-9a-f]{7,40}(?![a-z0-9])/i,
  "an address": /:\/\/|\bwww\.|\bmailto:|\bxmpp:/i,
  "an emoji": /:[\w+-]+:/,
  "a formula": /\$/,
  "left-over markup": /[<>[\]`*_~|\\]/,
};

/** What in the prose of a page GitHub would act on: `a mention: text`. */
export function actingIn({ prose }: Page): string[] {
  return prose.flatMap((text) =>
    Object.entries(ACTING)
      .filter(([, pattern]) => pattern.test(text))
      .map(([kind]) => `${kind}: ${text}`),
  );
}

/** Characters that nobody sees, or that turn text around: each by its number, and not by how the action finds it. */
export const UNSEEN: readonly number[] = [
  ...range(0x00, 0x08),
  ...range(0x0b, 0x1f),
  ...range(0x7f, 0x9f),
  0xad,
  0x34f,
  0x61c,
  ...range(0x115f, 0x1160),
  ...range(0x17b4, 0x17b5),
  ...range(0x180b, 0x180f),
  ...range(0x200b, 0x200f),
  ...range(0x2028, 0x202f),
  ...range(0x205f, 0x206f),
  0x2800,
  0x3164,
  ...range(0xfe00, 0xfe0f),
  0xfeff,
  0xffa0,
  ...range(0xfff9, 0xfffb),
  ...range(0x1d173, 0x1d17a),
  ...range(0xe0000, 0xe007f),
  ...range(0xe0100, 0xe01ef),
];

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

const UNSEEN_SET = new Set(UNSEEN);

/** Those of a text, as `U+202E`. The mark that gives an emoji its colours is one only where there is no emoji. */
export function unseenIn(text: string): string[] {
  return Array.from(text.replace(/[⚠ℹ▫⏭↩]\ufe0f/gu, ""), (character) => character.codePointAt(0) ?? 0)
    .filter((code) => UNSEEN_SET.has(code))
    .map((code) => `U+${code.toString(16).toUpperCase()}`);
}
