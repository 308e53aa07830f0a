import { setFailed } from "@actions/core";
import { isCheck, isPost, main, post, runCheck } from "./action.js";
import { keepYoungSmall } from "./memory.js";

if (isCheck()) runCheck();
else await runStep();

async function runStep(): Promise<void> {
  keepYoungSmall();
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
}
