import { isAbsolute } from "node:path";
import type { Log, Region, ReportingDescriptor, Result } from "sarif";
import { inert } from "../base/foreign.js";
import type { Finding, Range, Severity } from "../base/finding.js";
import type { Rule } from "./types.js";

const LEVELS = { error: "error", warning: "warning", note: "note" } satisfies Record<Severity, Result.level>;

/**
 * The findings as a SARIF 2.1.0 log, as GitHub code scanning takes it (github/codeql-action/upload-sarif). Pure.
 *
 * @param rules those that the findings name, at least
 * @param helpUri where the page of a rule is, or undefined where that is not known
 */
export function sarif(
  findings: readonly Finding[],
  rules: readonly Rule[],
  helpUri: (rule: string) => string | undefined,
): Log {
  const used = new Set(findings.map(({ rule }) => rule));
  const descriptors = rules
    .filter(({ id }) => used.has(id))
    .map((rule) => descriptor(rule, helpUri(rule.id)));
  const index = new Map(descriptors.map(({ id }, position) => [id, position]));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Prefect Self-Hosted Deploy", rules: descriptors } },
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) => result(finding, index.get(finding.rule) ?? -1)),
      },
    ],
  };
}

function descriptor({ id, title, why, severity }: Rule, helpUri: string | undefined): ReportingDescriptor {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: helpUri === undefined ? why : `${why}\n\n${helpUri}` },
    ...(helpUri === undefined ? {} : { helpUri }),
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function result({ rule, severity, what, fix, where }: Finding, ruleIndex: number): Result {
  return {
    ruleId: rule,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: message(`${what} ${fix}`) },
    locations: [
      { physicalLocation: { artifactLocation: { uri: uriOf(where.file) }, region: region(where) } },
    ],
  };
}

/** Plain text, in which SARIF 2.1.0 (3.11.6) has links all the same: `[text](target)`, also where Markdown has code. */
function message(text: string): string {
  return inert(text).replaceAll("](", "] (");
}

/** Relative to the repository; what lies outside of it has an absolute path, and so a URL of its own. */
function uriOf(file: string): string {
  const encoded = file.toWellFormed().split("/").map(encodeURIComponent).join("/");
  if (!isAbsolute(file)) return encoded;
  return encoded.startsWith("/") ? `file://${encoded}` : `file:///${encoded.replace("%3A", ":")}`;
}

function region({ line, column, endLine, endColumn }: Range): Region {
  return { startLine: line, startColumn: column, endLine, endColumn };
}
