type Hints = Readonly<Record<string, string>>;

const POOL = "Write it as `name:` below `work_pool:`.";
const QUEUE = "Write it as `work_queue_name:` below `work_pool:`.";
const JOB = "Write it below `work_pool:`, `job_variables:`.";
const FLOW = "It belongs to the flow";
const SCHEDULE = "Write it below `schedules:`, in an item with a dash.";
const PULL = "Prefect 3 has no such key: say with steps in `pull:` where workers find the code.";

function ofFlow(name: string): string {
  return `${FLOW}: \`@flow(${name}=…)\` in its Python file.`;
}

/**
 * Keys of Prefect 2 (`prefect deployment build`, prefect.yaml of 2.10 to 2.20), of `@flow` and of other levels of the
 * file: what to do in Prefect 3. By the level on which they are found.
 */
export const LEFTOVERS: Readonly<Record<"file" | "deployment" | "work_pool" | "concurrency_limit", Hints>> = {
  file: {
    deployment: "Write `deployments:`, a list.",
    work_pool: "Write `work_pool:` in each deployment, or below an anchor that they share.",
    schedules: "Write `schedules:` in each deployment.",
    entrypoint: "Write it in an item of `deployments:`.",
  },
  deployment: {
    infra_overrides: "Write it as `job_variables:` below `work_pool:`.",
    job_variables: "Write it below `work_pool:`.",
    variables: "Write it as `job_variables:` below `work_pool:`.",
    env: JOB,
    image: JOB,
    is_schedule_active: "Write `paused:` with the opposite value, or `active:` in the schedule.",
    active: "Write `paused:` with the opposite value, or `active:` in the schedule.",
    work_queue: QUEUE,
    work_queue_name: QUEUE,
    "work-queue": QUEUE,
    work_pool_name: POOL,
    "work-pool": "Write `work_pool:` with an underscore, and `name:` below it.",
    workpool: "Write `work_pool:`, and `name:` below it.",
    pool: POOL,
    path: PULL,
    storage: PULL,
    manifest_path: PULL,
    infrastructure:
      "Prefect 3 has no such key: the type of the work pool takes its place; settings go below `work_pool:`, `job_variables:`.",
    infra:
      "Prefect 3 has no such key: the type of the work pool takes its place; settings go below `work_pool:`, `job_variables:`.",
    parameter_openapi_schema: "Take it out: Prefect reads the parameters from the flow.",
    flow_run_name: `${FLOW}: \`@flow(flow_run_name="…")\` in its Python file, where only the flow's parameters can stand in braces.`,
    retries: ofFlow("retries"),
    retry_delay_seconds: ofFlow("retry_delay_seconds"),
    timeout_seconds: ofFlow("timeout_seconds"),
    log_prints: ofFlow("log_prints"),
    task_runner: ofFlow("task_runner"),
    persist_result: ofFlow("persist_result"),
    validate_parameters: "Write `enforce_parameter_schema:`.",
    cron: SCHEDULE,
    interval: SCHEDULE,
    rrule: SCHEDULE,
    timezone: SCHEDULE,
    anchor_date: SCHEDULE,
    concurrency: "Write `concurrency_limit:`.",
    concurrency_options: "Write `collision_strategy:` below `concurrency_limit:`, beside `limit:`.",
    collision_strategy: "Write it below `concurrency_limit:`, beside `limit:`.",
    limit: "Write it below `concurrency_limit:`.",
  },
  work_pool: {
    work_pool_name: "Write `name:`.",
    pool: "Write `name:`.",
    work_queue: "Write `work_queue_name:`.",
    queue: "Write `work_queue_name:`.",
    queue_name: "Write `work_queue_name:`.",
    infra_overrides: "Write `job_variables:`.",
    variables: "Write `job_variables:`.",
    env: "Write it below `job_variables:`.",
    image: "Write it below `job_variables:`.",
    command: "Write it below `job_variables:`.",
    type: "Take it out: a work pool has its type on the server.",
  },
  concurrency_limit: {
    strategy: "Write `collision_strategy:`.",
    concurrency_limit: "Write `limit:`.",
    max: "Write `limit:`.",
    grace_period: "Write `grace_period_seconds:`.",
  },
};
