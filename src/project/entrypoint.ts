import { join, resolve } from "node:path";
import { withoutEnd } from "../base/edges.js";
import { remembered } from "../base/remembered.js";
import { isTemplate } from "../base/template.js";
import type { PythonFile, PythonFunction } from "./python/types.js";
import type { Context, DeploymentEntry, PrefectFile } from "./types.js";

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

/** What reads Python for a project, and where what an entrypoint names is looked for. */
export interface Ground {
  readonly python: Context["python"];
  /** Absolute. */
  readonly directory: string;
}

/** Where the entrypoints of a prefect file lead. */
export function groundOf({ directory }: PrefectFile, { python }: Pick<Context, "python">): Ground {
  return { python, directory };
}

/**
 * By what reads Python for a project, and by directory. Each text is followed once: thousands of deployments may share it
 * by aliases.
 */
const leads = new WeakMap<Context["python"], (directory: string) => (written: string) => Lead>();

function leadOf(written: string, { python, directory }: Ground): Lead {
  let followers = leads.get(python);
  if (!followers) {
    followers = remembered((from) => remembered((text) => follow(text, { python, directory: from })));
    leads.set(python, followers);
  }
  return followers(directory)(written);
}

function follow(written: string, context: Ground): Lead {
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

/**
 * @returns undefined where there is none, and where a template is in it: what becomes of that, no rule is told
 */
export function readEntrypoint(
  { content, file }: DeploymentEntry,
  context: Pick<Context, "python">,
): Lead | undefined {
  const written = content["entrypoint"];
  if (typeof written !== "string" || written === "" || isTemplate(written)) return undefined;
  return leadOf(written, groundOf(file, context));
}

/** No file has a longer path (Linux: 4,096 bytes), and to take a long one apart for each of thousands of aliases takes long. */
const LONGEST = 5_000;

function parseEntrypoint(text: string): Entrypoint {
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
export function findModule(module: string, { python, directory }: Ground): PythonFile | undefined {
  const [first, second] = filesOfModule(module, directory);
  return python(first) ?? python(second);
}

function filesOfModule(module: string, directory: string): readonly [string, string] {
  const path = resolve(directory, ...module.split("."));
  return [join(path, "__init__.py"), `${path}.py`];
}

/** The Python files that rules may ask for because of an entrypoint, whether they are there or not. Absolute paths. */
export function filesOf(written: string, directory: string): string[] {
  const entrypoint = parseEntrypoint(written);
  if (entrypoint.kind === "module") {
    const { module, name, hasColon } = entrypoint;
    const modules = hasColon ? [module] : [module, `${module}.${name}`];
    return modules.flatMap((each) => filesOfModule(each, directory));
  }
  // Where there is no function its flows are offered.
  const path = entrypoint.kind === "file" ? entrypoint.path : withoutEnd(entrypoint.path, /:/);
  return path.endsWith(".py") ? [resolve(directory, path)] : [];
}

/** The function or method that a deployment's entrypoint names, where that is sure. */
export function findFlow(entry: DeploymentEntry, context: Context): PythonFunction | undefined {
  const { entrypoint, python } = readEntrypoint(entry, context) ?? {};
  if (!entrypoint) return undefined;
  return python?.functions.get(entrypoint.name) ?? python?.methods.get(entrypoint.name);
}

/** The flow behind an entrypoint, as far as its file tells. */
export interface NamedFlow {
  /** Whether the file has that function at its top level. */
  readonly isFound: boolean;
  /** Whether the function is seen to be a flow. */
  readonly isFlow: boolean;
  /** `@flow(name="…")`, else the function with `-` for `_`; undefined where only running the file would tell. */
  readonly name: string | undefined;
}

export function namedFlow(written: string, ground: Ground): NamedFlow {
  const { entrypoint, python } = leadOf(written, ground);
  const found = python?.functions.get(entrypoint.name);
  const flow = found?.decorators.find(({ isFlow }) => isFlow);
  const named = flow?.arguments?.get("name");
  return {
    isFound: found !== undefined,
    isFlow: flow !== undefined,
    // An empty name counts as none.
    name: named === undefined || named.string === "" ? defaultName(entrypoint.name) : named.string,
  };
}

/** Prefect's own name for a flow without one. */
function defaultName(functionName: string): string {
  return functionName.replaceAll("_", "-");
}

/** The name on the server of a flow without a name of its own. */
export function defaultFlowName(written: string): string {
  return defaultName(functionIn(written));
}

/** Every name that a flow goes by in a pattern. @param flow its name on the server, where it is known */
export function flowNames(written: string, flow: string | undefined): string[] {
  return [...new Set([flow ?? [], defaultFlowName(written), functionIn(written)].flat())];
}

function functionIn(written: string): string {
  return written.split(/[:.]/).at(-1) ?? "";
}
