import type { RunContext } from "../base/run-context.js";
import type { RunReport } from "../report/report.js";

/** One run of a deploy or a plan. */
export interface DeployContext extends RunContext {
  /** Filled in on the way, so that it can be shown wherever the run stops. */
  readonly report: RunReport;
}
