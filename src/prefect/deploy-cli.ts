import { withoutEdges } from "../base/edges.js";
import { hideInText } from "../base/hiding/texts.js";
import { shortened } from "../base/shortened.js";
/**
 * What the CLI prints on its way, as far as it is relied on: one line with a link for each deployment
 * that it has written, never wrapped, in the order of the file (3.0.11, 3.4.14, 3.8.8).
 */
const LINK =
  /^View Deployment in UI: \S*\/deployments\/deployment\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\b/;

/**
 * What the command is given. `--all` where names repeat: there `--name '*'` deploys each of k deployments k times.
 * On Windows too: Typer (3.0 to 3.4) expands a `*` there to the names of files.
 *
 * @param file absolute path of the generated prefect file
 */
export function deployArguments(file: string, namesRepeat: boolean): string[] {
  const selection = namesRepeat || process.platform === "win32" ? ["--all"] : ["--name", "*"];
  return ["--no-prompt", "deploy", "--prefect-file", file, ...selection];
}

/** As one would type it. */
export function shown(command: readonly string[]): string {
  const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
  return command.map((word) => (/^[\w@%+=:,./\\-]+$/.test(word) ? word : quoted(word))).join(" ");
}

/** The id in a line that says that a deployment was written. */
export function writtenId(line: string): string | undefined {
  return LINK.exec(line)?.[1];
}

/**
 * `/site-packages/x.py:39: UserWarning: …`, which may have several lines, and the line of its source: never why something
 * failed.
 */
const PYTHON_WARNING =
  /^\S+\.py:\d+: \w*Warning: .*\n(?:(?:(?!Traceback|[╭│]|[\w.]*Error\b|\d+ validation error).*\n){0,8}? {2}\S.*\n?)?/gm;

/**
 * Why the CLI failed, in its own words: the last error of a traceback, or its last paragraph.
 * One line, at most 500 characters.
 *
 * @param exitCode left out where a signal ended it
 */
export function failureReason(output: string, exitCode?: number): string {
  const lines = output
    .replace(PYTHON_WARNING, "")
    .split("\n")
    .map((line) => withoutEdges(line, /[│┃|\s]/))
    .map((line) => (/^[╭╰─┏┗━+-]/.test(line) ? "" : shownLine(line).replace(NOISE, "")))
    .filter((line, index, all) => line !== "" || all[index - 1] !== "");
  const error = lines.findLastIndex(isError);
  const reason =
    error >= 0 ? lines.slice(error, error + 8) : lines.slice(startOfLastParagraph(lines)).slice(-LAST_LINES);
  // The step's own error stands above, and says what failed in it.
  const cause = reason[0]?.includes("StepExecutionError:")
    ? lines.slice(0, error).findLast(isError)
    : undefined;
  if (cause !== undefined) reason.push(`(${cause})`);
  const text = reason.join(" ").replace(/\s+/g, " ").trim();
  const isSilent = error < 0 && reason.every((line) => line === "" || PROGRESS.test(line));
  return isSilent ? silentEnd(text, exitCode) : explained(shortened(text, 500));
}

/**
 * A line of the CLI without what it says of values: pydantic shows the beginning and the end of each that it does not
 * accept, and a traceback the whole of others.
 */
export function shownLine(line: string): string {
  return hideInText(line.replace(/, input_value=.*(?=, input_type=\w+\])|, input_value=.*$/, ""));
}

/** What Prefect, httpx and pydantic add to every error. */
const NOISE =
  /^An exception occurred\.$|(?: - |^)For more information check: https:\/\/developer\.mozilla\S*$|^For further information visit https:\/\/errors\.pydantic\S*$/;

/** The end of a traceback: `ValueError: …` */
export function isError(line: string): boolean {
  return /^(?:[\w.]+\.)?[A-Z]\w*(?:Error|Exception|Exit|Interrupt)\b(?::|$)/.test(line);
}

/** What the CLI says before it does something, and after it has done it (3.0.11 to 3.8.8). */
const PROGRESS =
  /^(?:Deploying |Running deployment |Deployment '.*successfully created|View Deployment in UI)/;

/** `sys.exit(3)` at the end of a flow file leaves nothing else behind. */
function silentEnd(last: string, exitCode: number | undefined): string {
  const after = last === "" ? "" : ` after it had printed ${JSON.stringify(shortened(last, 200))}`;
  return exitCode === undefined
    ? `it was killed${after}`
    : `it ended with exit code ${exitCode} and no error${after}: look for \`sys.exit\` in the flow file`;
}

/** The CLI's own paragraphs are no longer; what stands right above may be what a flow file printed. */
const LAST_LINES = 4;

/** Prefect swallows the error of an import where it cannot read the flow's name from the text (3.0.11, 3.4.14, 3.8.8). */
function explained(reason: string): string {
  const file = /Could not find (?:object|flow) '[^']*' in '([^']*)'/.exec(reason)?.[1];
  return file === undefined
    ? reason
    : `${reason.replace(/\.?$/, ".")} Prefect says so also where importing the file fails: see what \`python ${file}\` says.`;
}

/** A build or push step, by its section and its place in it, from 0. */
export interface StepPlace {
  readonly section: "build" | "push";
  readonly index: number;
}

/** The step that ended the CLI: the last one that it began, after the last deployment that it wrote. */
export function failedStep(output: string): StepPlace | undefined {
  if (!/^(?:[\w.]+\.)?StepExecutionError: /m.test(output)) return undefined;
  let place: StepPlace | undefined;
  for (const line of output.split("\n")) {
    const section = /^Running deployment (build|push) steps/.exec(line)?.[1];
    if (writtenId(line) !== undefined) place = undefined;
    else if (section === "build" || section === "push") place = { section, index: -1 };
    else if (place && /^ > Running \w+ step/.test(line)) place = { ...place, index: place.index + 1 };
  }
  return place && place.index >= 0 ? place : undefined;
}

function startOfLastParagraph(lines: readonly string[]): number {
  const last = lines.findLastIndex((line) => line !== "");
  const gap = lines.slice(0, Math.max(last, 0)).findLastIndex((line) => line === "");
  return gap + 1;
}
