import { rememberedOf } from "../../base/remembered.js";
import { STANDARD_LIBRARY } from "./stdlib.generated.js";
import type { Place } from "./entrypoint-place.js";
import type { PythonFile, PythonFunction } from "../../project/python/types.js";

/** Decorators that make something else than a flow of a function. */
const NO_FLOW = new Set([
  ...["prefect.task", "prefect.tasks.task", "staticmethod", "classmethod", "property"],
  ...["functools.cache", "functools.lru_cache", "functools.wraps"],
  ...["contextlib.contextmanager", "contextlib.asynccontextmanager"],
  ...["typing.overload", "typing.no_type_check", "pytest.fixture"],
]);

/** The function of an entrypoint, where it is sure which one that is; says where it is none, or no flow. */
export function flowOf(name: string, python: PythonFile, place: Place): PythonFunction | undefined {
  const [first = "", second, ...more] = name.split(".");
  const definition = python.functions.get(name) ?? python.methods.get(name);
  if (definition) {
    if (definition.decorators.every(({ origin }) => origin !== undefined && NO_FLOW.has(origin))) {
      sayNotFlow(name, definition, python, place);
      return undefined;
    }
    return second === undefined ? definition : undefined;
  }
  const owner = python.classes.get(first);
  const isKnown = python.names.has(first) || python.functions.has(first);
  if (second === undefined) {
    if (owner && !owner.isDecorated) sayNotFlow(name, undefined, python, place);
    // Where a dependency is missing, Prefect reads the file's text, and finds a function within another too.
    else if (!isKnown) sayMissing(name, isFoundInText(name, python), python, place);
  } else if (more.length > 0) return undefined;
  else if (!owner) {
    // A module of a package is there as soon as anybody has imported it.
    if (!isKnown) sayMissing(name, python.file.endsWith("__init__.py"), python, place);
  } else if (!owner.openEnded && !owner.names.has(second)) {
    // It may be put on the class from outside, by who names the class.
    sayMissing(name, isNamedElsewhere(first, python), python, place);
  }
  return undefined;
}

function sayNotFlow(
  name: string,
  definition: PythonFunction | undefined,
  python: PythonFile,
  place: Place,
): void {
  const isTask = definition?.decorators.some(({ origin }) => origin?.endsWith(".task")) ?? false;
  const kind = definition ? (isTask ? "a task" : "a plain function") : "a class";
  const line = definition ? ` (line ${definition.where.line})` : "";
  const [flow, ...others] = flowsOf(python);
  place.say("entrypoint-not-a-flow", {
    severity: python.openEnded ? "warning" : undefined,
    what: `\`${name}\` in ${python.file}${line} is ${kind} and no flow; Prefect refuses to deploy it.`,
    fix:
      flow !== undefined && others.length === 0
        ? `Put \`@flow\` above it, or name the flow of that file: \`${flow}\`.`
        : `Put \`@flow\` above ${definition ? "it" : "a function, and name that"}.`,
  });
}

function sayMissing(name: string, mayComeLater: boolean, python: PythonFile, place: Place): void {
  const isHidden = python.openEnded || mayComeLater;
  const flows = flowsOf(python);
  const near = place.around.nearest(name, flows);
  const meant = near ?? (flows.length === 1 ? flows[0] : undefined);
  place.say("entrypoint-function-missing", {
    severity: isHidden ? "warning" : undefined,
    what: isHidden
      ? `no \`${name}\` can be seen at the top level of ${python.file}; if it comes from nowhere else, Prefect cannot deploy it.`
      : `there is no \`${name}\` at the top level of ${python.file}; Prefect cannot deploy it.`,
    fix:
      meant === undefined
        ? "Name a function with `@flow` that is not within another function."
        : `Do you mean \`${meant}\`?`,
    corrected: near === undefined || isHidden ? undefined : place.corrected(near, name),
  });
}

const namesOfFlows = rememberedOf(({ functions }: PythonFile): readonly string[] =>
  [...functions.values()]
    .filter(({ decorators }) => decorators.some(({ isFlow }) => isFlow))
    .map(({ name }) => name),
);

/** Names of the flows of a file. */
export function flowsOf(python: PythonFile | undefined): readonly string[] {
  return python ? namesOfFlows(python) : [];
}

/** Whether a function of that name is anywhere in a file whose imports may fail. */
function isFoundInText(name: string, python: PythonFile): boolean {
  const { defined, imported } = wordsOf(python);
  return (
    defined.has(name) && imported.some((module) => module !== "prefect" && !STANDARD_LIBRARY.has(module))
  );
}

/** Whether a class is named beside its own definition, and not only as the base of another. */
function isNamedElsewhere(name: string, python: PythonFile): boolean {
  return (wordsOf(python).counts.get(name) ?? 0) > 1;
}

/** What the text of a file tells by its words alone. */
interface Words {
  /** Names behind `def`. */
  readonly defined: ReadonlySet<string>;
  /** First parts of imported modules. */
  readonly imported: readonly string[];
  /** How often each word is used, not counting bases of classes. */
  readonly counts: ReadonlyMap<string, number>;
}

const wordsOf = rememberedOf(({ text }: PythonFile): Words => {
  const behind = (pattern: RegExp): string[] => Array.from(text.matchAll(pattern), ([, found = ""]) => found);
  const counts = new Map<string, number>();
  // Up to the next bracket of either kind: where none closes, a search to the end of the line from each one takes long.
  const withoutBases = text.replace(/\bclass\s+\w+\s*\([^()\n]*\)/g, "");
  for (const [word] of withoutBases.matchAll(/[\w\u0080-\u{10ffff}]+/gu))
    counts.set(word, (counts.get(word) ?? 0) + 1);
  return {
    defined: new Set(behind(/\bdef\s+(\w+)/g)),
    imported: [...new Set(behind(/^[ \t]*(?:from|import)[ \t]+(\w+)/gm))],
    counts,
  };
});
