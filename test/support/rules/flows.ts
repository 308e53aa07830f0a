import { findPythons } from "../../../src/project/python/find.js";
import { withFlows } from "../../../src/validate/flows.js";
import { pythonFile } from "../../../src/project/python/answer.js";
import { readByPython } from "../../../src/project/python/process.js";
import type { PythonFile } from "../../../src/project/python/types.js";
import type { Context } from "../../../src/project/types.js";
import type { Watch } from "../../../src/validate/types.js";
import { UNWATCHED } from "../../../src/validate/watch.js";

/** The Pythons of this machine. */
export const INTERPRETERS = findPythons(process.env, []);

/** A context with the Python files that its entrypoints name. */
export function readFlows(
  context: Context,
  env?: NodeJS.ProcessEnv,
  watch: Watch = UNWATCHED,
): Promise<Context> {
  return withFlows(context, env, watch, { interpreters: INTERPRETERS });
}

/** Python files as the rules see them; undefined where Python does not read one. */
export async function parseAll(
  texts: readonly (string | Buffer)[],
  { file = "flow.py", interpreters = INTERPRETERS } = {},
): Promise<readonly (PythonFile | undefined)[]> {
  const sources = texts.map((text) => ({ file, bytes: Buffer.from(text) }));
  const { by, answers } = await readByPython(
    sources.map(({ bytes }) => bytes),
    { interpreters },
  );
  if (!by) throw new Error("No Python was found.");
  return sources.map((source, index) => {
    const answer = answers[index];
    return answer && answer.unread === undefined ? pythonFile(source, answer, by) : undefined;
  });
}
