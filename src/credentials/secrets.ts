import { withoutEdges, withoutEnd } from "../edges.js";

/** Raw values that must be treated as secret whatever they turn out to be. */
export interface RawSecrets {
  /** `auth-string`, `password`, `api-key`, `client-secret` as the runner hands them over. */
  readonly values: readonly string[];
  readonly username: string;
  readonly password: string;
  /** The `headers` input as it is. */
  readonly headers: string;
}

/**
 * Every form in which a secret could show up in a log.
 *
 * GitHub's runner masks registered values, their lines and their base64 forms; other runners
 * mask literally only (measured with act), so all forms are given here. Longest first, for who
 * replaces them one after another.
 */
export function secretForms(raw: RawSecrets): string[] {
  const plain = new Set<string>();
  for (const value of [...raw.values, raw.password, ...headerValues(raw.headers)]) {
    plain.add(value);
    for (const line of value.split(/\r\n|\r|\n/)) plain.add(line);
    const afterColon = value.indexOf(":");
    if (afterColon >= 0 && raw.values.includes(value)) plain.add(value.slice(afterColon + 1));
  }
  if (raw.password.trim()) plain.add(`${raw.username.trim()}:${raw.password.trim()}`);
  const forms = new Set<string>();
  for (const value of [...plain]) {
    const token = SCHEME.exec(value.trim())?.[1];
    if (token !== undefined) plain.add(token);
  }
  for (const value of plain) {
    for (const variant of [value, value.trim(), strip(value)]) {
      if (variant.trim() === "") continue;
      for (const form of encodings(variant)) forms.add(form);
    }
  }
  return [...forms].sort((a, b) => b.length - a.length);
}

/** The lines of the private keys in a PEM text, on one line or on several: each is a secret. A path has none. */
export function keyLines(key: string): string[] {
  return [...key.matchAll(/-----BEGIN [^-]*PRIVATE KEY-----([\s\S]*?)(?:-----END|$)/g)].flatMap(
    ([, lines = ""]) => lines.split(/\\n|\s+/).filter((line) => line !== ""),
  );
}

function encodings(value: string): string[] {
  const bytes = Buffer.from(value);
  return [
    value,
    bytes.toString("base64"),
    withoutEnd(bytes.toString("base64"), /=/),
    bytes.toString("base64url"),
    ...urlEncodings(value),
    JSON.stringify(value).slice(1, -1),
    asciiJson(value),
  ];
}

/** As JavaScript's `encodeURIComponent` does it, as Python's `quote` and `quote_plus` do. */
function urlEncodings(value: string): string[] {
  const loose = encodeURIComponent(value.toWellFormed());
  const strict = loose.replace(/[!'()*]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`);
  const encoded = [loose, strict, strict.replaceAll("%20", "+")];
  // Python's `quote` leaves slashes unless it is told otherwise.
  return [...encoded, ...encoded.map((form) => form.replaceAll("%2F", "/"))];
}

/** As Python's `json.dumps` writes it. */
function asciiJson(value: string): string {
  return JSON.stringify(value)
    .slice(1, -1)
    .replace(/[^\u0000-\u007f]/g, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Values of a `headers` input before it is known to be well-formed: what follows a colon, and JSON strings. */
function headerValues(headers: string): string[] {
  const values = headers
    .split(/\r\n|\r|\n/)
    .filter((line) => line.includes(":"))
    .map((line) => line.slice(line.indexOf(":") + 1).trim());
  try {
    const parsed: unknown = JSON.parse(headers);
    if (typeof parsed === "object" && parsed !== null) {
      values.push(...Object.values(parsed).filter((value): value is string => typeof value === "string"));
    }
  } catch {
    // Not JSON: then it is lines.
  }
  return values;
}

/** A whole header value where only the token was meant. */
const SCHEME = /^(?:basic|bearer)\s+(\S+)$/i;

/**
 * Replaces every occurrence of a form by `***`, overlapping ones together: no character of any of
 * them is left. For text that leaves by another way than the runner's own log.
 */
export function redact(text: string, forms: readonly string[]): string {
  const found: [start: number, end: number][] = [];
  for (const form of forms) {
    if (form === "") continue;
    for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
      found.push([at, at + form.length]);
    }
  }
  found.sort(([a], [b]) => a - b);
  let clean = "";
  let done = 0;
  for (const [start, end] of found) {
    if (start >= done) clean += `${text.slice(done, start)}***`;
    done = Math.max(done, end);
  }
  return clean + text.slice(done);
}

/** Removes what copy-and-paste puts around a secret, and says so. */
export function cleanSecret(value: string): { clean: string; note?: string } {
  const clean = strip(value);
  if (clean === value) return { clean };
  const what = /[\r\n]/.test(value) ? "line ends" : "spaces";
  return { clean, note: `${what} around it were removed; store it without them.` };
}

/** Without the white space around it, also where it has no width (U+200B, as chat programs leave it). */
function strip(value: string): string {
  return withoutEdges(value, /[\s\u200b-\u200d\u2060]/);
}

export function isAscii(value: string): boolean {
  return /^[\u0000-\u007f]*$/.test(value);
}

/** Names the first control character, for people: `line feed`, `U+0007`; undefined where there is none. */
export function controlCharacter(value: string): string | undefined {
  const found = /[\u0000-\u001f\u007f-\u009f]/.exec(value)?.[0];
  if (found === undefined) return undefined;
  const names: Record<string, string> = {
    "\n": "line feed",
    "\r": "carriage return",
    "\t": "tab",
    "\0": "NUL",
  };
  return names[found] ?? `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}
