import { checkNode } from "./base/node.js";
import { fail, isCheck, isPost, main, post, runCheck, Watch } from "./action.js";

if (isCheck()) await runCheck();
else await runStep();

async function runStep(): Promise<void> {
  const watch = new Watch();
  try {
    if (isPost()) post();
    else {
      checkNode();
      await main(watch);
    }
  } catch (error) {
    fail(error);
  } finally {
    watch.end();
  }
}
