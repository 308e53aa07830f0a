/**
 * What a runner shows of a step's output: a model of the part of it that masks. Every leak test looks at this, and at
 * nothing that a test has filtered itself.
 *
 * Read in actions/runner 2.336 (`ActionCommand`, `ActionCommandManager`, `OutputManager`, `SecretMasker`) and in act
 * (`command.go`, `logger.go`). Where they differ, this is as bad as the one that shows more:
 * - a line that begins with `::name …::`, or holds `##[name …]`, is a command if the runner knows the name. Only
 *   `add-mask` is not shown: GitHub's runner prints the other ones in a debug run, act always;
 * - after `::stop-commands::WORD` every line is shown as it is, `::add-mask::` too, until a command `::WORD::`;
 * - a mask holds only for what comes after it, and literally: GitHub's runner also knows the lines of a value and some
 *   other forms of it;
 * - the longest mask is replaced first.
 *
 * @param output of main and post, stdout and stderr as they came
 * @param known what was masked before the step began
 */
export function shownByRunner(output: string, known: readonly string[] = []): string {
  return shown(output, new Masks(known));
}

/**
 * The same by a runner that carries out commands and masks nothing: what the step itself lets through. Nothing that is
 * shown by {@link shownByRunner} is missing here.
 */
export function shownUnmasked(output: string): string {
  return shown(output);
}

function shown(output: string, masks?: Masks): string {
  let word: string | undefined;
  const lines: string[] = [];
  for (const line of output.split(/\r\n|[\r\n]/)) {
    const command = parseCommand(line, word);
    if (word === undefined && command?.name === "add-mask") {
      masks?.add(command.data);
      continue;
    }
    if (word === undefined && command?.name === "stop-commands") word = stopWord(command.data);
    else if (word !== undefined && command?.name === word.toLowerCase()) word = undefined;
    const text = command && word === undefined ? said(command, line) : line;
    lines.push(masks?.apply(text) ?? text);
  }
  return lines.join("\n");
}

/** Everything of a step that people get to see: its log as the runner shows it, and what is masked by nobody. */
export function seenByPeople(step: {
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}): string {
  return [shownByRunner(step.log), step.summary, ...Object.values(step.outputs)].join("\n");
}

/** The runner's commands: a line with another name is text. */
const NAMES = [
  ...["add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "notice"],
  ...["remove-matcher", "save-state", "set-env", "set-output", "stop-commands", "warning"],
];

interface Command {
  /** In small letters: the runner takes a name in any case. */
  readonly name: string;
  readonly properties: string;
  readonly data: string;
}

/** `TryParseV2`, then `TryParse`. `word` is a name too while it is waited for. */
function parseCommand(line: string, word: string | undefined): Command | undefined {
  const known = new Set([...NAMES, ...(word === undefined ? [] : [word.toLowerCase()])]);
  for (const [form, escapes] of FORMS) {
    const [, info = "", data = ""] = form.exec(line) ?? [];
    const [, name = "", properties = ""] = /^([^ ]*) ?([^]*)$/.exec(info) ?? [];
    if (!known.has(name.toLowerCase())) continue;
    return { name: name.toLowerCase(), properties, data: unescaped(data, escapes) };
  }
  return undefined;
}

/** What .NET takes for white space, which is not quite what JavaScript does, may stand before a command. */
const FORMS = [
  [/^(?:(?!\ufeff)[\s\u0085])*::([^]*?)::([^]*)$/, ["%0D\r", "%0A\n", "%25%"]],
  [/##\[([^\]]*)\]([^]*)$/, ["%3B;", "%0D\r", "%0A\n", "%5D]", "%25%"]],
] as const;

/** In the runner's order: the percent sign comes last. */
function unescaped(text: string, escapes: readonly string[]): string {
  return escapes.reduce((plain, pair) => plain.replaceAll(pair.slice(0, 3), pair.slice(3)), text);
}

/** The runner refuses a word that is none, or that is a command. */
function stopWord(data: string): string | undefined {
  return data === "" || [...NAMES, "pause-logging"].includes(data.toLowerCase()) ? undefined : data;
}

/** The text of an annotation stands in the log with its line ends, and so do its title and its file. */
function said({ name, properties, data }: Command, line: string): string {
  const texts = ["error", "warning", "notice", "group", "debug"];
  if (!texts.includes(name)) return line;
  const title = unescaped(properties, ["%0D\r", "%0A\n", "%3A:", "%2C,", "%25%"]);
  return `##[${name}]${title} ${data}`;
}

class Masks {
  private values: string[] = [];

  constructor(known: readonly string[]) {
    for (const value of known) this.add(value);
  }

  add(value: string): void {
    if (value.trim() === "" || this.values.includes(value)) return;
    this.values = [...this.values, value].sort((one, other) => other.length - one.length);
  }

  apply(text: string): string {
    return this.values.reduce((shown, value) => shown.replaceAll(value, "***"), text);
  }
}
