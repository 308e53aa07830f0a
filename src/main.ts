import { fail, isCheck, isPost, keepYoungSmall, main, post, runCheck, Watch } from "./action.js";

if (isCheck()) await runCheck();
else await runStep();

async function runStep(): Promise<void> {
  keepYoungSmall();
  const watch = new Watch();
  try {
    if (isPost()) post();
    else await main(watch);
  } catch (error) {
    fail(error);
  } finally {
    watch.end();
  }
}
