/**
 * Reads Python token by token, for what the grammar cannot give: it is made to colour code, and so takes much that
 * Python refuses and stumbles over some that Python takes. Only what every Python 3 refuses is an error here.
 */

export interface Scan {
  readonly error: ScanError | undefined;
  /** Whether it was given up on the way, because versions of Python read the rest differently. */
  readonly isUnsure: boolean;
  /** Blocks of functions, outermost only: from the start of the first line to the start of the line behind. */
  readonly bodies: readonly { readonly start: number; readonly end: number; readonly indent: number }[];
  /** Places of the dot in `1.`, which the grammar does not know. */
  readonly dots: readonly number[];
  /** Names that functions bind at the top level (`global x`). */
  readonly globals: ReadonlySet<string>;
}

export interface ScanError {
  /** Goes on a sentence that begins with "this line": ``lacks a `:` ``. */
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** @param text without a byte order mark */
export function scanPython(text: string): Scan {
  return new Scanner(text).scan();
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(" "));

const KEYWORDS = words(
  "False None True and as assert async await break class continue def del elif else except finally for from " +
    "global if import in is lambda nonlocal not or pass raise return try while with yield",
);
const VALUES = words("False None True");
/** Begin a statement with a block, and so need a colon. */
const COMPOUND = words("if elif else for while try except finally with def class async");
/** Never stand within brackets. */
const STATEMENTS = words(
  "assert break class continue def del elif except finally global import nonlocal pass raise return try while with",
);
const SOFT_KEYWORDS = words("match case type");
const STRING_PREFIX = /^(?:[rubft]|br|rb|fr|rf|tr|rt)$/i;
const UPDATES = words("= += -= *= /= //= %= @= &= |= ^= >>= <<= **= :=");
/** Operators that need a value on their left, and are no part of a parameter list or a pattern by themselves. */
const BINARY = new Set([...UPDATES, ...words("== != < > <= >= % & | ^ << >> // ->")]);
/** Operators that need a value on their right. */
const HUNGRY = new Set([...BINARY, ...words("+ - ~ @ .")]);
/** What may stand where a value is due. */
const VALUE_OPERATORS = words("( [ { - + ~ * ** ...");
const VALUE_KEYWORDS = words("None True False not lambda await yield");
/** Keywords with something behind them. */
const HUNGRY_KEYWORDS = words(
  "and or not in is if elif while with for assert del as import from await global nonlocal",
);
const OPENING = words("( [ {");
const CLOSING: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

const NAME = /[\p{ID_Continue}\ufffd]+/uy;
const NUMBER =
  /0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?[jJ]?/y;
const OPERATOR = /\*\*=?|\/\/=?|>>=?|<<=?|\.\.\.|->|:=|[-+*/%@&|^=<>!]=|[-+*/%@&|^~=<>()[\]{},:.;]/y;
const NEWLINE = /\r\n?|\n/y;
/** As deep as Python's own tokenizer goes. */
const MAX_BRACKETS = 200;
const MAX_INDENTS = 100;

type Kind = "name" | "keyword" | "number" | "string" | "operator" | "none";

interface Indent {
  /** With a tab as far as the next multiple of 8. */
  readonly column: number;
  /** With a tab as one: Python compares both. */
  readonly characters: number;
}

interface Body {
  readonly start: number;
  readonly level: number;
  readonly indent: number;
}

class Scanner {
  private position = 0;
  private error: ScanError | undefined;
  /** What follows cannot be told: versions of Python read it differently. */
  private isUnsure = false;
  private readonly brackets: { text: string; at: number }[] = [];
  private readonly indents: Indent[] = [{ column: 0, characters: 0 }];
  private readonly bodies: { start: number; end: number; indent: number }[] = [];
  private readonly dots: number[] = [];
  private readonly globals = new Set<string>();
  private body: Body | undefined;

  // Of the logical line that is being read.
  private tokens = 0;
  private first = "";
  private firstAt = 0;
  private second = "";
  private colons = 0;
  private lambdas = 0;
  private hasFrom = false;
  private hasImport = false;
  /** Place of the `)` behind a function's parameters. */
  private headEnd = -1;
  private inGlobal = false;
  /** Of the logical line before it. */
  private opened: { text: string; isFunction: boolean; at: number } | undefined;
  private decorator: number | undefined;

  private kind: Kind = "none";
  private last = "";
  private lastStart = 0;
  private lastEnd = 0;
  private lastAtStart = false;

  constructor(private readonly text: string) {}

  scan(): Scan {
    const { text } = this;
    const nul = text.indexOf("\0");
    if (nul >= 0) this.fail("has a null byte here", nul, nul + 1);
    let isLineStart = true;
    while (this.position < text.length && !this.isDone()) {
      if (isLineStart && this.brackets.length === 0) {
        isLineStart = false;
        this.indentation();
        if (this.position >= text.length) break;
      }
      const at = this.position;
      const character = text[at] ?? "";
      if (character === " " || character === "\t" || character === "\f") this.position++;
      else if (character === "#") this.position = this.endOfLine(at);
      else if (character === "\n" || character === "\r") {
        this.newline();
        if (this.brackets.length === 0) {
          this.endLine();
          isLineStart = true;
        }
      } else if (character === "\\") this.continuation(at);
      else this.token(at, character);
    }
    return this.finish();
  }

  private isDone(): boolean {
    // A bracket that stays open is the better explanation of what follows it.
    return this.isUnsure || (this.error !== undefined && this.brackets.length === 0);
  }

  private finish(): Scan {
    const open = this.brackets.at(-1);
    if (!this.isUnsure && open && open.at < (this.error?.start ?? Infinity)) {
      this.error = {
        message: `opens a \`${open.text}\` that is never closed`,
        start: open.at,
        end: open.at + 1,
      };
    } else if (!this.error && !this.isUnsure) {
      this.endLine();
      this.expectBlock();
      if (this.decorator !== undefined) this.failDecorator(this.decorator);
    }
    if (this.body) this.closeBody(this.text.length);
    return {
      error: this.error,
      isUnsure: this.isUnsure,
      bodies: this.bodies,
      dots: this.dots,
      globals: this.globals,
    };
  }

  private fail(message: string, start: number, end: number): void {
    if (!this.isUnsure) this.error ??= { message, start, end };
  }

  private match(pattern: RegExp, at: number): string {
    pattern.lastIndex = at;
    return pattern.exec(this.text)?.[0] ?? "";
  }

  private endOfLine(from: number): number {
    let at = from;
    for (; at < this.text.length; at++) {
      const code = this.text.charCodeAt(at);
      if (code === 10 || code === 13) break;
    }
    return at;
  }

  private newline(): void {
    this.position += this.match(NEWLINE, this.position).length;
  }

  private continuation(at: number): void {
    const newline = this.match(NEWLINE, at + 1);
    if (newline === "" && at + 1 < this.text.length) {
      this.fail("has something behind a `\\` that should end the line", at, at + 1);
    }
    this.position = at + 1 + newline.length;
  }

  private indentation(): void {
    const { text } = this;
    const start = this.position;
    let column = 0;
    let characters = 0;
    let at = start;
    for (; at < text.length; at++) {
      const character = text[at];
      if (character === " ") {
        column++;
        characters++;
      } else if (character === "\t") {
        column += 8 - (column % 8);
        characters++;
      } else if (character === "\f") column = characters = 0;
      else break;
    }
    this.position = at;
    const character = text[at];
    if (character === undefined || character === "\n" || character === "\r" || character === "#") return;
    // Python counts on in the next line.
    if (character === "\\") this.isUnsure = true;
    this.indent(start, at, { column, characters });
  }

  private indent(start: number, at: number, indent: Indent): void {
    const { indents } = this;
    const current = indents.at(-1) ?? indent;
    if (indent.column > current.column) {
      if (indent.characters <= current.characters) {
        this.failTabs(start, at);
        return;
      }
      if (!this.opened) {
        this.fail("is indented without need", start, Math.max(at, start + 1));
        return;
      }
      indents.push(indent);
      if (indents.length > MAX_INDENTS) this.fail("is indented too deeply", start, at);
      if (this.opened.isFunction && !this.body)
        this.body = { start, level: indents.length, indent: at - start };
      this.opened = undefined;
      return;
    }
    if (this.opened) this.expectBlock();
    while (indents.length > 1 && (indents.at(-1)?.column ?? 0) > indent.column) indents.pop();
    if (this.body && indents.length < this.body.level) this.closeBody(start);
    const outer = indents.at(-1);
    if (outer?.column !== indent.column) this.fail("is indented like no line above it", start, at);
    else if (outer.characters !== indent.characters) this.failTabs(start, at);
  }

  private failTabs(start: number, at: number): void {
    this.fail("mixes tabs and spaces in its indentation", start, at);
  }

  private expectBlock(): void {
    const { opened } = this;
    if (!opened) return;
    this.fail(`needs an indented block below`, opened.at, opened.at + opened.text.length);
    this.opened = undefined;
  }

  private closeBody(end: number): void {
    if (this.body) this.bodies.push({ start: this.body.start, end, indent: this.body.indent });
    this.body = undefined;
  }

  private endLine(): void {
    if (this.tokens === 0) return;
    const { first, last } = this;
    const isCompound = COMPOUND.has(first);
    if (isCompound && this.colons <= this.lambdas) {
      this.fail("lacks a `:`", this.lastEnd - 1, this.lastEnd);
    } else if (this.kind === "operator" && HUNGRY.has(last)) {
      this.fail(`has nothing behind \`${last}\``, this.lastStart, this.lastEnd);
    } else if (this.kind === "keyword" && HUNGRY_KEYWORDS.has(last)) {
      this.fail(`has nothing behind \`${last}\``, this.lastStart, this.lastEnd);
    } else if (first === "from" && !this.hasImport) {
      this.fail("lacks an `import`", this.lastStart, this.lastEnd);
    } else if (last === ":" && !isCompound && !SOFT_KEYWORDS.has(first)) {
      this.fail("has nothing behind `:`", this.lastStart, this.lastEnd);
    }
    if (this.decorator !== undefined && first !== "@" && !["def", "async", "class"].includes(first)) {
      this.failDecorator(this.decorator);
    }
    this.decorator = first === "@" ? this.firstAt : undefined;
    this.opened =
      last === ":"
        ? {
            text: first,
            at: this.firstAt,
            isFunction: first === "def" || (first === "async" && this.second === "def"),
          }
        : undefined;
    this.tokens = this.colons = this.lambdas = 0;
    this.inGlobal = this.hasFrom = this.hasImport = false;
    this.headEnd = -1;
    this.kind = "none";
    this.last = "";
  }

  private failDecorator(at: number): void {
    this.fail("has no function below it", at, at + 1);
  }

  private token(at: number, character: string): void {
    const code = character.charCodeAt(0);
    if (character === '"' || character === "'") {
      this.string(at, "");
      return;
    }
    if ((code >= 48 && code <= 57) || (character === "." && isDigit(this.text[at + 1]))) {
      this.number(at);
      return;
    }
    const name = this.match(NAME, at);
    if (name !== "") {
      const quote = this.text[at + name.length];
      if ((quote === '"' || quote === "'") && STRING_PREFIX.test(name)) {
        this.string(at, name);
        return;
      }
      this.add(KEYWORDS.has(name) ? "keyword" : "name", name, at, at + name.length);
      return;
    }
    const operator = this.match(OPERATOR, at);
    if (operator !== "") {
      this.operator(operator, at);
      return;
    }
    const wrong = String.fromCodePoint(this.text.codePointAt(at) ?? 0);
    // Python has its own list of letters, which grows: only what no list can hold is certain.
    if (/[\p{P}\p{S}\p{Z}\p{Cf}\p{Cc}]/u.test(wrong)) {
      this.fail(`holds ${describe(wrong)}, which is no Python`, at, at + wrong.length);
    } else this.isUnsure = true;
    this.position = at + wrong.length;
  }

  private number(at: number): void {
    const number = this.match(NUMBER, at);
    const end = at + number.length;
    if (/^0[\d_]*$/.test(number) && /[1-9]/.test(number)) {
      this.fail("has a number that begins with 0; Python writes octal ones as `0o7`", at, end);
    }
    const dot = number.indexOf(".");
    if (dot > 0 && !isDigit(number[dot + 1])) this.dots.push(at + dot);
    this.add("number", number, at, end);
  }

  private operator(operator: string, at: number): void {
    const { brackets } = this;
    const end = at + operator.length;
    const opening = CLOSING[operator];
    if (opening !== undefined) {
      const open = brackets.pop();
      if (open === undefined) this.fail(`has a \`${operator}\` too many`, at, end);
      else if (open.text !== opening) {
        this.fail(`closes \`${open.text}\` with \`${operator}\``, at, end);
        brackets.length = 0;
      }
    }
    this.add("operator", operator, at, end);
    if (OPENING.has(operator)) {
      brackets.push({ text: operator, at });
      if (brackets.length > MAX_BRACKETS) {
        this.fail("nests brackets too deeply", at, end);
        brackets.length = 0;
      }
    }
    if (brackets.length > 0) return;
    if (operator === ":") this.colons++;
    if (operator === ")" && this.headEnd < 0 && (this.first === "def" || this.second === "def"))
      this.headEnd = at;
  }

  private string(at: number, prefix: string): void {
    const start = at + prefix.length;
    const isFormat = /[ft]/i.test(prefix);
    const plain = stringEnd(this.text, start);
    // Behind a mistake only brackets are looked for; a search for the end of each such string may go far.
    let end = isFormat && !this.error ? formatEnd(this.text, start, /r/i.test(prefix), 0) : plain;
    if (end < 0 && plain >= 0) {
      // Before Python 3.12 such a string ended at its first quote.
      if (isOpenBrace(this.text.slice(start, plain))) {
        this.fail("has a `{` in a string that is never closed", at, plain);
      } else this.isUnsure = true;
      end = plain;
    }
    if (end < 0) {
      this.fail("has a string that is never closed", at, this.endOfLine(at));
      end = this.text.length;
      this.brackets.length = 0;
    }
    this.add("string", "string", at, end);
  }

  /** Takes a token in, and holds it against the one before. */
  private add(kind: Kind, text: string, start: number, end: number): void {
    this.position = end;
    if (!this.error) this.pair(kind, text, start, end);
    if (this.brackets.length === 0) {
      if (text === "lambda") this.lambdas++;
      if (this.inGlobal && kind === "name") this.globals.add(text);
      if (kind === "operator" && text === ";") this.inGlobal = false;
      if (kind === "keyword" && text === "global") this.inGlobal = true;
      if (kind === "keyword" && text === "from") this.hasFrom = true;
      if (kind === "keyword" && text === "import") this.hasImport = true;
    }
    this.lastAtStart =
      this.tokens === 0 || (this.kind === "operator" && (this.last === ";" || this.last === ":"));
    if (this.tokens === 0) {
      this.first = kind === "string" ? "" : text;
      this.firstAt = start;
    } else if (this.tokens === 1) this.second = text;
    this.tokens++;
    this.kind = kind;
    this.last = text;
    this.lastStart = start;
    this.lastEnd = end;
  }

  private pair(kind: Kind, text: string, start: number, end: number): void {
    const { kind: before, last } = this;
    const isOperator = kind === "operator";
    if (kind === "keyword" && this.brackets.length > 0 && STATEMENTS.has(text)) {
      this.fail(`has \`${text}\` within brackets`, start, end);
      return;
    }
    if (before === "none") {
      if (!isOperator || text === "@" || (text !== "**" && VALUE_OPERATORS.has(text))) return;
      const isConflict =
        /^(?:<<|>>|==)/.test(text) && (start === 0 || /[\r\n]/.test(this.text[start - 1] ?? ""));
      this.fail(isConflict ? "is the mark of a merge conflict" : `cannot begin with \`${text}\``, start, end);
      return;
    }
    if (this.lastStart === this.headEnd && !(isOperator && (text === ":" || text === "->"))) {
      this.fail("lacks a `:` behind the parameters", start, end);
      return;
    }
    if (before === "keyword") {
      this.afterKeyword(kind, text, start, end);
      return;
    }
    const isValue = before !== "operator" || CLOSING[last] !== undefined;
    if (isValue) this.afterValue(kind, text, start, end);
    else this.afterOperator(kind, text, start, end);
  }

  private afterValue(kind: Kind, text: string, start: number, end: number): void {
    const { kind: before, last } = this;
    if (before === "string" && kind === "string") return;
    const isOperator = kind === "operator";
    const begins =
      kind === "name" ||
      kind === "number" ||
      kind === "string" ||
      (kind === "keyword" && VALUES.has(text)) ||
      (isOperator && (text === "{" || text === "~" || text === "..."));
    if (text === "import" && !this.hasFrom && this.first !== "lazy") {
      this.fail("has an `import` without a `from`", start, end);
      return;
    }
    if (begins && !(before === "name" && this.lastAtStart && SOFT_KEYWORDS.has(last))) {
      this.fail(adjacent(before, last), start, end);
    } else this.definition(kind, text, start, end);
  }

  private afterOperator(kind: Kind, text: string, start: number, end: number): void {
    const { last } = this;
    const isOperator = kind === "operator";
    const isImport = last === "." && this.hasFrom && (text === "import" || text === "." || text === "...");
    const isHungry = HUNGRY.has(last) && !isImport;
    const isWrong = isOperator
      ? isHungry
        ? last === "." || !VALUE_OPERATORS.has(text)
        : OPENING.has(last)
          ? text === "," || text === "." || text === "/" || BINARY.has(text)
          : last === "," && (text === "," || text === ".")
      : isHungry && kind === "keyword" && !VALUE_KEYWORDS.has(text);
    if (isWrong) this.fail(`has nothing between \`${last}\` and \`${text}\``, start, end);
  }

  /** `def name` and `class name` are followed by a list, types or the block. */
  private definition(kind: Kind, text: string, start: number, end: number): void {
    const isNamed = this.kind === "name" && this.lastStart > this.firstAt && this.brackets.length === 0;
    if (!isNamed) return;
    const isDef = (this.first === "def" && this.tokens === 2) || (this.second === "def" && this.tokens === 3);
    if (isDef && !(kind === "operator" && (text === "(" || text === "["))) {
      this.fail("lacks the parameters of a function: `()`", start, end);
    }
  }

  private afterKeyword(kind: Kind, text: string, start: number, end: number): void {
    const { last } = this;
    if ((last === "def" || last === "class") && kind !== "name") {
      this.fail(`has no name behind \`${last}\``, start, end);
      return;
    }
    if (last === "async" && !["def", "for", "with"].includes(text)) {
      this.fail("has `async` before something that cannot have it", start, end);
      return;
    }
    const isOpen =
      (kind === "operator" &&
        text !== "@" &&
        !VALUE_OPERATORS.has(text) &&
        !(last === "from" && text === ".")) ||
      (last === "import" && kind === "operator" && text !== "*" && text !== "(") ||
      (kind === "keyword" && STATEMENTS.has(text) && !(last === "from" && text === "import"));
    if (HUNGRY_KEYWORDS.has(last) && isOpen) {
      this.fail(`has nothing between \`${last}\` and \`${text}\``, start, end);
      return;
    }
    const isFirst = this.tokens === 1;
    if (isFirst && (last === "else" || last === "try" || last === "finally") && text !== ":") {
      this.fail(`lacks a \`:\` behind \`${last}\``, start, end);
      return;
    }
    if (VALUES.has(last) && (kind === "name" || kind === "number" || kind === "string")) {
      this.fail(adjacent("name", last), start, end);
    }
  }
}

function adjacent(before: Kind, last: string): string {
  if (last === "print" || last === "exec") return `is Python 2: \`${last}\` needs brackets`;
  return before === "name"
    ? `has something behind \`${last}\` that does not belong there`
    : "lacks something between two values";
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}

function describe(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const number = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return /[\p{Z}\p{Cf}\p{Cc}]/u.test(character) ? `the invisible character ${number}` : `\`${character}\``;
}

/** End of the string whose quotes begin at `start`; -1 where it is not closed. */
function stringEnd(text: string, start: number): number {
  const quote = text[start] ?? "";
  const isLong = text[start + 1] === quote && text[start + 2] === quote;
  let at = start + (isLong ? 3 : 1);
  for (; at < text.length; at++) {
    const character = text[at];
    if (character === "\\") {
      at++;
      if (text[at] === "\r" && text[at + 1] === "\n") at++;
    } else if (character === quote) {
      if (!isLong) return at + 1;
      if (text[at + 1] === quote && text[at + 2] === quote) return at + 3;
    } else if (!isLong && (character === "\n" || character === "\r")) return -1;
  }
  return -1;
}

/** The same for a string with replacement fields, as Python 3.12 reads it. */
function formatEnd(text: string, start: number, isRaw: boolean, level: number): number {
  const quote = text[start] ?? "";
  const isLong = text[start + 1] === quote && text[start + 2] === quote;
  let at = start + (isLong ? 3 : 1);
  while (at < text.length) {
    const character = text[at];
    if (character === "\\") {
      if (!isRaw && text.startsWith("N{", at + 1)) {
        const close = text.indexOf("}", at);
        at = close < 0 ? text.length : close + 1;
      } else if (text[at + 1] === "{" || text[at + 1] === "}") at++;
      else at += text[at + 1] === "\r" && text[at + 2] === "\n" ? 3 : 2;
    } else if (character === quote && (!isLong || (text[at + 1] === quote && text[at + 2] === quote))) {
      return at + (isLong ? 3 : 1);
    } else if (!isLong && (character === "\n" || character === "\r")) return -1;
    else if (character === "{" && text[at + 1] === "{") at += 2;
    else if (character === "{") {
      at = fieldEnd(text, at + 1, isRaw, isLong ? undefined : quote, level);
      if (at < 0) return -1;
    } else at++;
  }
  return -1;
}

/** Behind the `}` of the replacement field whose inside begins at `start`; -1 where it has none. */
function fieldEnd(
  text: string,
  start: number,
  isRaw: boolean,
  shortQuote: string | undefined,
  level: number,
): number {
  if (level > 20) return -1;
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const character = text[at] ?? "";
    if (character === '"' || character === "'") {
      let prefixStart = at;
      while (prefixStart > start && /[a-z]/i.test(text[prefixStart - 1] ?? "")) prefixStart--;
      const prefix = text.slice(prefixStart, at);
      at = /^(?:[ft]|[rft]{2})$/i.test(prefix)
        ? formatEnd(text, at, /r/i.test(prefix), level + 1)
        : stringEnd(text, at);
      if (at < 0) return -1;
      continue;
    }
    if (character === "#") {
      while (at < text.length && text[at] !== "\n" && text[at] !== "\r") at++;
      continue;
    }
    if (OPENING.has(character)) depth++;
    else if (character === "}" && depth === 0) return at + 1;
    else if (CLOSING[character] !== undefined) {
      if (--depth < 0) return -1;
    } else if (character === ":" && depth === 0) break;
    at++;
  }
  for (at++; at < text.length;) {
    const character = text[at];
    if (character === "}") return at + 1;
    if (character === "{") {
      at = fieldEnd(text, at + 1, isRaw, shortQuote, level + 1);
      if (at < 0) return -1;
      continue;
    }
    if (shortQuote !== undefined && (character === shortQuote || character === "\n" || character === "\r")) {
      return -1;
    }
    at++;
  }
  return -1;
}

/** Whether a `{` stands in it with no `}` behind: no version of Python takes that. */
function isOpenBrace(content: string): boolean {
  const single = content.replaceAll("{{", "").replaceAll("}}", "");
  return single.lastIndexOf("{") > single.lastIndexOf("}");
}
