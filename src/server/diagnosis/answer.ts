import { quote } from "../../base/quote.js";
import { isRecord, parsedJson } from "../../base/record.js";
import { quotable } from "../refusal.js";
import type { Answered, DiagnosisContext } from "./types.js";

/** What was in `Authorization`: `custom` where the input `headers` replaced it: it wins with Prefect's client 3.4.14 to 3.8.8. */
export type Sent = DiagnosisContext["credential"] | "custom";

export function sent(context: DiagnosisContext): Sent {
  return context.headerNames.some((name) => name.toLowerCase() === "authorization")
    ? "custom"
    : context.credential;
}

/** One sentence: `401 from https://…, WWW-Authenticate "Basic realm='x'".` Each extra is one clause. */
export function saw(answer: Answered, ...extras: readonly string[]): string {
  const method = answer.method === "GET" ? "" : `${answer.method} `;
  return `${[`${answer.status} from ${method}${answer.url}`, ...extras].join(", ")}.`;
}

/** Clauses for `saw`: everything that helps with an answer that nobody foresaw. */
export function particulars(answer: Answered): string[] {
  const { server, "content-type": type } = answer.headers;
  return [
    ...(type === undefined ? ["no Content-Type"] : [`Content-Type ${quote(type, 60)}`]),
    ...(server === undefined ? [] : [`Server ${quote(server, 60)}`]),
    excerpt(answer),
  ];
}

/** A clause where the gate says how long to wait. */
export function retryAfter(answer: Answered): string[] {
  const value = answer.headers["retry-after"];
  return value === undefined ? [] : [`Retry-After ${quote(value, 40)}`];
}

/** The time that Retry-After names, as a date or in seconds: ` until 2026-01-02 03:04 UTC`, or nothing. */
export function until({ headers, receivedAt }: Answered): string {
  const value = headers["retry-after"]?.trim() ?? "";
  const at = /^\d{1,9}$/.test(value) ? (receivedAt ?? NaN) + Number(value) * 1000 : Date.parse(value);
  return Number.isNaN(at) ? "" : ` until ${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** A clause: the page's title, or the beginning of the body. */
export function excerpt(answer: Answered): string {
  const heading = title(answer);
  if (heading !== undefined) return `a page titled ${quote(quotable(heading))}`;
  const quoted = quote(quotable(answer.body));
  return quoted === '""' ? "an empty body" : `body ${quoted}`;
}

export function challenge(answer: Answered): string {
  const value = answer.headers["www-authenticate"];
  return value === undefined ? "no WWW-Authenticate" : `WWW-Authenticate ${quote(value, 160)}`;
}

/** The JSON value of the body, where the answer is JSON by its type and its content. */
export function json(answer: Answered): unknown {
  if (!/^application\/json\b/i.test(answer.headers["content-type"] ?? "")) return undefined;
  return parsedJson(answer.body);
}

/** A text field of a JSON object, as Prefect's errors have: `detail`, `exception_message`. */
export function jsonText(answer: Answered, field: string): string | undefined {
  const value = json(answer);
  const text = isRecord(value) ? value[field] : undefined;
  return typeof text === "string" ? text : undefined;
}

export function isHtml(answer: Answered): boolean {
  const type = answer.headers["content-type"];
  return type === undefined ? /^\s*<(!doctype html|html)/i.test(answer.body) : /^text\/html\b/i.test(type);
}

export function title(answer: Answered): string | undefined {
  return isHtml(answer) ? /<title[^<>]*>([^<]+)/i.exec(answer.body)?.[1] : undefined;
}

/** oauth2-proxy's own page is titled `Sign In` and leads to `/oauth2/start`. */
export function isSignInPage(answer: Answered): boolean {
  return (
    isHtml(answer) &&
    (/\b(sign|log)[ -]?in\b/i.test(title(answer) ?? "") ||
      /\/oauth2\/(start|sign_in)\b|type=["']?password\b|\bname=["']?(SAMLRequest|kc-form-login)\b/i.test(
        answer.body,
      ))
  );
}
