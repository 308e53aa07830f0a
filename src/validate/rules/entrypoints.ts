import { ENTRYPOINT_RULES } from "./entrypoint-rules.js";
import { STANDARD_LIBRARY } from "./stdlib.generated.js";
import { basename, isAbsolute, resolve } from "node:path";
import { closest, distance } from "fastest-levenshtein";
import { withoutEnd } from "../../base/edges.js";
import { remembered } from "../../base/remembered.js";
import {
  besidePrefectFile,
  findModule,
  Folders,
  readEntrypoint,
  slashed,
  type Entrypoint,
  type Flaw,
} from "../../project/entrypoint.js";
import { checkParameters } from "./parameters.js";
import type { PythonError, PythonFile, PythonFunction } from "../../project/python/types.js";
import type { Finding, Report } from "../../base/finding.js";
import type { Context, DeploymentEntry } from "../../project/types.js";
import type { RuleSet } from "../types.js";
import { isBefore } from "./version.js";
import type { YamlFile } from "../../project/yaml/file.js";

/** Whether the flow that each deployment names is there, and what it takes. */
export const entrypoints: RuleSet = {
  rules: ENTRYPOINT_RULES,
  check(context, report) {
    const check = new Check(context, report);
    for (const { deployments } of context.files) for (const entry of deployments) check.deployment(entry);
  },
};

/** Decorators that make something else than a flow of a function. */
const NO_FLOW = new Set([
  "prefect.task",
  "prefect.tasks.task",
  "staticmethod",
  "classmethod",
  "property",
  "functools.cache",
  "functools.lru_cache",
  "functools.wraps",
  "contextlib.contextmanager",
  "contextlib.asynccontextmanager",
  "typing.overload",
  "typing.no_type_check",
  "pytest.fixture",
]);
/** `Class.method` works from some version after this one; it is refused by 3.0.11, taken by 3.4.14. */
const METHODS = "3.1.0";
/** What is longer is nothing to copy. */
const LONGEST_ROW = 500;
/** A nearest file is looked for that often: it is slow, and nobody reads more. */
const MAX_SUGGESTIONS = 100;
/** What is longer is not a slip of the pen, and takes long to compare. */
const MAX_SUGGESTED_LENGTH = 200;

type Said = Pick<Finding, "what" | "fix"> & Partial<Pick<Finding, "severity" | "corrected">>;
type Named = Exclude<Entrypoint, { kind: "malformed" }>;

class Check {
  private readonly folders: Folders;
  private readonly lines = new WeakMap<YamlFile, readonly string[]>();
  private suggestions = 0;

  constructor(
    private readonly context: Context,
    private readonly report: Report,
  ) {
    this.folders = new Folders(context.directory, context.disk);
  }

  deployment(entry: DeploymentEntry): void {
    const lead = readEntrypoint(entry, this.context);
    if (!lead) return;
    const { entrypoint } = lead;
    if (entrypoint.kind === "malformed") {
      this.malformed(entry, entrypoint.flaw, entrypoint.path, entrypoint.name);
      return;
    }
    const python =
      entrypoint.kind === "file"
        ? this.file(entry, entrypoint.path, lead.python)
        : this.module(entry, entrypoint, lead.python);
    if (!python?.isRead) return;
    if (python.error) {
      this.report("entrypoint-syntax-error", syntaxError(python.file, python.error));
      return;
    }
    const definition = this.definition(entry, entrypoint, python);
    if (definition) checkParameters(entry, definition, python, this.context, this.report);
  }

  private say(rule: string, entry: DeploymentEntry, said: Said): void {
    const { yaml } = entry.file;
    this.report(rule, { ...said, where: yaml.range(entry.path("entrypoint"), "value") });
  }

  private malformed(entry: DeploymentEntry, flaw: Flaw, path: string, name: string): void {
    const { title } = entry;
    const says: Readonly<Record<Flaw, () => Said>> = {
      "no-function": () => {
        const file = withoutEnd(path, /:/);
        const [flow, ...others] = flowsOf(this.context.python(resolve(this.context.directory, file)));
        return {
          what: `${title}: the entrypoint names a file and no function.`,
          fix: `Add the function: \`${file}:${flow ?? "function"}\`.`,
          ...(flow !== undefined && others.length === 0 ? this.corrected(entry, `${file}:${flow}`) : {}),
        };
      },
      "no-suffix": () => ({
        what: `${title}: the entrypoint's file has no \`.py\`, so Prefect takes it for a module and finds none.`,
        fix: `Write \`${path}.py:${name || "function"}\`.`,
        ...(this.folders.isFile(`${path}.py`) && name ? this.corrected(entry, `${path}.py:${name}`) : {}),
      }),
      "not-python": () => ({
        what: `${title}: the entrypoint is no \`file.py:function\`, so Prefect takes it for a module and finds none.`,
        fix: "Write `path/to/file.py:function`, with a colon and a `.py` in lower case.",
      }),
      call: () => ({
        what: `${title}: the entrypoint calls its function; Prefect looks for one whose name has brackets.`,
        fix: `Leave the brackets out: \`${path}:${withoutCall(name)}\`.`,
        ...this.corrected(entry, `${path}:${withoutCall(name)}`),
      }),
      space: () => ({
        what: `${title}: the entrypoint has a space beside its colon or at its end, which Prefect takes for a part of the name.`,
        fix: `Write \`${path}:${name.trim()}\`.`,
        ...this.corrected(entry, `${path}:${name.trim()}`),
      }),
      shapeless: () => ({
        what: `${title}: the entrypoint is no \`file.py:function\` and no \`module.function\`; Prefect refuses it.`,
        fix: "Write `path/to/file.py:function`.",
      }),
    };
    this.say("entrypoint-syntax", entry, says[flaw]());
  }

  /** The file, where it is there and can be read. */
  private file(entry: DeploymentEntry, path: string, python: PythonFile | undefined): PythonFile | undefined {
    if (python && process.platform === "linux") return python;
    if (!python && this.refused(entry, path, [path])) return undefined;
    const { isThere, other } = this.lookAt(path);
    if (other !== undefined) {
      this.say("entrypoint-case", entry, {
        ...(isThere || python !== undefined ? { severity: "warning" } : {}),
        what: `${entry.title}: ${path} is spelt ${other} on disk; on Linux that is another file.`,
        fix: `Write \`${other}\`.`,
        ...this.corrected(entry, other, path),
      });
    } else if (!isThere && python === undefined)
      this.say("entrypoint-file-missing", entry, this.missingFile(entry, path));
    return python;
  }

  /** Whether one of these files is there and not read; says so. */
  private refused(entry: DeploymentEntry, shown: string, paths: readonly string[]): boolean {
    const refusal = paths.flatMap((path) => this.lookAt(path).refusal ?? [])[0];
    // A folder of that name is not a file, and that is said.
    if (refusal === undefined || refusal.reason === "folder") return false;
    const isDeployed = refusal.reason !== "special" && refusal.reason !== "unreadable";
    this.say("file-not-read", entry, {
      // Prefect may well import it.
      ...(isDeployed ? { severity: "warning" } : {}),
      what: `${entry.title}: ${shown} ${refusal.words}; nothing of this flow is checked.`,
      fix: isDeployed
        ? "Name a file of the repository, relative to the directory in which the action deploys."
        : "Put the flow into a regular file.",
    });
    return true;
  }

  private missingFile(entry: DeploymentEntry, path: string): Said {
    const { instead } = this.lookAt(path);
    if (instead !== undefined) {
      return {
        what: `${entry.title}: ${path} is ${instead}, and no file; Prefect cannot import the flow.`,
        fix:
          instead === "a folder"
            ? "Name the Python file that is meant."
            : "Correct the symbolic link, and check that what it leads to is committed.",
      };
    }
    const what = `${entry.title}: there is no file ${path} here; Prefect cannot import the flow.`;
    if (isAbsolute(path)) {
      return {
        // It may be there on the machine that deploys, such as in a container.
        severity: "warning",
        what: `${entry.title}: there is no file ${path} on this machine; Prefect imports the flow where it deploys.`,
        fix: "Name the file relative to the directory in which the action deploys.",
      };
    }
    if (path.includes("\\") && this.folders.isFile(path.replaceAll("\\", "/"))) {
      const fixed = path.replaceAll("\\", "/");
      return {
        what,
        fix: `Write the path with forward slashes: \`${fixed}\`.`,
        ...this.corrected(entry, fixed, path),
      };
    }
    const beside = besidePrefectFile(path, entry, this.context);
    if (beside !== undefined) {
      return {
        what,
        fix:
          `Paths start where \`prefect deploy\` runs, not at the prefect file: write \`${beside}\`, or deploy from ` +
          "the folder of the prefect file.",
      };
    }
    const near = this.nearestFile(path.trim());
    if (near === undefined) {
      return {
        what,
        fix: "Write the path from the directory in which the action deploys, and check that the file is committed.",
      };
    }
    return { what, fix: `Do you mean \`${near}\`?`, ...this.corrected(entry, near, path) };
  }

  /** What is there, asked of the disk once for each path. */
  private readonly lookAt = remembered((path: string) => {
    const { directory, disk } = this.context;
    const absolute = resolve(directory, path);
    return {
      refusal: disk.refusal(absolute),
      isThere: disk.isFile(absolute),
      instead: disk.insteadOfFile(absolute),
      other: this.folders.otherCase(path),
    };
  });

  private nearestFile(path: string): string | undefined {
    if (path.length > MAX_SUGGESTED_LENGTH || ++this.suggestions > MAX_SUGGESTIONS) return undefined;
    const all = this.folders.python();
    const own = slashed(path).replace(/^\.\//, "");
    const same = all.filter((each) => basename(each) === basename(own));
    if (same.length > 0) return closest(own, same);
    const near = all.length === 0 ? undefined : closest(own, all);
    return near !== undefined && isNear(own, near) ? near : undefined;
  }

  private module(
    entry: DeploymentEntry,
    { module, name, hasColon }: Named & { kind: "module" },
    found: PythonFile | undefined,
  ): PythonFile | undefined {
    const whole = hasColon ? undefined : findModule(`${module}.${name}`, this.context);
    const isBound = found && (found.openEnded || found.names.has(name) || found.functions.has(name));
    if (whole && !isBound) {
      const [flow] = flowsOf(whole);
      this.say("entrypoint-syntax", entry, {
        what: `${entry.title}: the entrypoint names a module and no function.`,
        fix: `Add the function: \`${module}.${name}:${flow ?? "function"}\`.`,
      });
      return undefined;
    }
    const file = module.replaceAll(".", "/");
    if (!found && this.refused(entry, module, [`${file}/__init__.py`, `${file}.py`])) return undefined;
    const [first = "", ...rest] = module.split(".");
    // Without a local package of that name it is one that is installed, or will be.
    if (!found && rest.length > 0 && this.folders.isFile(`${first}/__init__.py`)) {
      this.say("entrypoint-file-missing", entry, {
        severity: "warning",
        what: `${entry.title}: there is no module ${module} in the package ${first} here.`,
        fix: `Check the name; Prefect imports it from ${file}.py.`,
      });
    }
    return found;
  }

  private definition(
    entry: DeploymentEntry,
    { name }: Named,
    python: PythonFile,
  ): PythonFunction | undefined {
    const { title } = entry;
    const [first = "", second, ...more] = name.split(".");
    if (second !== undefined && python.classes.has(first) && isBefore(this.context.version, METHODS)) {
      this.say("entrypoint-function-missing", entry, {
        what: `${title}: Prefect ${this.context.version ?? ""} takes no method as an entrypoint.`,
        fix: "Make the flow a function, or use a newer Prefect.",
      });
      return undefined;
    }
    const definition = python.functions.get(name) ?? python.methods.get(name);
    if (definition) {
      if (definition.decorators.every(({ origin }) => origin !== undefined && NO_FLOW.has(origin))) {
        this.notFlow(entry, name, definition, python);
        return undefined;
      }
      return second === undefined ? definition : undefined;
    }
    const owner = python.classes.get(first);
    if (second === undefined) {
      if (owner && !owner.isDecorated) this.notFlow(entry, name, undefined, python);
      else if (!python.names.has(name)) {
        // Where a dependency is missing, Prefect reads the file's text, and finds a function within another too.
        this.missingFunction(entry, name, python, python.openEnded || isFoundInText(name, python));
      }
    } else if (more.length === 0) {
      if (!owner) {
        if (!python.names.has(first) && !python.functions.has(first)) {
          // A module of a package is there as soon as anybody has imported it.
          const isPackage = python.file.endsWith("__init__.py");
          this.missingFunction(entry, name, python, python.openEnded || isPackage);
        }
      } else if (!owner.openEnded && !owner.names.has(second)) {
        // It may be put on the class from outside, by who names the class.
        this.missingFunction(entry, name, python, python.openEnded || isNamedElsewhere(first, python));
      }
    }
    return undefined;
  }

  private notFlow(
    entry: DeploymentEntry,
    name: string,
    definition: PythonFunction | undefined,
    python: PythonFile,
  ): void {
    const isTask = definition?.decorators.some(({ origin }) => origin?.endsWith(".task")) ?? false;
    const kind = definition ? (isTask ? "a task" : "a plain function") : "a class";
    const place = definition ? ` (line ${definition.where.line})` : "";
    const [flow, ...others] = flowsOf(python);
    this.say("entrypoint-not-a-flow", entry, {
      ...(python.openEnded ? { severity: "warning" } : {}),
      what: `${entry.title}: \`${name}\` in ${python.file}${place} is ${kind} and no flow; Prefect refuses to deploy it.`,
      fix:
        flow !== undefined && others.length === 0
          ? `Put \`@flow\` above it, or name the flow of that file: \`${flow}\`.`
          : `Put \`@flow\` above ${definition ? "it" : "a function, and name that"}.`,
    });
  }

  private missingFunction(
    entry: DeploymentEntry,
    name: string,
    python: PythonFile,
    mayBeHidden: boolean,
  ): void {
    const flows = flowsOf(python);
    const near = flows.length > 1 ? this.nearestFlow(name, flows) : flows[0];
    const isSure = near !== undefined && (flows.length === 1 || isNear(name, near));
    this.say("entrypoint-function-missing", entry, {
      ...(mayBeHidden ? { severity: "warning" } : {}),
      what: mayBeHidden
        ? `${entry.title}: no \`${name}\` can be seen at the top level of ${python.file}; if it comes from nowhere else, Prefect cannot deploy it.`
        : `${entry.title}: there is no \`${name}\` at the top level of ${python.file}; Prefect cannot deploy it.`,
      fix: isSure
        ? `Do you mean \`${near}\`?`
        : "Name a function with `@flow` that is not within another function.",
      ...(near !== undefined && isNear(name, near) && !mayBeHidden ? this.corrected(entry, near, name) : {}),
    });
  }

  private nearestFlow(name: string, flows: readonly string[]): string | undefined {
    if (name.length > MAX_SUGGESTED_LENGTH || ++this.suggestions > MAX_SUGGESTIONS) return undefined;
    return closest(name, flows);
  }

  /** The line with the entrypoint, or a part of it, replaced; nothing where that is not sure. */
  private corrected(entry: DeploymentEntry, text: string, instead?: string): { corrected?: string } {
    const { yaml } = entry.file;
    const value = entry.content["entrypoint"];
    const range = yaml.range(entry.path("entrypoint"), "value");
    const lines = this.lines.get(yaml) ?? yaml.text.split(/\r\n|\r|\n/);
    this.lines.set(yaml, lines);
    const line = lines[range.line - 1];
    if (typeof value !== "string" || line === undefined || range.line !== range.endLine) return {};
    if (line.length > LONGEST_ROW) return {};
    const at = line.indexOf(value, range.column - 1);
    const part = value.lastIndexOf(instead ?? value);
    if (at < 0 || part < 0 || /["'\\]/.test(text)) return {};
    const fixed = value.slice(0, part) + text + value.slice(part + (instead ?? value).length);
    return { corrected: (line.slice(0, at) + fixed + line.slice(at + value.length)).trim() };
  }
}

/** Names of the flows of a file, looked for once: thousands of deployments may name it. */
const flows = new WeakMap<PythonFile, readonly string[]>();

function flowsOf(python: PythonFile | undefined): readonly string[] {
  if (!python) return [];
  let found = flows.get(python);
  if (!found) {
    found = [...python.functions.values()]
      .filter(({ decorators }) => decorators.some(({ isFlow }) => isFlow))
      .map(({ name }) => name);
    flows.set(python, found);
  }
  return found;
}

function syntaxError(file: string, { message, where, onlyBy }: PythonError): Parameters<Report>[1] {
  if (onlyBy === undefined) {
    return {
      what: `${file} is not valid Python: ${message}. Prefect cannot import the flow.`,
      fix: "Fix it; `python -m py_compile` says more.",
      where,
    };
  }
  return {
    severity: "warning",
    what: `Python ${onlyBy}, which reads the files here, refuses this line of ${file}: ${message}. A newer one may accept it.`,
    fix: "Fix it; or install the Python that deploys in a step before this one (actions/setup-python), so that it reads the files here too.",
    where,
  };
}

/** `main` of `main()`. */
function withoutCall(name: string): string {
  const open = name.indexOf("(");
  return open < 0 ? name : name.slice(0, open).trimEnd();
}

/** Whether one may be a slip of the pen for the other. */
function isNear(one: string, other: string): boolean {
  if (Math.max(one.length, other.length) > MAX_SUGGESTED_LENGTH) return false;
  return distance(one, other) <= Math.max(2, Math.floor(Math.min(one.length, other.length) / 4));
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
  /** How often each word stands there; not as the base of a class. */
  readonly counts: ReadonlyMap<string, number>;
}

/** Of each file once, however many entrypoints name it. */
const words = new WeakMap<PythonFile, Words>();

function wordsOf(python: PythonFile): Words {
  const known = words.get(python);
  if (known) return known;
  const { text } = python;
  const behind = (pattern: RegExp): string[] => Array.from(text.matchAll(pattern), ([, found = ""]) => found);
  const counts = new Map<string, number>();
  // Up to the next bracket of either kind: where none closes, a search to the end of the line from each one takes long.
  const withoutBases = text.replace(/\bclass\s+\w+\s*\([^()\n]*\)/g, "");
  for (const [word] of withoutBases.matchAll(/[\w\u0080-\u{10ffff}]+/gu))
    counts.set(word, (counts.get(word) ?? 0) + 1);
  const found: Words = {
    defined: new Set(behind(/\bdef\s+(\w+)/g)),
    imported: [...new Set(behind(/^[ \t]*(?:from|import)[ \t]+(\w+)/gm))],
    counts,
  };
  words.set(python, found);
  return found;
}
