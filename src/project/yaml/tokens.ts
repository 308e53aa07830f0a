import { CST, Lexer, Parser } from "yaml";
import { Refusal, startOf, wordsFor } from "./error.js";

const MAX_KEY = 1024;
/** 10,000 deployments have a million. The library takes up to 600 bytes for each: more would not fit into memory. */
const MAX_TOKENS = 1_500_000;
/** Python gives up at about 480 (PyYAML 6.0.4, Python 3.11). */
const MAX_DEPTH = 400;

const INDENT = new Set<CST.TokenType | null>(["space", "seq-item-ind", "explicit-key-ind", "map-value-ind"]);

/** What a key may begin with that is not written otherwise. */
const OF_KEY = new Set<CST.TokenType>(["explicit-key-ind", "anchor", "tag"]);

/**
 * The library's tokens of a text in which lines end as it ends them. What PyYAML refuses and the library takes is refused
 * here, and what goes beyond the limits, before anything calls itself.
 *
 * @throws YamlSyntaxError
 */
export function* tokensOf(source: string): Generator<CST.Token> {
  const feed = new Feed(source);
  let hasDocument = false;
  for (const token of feed.tokens()) {
    if (token.type === "error") throw wordsFor(token.message, token.offset);
    if (token.type === "directive") checkDirective(token);
    if (token.type === "document") {
      if (hasDocument) throw wordsFor("second document", token.offset);
      hasDocument = true;
    }
    yield token;
  }
}

/** PyYAML takes YAML 1 only, and passes by words that it does not know. */
function checkDirective({ source, offset }: CST.Directive): void {
  if (/^%YAML(?! +0*1\.[0-9]+ *$)/.test(source)) throw wordsFor("YAML directive", offset);
  if (!/^%[\w-]+(?: |$)/.test(source)) throw wordsFor("directive", offset);
}

/**
 * Hands the library's lexemes to its parser, without comments, empty lines, and spaces that say nothing: many of them
 * would make it slow, and two of three tokens take two of three times the memory.
 */
class Feed {
  private readonly lexer = new Lexer();
  private readonly parser = new Parser();
  /** Spaces at the start of a line, which may turn out to be an empty one. */
  private held = "";
  /** Nothing stands before this in its line. */
  private isLineStart = true;
  /** Nothing but spaces, `-`, `?` and `:` stands before this in its line: spaces are indentation. */
  private isIndent = true;
  private count = 0;
  private last: CST.TokenType | null = null;

  constructor(private readonly source: string) {}

  *tokens(): Generator<CST.Token> {
    for (const lexeme of this.lexer.lex(this.source)) {
      if (this.last === "scalar") yield* this.scalar(lexeme);
      else yield* this.lexeme(lexeme, CST.tokenType(lexeme));
      this.atMargin(lexeme);
    }
    yield* this.parser.end();
  }

  /** A plain text, or a block. */
  private *scalar(text: string): Generator<CST.Token> {
    const isBlock = this.isBlock;
    if (!isBlock) this.checkPlain(text);
    yield* this.feed(text);
    this.isLineStart = isBlock;
    this.isIndent = isBlock;
    this.last = null;
  }

  private *lexeme(lexeme: string, type: CST.TokenType | null): Generator<CST.Token> {
    if (type === "space") this.refuseTab(lexeme);
    if (type === "anchor" || type === "alias") this.checkName(lexeme, type);
    if (type === "single-quoted-scalar" || type === "double-quoted-scalar") this.checkQuoted(lexeme);
    if (this.isHeld(lexeme, type)) return;
    if (this.held !== "") yield* this.feed(this.held);
    this.held = "";
    // Behind the head of a block: what a comment says is kept by the library, its length is needed.
    const isComment = type === "comment" && this.last === "space";
    yield* this.feed(isComment ? " ".repeat(lexeme.length) : lexeme);
    this.last = type;
    if (type === "doc-mode") return;
    this.isLineStart = type === "newline";
    this.isIndent = this.isLineStart || (this.isIndent && INDENT.has(type));
    this.checkDepth(lexeme);
    if (type === "map-value-ind") this.checkKey();
  }

  private feed(lexeme: string): Generator<CST.Token> {
    this.count += 1;
    if (this.count > MAX_TOKENS) throw tooMany(this.offset);
    return this.parser.next(lexeme);
  }

  /** Whether a lexeme goes no further, or not yet. */
  private isHeld(lexeme: string, type: CST.TokenType | null): boolean {
    if (type === "space" && this.isLineStart && this.held === "") {
      this.held = lexeme;
      return true;
    }
    const isNeedless =
      (type === "newline" && this.isLineStart) ||
      (type === "comment" && !this.isBlock) ||
      (type === "space" && !this.isIndent && !this.isBlock && this.last !== "anchor" && this.last !== "tag");
    if (!isNeedless) return false;
    this.parser.offset += this.held.length + lexeme.length;
    this.held = "";
    return true;
  }

  private get top(): CST.Token | undefined {
    return this.parser.stack.at(-1);
  }

  /** Whether the head of a block has been read, and not the block. */
  private get isBlock(): boolean {
    return this.top?.type === "block-scalar";
  }

  private get offset(): number {
    return this.parser.offset + this.held.length;
  }

  /** To PyYAML, lists in brackets and texts in quotes may go on at the margin. */
  private atMargin(lexeme: string): void {
    const next = this.source.charAt(this.offset);
    const isQuote = (next === '"' || next === "'") && !this.isBlock;
    if (lexeme === "[" || lexeme === "{" || isQuote) this.lexer["indentNext"] = 0;
  }

  private checkDepth(lexeme: string): void {
    const { stack, offset } = this.parser;
    if (stack.length <= MAX_DEPTH + 1 || !CST.isCollection(this.top)) return;
    throw wordsFor("nested too deeply", offset - lexeme.length);
  }

  /** To the library, nothing is a key too, and one in brackets may have any length. What has lines was to end before. */
  private checkKey(): void {
    const { top } = this;
    const item = top && "items" in top ? top.items.at(-1) : undefined;
    // The first `:` of a key only: what follows may be long, and is wrong.
    if (item?.key === undefined || (item.sep?.length ?? 0) > 3) return;
    if (item.start.some(({ type }) => OF_KEY.has(type))) return;
    const colon = this.offset - 1;
    if (item.key === null) throw wordsFor("no key", colon);
    const { offset } = item.key;
    if (colon - offset > MAX_KEY) throw wordsFor("long key", offset);
    const line = this.source.slice(offset, colon).lastIndexOf("\n") + 1;
    if (line > 0) throw wordsFor("key of several lines", startOf(offset + line, this.source));
  }

  /** To the library, a name goes on to the next space: `*a:` is the alias of `a:`, and no key. */
  private checkName(lexeme: string, type: "anchor" | "alias"): void {
    if (!/^.[\w-]+$/.test(lexeme))
      throw wordsFor(lexeme.endsWith(":") ? `${type} as key` : type, this.offset);
  }

  private refuseTab(lexeme: string): void {
    const at = lexeme.indexOf("\t");
    if (at >= 0) throw wordsFor("tab", this.offset + at);
  }

  private checkPlain(lexeme: string): void {
    this.refuseTab(lexeme);
    const at = this.lexer["flowLevel"] > 0 ? lexeme.indexOf("?") : -1;
    if (at >= 0) throw wordsFor("question mark", this.offset + at);
  }

  /** What is closed by a quote that is doubled or behind a backslash is closed to the library. */
  private checkQuoted(lexeme: string): void {
    const quote = lexeme.charAt(0);
    const last = lexeme.length - 1;
    const sign = quote === "'" ? "'" : "\\";
    let at = last - 1;
    while (at > 0 && lexeme.charAt(at) === sign) at -= 1;
    const isClosed = last > 0 && lexeme.endsWith(quote) && (last - 1 - at) % 2 === 0;
    if (!isClosed) throw wordsFor("quote", this.offset);
  }
}

function tooMany(at: number): Refusal {
  const words = {
    what: `it has more than ${MAX_TOKENS / 1_000_000} million words and signs`,
    fix: "Split it: `prefect-file` takes several files.",
    outcome: "that is too much for a prefect file",
  };
  return new Refusal("yaml-size", words, { start: at, end: at });
}
