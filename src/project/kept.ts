import type { Findings } from "../base/findings.js";
import { quote } from "../base/quote.js";
import type { Manifest } from "./manifest.js";
import { matcher } from "./pattern.js";

/** `# prefect-deploy-keep: etl/old`, at the end of a line or alone on one. */
const COMMENT = /#\s*prefect-deploy-keep\b:?[ \t]*(.*)$/;

/**
 * What the prefect files say that stays on the server, though it is in none of them. Pure.
 *
 * @param findings takes the problem of a comment that names nothing
 * @returns whether `flow/deployment` is named, by a glob as in `names`
 */
export function keptBy(
  manifests: readonly Pick<Manifest, "file" | "text">[],
  findings: Findings,
): (name: string) => boolean {
  const matchers = manifests.flatMap(({ file, text }) =>
    text.split(/\r\n|\r|\n/).flatMap((row, index) => {
      const pattern = COMMENT.exec(row)?.[1]?.trim();
      if (pattern === undefined) return [];
      if (pattern.includes("/")) return [matcher(pattern)];
      findings.problem(
        `\`# prefect-deploy-keep\` names ${quote(pattern, 60)}, which is not a \`flow/deployment\`.`,
        "Write it with its flow: `# prefect-deploy-keep: etl/nightly`.",
        { file, line: index + 1 },
      );
      return [];
    }),
  );
  return (name) => matchers.some((matches) => matches(name));
}
