import { SLASH, withoutEnd } from "../base/edges.js";
import type { Findings } from "../base/findings.js";
import { isLoopback } from "../base/loopback.js";
import { controlCharacter } from "../base/secrets.js";

/** As Prefect derives it: the API URL without its `/api`. */
export function defaultUiUrl(apiUrl: string): string {
  return apiUrl.replace(/\/api$/, "");
}

/** `api-url`: as `url`, and it must be given. */
export function requiredUrl(value: string, findings: Findings): string {
  if (value.trim() !== "") return url("api-url", value, findings);
  findings.problem(
    "`api-url` is empty.",
    "Give the URL of the Prefect API, for example https://prefect.example.com/api; where it comes from a variable or secret, check its name.",
  );
  return "";
}

/** Cleans and checks a URL; returns it without a trailing slash, or `""` after a problem. */
export function url(name: keyof typeof URL_EXAMPLES, value: string, findings: Findings): string {
  const example = URL_EXAMPLES[name];
  const { clean, notes } = cleanUrl(value);
  for (const note of notes) findings.note(`\`${name}\`: ${note}`);
  const fail = (what: string, fix: string): string => {
    findings.problem(what, fix);
    return "";
  };
  if (!/^https?:\/\//i.test(clean)) {
    // No part of the value is shown: what stands here by mistake may be a secret.
    return fail(
      `\`${name}\` does not start with https:// (or http://).`,
      `Write the whole URL, for example ${example}.`,
    );
  }
  if (/\s/.test(clean) || controlCharacter(clean) || !URL.canParse(clean)) {
    return fail(
      `\`${name}\` is not a valid URL.`,
      `Check it for spaces and line ends; expected is something like ${example}.`,
    );
  }
  const parsed = new URL(clean);
  if (parsed.username || parsed.password) {
    return fail(
      `\`${name}\` holds a user name or password before the host; Prefect would print it in links and errors.`,
      name === "token-url"
        ? "Take it out of the URL and give it as `client-id` and `client-secret`."
        : "Take it out of the URL and give it as `username` and `password`.",
    );
  }
  // A token endpoint may have a query (RFC 6749, section 3.2).
  if (name === "token-url" ? clean.includes("#") : /[?#]/.test(clean)) {
    return fail(
      `\`${name}\` has a query or fragment (? or #), which does not belong there.`,
      `Give the address only, for example ${example}.`,
    );
  }
  return withoutEnd(parsed.href, SLASH);
}

const URL_EXAMPLES = {
  "api-url": "https://prefect.example.com/api",
  "ui-url": "https://prefect.example.com",
  "token-url": "https://login.example.com/oauth2/token",
} as const;

/** Undoes what chat programs, documents and copy-and-paste do to a URL. */
export function cleanUrl(value: string): { clean: string; notes: string[] } {
  const notes: string[] = [];
  let clean = value.trim();
  if (clean !== value) notes.push("spaces or line ends around it were removed.");
  const linked = /^<([^|>]*)(\|[^>]*)?>$/.exec(clean) ?? /^\[[^\]]*\]\(([^)]*)\)$/.exec(clean);
  if (linked?.[1] !== undefined) {
    clean = linked[1].trim();
    notes.push("it was pasted as a formatted link; only the address is used.");
  }
  const open = withoutEnd(clean, SLASH);
  if (open !== clean && /[^:]$/.test(open)) {
    clean = open;
    notes.push("the slash at its end was removed.");
  }
  return { clean, notes };
}

/** Whether what is sent there can be read on the way. */
export function travelsInClear(apiUrl: string): boolean {
  return apiUrl.startsWith("http://") && !isLoopback(new URL(apiUrl));
}
