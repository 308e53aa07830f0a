import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ActionError, type Problem } from "../base/errors.js";
import { firstOf, quote } from "../base/quote.js";
import { rememberedOf } from "../base/remembered.js";
import type { Inputs } from "../inputs/types.js";
import type { KnownDeployment } from "../project/candidates.js";
import type { FailedImport } from "../prefect/cli-process.js";
import { shownLine } from "../prefect/deploy-cli.js";
import type { FileRun } from "./cli.js";
import type { DeployContext } from "./context.js";
import { failedRun, failedSubject, firstUnwritten } from "./results.js";

/**
 * Tells of each flow file that Prefect could not import, at the Python line, and what is lost: Prefect reads the flow from
 * its text then, and says nothing.
 *
 * @throws ActionError with one problem for each file, with `on-import-error: error`
 */
export function checkImports(
  runs: readonly FileRun[],
  { onImportError, prefectCommand }: Asked,
  { findings, show }: Pick<DeployContext, "findings" | "show">,
): void {
  if (onImportError === "error" && runs.some(({ isWatched }) => !isWatched)) {
    throw new ActionError({
      what: `\`on-import-error: error\` needs to see what Prefect imports, which \`${prefectCommand.join(" ")}\` does not let it.`,
      fix: "Set `prefect-command` to `prefect`, `python -m prefect`, `uv run prefect` or `poetry run prefect`, or take `on-import-error` out.",
    });
  }
  // What stopped its run is an error, with the same place.
  const told = runs.flatMap((run) =>
    fatalIn(run) === undefined ? failedIn([run]) : failedIn([run]).slice(0, -1),
  );
  const byFile = Map.groupBy(told, ({ path, directory }) => resolve(directory, path));
  const problems = [...byFile].map(([path, failed]): Problem => {
    const [first] = failed;
    const line = failed.find((one) => one.line !== undefined)?.line;
    const where = { file: show(path), ...(line === undefined ? {} : { line }) };
    return {
      what: `This file cannot be imported here (${first ? reasonIn(first) : ""}). Prefect deploys it from its text: ${lossOf(failed)}.`,
      fix: `${first ? fixOf(first) : ""} \`on-import-error: error\` stops instead.`,
      where,
    };
  });
  if (problems.length > 0 && onImportError === "error") throw new ActionError(problems);
  for (const { what, fix, where } of problems) findings.warning(what, fix, where);
}

type Asked = Pick<Inputs, "onImportError" | "prefectCommand">;

/** Without what pydantic and others show of values. */
function reasonIn({ error, message }: FailedImport): string {
  const shown = message.split("\n").map(shownLine).join("\n");
  return `${error}: ${quote(shown, 300)}`;
}

/** `the default of "day" and the type of "frame" are lost` */
function lossOf(failed: readonly FailedImport[]): string {
  const names = new Set(
    failed.flatMap(({ lost }) => lost.map(({ parameter, kind }) => `the ${kind} of ${quote(parameter)}`)),
  );
  if (names.size === 0) return "nothing of its parameters is lost";
  return `${firstOf([...names], 10)} ${names.size === 1 ? "is" : "are"} lost`;
}

function fixOf(failed: FailedHere): string {
  const name = failed.module?.split(".")[0];
  const { directory } = failed;
  if (name === undefined) return "Correct the file, or give it here what it needs.";
  const has = (file: string): boolean => existsSync(join(directory, file));
  if (has(`${name}.py`) || has(name))
    return "The module is in the repository: install it in a step before this one.";
  const how = around(directory).some((folder) => existsSync(join(folder, "uv.lock")))
    ? "`- run: uv sync`, with `prefect-command: uv run prefect`"
    : has("requirements.txt")
      ? "`- run: pip install -r requirements.txt`"
      : `\`- run: pip install\` with the package of ${quote(name)}`;
  return `Install it in a step before this one: ${how}.`;
}

/** The folder, and those above it in the same repository: a workspace of uv has one lock file for all its packages. */
function around(directory: string): string[] {
  const parent = dirname(directory);
  return parent === directory || existsSync(join(directory, ".git"))
    ? [directory]
    : [directory, ...around(parent)];
}

/** The import that stopped it, which is the last that failed there. */
function fatalIn(run: FileRun): FailedHere | undefined {
  const entrypoint = firstUnwritten(run.ran)?.deployment.entrypoint;
  const last = run.failure === undefined ? undefined : failedIn([run]).at(-1);
  return last?.entrypoint === entrypoint ? last : undefined;
}

/**
 * What stopped the CLI: where it cannot do without an import that failed, that stands at its line, with what to install.
 *
 * @param fix what to do otherwise, which depends on what is on the server now
 */
export function failedRuns(runs: readonly FileRun[], fix: string, show: (path: string) => string): Problem[] {
  return runs
    .filter(({ failure }) => failure !== undefined)
    .map((run) => {
      const problem = failedRun(run, fix);
      const own = fatalIn(run);
      if (!own) return problem;
      const file = show(resolve(own.directory, own.path));
      return {
        what: `${failedSubject(run.ran)} failed: this file cannot be imported here (${reasonIn(own)}), and of this flow Prefect knows nothing without that.`,
        fix: `${fixOf(own)} ${fix}`,
        where: own.line === undefined ? { file } : { file, line: own.line },
      };
    });
}

/** The fields that change for the import of a flow's file: what is lost, and the version, which Prefect makes of the file. */
export function lostFields(
  runs: readonly FileRun[],
  { entrypoint, manifest: { directory } }: Pick<KnownDeployment, "entrypoint" | "manifest">,
): string[] {
  const own = byEntrypoint(runs).get(keyOf(directory, entrypoint)) ?? [];
  const parameters = own.flatMap(({ lost }) => lost.map(({ parameter }) => parameter));
  return own.length === 0
    ? []
    : ["version", ...parameters.map((parameter) => `parameter_openapi_schema.${parameter}`)];
}

/** Each of thousands of deployments may have failed to import, and is asked for. */
const byEntrypoint = rememberedOf((runs: readonly FileRun[]) =>
  Map.groupBy(failedIn(runs), ({ directory, entrypoint }) => keyOf(directory, entrypoint)),
);

function keyOf(directory: string, entrypoint: string | undefined): string {
  return JSON.stringify([directory, entrypoint]);
}

/** With what its paths are relative to. */
interface FailedHere extends FailedImport {
  readonly directory: string;
}

function failedIn(runs: readonly FileRun[]): FailedHere[] {
  return runs.flatMap(({ failedImports, directory }) => failedImports.map((one) => ({ ...one, directory })));
}
