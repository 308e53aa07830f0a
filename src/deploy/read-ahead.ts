import { sayProgress } from "../base/progress.js";
import type { Log } from "../base/log.js";
import type { Foreseen, ServerState } from "../server/state.js";

/**
 * Reads what the server has of these deployments, and says how far it is where that takes long.
 *
 * @param did `read`
 */
export function readAhead(
  live: ServerState,
  deployments: readonly Foreseen[],
  did: string,
  log: Log,
): Promise<void> {
  const names = deployments.map(({ name }) => name).filter((name) => name !== undefined);
  const flows = deployments.map(({ flow }) => flow).filter((flow) => flow !== undefined);
  const done = () => deployments.filter((one) => live.hasRead(one)).length;
  const say = (line: string): void => {
    log.line(line);
  };
  return sayProgress({ all: deployments.length, done, did, say }, () => live.load(names, flows));
}
