import { setFailed } from "@actions/core";
import { isCheck, isPost, main, post, runCheck } from "./action.js";
import { keepYoungSmall } from "./memory.js";
import { toldBy, Watch } from "./unexpected.js";

if (isCheck()) runCheck();
else await runStep();

async function runStep(): Promise<void> {
  keepYoungSmall();
  const watch = new Watch();
  try {
    if (isPost()) post();
    else await main(watch);
  } catch (error) {
    setFailed(toldBy(error));
  } finally {
    watch.end();
  }
}
