import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { ActionError, type Problem } from "../base/errors.js";
import { firstOf, quote } from "../base/quote.js";
import { rememberedOf } from "../base/remembered.js";
import type { Inputs } from "../inputs/types.js";
import type { KnownDeployment } from "../project/candidates.js";
import type { FailedImport } from "../prefect/cli-process.js";
import { shownLine } from "../prefect/deploy-cli.js";
import type { FileRun } from "./cli.js";
import type { DeployContext } from "./context.js";

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
  const byFile = Map.groupBy(failedIn(runs), ({ path, directory }) => resolve(directory, path));
  const problems = [...byFile].map(([path, failed]): Problem => {
    const [first] = failed;
    const line = failed.find((one) => one.line !== undefined)?.line;
    const where = { file: show(path), ...(line === undefined ? {} : { line }) };
    const reason = `${first?.error}: ${quote(shownText(first?.message ?? ""), 300)}`;
    return {
      what: `This file cannot be imported here (${reason}). Prefect deploys it from its text: ${lossOf(failed)}.`,
      fix: fixOf(first),
      where,
    };
  });
  if (problems.length > 0 && onImportError === "error") throw new ActionError(problems);
  for (const { what, fix, where } of problems) findings.warning(what, fix, where);
}

type Asked = Pick<Inputs, "onImportError" | "prefectCommand">;

/** Without what pydantic and others show of values. */
function shownText(message: string): string {
  return message.split("\n").map(shownLine).join("\n");
}

/** `the default of "day" and the type of "frame" are lost` */
function lossOf(failed: readonly FailedImport[]): string {
  const names = new Set(
    failed.flatMap(({ lost }) => lost.map(({ parameter, kind }) => `the ${kind} of ${quote(parameter)}`)),
  );
  if (names.size === 0) return "nothing of its parameters is lost";
  return `${firstOf([...names], 10)} ${names.size === 1 ? "is" : "are"} lost`;
}

function fixOf(failed: FailedHere | undefined): string {
  const stop = "`on-import-error: error` stops instead.";
  const name = failed?.module?.split(".")[0];
  const directory = failed?.directory;
  if (name === undefined || directory === undefined)
    return `Correct the file, or give it here what it needs. ${stop}`;
  const isOwn = existsSync(join(directory, `${name}.py`)) || existsSync(join(directory, name));
  if (isOwn) return `The module is in the repository: install it in a step before this one. ${stop}`;
  const how = existsSync(join(directory, "uv.lock"))
    ? "`- run: uv sync`, with `prefect-command: uv run prefect`"
    : existsSync(join(directory, "requirements.txt"))
      ? "`- run: pip install -r requirements.txt`"
      : `\`- run: pip install\` with the package of ${quote(name)}`;
  return `Install it in a step before this one: ${how}. ${stop}`;
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
