/**
 * What the CLI prints on its way, as far as it is relied on: one line with a link for each deployment
 * that it has written, never wrapped, in the order of the file (3.0.11, 3.4.14, 3.8.8).
 */
const LINK = /\/deployments\/deployment\/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\b/;

/**
 * The command. `--all` where names repeat: there `--name '*'` deploys each of k deployments k times.
 *
 * @param file absolute path of the generated prefect file
 */
export function deployCommand(cli: readonly string[], file: string, namesRepeat: boolean): string[] {
  const selection = namesRepeat ? ["--all"] : ["--name", "*"];
  return [...cli, "--no-prompt", "deploy", "--prefect-file", file, ...selection];
}

/** As one would type it. */
export function shown(command: readonly string[]): string {
  return command.map((word) => (/^[\w@%+=:,./\\-]+$/.test(word) ? word : `'${word}'`)).join(" ");
}

/** The id in a line that says that a deployment was written. */
export function writtenId(line: string): string | undefined {
  return LINK.exec(line)?.[1];
}

/**
 * Why the CLI failed, in its own words: the last error of a traceback, or its last paragraph.
 * One line, at most 500 characters.
 */
export function failureReason(output: string): string {
  const lines = output
    .split("\n")
    .map((line) => line.replace(/^[│┃|\s]+|[│┃|\s]+$/g, ""))
    .map((line) => (/^[╭╰─┏┗━+-]+.*$/.test(line) ? "" : line));
  const error = lines.findLastIndex((line) =>
    /^(?:[\w.]+\.)?[A-Z]\w*(?:Error|Exception|Exit|Interrupt)\b(?::|$)/.test(line),
  );
  const from = error >= 0 ? error : startOfLastParagraph(lines);
  const reason = lines.slice(from).filter((line) => line !== "");
  const text = reason.slice(0, 8).join(" ").replace(/\s+/g, " ").trim() || "it printed nothing";
  return text.length > 500 ? `${text.slice(0, 500)}…` : text;
}

function startOfLastParagraph(lines: readonly string[]): number {
  const last = lines.findLastIndex((line) => line !== "");
  const gap = lines.slice(0, Math.max(last, 0)).findLastIndex((line) => line === "");
  return gap + 1;
}
