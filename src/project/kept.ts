import type { Findings } from "../base/findings.js";
import { quote } from "../base/quote.js";
import type { Manifest } from "./manifest.js";
import { matcher } from "./pattern.js";

/** `# prefect-deploy-keep: etl/old, "my flow/prod" # why`, at the end of a line or alone on one. */
const COMMENT = /#\s*prefect-deploy-keep\b:?(.*)$/;

/** In quotes, or without blanks: what comes after it is a reason. */
const ITEM = /^\s*(?:"([^"]*)"|'([^']*)'|([^\s,"'#]+))\s*(?:,|$)/;

/** What a comment keeps. */
export interface Kept {
  /** A glob as in `names`. */
  readonly pattern: string;
  readonly keeps: (name: string) => boolean;
}

/**
 * What the prefect files say that stays on the server, though it is in none of them. Pure.
 *
 * @param findings takes the problem of a comment that does not name a deployment
 */
export function keptBy(manifests: readonly Pick<Manifest, "file" | "text">[], findings: Findings): Kept[] {
  return manifests.flatMap(({ file, text }) =>
    text.split(/\r\n|\r|\n/).flatMap((row, index) => {
      const given = COMMENT.exec(row)?.[1];
      if (given === undefined) return [];
      const patterns = itemsIn(given.replace(/\s#.*$/, ""));
      if (patterns?.every((pattern) => pattern.includes("/")) === true)
        return patterns.map((pattern) => ({ pattern, keeps: matcher(pattern) }));
      findings.problem(
        `\`# prefect-deploy-keep\` names ${quote(given.trim(), 60)}, which is not \`flow/deployment\`.`,
        "Write it with its flow: `# prefect-deploy-keep: etl/nightly`. Put a name with blanks in quotes, a comma between two, and a reason behind another `#`.",
        { file, line: index + 1 },
      );
      return [];
    }),
  );
}

/** Undefined where it is something else than names with commas between. */
function itemsIn(text: string): string[] | undefined {
  const items: string[] = [];
  for (let rest = text.trim(); rest !== "" || items.length === 0;) {
    const found = ITEM.exec(rest);
    if (!found) return undefined;
    items.push(found[1] ?? found[2] ?? found[3] ?? "");
    rest = rest.slice(found[0].length).trim();
  }
  return items;
}
