/** What a scalar is to Python where JavaScript has no such kind; in content it is its text (a set: a mapping). */
export type OddKind = "date" | "datetime" | "bytes" | "set";

export interface ScalarValue {
  readonly value: string | number | boolean | null;
  readonly kind?: OddKind;
}

/** PyYAML finds the kind, and then cannot make the value: in Python an exception that Prefect does not catch. */
export class YamlValueError extends Error {}

// The regular expressions of yaml/resolver.py in PyYAML 6.0.4, in its order.
const BOOL = /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/;
const FLOAT =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const INT =
  /^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
const NULL = /^(?:~|null|Null|NULL|)$/;
const TIMESTAMP =
  /^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:(?:[Tt]|[ \t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+]([0-9]{1,2})(?::([0-9]{2}))?))?)?$/;
const DATE = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

/**
 * A plain scalar without a tag. `=` and `<<` as values have kinds of their own that PyYAML cannot construct.
 *
 * @throws YamlValueError
 */
export function resolvePlain(text: string): ScalarValue {
  const first = text.charCodeAt(0);
  // Most values start with a letter that no kind but boolean and null starts with.
  if (first > 57 && !"yYnNtTfFoO~<=".includes(text.charAt(0))) return { value: text };
  if (BOOL.test(text)) return { value: toBool(text) };
  if (FLOAT.test(text)) return { value: toFloat(text) };
  if (INT.test(text)) return { value: toInt(text) };
  if (NULL.test(text)) return { value: null };
  if (DATE.test(text) || (TIMESTAMP.test(text) && text.includes(":"))) return toTimestamp(text);
  if (text === "=" || text === "<<") throw new YamlValueError(`PyYAML has no value for a plain \`${text}\``);
  return { value: text };
}

/**
 * A scalar with a tag, or with the tag `!`.
 *
 * @param tag in full: `tag:yaml.org,2002:int`
 * @throws YamlValueError
 */
export function resolveTagged(tag: string, text: string): ScalarValue {
  const wrong = () => new YamlValueError(`this is no value for the tag ${shortTag(tag)}`);
  switch (tag) {
    case "!":
    case "tag:yaml.org,2002:str":
      return { value: text };
    case "tag:yaml.org,2002:null":
      return { value: null };
    case "tag:yaml.org,2002:bool":
      if (!/^(?:yes|no|true|false|on|off)$/i.test(text)) throw wrong();
      return { value: toBool(text) };
    case "tag:yaml.org,2002:int":
      if (!INT.test(text) && !/^[-+]?[0-9]+$/.test(text)) throw wrong();
      return { value: toInt(text) };
    case "tag:yaml.org,2002:float":
      if (!FLOAT.test(text) && !/^[-+]?[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?$/.test(text)) throw wrong();
      return { value: toFloat(text) };
    case "tag:yaml.org,2002:timestamp":
      if (!TIMESTAMP.test(text)) throw wrong();
      return toTimestamp(text);
    case "tag:yaml.org,2002:binary":
      // Python leaves out what is no base64, and then counts.
      if (text.replace(/[^A-Za-z0-9+/=]/g, "").length % 4 !== 0) throw wrong();
      return { value: text, kind: "bytes" };
    default:
      throw new YamlValueError(`Prefect's YAML reader knows no tag ${shortTag(tag)}`);
  }
}

export function shortTag(tag: string): string {
  return tag.replace(/^tag:yaml\.org,2002:/, "!!");
}

function toBool(text: string): boolean {
  return /^(?:yes|true|on)$/i.test(text);
}

function toInt(written: string): number {
  const { sign, digits } = signOf(written.replaceAll("_", ""));
  if (digits.startsWith("0b")) return sign * parsed(digits.slice(2), 2);
  if (digits.startsWith("0x")) return sign * parsed(digits.slice(2), 16);
  if (digits.startsWith("0") && digits !== "0") return sign * parsed(digits, 8);
  return sign * sexagesimal(digits);
}

function parsed(digits: string, base: number): number {
  const value = Number.parseInt(digits, base);
  if (Number.isNaN(value)) throw new YamlValueError("this is no number");
  return value;
}

function toFloat(written: string): number {
  const { sign, digits } = signOf(written.replaceAll("_", "").toLowerCase());
  if (digits === ".inf") return sign * Infinity;
  if (digits === ".nan") return NaN;
  return sign * sexagesimal(digits);
}

function signOf(text: string): { sign: 1 | -1; digits: string } {
  return { sign: text.startsWith("-") ? -1 : 1, digits: text.replace(/^[-+]/, "") };
}

/** Python's own limit for a number in a text (`sys.int_info.default_max_str_digits`). */
const MOST_DIGITS = 4_300;

/** `1:30` is 90. */
function sexagesimal(digits: string): number {
  const parts = digits.split(":");
  if (parts.some((part) => part.length > MOST_DIGITS && !part.includes("."))) {
    throw new YamlValueError(`Python reads no number of more than ${MOST_DIGITS} digits`);
  }
  return parts.reduce((sum, part) => sum * 60 + Number(part), 0);
}

/** Python's own limits: the year 0 and the 31st of February do not exist, a day has 24 hours. */
function toTimestamp(text: string): ScalarValue {
  const found = TIMESTAMP.exec(text) ?? [];
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0] = found
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  const days = month >= 1 && month <= 12 ? new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate() : 0;
  const isReal =
    year >= 1 &&
    day >= 1 &&
    day <= days &&
    hour < 24 &&
    minute < 60 &&
    second < 60 &&
    zoneHour * 60 + zoneMinute < 1440;
  if (!isReal) throw new YamlValueError("YAML takes this for a date, and there is no such date");
  return { value: text, kind: text.includes(":") ? "datetime" : "date" };
}
