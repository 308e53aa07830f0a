/**
 * Python's `str.format` as far as a template and the names of its arguments can fail. It follows
 * `Objects/stringlib/unicode_format.h`, so that it fails where Python does; no library does.
 */

export type FormatProblem =
  | { readonly error: "KeyError"; readonly field: string }
  | { readonly error: "IndexError"; readonly field: string }
  | { readonly error: "ValueError"; readonly message: string };

/** The first thing on which `template.format(**names)` fails, whatever the values are; undefined where it may work. */
export function formatProblem(template: string, names: ReadonlySet<string>): FormatProblem | undefined {
  return problemIn(template, names, 2);
}

/** @param depth templates in format specifications: Python takes one level */
function problemIn(text: string, names: ReadonlySet<string>, depth: number): FormatProblem | undefined {
  if (depth <= 0) return invalid("fields are nested too deeply");
  let at = 0;
  while (at < text.length) {
    const brace = text[at++];
    if (brace !== "{" && brace !== "}") continue;
    if (text[at] === brace) {
      at++;
      continue;
    }
    if (brace === "}") return invalid("a `}` stands alone");
    if (at >= text.length) return invalid("a `{` stands alone");
    const field = readField(text, at);
    if ("error" in field) return field;
    const problem = fieldProblem(field, names) ?? specificationProblem(field, names, depth);
    if (problem) return problem;
    at = field.end;
  }
  return undefined;
}

interface Field {
  readonly name: string;
  readonly conversion: string | undefined;
  readonly specification: string;
  /** Behind its `}`. */
  readonly end: number;
}

/** @param start behind the `{` */
function readField(text: string, start: number): Field | FormatProblem {
  let at = start;
  let end: string | undefined;
  while (at < text.length && end === undefined) {
    const character = text[at++] ?? "";
    if (character === "{") return invalid("a `{` stands in the name of a field");
    if (character === "[") {
      const close = text.indexOf("]", at);
      at = close < 0 ? text.length : close;
    } else if (character === "}" || character === ":" || character === "!") end = character;
  }
  const name = text.slice(start, at - 1);
  if (end === undefined) return invalid("a `{` is never closed");
  if (end === "}") return { name, conversion: undefined, specification: "", end: at };
  let conversion: string | undefined;
  if (end === "!") {
    conversion = text[at++];
    if (conversion === undefined) return invalid("nothing follows a `!`");
    if (at < text.length) {
      const next = text[at++];
      if (next === "}") return { name, conversion, specification: "", end: at };
      if (next !== ":") return invalid("a `!` is followed by more than one letter");
    }
  }
  const from = at;
  for (let open = 1; at < text.length; at++) {
    if (text[at] === "{") open++;
    else if (text[at] === "}" && --open === 0) {
      return { name, conversion, specification: text.slice(from, at), end: at + 1 };
    }
  }
  return invalid("a `{` is never closed");
}

function fieldProblem({ name, conversion }: Field, names: ReadonlySet<string>): FormatProblem | undefined {
  const [first = ""] = /^[^.[]*/.exec(name) ?? [];
  if (first === "" || /^\p{Nd}+$/u.test(first)) return { error: "IndexError", field: first };
  if (!names.has(first)) return { error: "KeyError", field: first };
  // Each step: `.name`, or `[key]` with another step behind it.
  let rest = name.slice(first.length);
  while (rest !== "") {
    const step = /^\.([^.[]*)/.exec(rest) ?? /^\[([^\]]*)\]/.exec(rest);
    if (!step) return invalid(rest.startsWith("[") ? "a `[` is never closed" : "something follows a `]`");
    if (step[1] === "") return invalid("a field ends in a dot or has empty brackets");
    rest = rest.slice(step[0].length);
  }
  if (conversion !== undefined && !/^[rsa]$/.test(conversion))
    return invalid("behind `!` only r, s and a are known");
  return undefined;
}

function specificationProblem(
  { specification }: Field,
  names: ReadonlySet<string>,
  depth: number,
): FormatProblem | undefined {
  return specification.includes("{") ? problemIn(specification, names, depth - 1) : undefined;
}

function invalid(message: string): FormatProblem {
  return { error: "ValueError", message };
}
