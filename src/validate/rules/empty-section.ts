import { isEmpty, SECTIONS, type Section } from "./step-list.js";
import { isBefore } from "./version.js";
import type { DeploymentEntry } from "../../project/types.js";
import type { Spot, Words } from "./spot.js";

/** From here on an empty list counts in `pull`. */
export const EXPLICIT_PULL = "3.8.0";

/**
 * Sections that a deployment leaves empty, and for which Prefect takes the steps of the whole file. For `build` it takes
 * none then (3.0.11, 3.8.8, 3.9.1).
 *
 * @param spot of the deployment. @param version of the Prefect that deploys, where it is known
 */
export function checkEmptySections(
  { content, file }: DeploymentEntry,
  spot: Spot,
  version: string | undefined,
): void {
  for (const section of SECTIONS) {
    const own = content[section];
    if (!Object.hasOwn(content, section) || !isEmpty(own) || isEmpty(file.content[section])) continue;
    const isOff =
      section === "build" || (section === "pull" && isList(own) && !isBefore(version, EXPLICIT_PULL));
    if (isOff) continue;
    const { line } = spot.to([section]).range("key");
    spot.at(section).say("empty-section", "key", {
      what: `\`${section}\` is empty, which does not turn off the file's \`${section}\` (line ${line}): Prefect ${section === "push" ? "runs" : "stores"} those steps all the same.`,
      ...correction(section, spot.at(section), version),
    });
  }
}

function isList(value: unknown): boolean {
  return Array.isArray(value);
}

function correction(
  section: Section,
  spot: Spot,
  version: string | undefined,
): Pick<Words, "fix" | "corrected"> {
  if (section === "pull" && !isBefore(version, EXPLICIT_PULL)) {
    return {
      fix: "Write `pull: []` if it is to have no pull steps, or take the key out.",
      corrected: spot.corrected({ value: "[]" }),
    };
  }
  const update =
    section === "pull" ? ` Or update Prefect: ${EXPLICIT_PULL} and later take \`pull: []\`.` : "";
  return { fix: `Move the file's \`${section}\` into the deployments that need it.${update}` };
}
