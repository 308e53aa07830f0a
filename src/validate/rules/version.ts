import { compareVersions } from "../../base/version.js";

/** Whether a version of Prefect is older than another; an unknown one counts as the newest. */
export function isBefore(version: string | undefined, other: string): boolean {
  return version !== undefined && compareVersions(version, other) < 0;
}
