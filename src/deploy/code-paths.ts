import { existsSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import type { Inputs } from "../inputs/types.js";
import { isInside } from "../base/inside.js";
import { isRegularFile } from "../base/project-files.js";
import { listOfSteps, type Manifest } from "../project/manifest.js";
import { expand } from "../base/template.js";
import { isRecord, textsIn } from "../base/record.js";
import type { RunContext } from "../base/run-context.js";

/**
 * What a run reads or runs of the checked-out code, as far as the prefect files name it: they themselves, flow files, and
 * what build and push steps name. Absolute paths of files and folders that are there. Rather too many than too few: it is
 * for finding the checkouts that they lie in.
 */
export function codePaths(
  manifests: readonly Manifest[],
  { mode, deployCommand, workingDirectory }: Pick<Inputs, "mode" | "deployCommand" | "workingDirectory">,
  run: Pick<RunContext, "env" | "workspace">,
): string[] {
  const words = deployCommand.map((word) => resolve(workingDirectory, word));
  const ofScript = words.filter((path) => isInside(path, run.workspace));
  const all = new Set([...ofScript, ...manifests.flatMap((manifest) => pathsOf(manifest, mode, run))]);
  return [...all].filter((path) => existsSync(path));
}

function pathsOf(
  manifest: Manifest,
  mode: Inputs["mode"],
  { env, workspace }: Pick<RunContext, "env" | "workspace">,
): string[] {
  const { directory, path: own } = manifest;
  const ofModule = modulePaths(directory, { env, workspace });
  const entrypoints = entrypointPaths(manifest, { env, workspace });
  const steps = mode === "plan" ? [] : stepsOf(manifest); // A plan runs none.
  const ofSteps = steps.flatMap(({ name, words, directory: from }) => [
    ...ofModule(name.slice(0, Math.max(0, name.lastIndexOf(".")))),
    ...["", ...words].map((word) => resolve(directory, from, word)),
  ]);
  // What steps name elsewhere, such as /usr/bin, belongs to the machine.
  const ofCheckout = ofSteps.filter((path) => isInside(path, workspace));
  return [own, ...entrypoints, ...ofCheckout];
}

/** The flow files that its entrypoints name, as far as they are there. Absolute paths. */
export function flowFiles(manifest: Manifest, run: Pick<RunContext, "env" | "workspace">): string[] {
  return [...new Set(entrypointPaths(manifest, run))].filter(isRegularFile);
}

function entrypointPaths(
  { directory, deployments }: Manifest,
  run: Pick<RunContext, "env" | "workspace">,
): string[] {
  const ofModule = modulePaths(directory, run);
  return deployments.flatMap(({ entrypoint }) => {
    const text = expand(entrypoint ?? "", run.env);
    const before = (mark: string): string => text.slice(0, Math.max(0, text.lastIndexOf(mark)));
    return [resolve(directory, before(":")), ...ofModule(before(":")), ...ofModule(before("."))];
  });
}

/** `a.b.c` is a function in `a/b.py`, or in `a/b/__init__.py`. */
function modulePaths(
  directory: string,
  { env, workspace }: Pick<RunContext, "env" | "workspace">,
): (name: string) => string[] {
  const roots = [directory, ...(env["PYTHONPATH"] ?? "").split(delimiter)]
    .map((root) => resolve(directory, root))
    .filter((root) => root === directory || isInside(root, workspace));
  return (name) =>
    roots
      .map((root) => join(root, ...name.split(".")))
      .flatMap((path) => [`${path}.py`, join(path, "__init__.py")]);
}

interface Step {
  /** `prefect.deployments.steps.run_shell_script` */
  readonly name: string;
  /** Everything in it that may be a path. */
  readonly words: readonly string[];
  readonly directory: string;
}

function stepsOf({ steps, deployments }: Manifest): Step[] {
  const own = deployments.flatMap(({ content }) =>
    [content["build"], content["push"]].flatMap((section) => listOfSteps(section)),
  );
  return [...steps, ...own].flatMap((step) =>
    Object.entries(isRecord(step) ? step : {}).map(([name, given]) => {
      const directory = isRecord(given) ? given["directory"] : undefined;
      return {
        name,
        words: textsIn(given).flatMap((text) => text.split(/[\s"'=;&|<>()]+/)),
        directory: typeof directory === "string" ? directory : "",
      };
    }),
  );
}
