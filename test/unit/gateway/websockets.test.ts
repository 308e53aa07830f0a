import { expect, test } from "vitest";
import { ApiPath } from "../../../src/server/api-path.js";
import { isOpen } from "../../../src/gateway/websockets.js";

test.each([
  ["/events/in", false, true, true],
  ["/events/out", false, true, true],
  ["/logs/out", false, true, true],
  ["/events/in/", false, false, true],
  ["/events/in?x=1", false, false, true],
  ["/work_pools/x/workers/connect", false, false, true],
])("%s in a plan: %j, where writes are recorded: %j, straight through: %j", (target, ...expected) => {
  const path = ApiPath.parse(target);
  expect([
    isOpen(path, { mode: "plan", transaction: true }),
    isOpen(path, { mode: "deploy", transaction: true }),
    isOpen(path, { mode: "deploy", transaction: false }),
  ]).toEqual(expected);
});
