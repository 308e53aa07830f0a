import { firstOf } from "../../base/quote.js";
import { isRecord } from "../../base/record.js";
import { EXPLICIT_PULL } from "./empty-section.js";
import { isEmpty, stepsIn } from "./step-list.js";
import { isBefore } from "./version.js";
import type { DeploymentEntry, PrefectFile } from "../../project/types.js";
import type { Spot } from "./spot.js";

/** Where an image of one's own gets a folder of its own. */
const IMAGE_FOLDER = "3.6.25";

/** Without steps to pull the code Prefect stores the folder in which the CLI ran. */
export function checkPull(file: PrefectFile, root: Spot, version: string | undefined): void {
  const without = file.deployments.filter(({ content }) => storesOwnFolder(content, file, version));
  if (without.length === 0) return;
  const explicit = isBefore(version, EXPLICIT_PULL) ? "" : ", or `pull: []` if the image holds the code";
  // It is about all of them: a comment at one would turn it off for the others too.
  root.at("deployments").say("no-pull", "key", {
    what: `${firstOf(without.map(({ title }) => title))}: there is no \`pull\`, so Prefect stores the folder in which it runs, which is this runner's; no worker finds the code there.`,
    fix: `Add a \`pull\` section, for example with \`prefect.deployments.steps.git_clone\`${explicit}.`,
  });
}

function storesOwnFolder(
  content: DeploymentEntry["content"],
  file: PrefectFile,
  version: string | undefined,
): boolean {
  const own = Object.hasOwn(content, "pull") ? content["pull"] : file.content["pull"];
  if (Array.isArray(own) && own.length === 0 && !isBefore(version, EXPLICIT_PULL)) return false;
  if (!isEmpty(own) || !isEmpty(file.content["pull"])) return false;
  const builds = stepsIn(isEmpty(content["build"]) ? file.content["build"] : content["build"], []);
  if (builds.some(({ names }) => names.includes("prefect_docker.deployments.steps.build_docker_image")))
    return false;
  const pool = content["work_pool"];
  const variables = isRecord(pool) ? pool["job_variables"] : undefined;
  return isEmpty(isRecord(variables) ? variables["image"] : undefined) || isBefore(version, IMAGE_FOLDER);
}
