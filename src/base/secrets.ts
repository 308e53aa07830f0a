import { readings } from "./escapes.js";
import { withoutEdges, withoutEnd } from "./edges.js";
import { parsedJson } from "./record.js";

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
 * GitHub's runner also masks the lines of a registered value and some other forms of it; other runners
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
    for (const part of insideHeader(value.trim())) plain.add(part);
  }
  const variants = new Set([...plain].flatMap((value) => [value, value.trim(), strip(value)]));
  for (const variant of variants) {
    if (variant.trim() === "") continue;
    for (const form of encodings(variant)) forms.add(form);
  }
  return [...forms].sort((a, b) => b.length - a.length);
}

/** The same of values that were learnt on the way. */
export function formsOf(values: readonly string[]): string[] {
  return secretForms({ values, username: "", password: "", headers: "" });
}

/** The lines of the private keys in a PEM text, on one line or on several: each is a secret. A path has none. */
export function keyLines(key: string): string[] {
  return [...key.matchAll(/-----BEGIN [^-]*PRIVATE KEY-----([\s\S]*?)(?:-----END|$)/g)].flatMap(
    ([, lines = ""]) => lines.split(/\\n|\s+/).filter((line) => line !== ""),
  );
}

/** As programs write it. What mixes these, or nests them, only {@link redact} finds. */
function encodings(value: string): string[] {
  // OAuth clients encode a client's secret as in a form before Basic authentication does (RFC 6749, section 2.3.1).
  const inForm = new URLSearchParams({ "": value }).toString().slice(1);
  const inBase64 = [value, inForm].flatMap(base64Forms);
  const alsoInUrls = inBase64.filter((form) => /[+/=]/.test(form));
  return [
    value,
    ...misread(value),
    ...inBase64,
    ...[value, ...alsoInUrls].flatMap(urlForms),
    ...jsonForms(value),
    ...pythonForms(value),
    ...markupForms(value),
  ];
}

/** As bytes read in another encoding: UTF-8 as Latin-1, which is how Node reads headers, and Latin-1 as UTF-8. */
function misread(value: string): string[] {
  if (isAscii(value)) return [];
  const inLatin1 = /^[\u0000-\u00ff]*$/.test(value) ? [Buffer.from(value, "latin1").toString()] : [];
  return [Buffer.from(value).toString("latin1"), ...inLatin1];
}

/** Alone, and amid other text, as behind `user:` or before a line end: there without the letters that it shares with it. */
function base64Forms(value: string): string[] {
  const inside = [0, 1, 2].map((shift) => {
    const bytes = Buffer.from(`${"-".repeat(shift)}${value}`);
    const own = shift === 0 ? 0 : shift + 1;
    return bytes.toString("base64").slice(own, Math.floor(bytes.length / 3) * 4);
  });
  const whole = Buffer.from(value).toString("base64");
  const bare = withoutEnd(whole, /=/);
  return [whole, bare, ...inside.filter((form) => form.length >= SHORTEST_INSIDE)].flatMap((form) => [
    form,
    form.replaceAll("+", "-").replaceAll("/", "_"),
  ]);
}

/** Fewer letters stand in anything. */
const SHORTEST_INSIDE = 8;

/** As JavaScript's `encodeURIComponent` does it, as Python's `quote` and `quote_plus` do; and as gates write it again. */
function urlForms(value: string): string[] {
  const loose = encodeURIComponent(value.toWellFormed());
  const strict = loose.replace(/[!'()*]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase()}`);
  const encoded = [loose, strict, strict.replaceAll("%20", "+"), encodeURI(value.toWellFormed())];
  // Python's `quote` leaves slashes unless it is told otherwise.
  const all = [...encoded, ...encoded.map((form) => form.replaceAll("%2F", "/")), value.replaceAll(" ", "+")];
  return all.flatMap((form) => [form, form.replace(/%../g, (escape) => escape.toLowerCase())]);
}

/** As JavaScript, Python, PHP, Go and .NET write a text, without the quotes around it. */
function jsonForms(value: string): string[] {
  const plain = JSON.stringify(value).slice(1, -1);
  const python = inUnits(plain, /[^\u0000-\u007f]/g);
  const go = inUnits(plain, /[<>&\u2028\u2029]/g);
  const dotnet = inUnits(plain.replaceAll('\\"', "\\u0022"), /[^\u0000-\u007f]|[&'+<>`]/g, true);
  return [plain, python, go, dotnet, ...[plain, python].map((form) => form.replaceAll("/", "\\/"))];
}

function inUnits(value: string, which: RegExp, capital = false): string {
  return value.replace(which, (found) => {
    const unit = found.charCodeAt(0).toString(16).padStart(4, "0");
    return `\\u${capital ? unit.toUpperCase() : unit}`;
  });
}

/** As `repr` shows a text, and bytes. */
function pythonForms(value: string): string[] {
  const text = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"');
  const bytes = text.replace(/[^\u0000-\u007f]+/g, (found) =>
    Buffer.from(found).toString("hex").replace(/../g, "\\x$&"),
  );
  return [text, bytes].flatMap((form) => [form, form.replaceAll("'", "\\'")]);
}

/** As text in HTML and XML: `&` and `<` always, quotes in each language's way; and in Markdown. */
function markupForms(value: string): string[] {
  const text = value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const attributes = QUOTES.map(([double, single]) => text.replaceAll('"', double).replaceAll("'", single));
  return [text, ...attributes, value.replace(/[!-/:-@[-`{-~]/g, "\\$&")];
}

/** Python and Handlebars; PHP; Go, MarkupSafe; JavaScript; XML; what escapes double ones only. */
const QUOTES = [
  ["&quot;", "&#x27;"],
  ["&quot;", "&#039;"],
  ["&#34;", "&#39;"],
  ["&quot;", "&#39;"],
  ["&quot;", "&apos;"],
  ["&quot;", "'"],
] as const;

/** Values of a `headers` input before it is known to be well-formed: what follows a colon, and JSON strings. */
function headerValues(headers: string): string[] {
  const values = headers
    .split(/\r\n|\r|\n/)
    .filter((line) => line.includes(":"))
    .map((line) => line.slice(line.indexOf(":") + 1).trim());
  const parsed = parsedJson(headers);
  const entries: unknown[] = typeof parsed === "object" && parsed !== null ? Object.values(parsed) : [];
  return [...values, ...entries.filter((value) => typeof value === "string")];
}

/** Of a whole header value: the token behind its scheme; and of Basic what its base64 says, and the password in that. */
function insideHeader(value: string): string[] {
  const [, scheme = "", token] = /^(basic|bearer)\s+(\S+)$/i.exec(value) ?? [];
  if (token === undefined) return [];
  if (!/^basic$/i.test(scheme)) return [token];
  return [token, ...passwords(Buffer.from(token, "base64").toString())];
}

/** `user:password` and the password; nothing where a text is no such pair. */
function passwords(pair: string): string[] {
  const colon = pair.indexOf(":");
  return colon < 0 ? [] : [pair, pair.slice(colon + 1)].filter((part) => part.length >= SHORTEST_DECODED);
}

/** What is shorter would be masked in every log line that has it. */
const SHORTEST_DECODED = 4;

/**
 * Replaces every occurrence of a form by `***`, overlapping ones together: no character of any of
 * them is left. Also where it is escaped, in whatever mix. For text that leaves by another way than the runner's own log.
 */
export function redact(text: string, forms: readonly string[]): string {
  if (forms.length === 0) return text;
  const found = placesOf(forms, text);
  for (const { text: meant, starts, ends } of readings(text)) {
    for (const [start, end] of placesOf(forms, meant)) found.push([starts[start] ?? 0, ends[end - 1] ?? 0]);
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

function placesOf(forms: readonly string[], text: string): [start: number, end: number][] {
  const found: [start: number, end: number][] = [];
  for (const form of forms) {
    if (form === "") continue;
    for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
      found.push([at, at + form.length]);
    }
  }
  return found;
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
