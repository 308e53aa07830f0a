const POOL = "Write it as `name:` below `work_pool:`.";
const QUEUE = "Write it as `work_queue_name:` below `work_pool:`.";
const JOB = "Write it below `work_pool:`, `job_variables:`.";
const FLOW = "It belongs to the flow";
const SCHEDULE = "Write it below `schedules:`, in an item with a dash.";
const PULL = "Prefect 3 has no such key: say with steps in `pull:` where workers find the code.";
const INFRASTRUCTURE =
  "Prefect 3 has no such key: the type of the work pool takes its place; settings go below `work_pool:`, `job_variables:`.";

/** Keys, separated by spaces, and what to do with them. */
function hints(
  ...table: readonly (readonly [keys: string, hint: string])[]
): Readonly<Record<string, string>> {
  return Object.fromEntries(table.flatMap(([keys, hint]) => keys.split(" ").map((key) => [key, hint])));
}

/** Options of `@flow`. */
const ofFlow = "retries retry_delay_seconds timeout_seconds log_prints task_runner persist_result"
  .split(" ")
  .map((name) => [name, `${FLOW}: \`@flow(${name}=…)\` in its Python file.`] as const);

/**
 * Keys of Prefect 2 (`prefect deployment build`, prefect.yaml of 2.10 to 2.20), of `@flow` and of other levels of the
 * file: what to do in Prefect 3. By the level on which they are found.
 */
export const LEFTOVERS = {
  file: hints(
    ["deployment", "Write `deployments:`, a list."],
    ["work_pool", "Write `work_pool:` in each deployment, or below an anchor that they share."],
    ["schedules", "Write `schedules:` in each deployment."],
    ["entrypoint", "Write it in an item of `deployments:`."],
    ["triggers automations", "Write `triggers:` in each deployment that runs by them."],
    ["schedule", "Write `schedules:` in each deployment."],
    [
      "defaults",
      "Prefect knows no defaults: mark them with an anchor, and take them over by it (`<<: *defaults`).",
    ],
    ["prefix", "Take it out: Prefect gives no prefix to names or paths."],
  ),
  deployment: hints(
    ["infra_overrides variables", "Write it as `job_variables:` below `work_pool:`."],
    ["job_variables", "Write it below `work_pool:`."],
    ["env image", JOB],
    ["is_schedule_active active", "Write `paused:` with the opposite value, or `active:` in the schedule."],
    ["work_queue work_queue_name work-queue", QUEUE],
    ["work_pool_name pool", POOL],
    ["work-pool", "Write `work_pool:` with an underscore, and `name:` below it."],
    ["workpool", "Write `work_pool:`, and `name:` below it."],
    ["path storage manifest_path", PULL],
    ["infrastructure infra", INFRASTRUCTURE],
    ["parameter_openapi_schema", "Take it out: Prefect reads the parameters from the flow."],
    [
      "flow_run_name",
      `${FLOW}: \`@flow(flow_run_name="…")\` in its Python file, where only the flow's parameters can stand in braces.`,
    ],
    ...ofFlow,
    ["validate_parameters", "Write `enforce_parameter_schema:`."],
    ["cron interval rrule timezone anchor_date", SCHEDULE],
    ["concurrency", "Write `concurrency_limit:`."],
    ["concurrency_options", "Write `collision_strategy:` below `concurrency_limit:`, beside `limit:`."],
    ["collision_strategy", "Write it below `concurrency_limit:`, beside `limit:`."],
    ["limit", "Write it below `concurrency_limit:`."],
  ),
  work_pool: hints(
    ["work_pool_name pool", "Write `name:`."],
    ["work_queue queue queue_name", "Write `work_queue_name:`."],
    ["infra_overrides variables", "Write `job_variables:`."],
    ["env image command", "Write it below `job_variables:`."],
    ["type", "Take it out: a work pool has its type on the server."],
  ),
  concurrency_limit: hints(
    ["strategy", "Write `collision_strategy:`."],
    ["concurrency_limit max", "Write `limit:`."],
    ["grace_period", "Write `grace_period_seconds:`."],
  ),
};
