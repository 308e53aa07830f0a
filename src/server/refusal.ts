import { isDeepStrictEqual } from "node:util";
import { isSecretName } from "../base/hiding/names.js";
import { hideInText } from "../base/hiding/texts.js";
import { hidden } from "../base/hiding/values.js";
import { formsOf as formsOfSecrets, redact } from "../base/secrets.js";
import { isRecord, mapValues, omit, parsedJson } from "../base/record.js";
import { words } from "../base/words.js";
import { shortened } from "../base/shortened.js";

/** What is shown of a server's refusal, at most. */
const LONGEST = 300;

/** Of the errors in one answer, so many are shown. */
const SHOWN = 3;

/**
 * Why a server refused a request, for people: of each error its place, its message and its type, on one line of at most
 * 300 characters. Nothing of what the server repeats of the request (`input`, `ctx`, `request_body`, and the values that
 * jsonschema quotes), and nothing that a plan would not show. Pure.
 *
 * The forms of Prefect 3.0.11 to 3.8.8, of FastAPI, and of others as far as they say so in a field that is known.
 *
 * @param concealed values that must not be quoted
 */
export function refusal(
  { status, body }: { readonly status: number; readonly body: string },
  concealed: readonly string[] = [],
): string {
  const said = reasons(body, concealed).filter((reason) => reason !== "");
  const more = said.length > SHOWN ? `; and ${said.length - SHOWN} more` : "";
  const text = said.length === 0 ? "no reason given" : said.slice(0, SHOWN).join("; ");
  return `the server refused it (${status}): ${shortened(text, LONGEST - more.length, oneLine)}${more}`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim().replace(/\.$/, "");
}

function reasons(body: string, concealed: readonly string[]): string[] {
  const value = parsedJson(body);
  if (value === undefined) return [plain(body, concealed)];
  if (!isRecord(value)) return typeof value === "string" ? [plain(value, concealed)] : [];
  for (const field of words("detail exception_detail exception_message error message title reason")) {
    const said = reasonIn(value[field], concealed);
    if (said.length > 0) return said;
  }
  return [];
}

function reasonIn(value: unknown, concealed: readonly string[]): string[] {
  if (typeof value === "string") return [plain(value, concealed)];
  if (Array.isArray(value)) return sorted(errorsIn(value, concealed)).map(describe);
  return isRecord(value) && typeof value["message"] === "string" ? [plain(value["message"], concealed)] : [];
}

/** What may be quoted of the body of any answer, such as that of a gate which shows what it was sent. Pure. */
export function quotable(body: string): string {
  const value = parsedJson(body);
  if (value === undefined || typeof value !== "object") return hideInText(body);
  const clean = hidden(withoutInputs(value));
  return isDeepStrictEqual(clean, value) ? body : JSON.stringify(clean);
}

const REPEATED = ["input", "ctx", "request_body"];

function withoutInputs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutInputs);
  if (!isRecord(value)) return value;
  return mapValues(omit(value, ...REPEATED), withoutInputs);
}

/** Of the errors in one answer, so many are looked at. */
const MOST = 1_000;

/** One error of pydantic, without the input. */
interface Fault {
  readonly type: string;
  readonly loc: readonly (string | number)[];
  readonly msg: string;
}

function errorsIn(list: readonly unknown[], concealed: readonly string[]): Fault[] {
  return list.slice(0, MOST).flatMap((error): Fault[] => {
    if (typeof error === "string") return [{ type: "", loc: [], msg: plain(error, concealed) }];
    if (!isRecord(error)) return [];
    const { type, loc, msg } = error;
    const path = Array.isArray(loc)
      ? loc.filter((part) => typeof part === "string" || typeof part === "number")
      : [];
    const isSecret = path.some((part) => typeof part === "string" && isSecretName(part));
    return [
      {
        type: typeof type === "string" && /^[\w.]{1,60}$/.test(type) ? type : "",
        loc: path.map((part) => (typeof part === "string" ? plain(part, concealed) : part)),
        msg: isSecret || typeof msg !== "string" ? "" : plain(msg.replace(/^Value error, /, ""), concealed),
      },
    ];
  });
}

/** What is wrong with the form that was meant comes before what is missing for the forms that were not. */
function sorted(faults: readonly Fault[]): Fault[] {
  const rank = ({ type }: Fault): number => (type === "value_error" ? 0 : OF_OTHER_FORMS.has(type) ? 2 : 1);
  return faults.toSorted((one, other) => rank(one) - rank(other));
}

const OF_OTHER_FORMS = new Set(["missing", "extra_forbidden", "literal_error", "string_pattern_mismatch"]);

/** `schedules[0].schedule.cron: Invalid cron string (value_error)` */
function describe({ loc, msg, type }: Fault): string {
  const [first, ...rest] = loc;
  const path = first === "body" || first === "query" || first === "path" ? rest : loc;
  // Which of several models it was, as pydantic calls them.
  const names = path.filter((part) => typeof part === "number" || !/^function-|[[(]/.test(part));
  const place = names.reduce<string>(
    (text, part) => text + (typeof part === "number" ? `[${part}]` : text === "" ? part : `.${part}`),
    "",
  );
  const kind = type === "" ? "" : msg === "" ? type : ` (${type})`;
  return [place, `${msg}${kind}`].filter((text) => text !== "").join(": ");
}

/** A text of a server, without the values that it quotes and that must not be shown. */
function plain(text: string, concealed: readonly string[]): string {
  return hideInText(redact(withoutInstance(text), concealed));
}

/** `Failure reason: 'hunter2' is not of type 'integer'`: jsonschema begins its reasons with the value. */
function withoutInstance(text: string): string {
  const found = /(Failure reason|Schema error|Invalid schema): |<ValidationError: ["']/.exec(text);
  if (!found) return text;
  const before = text.slice(0, found.index).replace(/\w{0,60}\(["']$/, "");
  const reason = text.slice(found.index + found[0].length).replace(/["'][)>]+$/, "");
  return `${before}${found[1] === undefined ? "" : `${found[1]}: `}${ofSchema(reason.replaceAll("\\'", "'"))}`;
}

/** How the reasons of jsonschema end (4.x); what comes before that is the value. */
const ENDS: readonly RegExp[] = [
  /is not of type '[a-z]+'(?:, '[a-z]+')*$/,
  /is not valid under any of the given schemas$/,
  /is too (?:long|short)$/,
  /should be non-empty$/,
  /does not have enough properties$/,
  /has too many properties$/,
  /has non-unique elements$/,
  /does not contain items matching the given schema$/,
  /is (?:less|greater) than (?:or equal to )?the (?:minimum|maximum) of -?[\d.e+-]{1,30}$/,
  /is not a multiple of -?[\d.e+-]{1,30}$/,
  /is not a '[\w-]{1,30}'$/,
];

/** Those that say nothing of the value, but names. */
const WITHOUT_VALUE =
  /^(?:Additional properties are not allowed \(.*(?:was|were) unexpected\)|'[^']*' is a required property|'[^']*' is a dependency of '[^']*')$/s;

function ofSchema(reason: string): string {
  if (WITHOUT_VALUE.test(reason)) return reason;
  const end = ENDS.map((form) => form.exec(reason)?.[0]).find((text) => text !== undefined);
  if (end !== undefined) return `the value ${end}`;
  if (reason.endsWith("]") && reason.includes(" is not one of ["))
    return "the value is not one of those that are allowed";
  return "the value is not as its schema wants it";
}

/** Every form of the texts and numbers in a value, for {@link refusal}. Shorter ones are parts of too many words. */
export function formsOf(...values: readonly unknown[]): string[] {
  const texts = values.flatMap(leaves).filter((text) => text.length >= 3);
  return formsOfSecrets(texts).filter((form) => form.length >= 3);
}

function leaves(value: unknown): string[] {
  if (typeof value === "string" || typeof value === "number") return [String(value)];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "rawJSON" ? [String(inner)] : leaves(inner),
  );
}

/** What must not be quoted of a request: the values that a plan would not show. */
export function concealedIn(...values: readonly unknown[]): string[] {
  const found: unknown[] = [];
  for (const value of values) {
    // Words of a schema are in every reason.
    const own = isRecord(value) ? omit(value, "parameter_openapi_schema") : value;
    hidden(own, (original) => found.push(original));
  }
  return formsOf(...found);
}

/**
 * An answer as Prefect's client gets it, which prints the whole of it: refusals without what the server repeats of the
 * request. What holds nothing of the kind stays as it is, to the byte.
 *
 * @param sent the body of the request
 */
export function forClient<R extends { readonly status: number; readonly body: string }>(
  reply: R,
  sent: string | undefined,
): R {
  if (reply.status < 400 || reply.body === "") return reply;
  const value = parsedJson(reply.body);
  const concealed = concealedIn(sent === undefined ? undefined : parsedJson(sent));
  const short = (text: string) => shortened(plain(text, concealed), LONGEST);
  const said = Object.entries(isRecord(value) ? value : {}).flatMap(([key, inner]): [string, unknown][] => {
    if (typeof inner === "string") return [[key, short(inner)]];
    if (!Array.isArray(inner)) return [];
    const faults = errorsIn(inner, concealed).slice(0, 20);
    return [[key, faults.map(({ type, loc, msg }) => ({ type, loc, msg: shortened(msg, LONGEST) }))]];
  });
  const answer = said.length > 0 ? Object.fromEntries(said) : { detail: refusal(reply, concealed) };
  return isDeepStrictEqual(answer, value) ? reply : { ...reply, body: JSON.stringify(answer) };
}
