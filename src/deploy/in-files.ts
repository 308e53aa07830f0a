import { hasPlaceholder, PLACEHOLDER } from "../base/template.js";
import type { Decision } from "../plan/decision.js";
import type { Row } from "../plan/deletion.js";
import type { KnownDeployment } from "../project/candidates.js";
import { matcher } from "../project/pattern.js";
import { storedName } from "../project/select.js";
import type { FileRun } from "./cli.js";
import { lostFields } from "./failed-imports.js";

/** What the files hold: what this run deploys, and the rest. */
export interface InFiles {
  readonly decisions: readonly Decision[];
  readonly unselected: readonly KnownDeployment[];
  readonly runs: readonly FileRun[];
}

/**
 * A deployment of the files that may be the one on the server, though it is known by another name today: what its name or
 * its entrypoint takes from the environment may be another value tomorrow, and so may the name of a flow that its text does
 * not tell, or that this run has not imported. Pure.
 */
export function sameInFiles(row: Row, { decisions, unselected, runs }: InFiles): KnownDeployment | undefined {
  const other = unselected.find((one) => isNamed(row, one) && (one.flow === undefined || isFrom(row, one)));
  if (other) return other;
  return decisions.find(({ deployment, held }) => {
    const { name = "" } = deployment.deployment;
    const isSure = (): boolean => !hasPlaceholder(name) && isFlowSure(deployment, held.flowName, runs);
    return isNamed(row, deployment) && isFrom(row, deployment) && !isSure();
  })?.deployment;
}

/** Whether the flow is always called so: by its text, and by the import of it. */
function isFlowSure(deployment: KnownDeployment, flowName: string, runs: readonly FileRun[]): boolean {
  const run = runs.find(({ ran }) => ran.some((one) => one.deployment === deployment));
  const isImported = run?.isWatched === true && lostFields(runs, deployment).length === 0;
  const { entrypoint = "", flow } = deployment.deployment;
  return isImported && !hasPlaceholder(entrypoint) && flow === flowName;
}

function isNamed({ live }: Row, { deployment: { name = "" } }: KnownDeployment): boolean {
  return matcher(asPattern(storedName(name)))(live.name);
}

function isFrom({ live }: Row, { deployment: { entrypoint = "" } }: KnownDeployment): boolean {
  return matcher(asPattern(entrypoint))(String(live["entrypoint"]));
}

/** What a text with templates may become. */
function asPattern(text: string): string {
  return text.replaceAll(PLACEHOLDER, "*");
}
