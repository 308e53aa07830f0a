import { fail, isCheck, isPost, main, post, runCheck, Watch } from "./action.js";

/** As Node ends where a module waits for what never comes. */
const UNFINISHED = 13;

process.exitCode = UNFINISHED;
// Not awaited here: a module that waits is put into a function, and Node would parse all of it twice (25 ms).
void (isCheck() ? runCheck() : runStep()).then(() => {
  if (process.exitCode === UNFINISHED) process.exitCode = undefined;
});

async function runStep(): Promise<void> {
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
