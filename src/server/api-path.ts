import { ActionError } from "../base/errors.js";
import { quote } from "../base/quote.js";

/** Of a request target. No request of Prefect's is longer, and gates take 8 KiB for the whole request line. */
const LONGEST = 8_000;

/** What gates, servers and URL parsers read in different ways, so that one of them sees another path than the next. */
const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/^(?!\/)/, "does not begin with a slash"],
  [/[^\x21-\x7e]/, "holds a space, a control character or a letter that is not percent-encoded"],
  [/#/, "holds `#`"],
  [/\\/, "holds a backslash"],
  [/%(?![0-9a-f]{2})/i, "holds a `%` that begins no code"],
  [/%(?:[01][0-9a-f]|7f)/i, "holds a control character"],
];

const REFUSED_IN_PATH: readonly (readonly [RegExp, string])[] = [
  [/\/\//, "holds `//`"],
  // Names in Prefect have none of `/` and `%`, and no client encodes a dot (3.0.11 to 3.9.1).
  [/%(?:2[5ef]|5c)/i, "holds an encoded `.`, `/`, `\\` or `%`"],
];

/** Windows drops dots and spaces at the end of a name; Java servers drop what comes after a semicolon. */
const DOT_SEGMENT = /^ *\.[. ]*(?:;|$)/;

/** C0 is refused before; C1 comes in UTF-8. */
const CONTROL = /[\u0080-\u009f]/;

/** A target that is not taken. */
export class PathError extends Error {
  override readonly name = "PathError";

  /** @param reason goes on from "the path …" */
  constructor(readonly reason: string) {
    super(reason);
  }
}

/**
 * A path below the API, with its query, in its one canonical form. What a request is classified by is what is sent:
 * both are made of the same segments, and there is no other way to make one than `ApiPath.parse` and `apiPath`.
 */
export class ApiPath {
  /** What is sent: `/flows/name/a%20b?x=1`. */
  readonly text: string;
  /** Without the query. */
  readonly bare: string;

  private constructor(
    /** Decoded; the last one is empty where the path ends with a slash. */
    readonly segments: readonly string[],
    /** Without the question mark; empty where there is none. */
    readonly query: string,
  ) {
    this.bare = `/${segments.map(encodeURIComponent).join("/")}`;
    this.text = query === "" ? this.bare : `${this.bare}?${query}`;
  }

  /**
   * Refused is whatever two programs on the way could read in two ways; the rest comes out in one form, whatever of it
   * was encoded.
   *
   * @param target of a request line, after the part before the API
   * @throws PathError
   */
  static parse(target: string): ApiPath {
    if (target.length > LONGEST) throw new PathError(`is longer than ${LONGEST} characters`);
    refuse(target, REFUSED);
    const [path, query] = splitAt(target, target.indexOf("?"));
    refuse(path, REFUSED_IN_PATH);
    const segments = decoded(path).slice(1).split("/");
    if (segments.some((segment) => DOT_SEGMENT.test(segment))) throw new PathError("holds a dot segment");
    decoded(query);
    return new ApiPath(segments, query.replace(OUTSIDE_OF_QUERY, encoded));
  }
}

/**
 * A path of this action's own, written as it is read: apiPath`/flows/name/${name}`. Each value is a part of one segment,
 * whatever it holds.
 *
 * @throws ActionError where a value cannot be one
 */
export function apiPath(parts: TemplateStringsArray, ...values: readonly string[]): ApiPath {
  try {
    if (values.includes("")) throw new PathError("is empty");
    return ApiPath.parse(
      String.raw({ raw: parts }, ...values.map((one) => encodeURIComponent(one.toWellFormed()))),
    );
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    throw new ActionError({
      what: `The server cannot be asked for ${values.map((one) => quote(one)).join(", ")}: as part of a path, that ${error.reason}.`,
      fix: "Use a name without `/`, `\\` and `%`, which is not made of dots.",
    });
  }
}

function refuse(text: string, rules: readonly (readonly [RegExp, string])[]): void {
  for (const [form, reason] of rules) if (form.test(text)) throw new PathError(reason);
}

/** The second without the character in between; empty where there is none. */
function splitAt(text: string, at: number): [string, string] {
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

function decoded(text: string): string {
  let plain: string;
  try {
    plain = decodeURIComponent(text);
  } catch {
    throw new PathError("holds bytes that are not UTF-8");
  }
  if (CONTROL.test(plain)) throw new PathError("holds a control character");
  return plain;
}

/** RFC 3986, section 3.4. httpx sends `|`, `[` and the like as they are. */
const OUTSIDE_OF_QUERY = /[^\w\-.~!$&()*+,;=:@/?%]/g;

function encoded(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}
