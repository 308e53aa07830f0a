/**
 * PyYAML's scanner and parser (yaml/scanner.py and yaml/parser.py, the same in 6.0.2 and 6.0.4) with places kept.
 *
 * It is a translation, rule by rule, because no library reads as PyYAML does, and each difference is an error on
 * a file that Prefect deploys, or silence on one that it drops. Measured with the `yaml` package on 411 snippets:
 * 62 differed (a tab after a value, texts and lists that go on at the margin, keys of more than 1024 characters).
 */

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

export type YamlNode = ScalarNode | ListNode | MapNode | AliasNode;

/** PyYAML refuses the text. */
export class YamlSyntaxError extends Error {
  constructor(
    /** What is wrong, in words that follow `cannot be read: `. */
    message: string,
    readonly mend: string,
    /** Offset in the text. */
    readonly at: number,
  ) {
    super(message);
  }
}

/**
 * The root of the one document of a text without a byte order mark; undefined where there is none.
 *
 * @param maxDepth how deeply values may be nested
 * @throws YamlSyntaxError
 */
export function parseYaml(text: string, maxDepth: number): YamlNode | undefined {
  return new Parser(new Scanner(text), maxDepth).document();
}

type TokenType =
  | "stream end"
  | "directive"
  | "---"
  | "..."
  | "block list"
  | "block mapping"
  | "block end"
  | "["
  | "]"
  | "{"
  | "}"
  | ","
  | "-"
  | "?"
  | ":"
  | "alias"
  | "anchor"
  | "tag"
  | "scalar";

interface Token {
  readonly type: TokenType;
  readonly start: number;
  readonly end: number;
  /** The text of a scalar, the name of an anchor, alias or directive, the suffix of a tag. */
  readonly text: string;
  readonly plain: boolean;
  /** Of a tag or a %TAG directive. */
  readonly handle: string | undefined;
}

/** A place where a key without `?` may have begun; it is known at the `:` only. */
interface SimpleKey {
  /** Of its first token, counted from the start of the text. */
  readonly token: number;
  readonly required: boolean;
  readonly index: number;
  readonly line: number;
  readonly column: number;
}

type Extra = Partial<Pick<Token, "end" | "text" | "plain" | "handle">>;
const NONE: Extra = {};

const END = 0;
const TAB = 9;
const SPACE = 32;
const HASH = 35;
const MAX_KEY = 1024;

const CHECK_INDENT = "Check the indentation, and put a text that holds `: ` or ` #` in quotes.";

function isBreak(code: number): boolean {
  return code === 10 || code === 13 || code === 0x85 || code === 0x2028 || code === 0x2029;
}

function isBreakOrEnd(code: number): boolean {
  return code === END || isBreak(code);
}

function isBlank(code: number): boolean {
  return code === SPACE || code === TAB || code === END || isBreak(code);
}

/** Characters that have a meaning of their own where a value may begin. */
const INDICATORS = new Set(Buffer.from("-?:,[]{}#&*!|>'\"%@`"));

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ "0": "\0", a: "\x07", b: "\b", t: "\t", "\t": "\t", n: "\n", v: "\v", f: "\f", r: "\r", e: "\x1B" },
  ...{ " ": " ", '"': '"', "\\": "\\", "/": "/", N: "\x85", _: "\xA0", L: "\u2028", P: "\u2029" },
};

class Scanner {
  private index = 0;
  private line = 0;
  private lineStart = 0;
  private flowLevel = 0;
  private indent = -1;
  private readonly indents: number[] = [];
  private allowKey = true;
  private readonly keys = new Map<number, SimpleKey>();
  private readonly tokens: Token[] = [];
  private taken = 0;
  private done = false;

  constructor(private readonly text: string) {}

  peek(): Token {
    while (this.needsMore()) this.fetch();
    return this.tokens[0] as Token;
  }

  take(): Token {
    const token = this.peek();
    this.tokens.shift();
    this.taken += 1;
    return token;
  }

  private get column(): number {
    return this.index - this.lineStart;
  }

  private code(ahead = 0): number {
    const at = this.index + ahead;
    return at < this.text.length ? this.text.charCodeAt(at) : END;
  }

  private fail(message: string, mend: string, at = this.index): never {
    throw new YamlSyntaxError(message, mend, at);
  }

  private push(
    type: TokenType,
    start: number,
    { end = this.index, text = "", plain = false, handle }: Extra = NONE,
  ): void {
    this.tokens.push({ type, start, end, text, plain, handle });
  }

  /** Whether a `?` may still have to be put before the first of the tokens at hand. */
  private needsMore(): boolean {
    if (this.done) return false;
    if (this.tokens.length === 0) return true;
    this.dropStaleKeys();
    const [first] = this.keys.values();
    return first?.token === this.taken;
  }

  private fetch(): void {
    this.skipToToken();
    this.dropStaleKeys();
    this.unwind(this.column);
    if (this.code() === END) this.fetchEnd();
    else if (!this.fetchMarker() && !this.fetchIndicated()) this.fetchPlain();
  }

  /** A directive, `---` or `...` at the start of a line. */
  private fetchMarker(): boolean {
    if (this.column !== 0) return false;
    if (this.text.charAt(this.index) === "%") {
      this.fetchDirective();
      return true;
    }
    const marker = this.marker();
    if (!marker) return false;
    this.unwind(-1);
    this.forgetKey();
    this.allowKey = false;
    this.fetchSign(marker);
    return true;
  }

  /** What a character with a meaning of its own begins. */
  private fetchIndicated(): boolean {
    const char = this.text.charAt(this.index);
    const isFlow = this.flowLevel > 0;
    const isAlone = isBlank(this.code(1));
    if (char === "[" || char === "{") {
      this.saveKey();
      this.flowLevel += 1;
      this.allowKey = true;
      this.fetchSign(char);
    } else if (char === "]" || char === "}") {
      this.forgetKey();
      this.flowLevel -= 1;
      this.allowKey = false;
      this.fetchSign(char);
    } else if (char === ",") {
      this.allowKey = true;
      this.forgetKey();
      this.fetchSign(char);
    } else if (char === "-" && isAlone) this.fetchItem();
    else if (char === "?" && (isFlow || isAlone)) this.fetchKey();
    else if (char === ":" && (isFlow || isAlone)) this.fetchValue();
    else if (char === "*") this.fetchAnchor("alias");
    else if (char === "&") this.fetchAnchor("anchor");
    else if (char === "!") this.fetchTag();
    else if ((char === "|" || char === ">") && !isFlow) this.fetchBlockScalar(char === ">");
    else if (char === "'" || char === '"') this.fetchQuoted(char);
    else return false;
    return true;
  }

  private fetchSign(sign: "[" | "]" | "{" | "}" | "," | "-" | "?" | ":" | "---" | "..."): void {
    const start = this.index;
    this.index += sign.length;
    this.push(sign, start);
  }

  private checkPlain(): void {
    const code = this.code();
    const char = this.text.charAt(this.index);
    if (!isBlank(code) && !INDICATORS.has(code)) return;
    const mayBegin = char === "-" || (this.flowLevel === 0 && (char === "?" || char === ":"));
    if (mayBegin && !isBlank(this.code(1))) return;
    if (code !== TAB) this.fail(`a value cannot begin with \`${char}\``, "Put it in quotes if it is a text.");
    this.fail(
      "a tab stands where YAML takes spaces only",
      "Use spaces; take tabs away at the end of the line.",
    );
  }

  /** `---` or `...` at the index, which is at the start of a line. */
  private marker(): "---" | "..." | undefined {
    const three = this.text.slice(this.index, this.index + 3);
    return (three === "---" || three === "...") && isBlank(this.code(3)) ? three : undefined;
  }

  /** They are in the order of the text: those of outer levels began earlier. */
  private dropStaleKeys(): void {
    for (const [level, key] of this.keys) {
      if (key.line === this.line && this.index - key.index <= MAX_KEY) return;
      if (key.required) this.failAtKey(key);
      this.keys.delete(level);
    }
  }

  private saveKey(): void {
    if (!this.allowKey) return;
    this.forgetKey();
    this.keys.set(this.flowLevel, {
      token: this.taken + this.tokens.length,
      required: this.flowLevel === 0 && this.indent === this.column,
      index: this.index,
      line: this.line,
      column: this.column,
    });
  }

  private forgetKey(): void {
    const key = this.keys.get(this.flowLevel);
    if (!key) return;
    if (key.required) this.failAtKey(key);
    this.keys.delete(this.flowLevel);
  }

  private failAtKey(key: SimpleKey): never {
    this.fail("a `:` is missing after this", `Write it as \`key: value\`. ${CHECK_INDENT}`, key.index);
  }

  private unwind(column: number): void {
    if (this.flowLevel > 0) return;
    while (this.indent > column) {
      this.indent = this.indents.pop() ?? -1;
      this.push("block end", this.index);
    }
  }

  private addIndent(column: number): boolean {
    if (this.indent >= column) return false;
    this.indents.push(this.indent);
    this.indent = column;
    return true;
  }

  private fetchEnd(): void {
    this.unwind(-1);
    this.forgetKey();
    this.keys.clear();
    this.push("stream end", this.index);
    this.done = true;
  }

  private fetchItem(): void {
    const { index } = this;
    if (this.flowLevel === 0) {
      if (!this.allowKey) this.fail("a list cannot begin here", "Begin it on a line of its own.");
      if (this.addIndent(this.column)) this.push("block list", index);
    }
    this.allowKey = true;
    this.forgetKey();
    this.fetchSign("-");
  }

  private fetchKey(): void {
    const { index } = this;
    if (this.flowLevel === 0) {
      if (!this.allowKey) this.fail("a key with `?` cannot stand here", "Put it in quotes if it is a text.");
      if (this.addIndent(this.column)) this.push("block mapping", index);
    }
    this.allowKey = this.flowLevel === 0;
    this.forgetKey();
    this.fetchSign("?");
  }

  private fetchValue(): void {
    const { index } = this;
    const key = this.keys.get(this.flowLevel);
    if (key) {
      this.keys.delete(this.flowLevel);
      const token = { start: key.index, end: key.index, text: "", plain: false, handle: undefined };
      const at = key.token - this.taken;
      this.tokens.splice(at, 0, { ...token, type: "?" });
      if (this.flowLevel === 0 && this.addIndent(key.column)) {
        this.tokens.splice(at, 0, { ...token, type: "block mapping" });
      }
      this.allowKey = false;
    } else {
      if (this.flowLevel === 0) {
        if (!this.allowKey) this.fail("a `:` stands where no key ends", CHECK_INDENT);
        if (this.addIndent(this.column)) this.push("block mapping", index);
      }
      this.allowKey = this.flowLevel === 0;
      this.forgetKey();
    }
    this.fetchSign(":");
  }

  private skipToToken(): void {
    for (;;) {
      while (this.code() === SPACE) this.index += 1;
      this.skipComment();
      if (!isBreak(this.code())) return;
      this.lineBreak();
      if (this.flowLevel === 0) this.allowKey = true;
    }
  }

  private skipComment(): void {
    if (this.code() !== HASH) return;
    while (!isBreakOrEnd(this.code())) this.index += 1;
  }

  /** Takes the end of a line, if there is one, and returns what it is in a text. */
  private lineBreak(): string {
    const code = this.code();
    if (!isBreak(code)) return "";
    this.index += code === 13 && this.code(1) === 10 ? 2 : 1;
    this.line += 1;
    this.lineStart = this.index;
    return code < 0x2028 ? "\n" : String.fromCharCode(code);
  }

  /** Takes what a sticky regular expression finds at the index. */
  private match(pattern: RegExp): string {
    pattern.lastIndex = this.index;
    const found = pattern.exec(this.text)?.[0] ?? "";
    this.index += found.length;
    return found;
  }

  private fetchDirective(): void {
    const start = this.index;
    const wrong = (): never =>
      this.fail("a line that begins with `%` is no directive of YAML", "Take the line out.", start);
    this.unwind(-1);
    this.forgetKey();
    this.allowKey = false;
    this.index += 1;
    const name = this.match(/[\w-]+/y);
    if (name === "" || !(this.code() === SPACE || isBreakOrEnd(this.code()))) wrong();
    let handle: string | undefined;
    let text = "";
    if (name === "YAML") {
      text = this.match(/ *[0-9]+\.[0-9]+/y).trim();
      if (text === "" || !(this.code() === SPACE || isBreakOrEnd(this.code()))) wrong();
    } else if (name === "TAG") {
      handle = this.match(/ *!(?:[\w-]*!)? /y).trim();
      this.match(/ */y);
      text = this.tagUri();
      if (handle === "" || text === "" || !(this.code() === SPACE || isBreakOrEnd(this.code()))) wrong();
    } else while (!isBreakOrEnd(this.code())) this.index += 1;
    const { index } = this;
    this.ignoredLine(wrong);
    this.push("directive", start, { end: index, text: `${name} ${text}`, handle });
  }

  /** After a directive, or the head of a block: only a comment may follow. */
  private ignoredLine(wrong: () => never): void {
    while (this.code() === SPACE) this.index += 1;
    this.skipComment();
    if (!isBreakOrEnd(this.code())) wrong();
    this.lineBreak();
  }

  private fetchAnchor(type: "alias" | "anchor"): void {
    this.saveKey();
    this.allowKey = false;
    const start = this.index;
    this.index += 1;
    const text = this.match(/[\w-]+/y);
    if (text === "" || !(isBlank(this.code()) || "?:,]}%@`".includes(this.text.charAt(this.index)))) {
      const sign = type === "alias" ? "*" : "&";
      this.fail(
        `\`${sign}\` begins the name of an ${type}, and this is none`,
        "Put it in quotes if it is a text.",
        start,
      );
    }
    this.push(type, start, { text });
  }

  private fetchTag(): void {
    this.saveKey();
    this.allowKey = false;
    const start = this.index;
    const wrong = (): never =>
      this.fail("`!` begins a tag, and this is none", "Put it in quotes if it is a text.", start);
    this.index += 1;
    let handle: string | undefined;
    let text: string;
    if (this.code() === 60) {
      this.index += 1;
      text = this.tagUri();
      if (text === "" || this.code() !== 62) wrong();
      this.index += 1;
    } else if (isBlank(this.code())) text = "!";
    else {
      this.index = start;
      const word = /[^\0 \r\n\x85\u2028\u2029]*/y;
      word.lastIndex = start + 1;
      const hasHandle = word.exec(this.text)?.[0].includes("!") ?? false;
      handle = this.match(hasHandle ? /![\w-]*!/y : /!/y);
      text = this.tagUri();
      if (handle === "" || text === "") wrong();
    }
    if (!(this.code() === SPACE || isBreakOrEnd(this.code()))) wrong();
    this.push("tag", start, { text, handle });
  }

  private tagUri(): string {
    const written = this.match(/(?:[\w\-;/?:@&=+$,.!~*'()[\]]|%[0-9A-Fa-f]{2})+/y);
    try {
      return decodeURIComponent(written);
    } catch {
      return "";
    }
  }

  private fetchBlockScalar(folded: boolean): void {
    this.allowKey = true;
    this.forgetKey();
    const start = this.index;
    const wrong = (): never =>
      this.fail(
        "something stands behind `|` or `>`",
        "Begin the text on the next line, or put it in quotes.",
      );
    this.index += 1;
    const head = this.match(/[+-]?[1-9]?/y);
    const increment = Number(head.replace(/[+-]/, ""));
    let chomping = head.replace(/[0-9]/, "");
    if (chomping === "") chomping = this.match(/[+-]/y);
    if (!(this.code() === SPACE || isBreakOrEnd(this.code()))) wrong();
    this.ignoredLine(wrong);

    const least = Math.max(this.indent + 1, 1);
    const { indent, ...first } = this.blockStart(least, increment);
    let { breaks } = first;
    let end = this.index;
    let text = "";
    let lastBreak = "";
    while (this.column === indent && this.code() !== END) {
      text += breaks;
      const isIndented = this.code() === SPACE || this.code() === TAB;
      const from = this.index;
      while (!isBreakOrEnd(this.code())) this.index += 1;
      text += this.text.slice(from, this.index);
      end = this.index;
      lastBreak = this.lineBreak();
      breaks = this.blockBreaks(indent);
      if (this.column !== indent || this.code() === END) break;
      const goesOn =
        folded && lastBreak === "\n" && !isIndented && this.code() !== SPACE && this.code() !== TAB;
      if (!goesOn) text += lastBreak;
      else if (breaks === "") text += " ";
    }
    if (chomping !== "-") text += lastBreak;
    if (chomping === "+") text += breaks;
    this.push("scalar", start, { end: Math.max(end, start + 1), text });
  }

  /** The indentation of a block and the empty lines above its first line. */
  private blockStart(least: number, increment: number): { indent: number; breaks: string } {
    if (increment > 0) {
      const indent = least + increment - 1;
      return { indent, breaks: this.blockBreaks(indent) };
    }
    let breaks = "";
    let indent = least;
    for (;;) {
      if (isBreak(this.code())) breaks += this.lineBreak();
      else if (this.code() === SPACE) {
        this.index += 1;
        indent = Math.max(indent, this.column);
      } else return { indent, breaks };
    }
  }

  private blockBreaks(indent: number): string {
    let breaks = "";
    for (;;) {
      while (this.column < indent && this.code() === SPACE) this.index += 1;
      if (!isBreak(this.code())) return breaks;
      breaks += this.lineBreak();
    }
  }

  private fetchQuoted(quote: "'" | '"'): void {
    this.saveKey();
    this.allowKey = false;
    const start = this.index;
    this.index += 1;
    let text = this.quotedWords(quote);
    while (this.text.charAt(this.index) !== quote) text += this.quotedSpaces(start) + this.quotedWords(quote);
    this.index += 1;
    this.push("scalar", start, { text });
  }

  private quotedWords(quote: "'" | '"'): string {
    let text = "";
    for (;;) {
      text += this.match(/[^'"\\ \t\r\n\x85\u2028\u2029]*/y);
      const char = this.text.charAt(this.index);
      if (quote === "'" && char === "'" && this.text.charAt(this.index + 1) === "'") {
        text += "'";
        this.index += 2;
      } else if (char !== quote && (char === "'" || (quote === "'" && (char === '"' || char === "\\")))) {
        text += char;
        this.index += 1;
      } else if (quote === '"' && char === "\\") text += this.escape();
      else return text;
    }
  }

  private escape(): string {
    const start = this.index;
    this.index += 1;
    const char = this.text.charAt(this.index);
    const plain = Object.hasOwn(ESCAPES, char) ? ESCAPES[char] : undefined;
    if (plain !== undefined) {
      this.index += 1;
      return plain;
    }
    if (isBreak(this.code())) {
      this.lineBreak();
      return this.quotedBreaks(start);
    }
    const found = this.match(/x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}/y);
    const code = found === "" ? Infinity : Number.parseInt(found.slice(1), 16);
    if (code <= 0x10_ffff) return String.fromCodePoint(code);
    return this.fail(
      `\`\\${char}\` means nothing within double quotes`,
      "Write `\\\\` for a backslash, or use single quotes.",
      start,
    );
  }

  private quotedSpaces(start: number): string {
    const spaces = this.match(/[ \t]*/y);
    if (this.code() === END) this.fail("this quote is never closed", "Close it.", start);
    if (!isBreak(this.code())) return spaces;
    const lineBreak = this.lineBreak();
    const breaks = this.quotedBreaks(start);
    return (lineBreak !== "\n" ? lineBreak : breaks === "" ? " " : "") + breaks;
  }

  private quotedBreaks(start: number): string {
    let breaks = "";
    for (;;) {
      if (this.marker())
        this.fail("this quote is not closed before the end of the document", "Close it.", start);
      this.match(/[ \t]*/y);
      if (!isBreak(this.code())) return breaks;
      breaks += this.lineBreak();
    }
  }

  private fetchPlain(): void {
    this.checkPlain();
    this.saveKey();
    this.allowKey = false;
    const start = this.index;
    const indent = this.indent + 1;
    let text = "";
    let end = start;
    let spaces = "";
    while (this.code() !== HASH) {
      const from = this.index;
      this.skipPlainWord();
      if (this.index === from) break;
      this.allowKey = false;
      text += spaces + this.text.slice(from, this.index);
      end = this.index;
      spaces = this.plainSpaces();
      if (spaces === "" || (this.flowLevel === 0 && this.column < indent)) break;
    }
    this.push("scalar", start, { end, text, plain: true });
  }

  private skipPlainWord(): void {
    const isFlow = this.flowLevel > 0;
    for (;;) {
      const code = this.code();
      if (isBlank(code)) return;
      if (
        code === 58 &&
        (isBlank(this.code(1)) || (isFlow && ",[]{}".includes(this.text.charAt(this.index + 1))))
      )
        return;
      if (isFlow && ",?[]{}".includes(this.text.charAt(this.index))) return;
      this.index += 1;
    }
  }

  /** What white space between two words of a plain text is; empty where the text ends. */
  private plainSpaces(): string {
    const spaces = this.match(/ */y);
    if (!isBreak(this.code())) return spaces;
    const lineBreak = this.lineBreak();
    this.allowKey = true;
    let breaks = "";
    for (;;) {
      if (this.column === 0 && this.marker()) return "";
      while (this.code() === SPACE) this.index += 1;
      if (!isBreak(this.code())) break;
      breaks += this.lineBreak();
    }
    return (lineBreak !== "\n" ? lineBreak : breaks === "" ? " " : "") + breaks;
  }
}

const DEFAULT_TAGS = { "!": "!", "!!": "tag:yaml.org,2002:" };

type List = Pick<ListNode, "type" | "items" | "end">;
type Mapping = Pick<MapNode, "type" | "pairs" | "end">;

class Parser {
  private tags: Readonly<Record<string, string>> = DEFAULT_TAGS;
  private depth = 0;

  constructor(
    private readonly scanner: Scanner,
    private readonly maxDepth: number,
  ) {}

  document(): YamlNode | undefined {
    let root: YamlNode | undefined;
    if (!this.is("directive", "---", "stream end")) root = this.node(true);
    else if (!this.is("stream end")) {
      this.directives();
      this.expect("---");
      const isEmpty = this.is("directive", "---", "...", "stream end");
      root = isEmpty ? empty(this.scanner.peek().start) : this.node(true);
    }
    while (this.is("...")) this.scanner.take();
    if (!this.is("stream end")) {
      const { start, type } = this.scanner.peek();
      if (type === "---" || type === "directive") {
        throw new YamlSyntaxError(
          "a second document begins here",
          "Keep one document in a file; `prefect-file` takes several files.",
          start,
        );
      }
      throw new YamlSyntaxError("this stands outside of what was begun above", CHECK_INDENT, start);
    }
    return root;
  }

  private is(a: TokenType, b?: TokenType, c?: TokenType, d?: TokenType): boolean {
    const { type } = this.scanner.peek();
    return type === a || type === b || type === c || type === d;
  }

  private takeIf(type: TokenType): Token | undefined {
    return this.scanner.peek().type === type ? this.scanner.take() : undefined;
  }

  private expect(type: TokenType): Token {
    const token = this.scanner.peek();
    if (token.type === type) return this.scanner.take();
    const closing = type === "]" ? "list" : "mapping";
    if (type === "]" || type === "}") {
      throw new YamlSyntaxError(
        `a \`,\` or \`${type}\` is missing before this`,
        `Close the ${closing} with \`${type}\`; put texts that hold brackets, commas or colons in quotes.`,
        token.start,
      );
    }
    throw new YamlSyntaxError("this does not fit to the lines above", CHECK_INDENT, token.start);
  }

  private directives(): void {
    const tags: Record<string, string> = {};
    let version = false;
    while (this.is("directive")) {
      const { text, handle, start } = this.scanner.take();
      const [name = "", value = ""] = text.split(" ");
      const isWrong =
        (name === "YAML" && (version || !/^0*1\./.test(value))) ||
        (handle !== undefined && Object.hasOwn(tags, handle));
      if (isWrong)
        throw new YamlSyntaxError("PyYAML takes YAML 1 only, said once", "Take the line out.", start);
      if (name === "YAML") version = true;
      if (handle !== undefined) tags[handle] = value;
    }
    this.tags = { ...DEFAULT_TAGS, ...tags };
  }

  /** @param indentless whether a list may begin in the column of its key */
  private node(block: boolean, indentless = false): YamlNode {
    const alias = this.takeIf("alias");
    if (alias) {
      const { start, end, text } = alias;
      return { type: "alias", name: text, start, end, anchor: undefined, tag: undefined };
    }
    let anchorToken = this.takeIf("anchor");
    const tagToken = this.takeIf("tag");
    if (tagToken) anchorToken ??= this.takeIf("anchor");
    const anchor = anchorToken?.text;
    const tag = tagToken && this.fullTag(tagToken);
    const token = this.scanner.peek();
    const { start, end, text } = token;
    if (token.type === "scalar") {
      this.scanner.take();
      // Quotes count for nothing behind a `!`.
      return { type: "scalar", text, plain: token.plain || tag === "!", start, end, anchor, tag };
    }
    const collection = this.collection(token, block, indentless);
    if (collection) return { ...collection, start, anchor, tag };
    const propsEnd = Math.max(anchorToken?.end ?? -1, tagToken?.end ?? -1);
    if (propsEnd >= 0) return { ...empty(propsEnd), anchor, tag };
    const message =
      token.type === "stream end" ? "the file ends in the middle of a value" : "a value is missing here";
    throw new YamlSyntaxError(message, CHECK_INDENT, start);
  }

  private collection(token: Token, block: boolean, indentless: boolean): List | Mapping | undefined {
    const { type } = token;
    if (type === "-" && indentless) return this.nested(() => this.indentlessList(token));
    if (type === "[") return this.nested(() => this.flowList());
    if (type === "{") return this.nested(() => this.flowMap());
    if (type === "block list" && block) return this.nested(() => this.blockList());
    if (type === "block mapping" && block) return this.nested(() => this.blockMap());
    return undefined;
  }

  private fullTag({ handle, text, start }: Token): string {
    if (handle === undefined) return text;
    const prefix = Object.hasOwn(this.tags, handle) ? this.tags[handle] : undefined;
    if (prefix === undefined) {
      throw new YamlSyntaxError(
        `no %TAG line says what \`${handle}\` is`,
        "Put it in quotes if it is a text.",
        start,
      );
    }
    return prefix + text;
  }

  private nested<T>(parse: () => T): T {
    this.depth += 1;
    if (this.depth > this.maxDepth) {
      const { start } = this.scanner.peek();
      throw new YamlSyntaxError("its values are nested too deeply", "Take the nesting apart.", start);
    }
    const parsed = parse();
    this.depth -= 1;
    return parsed;
  }

  private blockList(): List {
    const { start } = this.scanner.take();
    const items: YamlNode[] = [];
    for (let dash = this.takeIf("-"); dash; dash = this.takeIf("-")) {
      items.push(this.is("-", "block end") ? empty(dash.end) : this.node(true));
    }
    this.expect("block end");
    return { type: "list", items, end: items.at(-1)?.end ?? start };
  }

  private indentlessList({ start }: Token): List {
    const items: YamlNode[] = [];
    for (let dash = this.takeIf("-"); dash; dash = this.takeIf("-")) {
      items.push(this.is("-", "?", ":", "block end") ? empty(dash.end) : this.node(true));
    }
    return { type: "list", items, end: items.at(-1)?.end ?? start };
  }

  private blockMap(): Mapping {
    const { start } = this.scanner.take();
    const pairs: [YamlNode, YamlNode][] = [];
    const part = (token: Token | undefined): YamlNode =>
      token && !this.is("?", ":", "block end")
        ? this.node(true, true)
        : empty(token?.end ?? this.scanner.peek().start);
    for (let mark = this.takeIf("?"); mark; mark = this.takeIf("?"))
      pairs.push([part(mark), part(this.takeIf(":"))]);
    this.expect("block end");
    return { type: "map", pairs, end: pairs.at(-1)?.[1].end ?? start };
  }

  private flowList(): List {
    this.scanner.take();
    const items: YamlNode[] = [];
    while (!this.is("]")) {
      if (items.length > 0 && !this.takeIf(",")) break;
      if (this.is("?")) {
        const pair = this.flowPair("]");
        const [{ start }, { end }] = pair;
        items.push({ type: "map", pairs: [pair], start, end, anchor: undefined, tag: undefined });
      } else if (!this.is("]")) items.push(this.node(false));
    }
    return { type: "list", items, end: this.expect("]").end };
  }

  private flowMap(): Mapping {
    this.scanner.take();
    const pairs: [YamlNode, YamlNode][] = [];
    while (!this.is("}")) {
      if (pairs.length > 0 && !this.takeIf(",")) break;
      if (this.is("?")) pairs.push(this.flowPair("}"));
      else if (!this.is("}")) {
        const key = this.node(false);
        pairs.push([key, empty(key.end)]);
      }
    }
    return { type: "map", pairs, end: this.expect("}").end };
  }

  private flowPair(closing: "]" | "}"): [YamlNode, YamlNode] {
    const { end } = this.scanner.take();
    const key = this.is(":", ",", closing) ? empty(end) : this.node(false);
    const colon = this.takeIf(":");
    if (!colon) return [key, empty(this.scanner.peek().start)];
    return [key, this.is(",", closing) ? empty(colon.end) : this.node(false)];
  }
}

function empty(at: number): ScalarNode {
  return { type: "scalar", text: "", plain: true, start: at, end: at, anchor: undefined, tag: undefined };
}
