import { withoutSecrets } from "../secret-shapes.js";
import { isSecretName } from "./names.js";

export const HIDDEN = "***";

/** Takes what was hidden, as it was. */
export type OnHidden = (value: unknown) => void;

const ignore: OnHidden = () => undefined;

/**
 * A text without what its form or the name beside it says is a secret: a token of a known kind, `password=…`,
 * `"apiKey": "…"`, `?sig=…`, `--token …`, `Authorization: …`, `Bearer …`. Pure, and linear in the text.
 *
 * What is filled in later, as `{{ $TOKEN }}` or `$TOKEN`, stays.
 */
export function hideInText(text: string, onHidden: OnHidden = ignore): string {
  const shaped = withoutSecrets(text, HIDDEN).replace(SCHEME, hideCredential).replace(USER, `$1$2${HIDDEN}`);
  return [NAMED, ASSIGNED, ELEMENT, FLAG].reduce((rest, form) => hideAfter(rest, form, onHidden), shaped);
}

/** RFC 9110, section 11.4: a credential after its scheme. The words alone are common in prose. */
const SCHEME = /\b(Bearer|Basic|Token)(\s{1,3})([\w.~+/-]{8,}={0,2})/gi;

function hideCredential(found: string, scheme: string, space: string, value: string): string {
  const isSecret = /^basic$/i.test(scheme)
    ? /^[^\u0000-\u001f]*:/.test(Buffer.from(value, "base64").toString())
    : value.length >= 20 || /\d|[a-z][A-Z]/.test(value);
  return isSecret ? `${scheme}${space}${HIDDEN}` : found;
}

/** A name, and what ties a value to it, in the ways of shells, URLs, headers, JSON, YAML, Python, SQL and XML. */
const ASSIGNED =
  /(?:(?<![\w.-])-{0,2}|(?<=%[\da-f]{2}))([\p{L}_][\w.-]{0,199})(\\*["']?\]?\s{0,3}(?::=|=>?|:|%3a|%3d)(?![:/]\/)\s{0,3})/giu;

const ELEMENT = /<([\p{L}_][\w.-]{0,199})>(?=[^\s<])/giu;

/** `{"name": "X_TOKEN", "value": "…"}`, as Kubernetes has it, in JSON or as Python shows it. */
const NAMED =
  /["'](?:name|key|header|field)\\*["']\s{0,3}:\s{0,3}\\*["']([\w.-]{1,200})\\*["']\s{0,3},\s{0,3}\\*["']values?\\*["']\s{0,3}:\s{0,3}/gi;

/** `--token abc`, `-u user:password`. */
const FLAG = /(?<!\S)--?([a-z][\w-]{0,100})[ \t]{1,3}(?=[^\s-])/gi;
const USER = /(?<!\S)(-u|--user|--proxy-user)([ \t=]{1,3})["']?[^\s"':]{0,100}:[^\s"']+/g;

/** The text with `***` for the value after each name of a secret, in one of the forms. */
function hideAfter(text: string, form: RegExp, onHidden: OnHidden): string {
  let clean = "";
  let done = 0;
  const closing = new Closing(text);
  for (const found of text.matchAll(form)) {
    const [, name = ""] = found;
    if (found.index < done || !isSecretName(name)) continue;
    const [from, to] = valueAfter(text, found, closing);
    if (from >= to || isNoSecret(text.slice(from, to))) continue;
    onHidden(text.slice(from, to));
    clean += text.slice(done, from) + HIDDEN;
    done = to;
  }
  return clean + text.slice(done);
}

/** A word that is not a secret, and what is filled in only later. */
function isNoSecret(value: string): boolean {
  return /^(?:\*{3}|…|true|false|null|none|[{[(]+|(?:(?:bearer|basic|token)\s)?(?:\{\{[^{}]*\}\})+|\$[A-Z_][A-Z\d_]*|\$\{\w+\}|\$\{\{[^{}]*\}\}|<[^<>]*>)$/i.test(
    value.trim(),
  );
}

/** Where a value begins and ends: between its quotes, to the end of a header, else at what ends a word. */
function valueAfter(
  text: string,
  found: RegExpExecArray,
  closing: Closing,
): readonly [from: number, to: number] {
  const start = found.index + found[0].length;
  OPENING.lastIndex = start;
  const [quote] = OPENING.exec(text) ?? [];
  if (quote !== undefined) {
    const from = start + quote.length;
    return [from, closing.after(quote, from)];
  }
  if (/:\s+$/.test(found[0]) && LINE_START.test(text.slice(Math.max(0, found.index - 20), found.index)))
    return [start, closing.after("\n", start)];
  WORD.lastIndex = start;
  return [start, start + (WORD.exec(text)?.[0].length ?? 0)];
}

const OPENING = /\\*["']/y;

/** Before the name of a header, or of a key in YAML. */
const LINE_START = /(?:^|\n)[\s"'-]*$/;

/** In a shell, a URL, a connection string, a list. A header has a scheme before its credential. */
const WORD =
  /(?:(?:bearer|basic|token|digest|apikey)\s{1,3})?(?:\{\{[^{}]*\}\}|,(?=\S)|[^\s"'&;,|)}\]<>\\])*/iy;

/** Ends of values. Each kind of end is looked for to the end of the text in vain once only. */
class Closing {
  private readonly missing = new Set<string>();

  private readonly text: string;

  // Not a parameter property: scripts/docs.mjs has Node take the types off, which does not know them.
  constructor(text: string) {
    this.text = text;
  }

  after(end: string, from: number): number {
    const at = this.missing.has(end) ? -1 : this.text.indexOf(end, from);
    if (at >= 0) return at;
    this.missing.add(end);
    return this.text.length;
  }
}
