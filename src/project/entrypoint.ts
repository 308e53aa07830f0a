import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { withoutEnd } from "../base/edges.js";
import { remembered } from "../base/remembered.js";
import { isTemplate } from "../base/template.js";
import type { ProjectFiles } from "../base/project-files.js";
import type { PythonFile, PythonFunction } from "./python/types.js";
import type { Context, DeploymentEntry } from "./types.js";

/** What an entrypoint names, as `load_flow_from_entrypoint` of Prefect takes it apart (the same in 3.0.11 to 3.8.8). */
export type Entrypoint =
  | { readonly kind: "malformed"; readonly flaw: Flaw; readonly path: string; readonly name: string }
  | { readonly kind: "file"; readonly path: string; readonly name: string }
  | { readonly kind: "module"; readonly module: string; readonly name: string; readonly hasColon: boolean };

export type Flaw = "no-function" | "no-suffix" | "not-python" | "call" | "space" | "shapeless";

/** An entrypoint, and the file that it leads to, where that can be read. */
export interface Lead {
  readonly entrypoint: Entrypoint;
  readonly python: PythonFile | undefined;
}

/** What texts lead to, each looked at once: thousands of deployments may share a long one by aliases. */
interface Leads {
  readonly leadOf: (written: string) => Lead;
  readonly flowOf: (written: string) => NamedFlow;
}

/** By what reads Python for a project. */
const leads = new WeakMap<Context["python"], Leads>();

function leadsIn(context: Context): Leads {
  let found = leads.get(context.python);
  if (!found) {
    found = {
      leadOf: remembered((written) => follow(written, context)),
      flowOf: remembered((written) => findNamedFlow(written, context)),
    };
    leads.set(context.python, found);
  }
  return found;
}

/**
 * @returns undefined where there is none, and where a template is in it: what becomes of that, no rule is told
 */
export function readEntrypoint({ content }: DeploymentEntry, context: Context): Lead | undefined {
  const written = content["entrypoint"];
  if (typeof written !== "string" || written === "" || isTemplate(written)) return undefined;
  return leadsIn(context).leadOf(written);
}

function follow(written: string, context: Context): Lead {
  const entrypoint = parseEntrypoint(written);
  switch (entrypoint.kind) {
    case "malformed":
      return { entrypoint, python: undefined };
    case "file":
      return { entrypoint, python: context.python(resolve(context.directory, entrypoint.path)) };
    case "module":
      return { entrypoint, python: findModule(entrypoint.module, context) };
  }
}

/** No file has a longer path (Linux: 4,096 bytes), and to take a long one apart for each of thousands of aliases takes long. */
const LONGEST = 5_000;

export function parseEntrypoint(text: string): Entrypoint {
  if (text.length > LONGEST) return { kind: "malformed", flaw: "shapeless", path: text, name: "" };
  const colon = text.lastIndexOf(":");
  const [path, name] = colon < 0 ? [text, ""] : [text.slice(0, colon), text.slice(colon + 1)];
  const malformed = (flaw: Flaw): Entrypoint => ({ kind: "malformed", flaw, path, name });
  if (colon < 0 && /\.py$/.test(text)) return malformed("no-function");
  const isFile = text.includes(".py:");
  if (isFile && !path.endsWith(".py")) return malformed("shapeless");
  if (colon >= 0 && name.trim() === "") return malformed("no-function");
  if (name !== name.trim()) return malformed("space");
  if (/\)$/.test(name)) return malformed("call");
  if (isFile) return { kind: "file", path, name };
  const dot = text.lastIndexOf(".");
  if (colon < 0 && dot < 0) return malformed("shapeless");
  const module = colon < 0 ? text.slice(0, dot) : path;
  if (/[\\/]/.test(module)) return malformed(/\.\w+$/.test(path) ? "not-python" : "no-suffix");
  if (module === "") return malformed("shapeless");
  return { kind: "module", module, name: colon < 0 ? text.slice(dot + 1) : name, hasColon: colon >= 0 };
}

/** The file of a local module `a.b.c`; undefined where it is none, and may be an installed one. */
export function findModule(module: string, context: Context): PythonFile | undefined {
  const [first, second] = filesOfModule(module, context.directory);
  return context.python(first) ?? context.python(second);
}

function filesOfModule(module: string, directory: string): readonly [string, string] {
  const path = resolve(directory, ...module.split("."));
  return [join(path, "__init__.py"), `${path}.py`];
}

/** The Python files that rules may ask for because of an entrypoint, whether they are there or not. Absolute paths. */
export function filesOf(entrypoint: string, directory: string): string[] {
  if (entrypoint.length > LONGEST) return [];
  const [colon, dot] = [entrypoint.lastIndexOf(":"), entrypoint.lastIndexOf(".")];
  const path = colon < 0 ? entrypoint : entrypoint.slice(0, colon);
  const modules = [path, ...(colon < 0 && dot >= 0 ? [entrypoint.slice(0, dot)] : [])];
  return [
    ...[path, withoutEnd(path, /:/)].map((file) => resolve(directory, file)),
    ...modules.filter((name) => !/[\\/]/.test(name)).flatMap((name) => filesOfModule(name, directory)),
  ].filter((file) => file.endsWith(".py"));
}

/** The function or method that a deployment's entrypoint names, where that is sure. */
export function findFlow(entry: DeploymentEntry, context: Context): PythonFunction | undefined {
  const { entrypoint, python } = readEntrypoint(entry, context) ?? {};
  if (!entrypoint) return undefined;
  return python?.functions.get(entrypoint.name) ?? python?.methods.get(entrypoint.name);
}

/** The flow behind `path/to/file.py:function`, as far as the file tells. */
export interface NamedFlow {
  readonly function: string;
  /** Whether the file has that function at its top level. */
  readonly isFound: boolean;
  /** Whether the function is seen to be a flow. */
  readonly isFlow: boolean;
  /** `@flow(name="…")`, else the function with `-` for `_`; undefined where only running the file would tell. */
  readonly name: string | undefined;
}

export function namedFlow(entrypoint: string, context: Context): NamedFlow {
  return leadsIn(context).flowOf(entrypoint);
}

function findNamedFlow(entrypoint: string, context: Context): NamedFlow {
  if (entrypoint.length > LONGEST) return { function: "", isFound: false, isFlow: false, name: undefined };
  const colon = entrypoint.lastIndexOf(":");
  const own = colon < 0 ? "" : entrypoint.slice(colon + 1);
  const path = colon < 0 ? entrypoint : entrypoint.slice(0, colon);
  const found = context.python(resolve(context.directory, path))?.functions.get(own);
  const flow = found?.decorators.find(({ isFlow }) => isFlow);
  const named = flow?.arguments?.get("name");
  return {
    function: own,
    isFound: found !== undefined,
    isFlow: flow !== undefined,
    name: named === undefined ? own.replaceAll("_", "-") : named.string,
  };
}

const MAX_FILES = 5_000;
const MAX_DEPTH = 10;
const NOT_OURS = /^(?:\.|node_modules$|__pycache__$|venv$|site-packages$)/;

/** What is on the disk around a project, each folder read once. */
export class Folders {
  private readonly names = new Map<string, readonly string[]>();
  /** By folder: its names by themselves and in lower case, of several the first. */
  private readonly spelt = new Map<string, ReadonlyMap<string, string>>();
  private files: readonly string[] | undefined;

  constructor(
    private readonly directory: string,
    private readonly disk: ProjectFiles,
  ) {}

  /** The path as the disk spells it, where it differs from the one given only in upper and lower case. */
  otherCase(path: string): string | undefined {
    const absolute = resolve(this.directory, path);
    const start = isAbsolute(path) ? resolve(absolute, sep) : this.directory;
    let at = start;
    for (const part of relative(start, absolute).split(sep)) {
      const names = this.spellings(at);
      const name = part === ".." ? part : (names.get(part) ?? names.get(part.toLowerCase()));
      if (name === undefined) return undefined;
      at = join(at, name);
    }
    if (at === absolute) return undefined;
    return isAbsolute(path) ? at : slashed(relative(this.directory, at));
  }

  /** Python files below the directory, as an entrypoint would name them. */
  python(): readonly string[] {
    this.files ??= this.walk();
    return this.files;
  }

  isFile(path: string): boolean {
    return this.disk.isFile(resolve(this.directory, path));
  }

  private spellings(folder: string): ReadonlyMap<string, string> {
    let known = this.spelt.get(folder);
    if (!known) {
      const names = this.list(folder).toReversed();
      known = new Map([
        ...names.map((name) => [name.toLowerCase(), name] as const),
        ...names.map((name) => [name, name] as const),
      ]);
      this.spelt.set(folder, known);
    }
    return known;
  }

  private walk(): string[] {
    const found: string[] = [];
    const folders = [{ path: this.directory, depth: 0 }];
    let seen = 0;
    for (let folder = folders.shift(); folder && seen < MAX_FILES; folder = folders.shift()) {
      for (const name of this.list(folder.path)) {
        seen++;
        if (NOT_OURS.test(name)) continue;
        const path = join(folder.path, name);
        if (name.endsWith(".py")) {
          if (this.disk.isFile(path)) found.push(slashed(relative(this.directory, path)));
        } else if (!name.includes(".") && folder.depth < MAX_DEPTH)
          folders.push({ path, depth: folder.depth + 1 });
      }
    }
    return found;
  }

  private list(folder: string): readonly string[] {
    const known = this.names.get(folder);
    if (known) return known;
    const names = this.disk.list(folder);
    this.names.set(folder, names);
    return names;
  }
}

export function slashed(path: string): string {
  return path.split(sep).join("/");
}

/** Whether the same path is there below the prefect file's own folder, where Prefect does not look. */
export function besidePrefectFile(
  path: string,
  { file }: DeploymentEntry,
  { directory, disk }: Context,
): string | undefined {
  const folder = dirname(file.yaml.path);
  if (isAbsolute(path) || folder === resolve(directory)) return undefined;
  const beside = resolve(folder, path);
  return disk.isFile(beside) ? slashed(relative(directory, beside)) : undefined;
}
