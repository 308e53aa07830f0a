import { ActionError } from "./errors.js";

/** @throws ActionError on a Node.js that is older than the one that action.yml asks for: `JSON.rawJSON` came with 21 */
export function checkNode(): void {
  if ("rawJSON" in JSON) return;
  throw new ActionError({
    what: `This action needs Node.js 24, and this runner started it with ${process.version}.`,
    fix: "Update the runner, which then brings Node.js 24; if the job sets another one for actions (`ACTIONS_RUNNER_FORCE_ACTIONS_NODE_VERSION`), take that out.",
  });
}
