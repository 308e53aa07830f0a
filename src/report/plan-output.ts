import type { Deletes, PlannedAction, PlannedDeployment } from "../plan/types.js";
import { fitting } from "./fitting.js";

export interface PlanOf {
  readonly environment: string | undefined;
  readonly apiUrl: string;
  readonly digest: string;
}

/**
 * A plan as docs/plan.schema.json describes it: JSON on one line. Pure.
 *
 * @param limit UTF-16 units; over it the last deployments are left out. `left_out` tells; `summary` counts all the same.
 */
export function planOutput(
  plan: readonly PlannedDeployment[],
  { environment, apiUrl, digest }: PlanOf,
  limit = Infinity,
): string {
  const count = (action: PlannedAction) => plan.filter((deployment) => deployment.action === action).length;
  const summary = {
    ...{ create: count("create"), change: count("change"), unchanged: count("unchanged") },
    delete: count("delete"),
  };
  const text = (deployments: readonly string[]): string => {
    const leftOut = plan.length - deployments.length;
    const head = JSON.stringify({ version: 1, environment: environment ?? null, server: apiUrl, digest });
    const tail = JSON.stringify({ summary, truncated: leftOut > 0, left_out: leftOut });
    return `${head.slice(0, -1)},"deployments":[${deployments.join(",")}],${tail.slice(1)}`;
  };
  const deployments = plan.map(json);
  const whole = text(deployments);
  return whole.length <= limit ? whole : text(fitting(deployments, limit - text([]).length));
}

function json({ changes, stays = [], runs, deletes, ...deployment }: PlannedDeployment): string {
  const { file, where, flow, name, id, action } = deployment;
  return JSON.stringify({
    file,
    line: where.line ?? null,
    flow,
    name,
    id: id ?? null,
    action,
    changes: (action === "create" ? [] : changes).map(
      ({ field, before, after, secret, written, afterBuild, notImported }) => ({
        field,
        ...(secret ? { secret } : written === undefined ? { before, after } : { written }),
        ...(afterBuild ? { after_build: afterBuild } : {}),
        ...(notImported ? { not_imported: notImported } : {}),
      }),
    ),
    ...(runs === undefined ? {} : { runs }),
    ...(deletes === undefined ? {} : { deletes: deletesJson(deletes) }),
    ...(stays.length > 0 ? { stays: stays.map(({ field }) => field) } : {}),
  });
}

function deletesJson({ schedules, runs, automations, renamedTo }: Deletes): object {
  return {
    schedules,
    ...(runs ? { runs } : {}),
    automations,
    ...(renamedTo === undefined ? {} : { renamed_to: renamedTo }),
  };
}
