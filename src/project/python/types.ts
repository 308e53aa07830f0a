import type { Range } from "../../base/finding.js";

/** A Python file, parsed and never run. */
export interface PythonFile {
  /** As shown to people. */
  readonly file: string;
  /** Without a byte order mark. */
  readonly text: string;
  /** Whether Python has read it. Where it has not, nothing is known of what it defines. */
  readonly isRead: boolean;
  /** Why Python refuses it. Then nothing is known of what it defines. */
  readonly error: PythonError | undefined;
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
  /** Calls that surely run when the file is imported, in its order: on its functions, on Prefect and on asyncio. */
  readonly calls: readonly PythonCall[];
  /** Whether more names may be bound than can be seen: `from x import *`, `globals()[…] =`, `__getattr__`, `exec`. */
  readonly openEnded: boolean;
}

/** A call; of one within another the outer one. */
export interface PythonCall {
  /**
   * The full name of what is called, with `()` for each call in it: `prefect.blocks.system.Secret().save`. A function of
   * the file has a colon before it: `:hello.deploy`.
   */
  readonly name: string;
  /** How that is written: `Secret(value="x").save`; of a long one the beginning. */
  readonly text: string;
  /** Whether `_sync` is given, and may be true. */
  readonly isSync: boolean;
  /** Of what is called. */
  readonly where: Range;
}

export interface PythonError {
  /** As Python says it: `'(' was never closed`. */
  readonly message: string;
  readonly where: Range;
  /** The version that refuses it, where it may not be the one that deploys and a newer one may take the file. */
  readonly onlyBy: string | undefined;
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
  readonly isAsync: boolean;
  /** Of its name in `def`. */
  readonly where: Range;
  readonly parameters: readonly PythonParameter[];
  /** As written, outermost first. */
  readonly decorators: readonly PythonDecorator[];
}

export interface PythonParameter {
  readonly name: string;
  readonly kind:
    "positional-only" | "positional-or-keyword" | "keyword-only" | "var-positional" | "var-keyword";
  /** Source text of the annotation; of a long one the beginning. */
  readonly annotation: string | undefined;
  /** The same of the default. */
  readonly default: string | undefined;
  readonly where: Range;
}

export interface PythonDecorator {
  /**
   * The full name of what is called, as far as imports tell (`prefect.flows.flow`), or what an undotted name is if not
   * imported. Undefined where that is not known, or where it is not a name.
   */
  readonly origin: string | undefined;
  /**
   * Keyword arguments of the call; a literal string has its value. Undefined where it is not called. Arguments that
   * cannot be seen (`**options`) are under `**`.
   */
  readonly arguments: ReadonlyMap<string, PythonArgument> | undefined;
  /** Whether it is Prefect's `@flow`: by the file's imports (`from prefect import flow as f`, `import prefect as p`). */
  readonly isFlow: boolean;
}

export interface PythonArgument {
  /** Where it is a literal string without `f` prefix (concatenated ones joined), its value. */
  readonly string: string | undefined;
  readonly where: Range;
}
