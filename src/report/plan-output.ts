import type { FieldChange, PlannedAction, PlannedDeployment } from "../plan/types.js";

export interface PlanOf {
  readonly environment: string | undefined;
  readonly apiUrl: string;
}

/** All outputs of a job together may have a megabyte. */
const LIMIT_BYTES = 500_000;

/**
 * The output `plan`, as docs/plan.schema.json describes it: JSON on one line. Pure.
 *
 * @param limitBytes what is over it gives way from the end: first the `changes` of deployments, then, where that
 *   is not enough, whole deployments. `truncated` tells; `summary` counts all the same.
 */
export function planOutput(
  plan: readonly PlannedDeployment[],
  { environment, apiUrl }: PlanOf,
  limitBytes = LIMIT_BYTES,
): string {
  const count = (action: PlannedAction) => plan.filter((deployment) => deployment.action === action).length;
  const text = (deployments: readonly string[], truncated: boolean): string => {
    const head = JSON.stringify({ version: 1, environment: environment ?? null, server: apiUrl });
    const summary = { create: count("create"), change: count("change"), unchanged: count("unchanged") };
    const tail = JSON.stringify({ summary, truncated });
    return `${head.slice(0, -1)},"deployments":[${deployments.join(",")}],${tail.slice(1)}`;
  };
  const frame = Buffer.byteLength(text([], false));
  // One more, since the last one has no comma after it.
  const { kept, truncated } = fitting(plan, limitBytes - frame + 1);
  return text(kept, truncated);
}

/** The deployments as JSON, with at most so many bytes together. */
function fitting(plan: readonly PlannedDeployment[], room: number): { kept: string[]; truncated: boolean } {
  const listed = plan.map(({ action, changes }) => (action === "create" ? [] : changes));
  const full = plan.map((deployment, index) => json(deployment, listed[index] ?? []));
  const bare = plan.map((deployment) => json(deployment, []));
  // How many keep their changes, then how many are left at all.
  let withChanges = plan.length;
  let all = plan.length;
  let size = total(full);
  while (size > room && withChanges > 0) {
    withChanges -= 1;
    size += bytes(bare[withChanges]) - bytes(full[withChanges]);
  }
  while (size > room && all > 0) {
    all -= 1;
    size -= bytes(bare[all]);
  }
  const kept = [...full.slice(0, withChanges), ...bare.slice(withChanges, all)];
  const changesLost = listed.slice(withChanges).some((changes) => changes.length > 0);
  return { kept, truncated: changesLost || all < plan.length };
}

function total(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + bytes(text), 0);
}

/** With the comma after it. */
function bytes(text = ""): number {
  return Buffer.byteLength(text) + 1;
}

function json(deployment: PlannedDeployment, changes: readonly FieldChange[]): string {
  const { file, where, flow, name, id, action, stays = [], runs } = deployment;
  return JSON.stringify({
    file,
    line: where.line ?? null,
    flow,
    name,
    id: id ?? null,
    action,
    changes: changes.map(({ field, before, after, secret, written, afterBuild, notImported }) => ({
      field,
      ...(secret ? { secret } : written === undefined ? { before, after } : { written }),
      ...(afterBuild ? { after_build: afterBuild } : {}),
      ...(notImported ? { not_imported: notImported } : {}),
    })),
    ...(runs === undefined ? {} : { runs }),
    ...(stays.length > 0 ? { stays: stays.map(({ field }) => field) } : {}),
  });
}
