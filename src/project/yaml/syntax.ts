import { Composer, type Document } from "yaml";
import { startOf, wordsFor, type Place, type YamlSyntaxError } from "./error.js";
import { nodeOf, type YamlNode } from "./nodes.js";
import { tokensOf } from "./tokens.js";

/** The library gives the structure only; what the scalars are, and what is merged, is said as PyYAML says it. */
const STRUCTURE = {
  version: "1.1",
  schema: "failsafe",
  resolveKnownTags: false,
  merge: false,
  uniqueKeys: false,
  prettyErrors: false,
} as const;

type OnError = (place: Place, code: string, message: string, isWarning?: boolean) => void;

/**
 * The root of the one document of a text without a byte order mark; undefined where there is none.
 *
 * @throws YamlSyntaxError at the first thing that is wrong
 */
export function parseYaml(text: string): YamlNode | undefined {
  // Breaks of lines to PyYAML, and not to the library. Each is one character, so that every place stays.
  const source = text.replace(/\r(?!\n)|[\x85\u2028\u2029]/g, "\n");
  const composer = new Composer(STRUCTURE);
  let first: YamlSyntaxError | undefined;
  // What is thrown ends the reading: to go on would make up to one error for each character.
  const onError: OnError = (place, _code, message, isWarning) => {
    if (isWarning) return;
    first ??= wordsFor(message, startOf(place, source));
    throw first;
  };
  composer["onError"] = onError;
  let document: Document.Parsed | undefined;
  for (const read of composer.compose(tokensOf(source))) document = read;
  const [error] = document?.errors ?? composer.streamInfo().errors;
  if (error) throw wordsFor(error.message, error.pos[0]);
  return document?.contents ? nodeOf(document.contents, unfinished(source)) : undefined;
}

/** Where the text ends, if its last line has something in it and no end. */
function unfinished(source: string): number {
  return source.slice(source.lastIndexOf("\n") + 1).trim() === "" ? -1 : source.length;
}
