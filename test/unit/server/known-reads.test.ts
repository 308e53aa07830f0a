import { expect, test } from "vitest";
import type { Method } from "../../../src/base/http.js";
import { ApiPath } from "../../../src/server/api-path.js";
import { isKnownRead } from "../../../src/server/known-reads.js";

const isRead = (line: string): boolean => {
  const [method = "", target = ""] = line.split(" ");
  return isKnownRead(method as Method, ApiPath.parse(target));
};

test.each([
  "GET /admin/version",
  "GET /deployments/name/a/b",
  "GET /flow_run_states/?flow_run_id=1",
  "GET /block_documents/1?include_secrets=true",
  "GET /block_types/slug/secret/block_documents?include_secrets=false&offset=0&limit=200",
  "POST /deployments/filter",
  "POST /deployments/filter?",
  "POST /v2/concurrency_limits/filter",
  "POST /flow_runs/1/input/filter",
])("%s is one", (line) => {
  expect(isRead(line)).toBe(true);
});

test.each([
  "GET /",
  "GET /flows/",
  "GET /flow_run_states",
  "GET /deployments/name/a/",
  "GET /deployments/name/a/b/c",
  "GET /deployments/name/a/b?x=1",
  "GET /flows/1?limit=1&x=1",
  "GET /flows/1?&limit=1",
  "GET /flows/1?limit=%31",
  "GET /csrf-token?client=1",
  "GET /admin/database",
  "HEAD /flows/1",
  "OPTIONS /flows/1",
  "DELETE /flows/1",
  "PUT /variables/filter",
  "POST /flows/1",
  "POST /filter",
  "POST /deployments/filter/",
  "POST /deployments/Filter",
  "POST /deployments/filter?limit=1&_method=PUT",
  "POST /deployments/get_scheduled_flow_runs",
  "POST /work_pools/x/get_scheduled_flow_runs",
  "POST /work_queues/x/get_runs",
  "POST /work_pools/x/workers/heartbeat",
])("%s is none", (line) => {
  expect(isRead(line)).toBe(false);
});
