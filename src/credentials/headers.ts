import { controlCharacter } from "./secrets.js";
import type { Findings } from "../findings.js";

/** RFC 9110, section 5.6.2: the characters of a field name. */
const FIELD_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Set by HTTP itself, or by Prefect's client, which ignores a custom value (measured on 3.8.8). */
const RESERVED = new Set([
  "connection",
  "content-length",
  "content-type",
  "host",
  "prefect-csrf-client",
  "prefect-csrf-token",
  "transfer-encoding",
  "user-agent",
]);

/**
 * Reads the `headers` input: one `Name: value` a line, or a JSON object of strings.
 * Problems never hold a value.
 */
export function parseHeaders(input: string, findings: Findings): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of pairs(input, findings)) {
    const problem = check(name, value, headers);
    if (problem) findings.problem(`\`headers\`: ${problem.what}`, problem.mend);
    else headers[name] = value;
  }
  return headers;
}

export function findHeader(headers: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.keys(headers).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
}

function pairs(input: string, findings: Findings): [string, string][] {
  if (input.trim().startsWith("{")) return jsonPairs(input, findings);
  const found: [string, string][] = [];
  for (const [index, line] of input.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const colon = line.indexOf(":");
    if (colon < 0) {
      findings.problem(`\`headers\`, line ${index + 1}, has no colon.`, "Write one `Name: value` a line.");
    } else {
      found.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
    }
  }
  return found;
}

function jsonPairs(input: string, findings: Findings): [string, string][] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(input);
  } catch {
    // The parser's own message would quote the text, and with it a secret.
    findings.problem(
      "`headers` starts with { but is not valid JSON.",
      "Write one `Name: value` a line instead.",
    );
    return [];
  }
  const entries = Object.entries(parsed as Record<string, unknown>);
  const wrong = entries.filter(([, value]) => typeof value !== "string").map(([name]) => name);
  for (const name of wrong) {
    findings.problem(
      `\`headers\`: the value of ${JSON.stringify(name)} is not a string.`,
      "Put it in quotes.",
    );
  }
  return entries.flatMap(([name, value]) => (typeof value === "string" ? [[name, value.trim()]] : []));
}

function check(
  name: string,
  value: string,
  seen: Readonly<Record<string, string>>,
): { what: string; mend: string } | undefined {
  if (!FIELD_NAME.test(name)) {
    return {
      what: `${JSON.stringify(name)} is not a header name.`,
      mend: "Write `Name: value`, without quotes.",
    };
  }
  if (RESERVED.has(name.toLowerCase())) {
    return { what: `${name} is set by HTTP or by Prefect itself.`, mend: "Take it out." };
  }
  if (findHeader(seen, name) !== undefined) {
    return { what: `${name} is given twice.`, mend: "Keep one." };
  }
  if (value === "") {
    return {
      what: `${name} has no value.`,
      mend: "Where it comes from a secret: secrets are not given to workflows from forks, or the name is misspelt.",
    };
  }
  const control = controlCharacter(value);
  if (control !== undefined || /[^\u0000-\u00ff]/.test(value)) {
    return {
      what: `${name} holds ${control ? `a control character (${control})` : "a character outside Latin-1"}, which no HTTP header can carry.`,
      mend: "Store the secret again, on one line.",
    };
  }
  return undefined;
}
