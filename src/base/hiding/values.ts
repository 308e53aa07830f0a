import { isDeepStrictEqual } from "node:util";
import { isExactNumber, withNumbers } from "../exact-json.js";
import { PLACEHOLDER } from "../template.js";
import { isRecord, mapValues, parsedJson } from "../record.js";
import { isSecretName } from "./names.js";
import { HIDDEN, hideInText, type OnHidden } from "./texts.js";

/**
 * A JSON value without what the name of its key, the name beside it, or its form says is a secret: `***` stands for it.
 * Booleans are none, and names of blocks (`{{ prefect.blocks.secret.x }}`) neither. Pure.
 *
 * Numbers that JavaScript would round become texts.
 */
export function hidden(value: unknown, onHidden: OnHidden = ignore): unknown {
  if (isExactNumber(value)) return value.rawJSON;
  if (typeof value === "string") return hiddenText(value, onHidden);
  if (Array.isArray(value)) return hiddenList(value, onHidden);
  if (!isRecord(value)) return value;
  const named = Object.entries(value).some(
    ([key, name]) => BESIDE.test(key) && typeof name === "string" && isSecretName(name),
  );
  return mapValues(value, (inner, key) =>
    isSecretName(key) || (named && VALUE.test(key)) ? whole(inner, onHidden) : hidden(inner, onHidden),
  );
}

const ignore: OnHidden = () => undefined;

/** `{name: X_TOKEN, value: …}`, as Kubernetes, ECS and others have it. */
const BESIDE = /^(?:name|key|field|header|variable|parameter|option|id|slug)$/i;
const VALUE = /^(?:values?|val|default|content|data|text|string)$/i;

/** Whether a value under the name of a secret may be one. */
export function mayBeSecret(value: unknown): boolean {
  if (value === null || value === undefined || value === "" || typeof value === "boolean") return false;
  return !isOnlyTemplate(value);
}

/** `{{ prefect.blocks.secret.x }}`, and with the scheme of a header before it. */
function isOnlyTemplate(value: unknown): boolean {
  return (
    typeof value === "string" &&
    value.search(PLACEHOLDER) >= 0 &&
    /^(?:bearer|basic|token)?$/i.test(value.replaceAll(PLACEHOLDER, "").trim())
  );
}

function whole(value: unknown, onHidden: OnHidden): unknown {
  if (!mayBeSecret(value)) return value;
  onHidden(value);
  return HIDDEN;
}

/** A text that is JSON is looked into as such: there a name and its value may stand far apart. */
function hiddenText(text: string, onHidden: OnHidden): string {
  const clean = hiddenJson(text, onHidden) ?? hideInText(text, onHidden);
  if (clean !== text) onHidden(text);
  return clean;
}

function hiddenJson(text: string, onHidden: OnHidden): string | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  const inner = parsedJson(text);
  if (inner === undefined) return undefined;
  const clean = JSON.stringify(hidden(inner, onHidden));
  return clean === JSON.stringify(inner) ? text : clean;
}

/** Arguments of a command: `["--token", "…"]`, `["-u", "user:…"]`. And pairs in a list: `[["X-Api-Key", "…"]]`. */
function hiddenList(items: readonly unknown[], onHidden: OnHidden): unknown[] {
  return items.map((item, index) => {
    const before = items[index - 1];
    if (isFlagOfSecret(before, item)) return whole(item, onHidden);
    if (isPair(item) && isSecretName(item[0])) return [item[0], whole(item[1], onHidden)];
    return hidden(item, onHidden);
  });
}

function isFlagOfSecret(flag: unknown, value: unknown): boolean {
  if (typeof flag !== "string" || typeof value !== "string" || !/^--?[a-z]/i.test(flag)) return false;
  if (/^(?:-u|--user|--proxy-user)$/.test(flag)) return value.includes(":");
  return !flag.includes("=") && isSecretName(flag);
}

function isPair(value: unknown): value is [string, unknown] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === "string";
}

/**
 * The JSON schema of a flow's parameters: what it says of a parameter `password` is not a secret, but a default in it may
 * be, which a flow file may take from its environment.
 */
export function hiddenSchema(schema: unknown, isOfSecret = false): unknown {
  if (Array.isArray(schema)) return schema.map((item) => hiddenSchema(item, isOfSecret));
  if (!isRecord(schema)) return typeof schema === "string" ? hideInText(schema) : withNumbers(schema);
  return mapValues(schema, (inner, key) => {
    if (HOLDS_VALUES.has(key)) return isOfSecret ? whole(inner, ignore) : hidden(withNumbers(inner));
    if (!HOLDS_NAMES.has(key) || !isRecord(inner)) return hiddenSchema(inner, isOfSecret);
    return mapValues(inner, (of, name) => hiddenSchema(of, isSecretName(name) || isPassword(of)));
  });
}

/** As pydantic has `SecretStr`, alone or among others (`SecretStr | None`). */
export function isPassword(property: unknown): boolean {
  if (!isRecord(property)) return false;
  const { format, writeOnly, anyOf } = property;
  return format === "password" || writeOnly === true || (Array.isArray(anyOf) && anyOf.some(isPassword));
}

const HOLDS_VALUES = new Set(["default", "const", "enum", "example", "examples"]);
const HOLDS_NAMES = new Set(["properties", "patternProperties", "definitions", "$defs"]);

/**
 * The same for a value in the place of another one: where that is, or holds, a known secret, this is taken for what the
 * secret was before it was changed, and hidden too.
 */
export function cleanedFormer(former: unknown, now: unknown, clean: (text: string) => string): unknown {
  const shown = cleaned(former, clean);
  if (former === undefined || isDeepStrictEqual(cleaned(now, clean), now)) return shown;
  if (isRecord(former) && isRecord(now)) {
    const values = mapValues(former, (value, key) =>
      Object.hasOwn(now, key) ? cleanedFormer(value, now[key], clean) : value,
    );
    return cleaned(values, clean);
  }
  return isDeepStrictEqual(shown, former) ? HIDDEN : shown;
}

/**
 * A JSON value without known secrets, in its texts, its keys and its numbers; it stays JSON.
 *
 * @param clean takes them out of a text
 */
export function cleaned(value: unknown, clean: (text: string) => string): unknown {
  if (typeof value === "string") return clean(value);
  if (typeof value === "number") {
    const text = String(value);
    const shown = clean(text);
    return shown === text ? value : shown;
  }
  if (Array.isArray(value)) return value.map((item) => cleaned(item, clean));
  if (isExactNumber(value)) return clean(value.rawJSON) === value.rawJSON ? value : HIDDEN;
  if (!isRecord(value)) return value;
  const keys = new Set<string>();
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => {
    let shown = clean(key);
    while (keys.has(shown)) shown += "*"; // Two that have become alike stay two.
    keys.add(shown);
    return [shown, cleaned(inner, clean)];
  });
  return Object.fromEntries(entries);
}
