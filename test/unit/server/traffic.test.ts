import { expect, test } from "vitest";
import type { Method } from "../../../src/base/http.js";
import { ApiPath } from "../../../src/server/api-path.js";
import { trafficOf } from "../../../src/server/traffic.js";

test.each<[Method, string]>([
  ["GET", "/deployments/name/a/b"],
  ["GET", "/work_pools/pool?limit=1"],
  ["POST", "/deployments/filter"],
  ["POST", "/work_pools/pool/workers/filter"],
])("%s %s reads, and may be repeated", (method, path) => {
  expect(trafficOf(method, ApiPath.parse(path))).toEqual({ kind: "read", repeatable: true });
});

test.each<[Method, string]>([
  ["GET", "/csrf-token?client=x"],
  ["HEAD", "/anything"],
  ["OPTIONS", "/anything"],
])("%s %s may be repeated, but is not a known read", (method, path) => {
  expect(trafficOf(method, ApiPath.parse(path))).toEqual({ kind: "write", repeatable: true });
});

test.each<[Method, string]>([
  ["PATCH", "/deployments/1"],
  ["PATCH", "/deployments/1/schedules/2"],
  ["POST", "/flows/"],
  ["POST", "/deployments/"],
  ["POST", "/deployments/?x=1"],
  ["DELETE", "/automations/owned-by/prefect.deployment.1"],
  ["DELETE", "/deployments/1"],
])("%s %s writes, and may be repeated", (method, path) => {
  expect(trafficOf(method, ApiPath.parse(path))).toEqual({ kind: "write", repeatable: true });
});

test.each<[Method, string]>([
  ["POST", "/automations/"],
  ["POST", "/deployments/1/schedules"],
  ["POST", "/deployments/1/create_flow_run"],
  ["POST", "/deployments/get-or-create"],
  ["POST", "/flows"],
  ["POST", "/variables/"],
  ["POST", "/filter/x"],
  ["POST", "/x?y=/filter"],
  ["POST", "/anything/filter"],
  ["POST", "/deployments/get_scheduled_flow_runs"],
  ["PATCH", "/deployments/1/tags"],
  ["PATCH", "/variables/1"],
  ["PUT", "/deployments/1"],
])("%s %s is sent once", (method, path) => {
  expect(trafficOf(method, ApiPath.parse(path))).toEqual({ kind: "write", repeatable: false });
});
