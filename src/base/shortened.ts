import { redact } from "./secrets.js";

/**
 * Every form of the secrets that this process knows. Kept here as well as in the log, because a text that is cut has to
 * be cleaned before that: the first characters of a secret are no longer the secret, and no mask finds them.
 */
let secrets: readonly string[] = [];

/** To be called for whatever must never be shown, before any text is made that may hold it. */
export function neverShow(forms: readonly string[]): void {
  secrets = [...new Set([...secrets, ...forms])].sort((a, b) => b.length - a.length);
}

/** What every text is left beyond the length that is asked for. */
let room = 0;

/**
 * For a process that knows no secret, and hands its texts to one that does: none is cut so short that a secret which
 * begins in what is shown would be there in part only. Who knows the secrets cuts them to their length.
 */
export function leaveRoom(characters: number): void {
  room = characters;
}

/**
 * The beginning of a text, without secrets, and with `…` where something is missing. This file is **the only place
 * that cuts texts of others**: so none is cut before it is cleaned.
 *
 * @param length in characters; none is cut through
 * @param shape makes the text fit for its place, after it was cleaned and before it is cut
 */
export function shortened(text: string, length: number, shape = (clean: string) => clean): string {
  const max = length + room;
  const { clean, isAll } = beginning(text, max);
  const shaped = shape(clean);
  if (isAll && shaped.length <= max) return shaped;
  // Most texts have no character of two units, and need not be taken apart.
  const start = shaped.slice(0, max);
  if (!/[\ud800-\udfff]/.test(start)) return `${start}…`;
  const characters = Array.from(shaped.slice(0, 2 * max + 2));
  if (isAll && characters.length <= max) return shaped;
  return `${characters.slice(0, max).join("")}…`;
}

/** The part of a text from one character on, without secrets, and with `…` at the ends where something is missing. */
export function part(text: string, from: number, max: number): string {
  const clean = redact(text, secrets);
  const shown = clean.slice(from, from + max).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, "");
  return `${from > 0 ? "…" : ""}${shown}${clean.length > from + max ? "…" : ""}`;
}

/** Of a long text as much as may be shown, and more: what is left out at its end may be the beginning of a secret. */
function beginning(text: string, max: number): { readonly clean: string; readonly isAll: boolean } {
  const longest = secrets[0]?.length ?? 0;
  const edge = ESCAPED * longest;
  const most = 4 * max + 2 * edge + LEAST;
  if (text.length <= most) return { clean: redact(text, secrets), isAll: true };
  const clean = redact(text.slice(0, most), secrets);
  return { clean: clean.slice(0, Math.max(0, clean.length - edge)), isAll: false };
}

/** So much longer a secret may be in escapes that are no form of their own: `&#x26;#x56;` for a letter, and more. */
const ESCAPED = 20;

/** A secret becomes shorter (`***`), and white space too: so that enough is left. */
const LEAST = 4_096;
