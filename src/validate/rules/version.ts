import { compareVersions } from "../../base/version.js";
import { NEWEST } from "./prefect-yaml.generated.js";

/** Keys of a prefect file that came late: an older Prefect ignores them silently. */
export const SINCE: Readonly<Record<string, string>> = {
  slug: "3.2.0",
  day_or: "3.4.23",
  grace_period_seconds: "3.6.6",
  replaces: "3.6.17",
};

/** From here on the models of the file refuse what those of the newest Prefect refuse. */
const MODELS = "3.4.25";

/** Whether a version of Prefect is older than another; an unknown one counts as the newest. */
export function isBefore(version: string | undefined, other: string | undefined): boolean {
  return version !== undefined && other !== undefined && compareVersions(version, other) < 0;
}

/**
 * Of what the newest models refuse, where another version deploys: it may take it. In a plan and a deploy its own models
 * are asked, and have the last word.
 */
export function severityIn(version: string | undefined): "warning" | undefined {
  return isBefore(version, MODELS) || isBefore(NEWEST, version) ? "warning" : undefined;
}

/** What becomes of a file with a value that the models refuse, as the end of a sentence. */
export function droppedBy(version: string | undefined): string {
  return isBefore(version, MODELS)
    ? `Prefect ${MODELS} and later drop the whole file, and this one may ignore it, or fail in the middle of the deploy`
    : "Prefect would drop the whole file";
}
