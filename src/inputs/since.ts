import type { Findings } from "../base/findings.js";
import { quote } from "../base/quote.js";
import { wrongPathPattern } from "../project/path-pattern.js";
import { UNSET, type RawInputs } from "./raw.js";
import { lines } from "./scalars.js";
import type { Inputs } from "./types.js";

/**
 * What is in no name of a branch or tag (git-check-ref-format), but for `~` and `^` (`HEAD~2`). What begins with `-` git
 * would take for an option.
 */
const NO_REVISION = /^-|[\s\p{Cc}:?*[\\]|\.\.|@\{/u;

/** Reads `changed-since` and `shared-paths`. */
export function readSince(raw: RawInputs, findings: Findings): Pick<Inputs, "changedSince" | "sharedPaths"> {
  const given = raw("changed-since").trim();
  const changedSince = given === UNSET ? undefined : given;
  if (changedSince !== undefined && (changedSince.length > 250 || NO_REVISION.test(changedSince))) {
    findings.problem(
      `\`changed-since\` is ${quote(changedSince, 60)}, which cannot name a commit, branch or tag.`,
      "Give one, for example `${{ github.event.before }}`.",
    );
  }
  const sharedPaths = lines(raw("shared-paths"));
  if (sharedPaths.length > 0 && changedSince === undefined) {
    findings.problem(
      "`shared-paths` is given without `changed-since`: everything is deployed, whatever has changed.",
      "Give `changed-since` too, for example `${{ github.event.before }}`, or take `shared-paths` out.",
    );
  }
  for (const pattern of sharedPaths) {
    const wrong = wrongPathPattern(pattern);
    if (wrong === undefined) continue;
    findings.problem(
      `\`shared-paths\`: ${quote(pattern, 60)} cannot match paths of the repository: ${wrong}.`,
      "Write one glob a line, for example `uv.lock` or `common/**`.",
    );
  }
  return { changedSince, sharedPaths };
}
