/** Said by a deploy into the pool `pool` of a test, where no worker runs; its place is the deployment's. */
export const NO_WORKER =
  'No worker of the work pool "pool" is online: runs of its deployments would wait. Start one: `prefect worker start --pool "pool"`.';
