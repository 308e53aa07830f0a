import { parser } from "@lezer/python";
import { scanPython, type Scan } from "./python-scan.js";
import type { Range } from "../base/finding.js";

/** A Python file, parsed and never run. */
export interface PythonFile {
  /** As shown to people. */
  readonly file: string;
  /** Without a byte order mark. */
  readonly text: string;
  /** What is wrong with it, if it is: the place and a few words. Only set where Python too must refuse the file. */
  readonly error: { readonly message: string; readonly where: Range } | undefined;
  /** Functions at the top level (also within `if`, `try`, `with` there), the last of a name wins; by name. */
  readonly functions: ReadonlyMap<string, PythonFunction>;
  /** Methods of top-level classes: `Class.method`. */
  readonly methods: ReadonlyMap<string, PythonFunction>;
  /** Top-level classes, by name. Their names are in `names` too. */
  readonly classes: ReadonlyMap<string, PythonClass>;
  /**
   * Other names that the top level binds: imports, assignments, classes; what they are is not known. So are
   * functions that only some branch defines while another binds the same name.
   */
  readonly names: ReadonlySet<string>;
  /**
   * Whether more names may be bound than can be seen: `from x import *`, `globals()[…] =`, `__getattr__`, `exec`, or
   * something at the top level that the grammar does not know.
   */
  readonly openEnded: boolean;
}

export interface PythonClass {
  readonly methods: ReadonlyMap<string, PythonFunction>;
  /** Other names that its body binds. */
  readonly names: ReadonlySet<string>;
  /** Whether it may have more: a base class, a metaclass, a decorator. */
  readonly openEnded: boolean;
  /** A decorator may make anything of it. */
  readonly isDecorated: boolean;
}

export interface PythonFunction {
  readonly name: string;
  /** Of its name in `def`. */
  readonly where: Range;
  readonly isAsync: boolean;
  readonly parameters: readonly PythonParameter[];
  /** As written, outermost first. */
  readonly decorators: readonly PythonDecorator[];
}

export interface PythonParameter {
  readonly name: string;
  readonly kind:
    "positional-only" | "positional-or-keyword" | "keyword-only" | "var-positional" | "var-keyword";
  /** Source text of the annotation. */
  readonly annotation: string | undefined;
  /** Source text of the default. */
  readonly default: string | undefined;
  readonly where: Range;
}

export interface PythonDecorator {
  /** The expression without its call: `flow`, `prefect.flow`. */
  readonly name: string;
  /** The full name behind it as far as imports tell (`prefect.flows.flow`), or what an undotted name is if not imported. */
  readonly origin: string | undefined;
  /**
   * Keyword arguments of the call; a literal string has its value. Undefined where it is not called. Arguments that
   * cannot be seen (`**options`) are under `**`.
   */
  readonly arguments: ReadonlyMap<string, PythonArgument> | undefined;
  readonly where: Range;
  /** Whether it is Prefect's `@flow`: by the file's imports (`from prefect import flow as f`, `import prefect as p`). */
  readonly isFlow: boolean;
}

export interface PythonArgument {
  /** Source text. */
  readonly text: string;
  /** Where it is a literal string without `f` prefix (concatenated ones joined), its value. */
  readonly string: string | undefined;
  readonly where: Range;
}

type Tree = ReturnType<typeof parser.parse>;
type SyntaxNode = Tree["topNode"];

/** How much may be guessed where the grammar does not fit. What is left of it goes on to the next file. */
export interface Patience {
  steps: number;
}

/** Some 40 µs each, or 200 where many guesses are followed at once; a token that fits takes 2. */
export const PATIENCE = 5_000;

/** Reads what a file defines at its top level. Never throws, whatever the text. */
export function parsePython(
  text: string,
  file: string,
  patience: Patience = { steps: PATIENCE },
): PythonFile {
  return new Reader(text.replace(/^\uFEFF/, ""), file, patience).read();
}

/** As `parser.parse`; where patience ends, the tree ends there, with an error. */
function parseWithin(source: string, patience: Patience): { tree: Tree; isWhole: boolean } {
  const parse = parser.startParse(source) as ReturnType<typeof parser.startParse> & { recovering: number };
  let isWhole = true;
  for (;;) {
    const tree = parse.advance();
    if (tree) return { tree, isWhole };
    if (parse.recovering > 0) patience.steps -= 1;
    if (patience.steps >= 0 || !isWhole) continue;
    parse.stopAt(parse.parsedPos);
    isWhole = false;
  }
}

const FLOW = new Set(["prefect.flow", "prefect.flows.flow", "prefect.main.flow"]);
/** Binds names in ways that cannot be seen. */
const HIDDEN_BINDING =
  /\b(?:globals|vars|locals|setattr|f_globals)\b|(?<![.\w])exec\s*\(|\.modules\b|__dict__|__import__|import_module\s*\(\s*__name__/;
/** Blocks in blocks, further than Python goes. */
const MAX_DEPTH = 120;

/** The grammar reads about 2 MB a second, and much less where nothing fits. Functions' blocks do not count. */
const MAX_LENGTH = 500_000;
const MAX_UNSURE_LENGTH = 50_000;

/** A module, or the body of a class. */
interface Scope {
  readonly functions: Map<string, PythonFunction>;
  readonly names: Set<string>;
}

class Reader {
  private readonly lineStarts: number[] = [0];
  private readonly origins = new Map<string, string>();
  private readonly classes = new Map<string, PythonClass>();
  private readonly module: Scope = { functions: new Map(), names: new Set() };
  private openEnded = false;
  private error: PythonFile["error"];
  private hasNamedExpressions = false;

  constructor(
    private readonly text: string,
    private readonly file: string,
    private readonly patience: Patience,
  ) {
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) this.lineStarts.push(at + 1);
    }
  }

  read(): PythonFile {
    const scan = scanPython(this.text);
    if (scan.error) this.fail(scan.error.message, scan.error.start, scan.error.end);
    else {
      this.readSource(withoutBodies(this.text, scan), scan);
    }
    const methods = new Map<string, PythonFunction>();
    for (const [name, { methods: own }] of this.classes) {
      for (const [method, definition] of own) methods.set(`${name}.${method}`, definition);
    }
    const { functions, names } = this.module;
    const { file, text, error, classes, openEnded } = this;
    return { file, text, error, functions, methods, classes, names, openEnded };
  }

  private readSource(source: string, scan: Scan): void {
    this.openEnded = HIDDEN_BINDING.test(this.text);
    if (source.length > (scan.isUnsure ? MAX_UNSURE_LENGTH : MAX_LENGTH)) {
      this.openEnded = true;
      return;
    }
    this.hasNamedExpressions = source.includes(":=");
    const { tree, isWhole } = parseWithin(source, this.patience);
    if (!isWhole || hasError(tree)) this.openEnded = true;
    this.block(tree.topNode, this.module, false, 0);
    for (const name of scan.globals) this.bind(name, this.module);
    if (this.module.functions.has("__getattr__")) this.openEnded = true;
  }

  private fail(message: string, start: number, end: number): void {
    this.error ??= { message, where: this.range(start, end) };
  }

  private range(start: number, end: number): Range {
    const [line, column] = this.place(start);
    const [endLine, endColumn] = this.place(Math.max(start, end));
    return { file: this.file, line, column, endLine, endColumn };
  }

  private place(offset: number): [number, number] {
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return [low + 1, offset - (this.lineStarts[low] ?? 0) + 1];
  }

  private slice({ from, to }: { from: number; to: number }): string {
    return this.text.slice(from, to);
  }

  /** @param isConditional whether it may be skipped when the file is run */
  private block(parent: SyntaxNode, scope: Scope, isConditional: boolean, depth: number): void {
    if (depth > MAX_DEPTH) {
      this.openEnded = true;
      return;
    }
    for (let node = parent.firstChild; node; node = node.nextSibling) {
      this.statement(node, scope, isConditional, depth);
    }
  }

  private statement(node: SyntaxNode, scope: Scope, isConditional: boolean, depth: number): void {
    switch (node.name) {
      case "FunctionDefinition":
        this.define(node, [], scope, isConditional);
        return;
      case "ClassDefinition":
        this.defineClass(node, false, scope, depth);
        return;
      case "DecoratedStatement": {
        const decorators = node.getChildren("Decorator").map((child) => this.decorator(child));
        const definition = node.lastChild;
        if (definition?.name === "FunctionDefinition")
          this.define(definition, decorators, scope, isConditional);
        else if (definition?.name === "ClassDefinition") this.defineClass(definition, true, scope, depth);
        return;
      }
      case "StatementGroup":
        this.block(node, scope, isConditional, depth + 1);
        return;
      case "IfStatement":
      case "WhileStatement":
      case "ForStatement":
      case "TryStatement":
      case "WithStatement":
      case "MatchStatement":
        this.compound(node, scope, isConditional, depth);
        return;
      case "ImportStatement":
        this.importNames(node, scope, isConditional);
        return;
      case "AssignStatement":
        this.assign(node, scope, isConditional);
        break;
      case "DeleteStatement":
        for (const name of this.targets(children(node))) this.bind(name, scope);
        return;
      case "TypeDefinition":
        for (const name of this.targets(node.getChildren("VariableName").slice(0, 1))) this.bind(name, scope);
        return;
    }
    this.namedExpressions(node, scope);
  }

  /** Blocks, and the names that the head binds. */
  private compound(node: SyntaxNode, scope: Scope, isConditional: boolean, depth: number): void {
    const head: SyntaxNode[] = [];
    const isWith = node.name === "WithStatement";
    const bindHead = (): void => {
      if (node.name === "ForStatement") {
        const end = head.findIndex(({ name }) => name === "in");
        for (const name of this.targets(head.slice(0, end))) this.bind(name, scope);
      }
      for (const [index, { name }] of head.entries()) {
        if (name === "as")
          for (const target of this.targets(head.slice(index + 1, index + 2))) this.bind(target, scope);
      }
      for (const child of head) this.namedExpressions(child, scope);
      head.length = 0;
    };
    let isMain = false;
    for (let child = node.firstChild; child; child = child.nextSibling) {
      if (child.name === "Body") {
        isMain = node.name === "IfStatement" && head[0]?.name === "if" && isMainTest(this.text, head[1]);
        bindHead();
        // Prefect imports the file, under another name than `__main__`.
        if (!isMain) this.block(child, scope, isConditional || !isWith, depth + 1);
      } else if (child.name === "MatchBody") {
        bindHead();
        for (const clause of child.getChildren("MatchClause")) {
          for (const name of this.patternNames(clause)) this.bind(name, scope);
          const body = clause.getChild("Body");
          if (body) this.block(body, scope, true, depth + 1);
        }
      } else if (child.name !== "Comment") head.push(child);
    }
    bindHead();
  }

  private patternNames(clause: SyntaxNode): string[] {
    const names: string[] = [];
    for (let child = clause.firstChild; child && child.name !== "Body"; child = child.nextSibling) {
      child.cursor().iterate((node) => {
        if (node.name === "VariableName") names.push(this.slice(node));
      });
    }
    return names;
  }

  private bind(name: string, scope: Scope): void {
    scope.functions.delete(name);
    scope.names.add(name);
    if (scope === this.module) this.classes.delete(name);
  }

  /** Names that an assignment to these expressions binds. */
  private targets(nodes: readonly SyntaxNode[], depth = 0): string[] {
    if (depth > MAX_DEPTH) return [];
    return nodes.flatMap((node) => {
      if (node.name === "VariableName") return [this.slice(node)];
      const isList = ["TupleExpression", "ArrayExpression", "ParenthesizedExpression"].includes(node.name);
      return isList ? this.targets(children(node), depth + 1) : [];
    });
  }

  private namedExpressions(node: SyntaxNode, scope: Scope): void {
    if (!this.hasNamedExpressions) return;
    node.cursor().iterate((found) => {
      if (found.name !== "AssignOp" || this.slice(found) !== ":=") return;
      const name = found.node.prevSibling;
      if (name?.name === "VariableName") this.bind(this.slice(name), scope);
    });
  }

  private assign(node: SyntaxNode, scope: Scope, isConditional: boolean): void {
    const parts = children(node);
    const last = parts.findLastIndex(({ name }) => name === "AssignOp");
    // `x: int` binds nothing.
    if (last < 0) return;
    const names = this.targets(parts.slice(0, last).filter(({ name }) => name !== "TypeDef"));
    const value = parts[last + 1];
    const isAlias = value !== undefined && parts.length === last + 2 && names.length === 1;
    const origin = isAlias ? this.origin(this.slice(value)) : undefined;
    for (const name of names) {
      this.bind(name, scope);
      if (scope !== this.module) continue;
      // `except ImportError: flow = None` says nothing of where Prefect is installed.
      if (isConditional && this.origins.has(name)) continue;
      if (origin !== undefined && value?.name !== "CallExpression") this.origins.set(name, origin);
      else this.origins.delete(name);
    }
  }

  private importNames(node: SyntaxNode, scope: Scope, isConditional: boolean): void {
    const parts = children(node).filter(({ name }) => name !== "(" && name !== ")");
    const isFrom = parts[0]?.name === "from";
    const start = parts.findIndex(({ name }) => name === "import");
    const module = isFrom
      ? parts
          .slice(1, start)
          .map((part) => this.slice(part))
          .join("")
      : "";
    for (const item of split(parts.slice(start + 1), ",")) {
      if (item[0]?.name === "*") this.openEnded = true;
      const as = item.findIndex(({ name }) => name === "as");
      const path = (as < 0 ? item : item.slice(0, as)).map((part) => this.slice(part)).join("");
      const first = path.split(".")[0] ?? "";
      const alias = as < 0 ? undefined : item[as + 1];
      const name = alias ? this.slice(alias) : first;
      if (!/^\w/u.test(name) && name.charCodeAt(0) < 128) continue;
      this.bind(name, scope);
      if (scope !== this.module) continue;
      const full = `${module}${module.endsWith(".") ? "" : "."}${path}`;
      const origin = isFrom ? full : alias ? path : first;
      const known = this.origins.get(name);
      // Which of two it is cannot be told.
      if (isConditional && known !== undefined && known !== origin) this.origins.delete(name);
      else this.origins.set(name, origin);
    }
  }

  /** What a dotted name is, by the imports above it. */
  private origin(name: string): string | undefined {
    if (!/^[\w.\s\u0080-\uffff]+$/.test(name)) return undefined;
    const [first = "", ...rest] = name.split(".").map((part) => part.trim());
    const origin = this.origins.get(first);
    if (origin !== undefined) return [origin, ...rest].join(".");
    return this.module.names.has(first) || this.module.functions.has(first) || rest.length > 0
      ? undefined
      : first;
  }

  private decorator(node: SyntaxNode): PythonDecorator {
    const parts = children(node).filter(({ name }) => name !== "At");
    const list = parts.at(-1)?.name === "ArgList" ? parts.pop() : undefined;
    const from = parts[0]?.from ?? node.from;
    const to = parts.at(-1)?.to ?? node.to;
    const rest = /^[^\r\n#]*/.exec(this.text.slice(list?.to ?? to))?.[0].trimEnd() ?? "";
    if (rest !== "") {
      // The grammar knows dotted names only; Python takes any expression.
      const name = this.text.slice(from, list?.to ?? to) + rest;
      const where = this.range(node.from, from + name.length);
      return { name, origin: undefined, arguments: undefined, where, isFlow: false };
    }
    const name = this.text.slice(from, to).trim();
    const origin = this.origin(name);
    return {
      name,
      origin,
      arguments: list && this.callArguments(list),
      where: this.range(node.from, list?.to ?? to),
      isFlow: origin !== undefined && FLOW.has(origin),
    };
  }

  private callArguments(list: SyntaxNode): Map<string, PythonArgument> {
    const result = new Map<string, PythonArgument>();
    for (const item of split(inside(list), ",")) {
      const [first, operator, ...value] = item;
      const isKeyword = first?.name === "VariableName" && operator?.name === "AssignOp";
      const nodes = isKeyword ? value : item.slice(1);
      const [start, end] = [nodes[0], nodes.at(-1)];
      if (!first || !start || !end || !(isKeyword || first.name === "**")) continue;
      result.set(isKeyword ? this.slice(first) : "**", {
        text: this.text.slice(start.from, end.to),
        string: nodes.length === 1 ? this.string(start) : undefined,
        where: this.range(start.from, end.to),
      });
    }
    return result;
  }

  private string(node: SyntaxNode): string | undefined {
    const inner = inside(node)[0];
    if (node.name === "ParenthesizedExpression") return inner && this.string(inner);
    if (node.name === "ContinuedString") {
      const parts = children(node).map((child) => this.string(child));
      return parts.every((part) => part !== undefined) ? parts.join("") : undefined;
    }
    return node.name === "String" ? stringValue(this.slice(node)) : undefined;
  }

  private define(
    node: SyntaxNode,
    decorators: readonly PythonDecorator[],
    scope: Scope,
    isConditional: boolean,
  ): void {
    const nameNode = node.getChild("VariableName");
    if (!nameNode) return;
    const name = this.slice(nameNode);
    const list = node.getChild("ParamList");
    const definition: PythonFunction = {
      name,
      where: this.range(nameNode.from, nameNode.to),
      isAsync: node.firstChild?.name === "async",
      parameters: list ? this.parameters(list) : [],
      decorators,
    };
    const isBound = scope.names.has(name) || scope.functions.has(name);
    if (isConditional && isBound) {
      this.bind(name, scope);
      return;
    }
    this.bind(name, scope);
    scope.names.delete(name);
    scope.functions.set(name, definition);
    if (scope === this.module) this.origins.delete(name);
  }

  private parameters(list: SyntaxNode): PythonParameter[] {
    const result: PythonParameter[] = [];
    let kind: PythonParameter["kind"] = "positional-or-keyword";
    let hasDefault = false;
    let start = list.from + 1;
    let item: SyntaxNode[] = [];
    const names = new Set<string>();
    const finish = (end: number): void => {
      const first = item[0];
      if (!first) {
        const isSlash = this.text
          .slice(start, end)
          .replace(/#[^\r\n]*/g, "")
          .includes("/");
        if (isSlash && result[0]?.kind !== "positional-only")
          for (const [index, parameter] of result.entries())
            result[index] = { ...parameter, kind: "positional-only" };
        return;
      }
      const isStar = first.name === "*";
      const nameNode = isStar || first.name === "**" ? item[1] : first;
      if (isStar) kind = "keyword-only";
      if (nameNode?.name !== "VariableName") return;
      const name = this.slice(nameNode);
      const type = item.find((node) => node.name === "TypeDef");
      const assign = item.findIndex((node) => node.name === "AssignOp");
      const [from, to] = assign < 0 ? [] : [item[assign + 1], item.at(-1)];
      const parameter: PythonParameter = {
        name,
        kind: isStar ? "var-positional" : first.name === "**" ? "var-keyword" : kind,
        annotation: type && this.slice(type).replace(/^:/, "").trim(),
        default: from && to && this.text.slice(from.from, to.to),
        where: this.range(nameNode.from, nameNode.to),
      };
      if (names.has(name)) this.fail(`has the parameter \`${name}\` twice`, nameNode.from, nameNode.to);
      names.add(name);
      if (parameter.kind === "positional-or-keyword") {
        if (hasDefault && parameter.default === undefined) {
          this.fail(
            `has \`${name}\` without a default behind parameters with one`,
            nameNode.from,
            nameNode.to,
          );
        }
        hasDefault ||= parameter.default !== undefined;
      }
      result.push(parameter);
    };
    for (const node of inside(list)) {
      if (node.name === ",") {
        finish(node.from);
        start = node.to;
        item = [];
      } else item.push(node);
    }
    finish(list.to);
    return result;
  }

  private defineClass(node: SyntaxNode, isDecorated: boolean, scope: Scope, depth: number): void {
    const nameNode = node.getChild("VariableName");
    if (!nameNode) return;
    const name = this.slice(nameNode);
    this.bind(name, scope);
    if (scope !== this.module) return;
    this.origins.delete(name);
    const inner: Scope = { functions: new Map(), names: new Set() };
    const body = node.getChild("Body");
    if (body) this.block(body, inner, false, depth + 1);
    const bases = node.getChild("ArgList");
    const hasBases = bases !== null && inside(bases).length > 0 && this.slice(bases) !== "(object)";
    const openEnded = isDecorated || hasBases || inner.functions.has("__getattr__");
    this.classes.set(name, { methods: inner.functions, names: inner.names, openEnded, isDecorated });
  }
}

/** Children without comments and errors. */
function children(node: SyntaxNode): SyntaxNode[] {
  const result: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== "Comment" && !child.type.isError) result.push(child);
  }
  return result;
}

/** Children of a node in brackets, without them. */
function inside(node: SyntaxNode): SyntaxNode[] {
  return children(node).filter(
    ({ from, to, name }) => !(name.length === 1 && "()[]{}".includes(name) && to > from),
  );
}

function split(nodes: readonly SyntaxNode[], separator: string): SyntaxNode[][] {
  const items: SyntaxNode[][] = [[]];
  for (const node of nodes) {
    if (node.name === separator) items.push([]);
    else items.at(-1)?.push(node);
  }
  return items.filter((item) => item.length > 0);
}

function isMainTest(text: string, test: SyntaxNode | undefined): boolean {
  return (
    test !== undefined &&
    /^\(?\s*__name__\s*==\s*(["'])__main__\1\s*\)?$/.test(text.slice(test.from, test.to))
  );
}

function hasError(tree: Tree): boolean {
  let found = false;
  tree.iterate({
    enter: ({ type }) => {
      found ||= type.isError;
      return !found;
    },
  });
  return found;
}

/**
 * The text with each function's block as one expression, and with the line ends that the grammar knows; every
 * character keeps its place. The grammar then has less to read, and nothing in a block can lead it astray.
 */
function withoutBodies(original: string, { bodies, dots }: Scan): string {
  const text = dots.length === 0 ? original : withZeros(original, dots);
  const parts: string[] = [];
  let position = 0;
  for (const { start, end, indent } of bodies) {
    const length = end - start - indent;
    const blank = text.slice(start, start + indent) + "0" + " ".repeat(Math.max(0, length - 2));
    parts.push(text.slice(position, start), length > 1 ? `${blank}\n` : blank);
    position = end;
  }
  parts.push(text.slice(position));
  const source = parts.join("");
  if (!source.includes("\r") && !source.includes("\f")) return source;
  return source
    .replaceAll("\\\r\n", " \\\n")
    .replaceAll("\r\n", " \n")
    .replaceAll("\r", "\n")
    .replace(/^[ \t\f]*\f/gm, (space) => "\n".repeat(space.length));
}

function withZeros(text: string, dots: readonly number[]): string {
  return (
    dots.map((dot, index) => `${text.slice((dots[index - 1] ?? -1) + 1, dot)}0`).join("") +
    text.slice((dots.at(-1) ?? -1) + 1)
  );
}

const ESCAPE =
  /\\(\r\n|[\s\S])(?:(?<=\\x)([\da-fA-F]{2})|(?<=\\u)([\da-fA-F]{4})|(?<=\\U)([\da-fA-F]{8})|(?<=\\[0-7])([0-7]{1,2}))?/g;
const ESCAPES: Readonly<Record<string, string>> = {
  "\n": "",
  "\r": "",
  "\r\n": "",
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** Value of a literal string; undefined where it is bytes, or is not known. */
export function stringValue(literal: string): string | undefined {
  const found = /^([a-z]*)('''|"""|'|")([\s\S]*)\2$/i.exec(literal);
  if (!found) return undefined;
  const [, prefix = "", , body = ""] = found;
  if (/[bft]/i.test(prefix)) return undefined;
  const content = body.replace(/\r\n?/g, "\n");
  if (/r/i.test(prefix)) return content;
  const unknown: string[] = [];
  const value = content.replace(ESCAPE, (whole, character: string, ...codes: (string | undefined)[]) => {
    const [x, u, long, octal] = codes;
    const hex = x ?? u ?? long;
    if (/^[0-7]$/.test(character)) return String.fromCodePoint(parseInt(character + (octal ?? ""), 8));
    if (hex !== undefined && parseInt(hex, 16) <= 0x10ffff) return String.fromCodePoint(parseInt(hex, 16));
    if (/^[xuUN]$/.test(character)) unknown.push(whole);
    return ESCAPES[character] ?? whole;
  });
  return unknown.length === 0 ? value : undefined;
}
