import type { Method } from "../base/http.js";
import { words } from "../base/words.js";
import type { ApiPath } from "./api-path.js";

/**
 * The requests that only read, of all that Prefect's clients 3.0.11 to 3.9.1 send, and what tells whether a server is
 * up; `{}` is one segment. `/deployments/count` and `/ui/schemas/validate` are asked for by this action alone. Left out, since the server writes:
 * `/csrf-token` (it stores a token) and what ends in `/get_scheduled_flow_runs` or `/get_runs` (it marks deployments and
 * work queues as ready).
 */
export const KNOWN_READS: Readonly<Partial<Record<Method, readonly string[]>>> = {
  GET: words(`
    /health /hello /ready /version
    /admin/settings /admin/storage /admin/version
    /automations/{} /automations/related-to/{}
    /block_documents/{}
    /block_schemas/{} /block_schemas/checksum/{}
    /block_types/{} /block_types/slug/{} /block_types/slug/{}/block_documents
    /block_types/slug/{}/block_documents/name/{}
    /collections/views/{}
    /concurrency_limits/tag/{}
    /deployments/{} /deployments/{}/schedules /deployments/name/{}/{}
    /flow_run_states/ /flow_run_states/{}
    /flow_runs/{} /flow_runs/{}/input/{}
    /flows/{} /flows/name/{}
    /task_run_states/ /task_runs/{}
    /v2/concurrency_limits/{}
    /variables/name/{}
    /work_pools/{} /work_pools/{}/queues/{}
    /work_queues/{} /work_queues/{}/status /work_queues/name/{}
  `),
  POST: words(`
    /artifacts/filter /artifacts/latest/filter /automations/filter
    /block_documents/filter /block_schemas/filter /block_types/filter
    /concurrency_limits/filter
    /deployments/count /deployments/filter
    /events/filter
    /flow_run_notification_policies/filter
    /flow_runs/count /flow_runs/filter /flow_runs/{}/input/filter
    /flows/filter
    /logs/filter
    /task_runs/filter
    /ui/schemas/validate
    /v2/concurrency_limits/filter
    /variables/filter
    /work_pools/filter /work_pools/{}/concurrency_status /work_pools/{}/queues/filter
    /work_pools/{}/workers/filter
    /work_queues/filter /work_queues/{}/concurrency_status
  `),
};

const FORMS = new Map(
  Object.entries(KNOWN_READS).map(([method, paths]) => [
    method,
    paths.map((path) => path.slice(1).split("/")),
  ]),
);

/** What the clients put into a query. */
const QUERY = /^(?:(?:include_secrets|limit|offset|flow_run_id|task_run_id)=[\w-]*(?:&(?=\w)|$))*$/;

/** Whether a request is one of those that are known to only read. */
export function isKnownRead(method: Method, { segments, query }: ApiPath): boolean {
  const isForm = (form: readonly string[]): boolean =>
    form.length === segments.length &&
    form.every((part, index) => (part === "{}" ? segments[index] !== "" : part === segments[index]));
  return QUERY.test(query) && (FORMS.get(method) ?? []).some(isForm);
}
