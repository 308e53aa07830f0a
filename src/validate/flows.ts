import type { Problem } from "../base/errors.js";
import { expand } from "../base/template.js";
import { firstOf } from "../base/quote.js";
import { filesOf } from "../project/entrypoint.js";
import type { Context } from "../project/types.js";
import type { Watch } from "./types.js";
import { LOOK } from "./watch.js";
import type { Source, Unread } from "../project/python/answer.js";
import { pythonFile, unreadFile } from "../project/python/answer.js";
import { readByPython, type Reading } from "../project/python/process.js";
import type { PythonFile } from "../project/python/types.js";

/** A shorter file keeps nobody waiting, and to be told of each would take longer than to read it. */
const LONG = 20_000;
/**
 * The context with the Python files that the deployments' entrypoints name.
 *
 * @param env fills in templates in entrypoints; undefined: they stay
 * @param watch is told of files that are not read, and where there is no Python to read them
 */
export async function withFlows(
  context: Context,
  env: NodeJS.ProcessEnv | undefined,
  watch: Watch,
  how: Pick<Reading, "interpreters" | "signal" | "patience">,
): Promise<Context> {
  const sources = sourcesOf(context, env);
  const paths = [...sources.keys()];
  const files = [...sources.values()];
  const texts = files.map(({ bytes }) => bytes);
  let isTold = false;
  const onFile = (index: number): void => {
    const file = files[index];
    const isLong = file !== undefined && file.bytes.length > LONG;
    if (isLong || isTold) watch.at({ reading: isLong ? file.file : undefined });
    isTold = isLong;
  };
  const { by, answers } = await readByPython(texts, { ...how, onFile });
  if (!by && files.length > 0) watch.warned(noPython(files));
  const read = files.map((file, index) => {
    const answer = answers[index];
    return by && answer && answer.unread === undefined ? pythonFile(file, answer, by) : unreadFile(file);
  });
  if (by)
    for (const problem of unreadProblems(files, answers)) watch.failed(problem, new Error(problem.what));
  const known = new Map(paths.map((path, index): [string, PythonFile | undefined] => [path, read[index]]));
  return { ...context, python: (path) => known.get(path) };
}

/** What can be read of them, by absolute path. */
function sourcesOf({ files, disk, show }: Context, env: NodeJS.ProcessEnv | undefined): Map<string, Source> {
  const paths = new Set(
    files.flatMap(({ deployments, directory }) => {
      const written = deployments.map(({ content }) => content["entrypoint"]);
      const named = [...new Set(written)].filter((value) => typeof value === "string");
      return named.flatMap((text) => filesOf(expand(text, env ?? {}), directory));
    }),
  );
  return new Map(
    [...paths].flatMap((path): [string, Source][] => {
      const bytes = disk.readIfAllowed(path);
      return bytes ? [[path, { file: show(path), bytes }]] : [];
    }),
  );
}

function noPython(files: readonly Source[]): Problem {
  return {
    what: `No Python 3.9 or newer was found outside of the repository: ${listed(files)} not checked by the rules for flow files (\`entrypoint-syntax-error\`, \`entrypoint-function-missing\`, \`entrypoint-not-a-flow\`, \`parameter-…\`, \`flow-run-name\`).`,
    fix: "Add a step before this one that installs Python: `- uses: actions/setup-python@v7`.",
  };
}

const REASONS = {
  complex: "nested too deeply, or too large, for Python's parser",
  much: "it defines too much",
  slow: "it takes Python too long",
  crash: "Python ended while it read that",
  late: "too many others could not be read",
} satisfies Record<Unread, string>;

function unreadProblems(
  files: readonly Source[],
  answers: readonly { readonly unread?: Unread }[],
): Problem[] {
  return (Object.keys(REASONS) as Unread[]).flatMap((reason) => {
    const left = files.filter((_file, index) => answers[index]?.unread === reason);
    const [first] = left;
    if (!first) return [];
    return {
      what: `Not read, and not checked by the rules for flow files: ${listed(left)} (${REASONS[reason]}).`,
      fix: LOOK,
      ...(left.length === 1 ? { where: { file: first.file } } : {}),
    };
  });
}

function listed(files: readonly Source[]): string {
  return firstOf(files.map(({ file }) => file));
}
