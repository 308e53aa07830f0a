import { setFlagsFromString } from "node:v8";
import { setFailed } from "@actions/core";
import { isPost, main, post } from "./action.js";

// Young objects get a small space that is swept often, in place of one that grows: half of the memory for 5,000
// deployments, and a fifth more time for reading them. The child needs the rest of the runner.
setFlagsFromString("--semi-space-growth-factor=1");

try {
  if (isPost()) post();
  else await main();
} catch (error) {
  // The stack may quote values: only the place where it happened is shown.
  const { name, stack } = error instanceof Error ? error : new Error(String(error));
  setFailed(
    `${name} in the action itself; please report it. ${stack?.split("\n").find((line) => line.includes(" at ")) ?? ""}`,
  );
}
