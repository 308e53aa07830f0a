import { controlCharacter, isAscii } from "../base/secrets.js";
import { jsonRecord } from "../base/record.js";
import { words } from "../base/words.js";
import { isCutJwt } from "./jwt.js";
import type { Findings } from "../base/findings.js";

/** RFC 9110, section 5.6.2: the characters of a field name. */
const FIELD_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Set by HTTP itself, or by Prefect's client, which ignores a custom value (measured on 3.8.8). */
const RESERVED = new Set(
  words(`
    connection content-length content-type host prefect-csrf-client prefect-csrf-token transfer-encoding user-agent
  `),
);

/** One header as it is written. `place` says where, for people: the name can be part of a secret by mistake. */
interface Written {
  readonly place: string;
  readonly name: string;
  readonly value: string;
}

/**
 * Reads the `headers` input: one `Name: value` a line, or a JSON object of strings.
 * Problems hold no value, and no name that is not a well-known one.
 */
export function parseHeaders(input: string, findings: Findings): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { place, name, value } of written(input, findings)) {
    const problem = check(name, value, headers);
    if (problem) findings.problem(`${place}: ${problem.what}`, problem.fix);
    else headers[name] = value;
  }
  return headers;
}

export function findHeader(headers: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.keys(headers).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
}

/** Header names do not depend on case; the later one wins. */
export function setHeader(headers: Record<string, string>, name: string, value: string): void {
  const same = findHeader(headers, name);
  if (same !== undefined) Reflect.deleteProperty(headers, same);
  headers[name] = value;
}

export function isReserved(name: string): boolean {
  return RESERVED.has(name.toLowerCase());
}

/**
 * Why a header cannot be sent, or undefined. Never holds its name or value.
 *
 * ASCII only: HTTP allows Latin-1, but Prefect's client ends in a UnicodeEncodeError (3.4.14, 3.8.8).
 */
export function unsendable(name: string, value: string): string | undefined {
  if (!FIELD_NAME.test(name)) return "a name that is not a header name";
  const control = controlCharacter(value);
  if (control !== undefined) return `a control character (${control}), which no HTTP header can carry`;
  return isAscii(value) ? undefined : "a character outside ASCII, which Prefect's client cannot send";
}

function written(input: string, findings: Findings): Written[] {
  if (input.trim().startsWith("{")) return entries(input, findings);
  const found: Written[] = [];
  for (const [index, line] of input.split(/\r?\n/).entries()) {
    if (line.trim() === "") continue;
    const place = `\`headers\`, line ${index + 1}`;
    const colon = line.indexOf(":");
    if (colon < 0) {
      findings.problem(`${place}: it has no colon.`, "Write one `Name: value` a line.");
    } else {
      found.push({ place, name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() });
    }
  }
  return found;
}

function entries(input: string, findings: Findings): Written[] {
  const parsed = jsonRecord(input);
  if (!parsed) {
    findings.problem(
      "`headers` starts with { but is not valid JSON.",
      "Write one `Name: value` a line instead.",
    );
    return [];
  }
  return Object.entries(parsed).flatMap(([name, value], index) => {
    const place = `\`headers\`, entry ${index + 1}`;
    if (typeof value === "string") return [{ place, name, value: value.trim() }];
    findings.problem(`${place}: its value is not a string.`, "Put it in quotes.");
    return [];
  });
}

function check(
  name: string,
  value: string,
  seen: Readonly<Record<string, string>>,
): { what: string; fix: string } | undefined {
  if (!FIELD_NAME.test(name)) {
    return {
      what: "what should be its name is not a header name.",
      fix: "Write `Name: value`, without quotes.",
    };
  }
  if (isReserved(name)) {
    return { what: `${name} is set by HTTP or by Prefect itself.`, fix: "Take it out." };
  }
  if (findHeader(seen, name) !== undefined) {
    return { what: "the same header is given before.", fix: "Keep one." };
  }
  if (value === "") {
    return {
      what: "the header has no value.",
      fix: "Where it comes from a secret: secrets are not given to workflows from forks, or the name is misspelt.",
    };
  }
  const token = name.toLowerCase() === "authorization" ? /^bearer\s+(\S+)$/i.exec(value)?.[1] : undefined;
  if (token !== undefined && isCutJwt(token)) {
    return {
      what: "its token begins as a JWT does, but is not a whole one: it was cut when it was copied.",
      fix: "Store the whole token, three parts with two dots between them.",
    };
  }
  const why = unsendable(name, value);
  return why === undefined
    ? undefined
    : { what: `its value holds ${why}.`, fix: "Store the secret again, on one line." };
}
