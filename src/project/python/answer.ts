import type { Range } from "../../base/finding.js";
import type { PythonClass, PythonDecorator, PythonError, PythonFile, PythonFunction } from "./types.js";
import { mayBeNewer } from "./versions.js";

/** What `prefect_reader.py` says of a file. */
export interface Answer extends Partial<AnsweredNames> {
  readonly error?: AnsweredError;
  readonly unread?: Unread;
}

/**
 * Why a file is not read: too deeply nested or too large for Python's parser; it defines more than anybody reads; it
 * keeps Python busy, or ends it; too many did so before.
 */
export type Unread = "complex" | "much" | "slow" | "crash" | "late";

interface AnsweredError {
  readonly message: string;
  readonly where: Place;
  /** Whether every Python refuses it. */
  readonly sure: boolean;
}

interface AnsweredNames {
  readonly functions: readonly AnsweredFunction[];
  readonly classes: readonly AnsweredClass[];
  readonly names: readonly string[];
  readonly calls: readonly AnsweredCall[];
  /** Whether it has a star import or a `__getattr__`. */
  readonly open: boolean;
}

interface AnsweredCall {
  readonly name: string;
  readonly text: string;
  readonly sync: boolean;
  readonly where: Place;
}

interface AnsweredClass {
  readonly name: string;
  readonly methods: readonly AnsweredFunction[];
  readonly names: readonly string[];
  readonly open: boolean;
  readonly decorated: boolean;
}

interface AnsweredFunction extends Pick<PythonFunction, "name"> {
  readonly async: boolean;
  readonly where: Place;
  readonly parameters: readonly {
    readonly name: string;
    readonly kind: PythonFunction["parameters"][number]["kind"];
    readonly annotation: string | null;
    readonly default: string | null;
    readonly where: Place;
  }[];
  readonly decorators: readonly {
    readonly origin: string | null;
    readonly arguments:
      readonly { readonly name: string; readonly string: string | null; readonly where: Place }[] | null;
  }[];
}

/** Line and column of the start and of the end. */
type Place = readonly [number, number, number, number];

/** The file that was read, and by what. */
export interface Source {
  /** As shown to people. */
  readonly file: string;
  readonly bytes: Buffer;
}

/** The Python that reads. */
export interface ReadBy {
  /** `3.12.3` */
  readonly version: string;
  /** Whether it is the one that deploys: what it refuses is refused. */
  readonly isClients: boolean;
}

/** Binds names in ways that cannot be seen. */
const HIDDEN_BINDING =
  /\b(?:globals|vars|locals|setattr|f_globals)\b|(?<![.\w])exec\s*\(|\.modules\b|__dict__|__import__|import_module\s*\(\s*__name__/;

const FLOW = new Set(["prefect.flow", "prefect.flows.flow", "prefect.main.flow"]);

/** A file as the rules see it. */
export function pythonFile({ file, bytes }: Source, answer: Answer, by: ReadBy): PythonFile {
  const text = textOf(bytes);
  const { functions = [], classes = [], names = [], calls = [], open = false, error } = answer;
  const range = ([line, column, endLine, endColumn]: Place): Range => {
    return { file, line, column, endLine, endColumn };
  };
  const byName = new Map(
    classes.map((each): [string, PythonClass] => {
      const { methods, names: own, open: openEnded, decorated: isDecorated } = each;
      return [
        each.name,
        { methods: functionsOf(methods, range), names: new Set(own), openEnded, isDecorated },
      ];
    }),
  );
  const methods = [...byName].flatMap(([name, { methods: own }]) =>
    [...own].map(([method, definition]): [string, PythonFunction] => [`${name}.${method}`, definition]),
  );
  return {
    file,
    text,
    isRead: true,
    error: error && errorOf(error, range(error.where), text, by),
    functions: functionsOf(functions, range),
    methods: new Map(methods),
    classes: byName,
    names: new Set(names),
    calls: calls.map(({ sync: isSync, where, ...call }) => ({ ...call, isSync, where: range(where) })),
    openEnded: open || HIDDEN_BINDING.test(text),
  };
}

/** A file that is there, and of which nothing else is known. */
export function unreadFile({ file, bytes }: Source): PythonFile {
  const nothing = {
    functions: new Map(),
    methods: new Map(),
    classes: new Map(),
    names: new Set<string>(),
    calls: [],
  };
  return { file, text: textOf(bytes), isRead: false, error: undefined, openEnded: true, ...nothing };
}

function textOf(bytes: Buffer): string {
  return bytes.toString("utf8").replace(/^\uFEFF/, "");
}

function errorOf(
  { message, sure }: AnsweredError,
  where: Range,
  text: string,
  { version, isClients }: ReadBy,
): PythonError {
  const isNewer = !sure && !isClients && mayBeNewer(message, text, where, version);
  return { message, where, onlyBy: isNewer ? version : undefined };
}

function functionsOf(
  answered: readonly AnsweredFunction[],
  range: (place: Place) => Range,
): Map<string, PythonFunction> {
  return new Map(
    answered.map(({ name, async: isAsync, where, parameters, decorators }) => {
      const own = parameters.map(({ annotation, default: value, where: place, ...parameter }) => ({
        ...parameter,
        annotation: annotation ?? undefined,
        default: value ?? undefined,
        where: range(place),
      }));
      const above = decorators.map((each) => decoratorOf(each, range));
      return [name, { name, isAsync, where: range(where), parameters: own, decorators: above }];
    }),
  );
}

function decoratorOf(
  { origin, arguments: given }: AnsweredFunction["decorators"][number],
  range: (place: Place) => Range,
): PythonDecorator {
  const named = given?.map(
    ({ name, string, where }) => [name, { string: string ?? undefined, where: range(where) }] as const,
  );
  return {
    origin: origin ?? undefined,
    arguments: named && new Map(named),
    isFlow: origin !== null && FLOW.has(origin),
  };
}
