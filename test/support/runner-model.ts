/**
 * What a runner shows of a step's output: a model of the part of it that masks. Every leak test looks at this, and at
 * nothing that a test has filtered itself.
 *
 * As actions/runner does it (`ActionCommandManager`, `ActionCommand`), and no better than the weakest runner:
 * - a line that begins with `::name …::` is a command: it acts and is not shown. `::error`, `::warning`, `::notice`,
 *   `::group` and `::debug` act by showing their text;
 * - after `::stop-commands::WORD` every line is shown as it is, `::add-mask::` too, until a line `::WORD::`;
 * - a mask holds only for what comes after it, and literally: no other form of the value is known to it;
 * - the longest mask is replaced first.
 */
export function shownByRunner(output: string, known: readonly string[] = []): string {
  const masks = new Set(known.filter((value) => value !== ""));
  const mask = (text: string): string =>
    [...masks]
      .sort((one, other) => other.length - one.length)
      .reduce((shown, value) => shown.replaceAll(value, "***"), text);
  const shown: string[] = [];
  let word: string | undefined;
  for (const line of output.split(/\r?\n/)) {
    const command = COMMAND.exec(line);
    const [, name = "", properties = "", data = ""] = command ?? [];
    if (word !== undefined) {
      if (command && name === word) word = undefined;
      else shown.push(mask(line));
    } else if (name === "stop-commands") {
      word = data;
    } else if (name === "add-mask") {
      const value = unescaped(data);
      // GitHub's runner takes each line of a value as a mask of its own; others take the whole alone.
      if (value.trim() !== "") masks.add(value);
    } else if (SHOWN.has(name)) {
      shown.push(mask(`##[${name}]${unescaped(properties)} ${unescaped(data)}`));
    } else if (!command) {
      shown.push(mask(line));
    }
  }
  return shown.join("\n");
}

/** As `ActionCommand.TryParseV2` takes a line apart: white space may come before it. */
const COMMAND = /^\s*::([^\s:]+)(?:\s+([^:]*(?::(?!:)[^:]*)*))?::(.*)$/;

const SHOWN = new Set(["error", "warning", "notice", "group", "debug"]);

function unescaped(text: string): string {
  return text
    .replaceAll("%0D", "\r")
    .replaceAll("%0A", "\n")
    .replaceAll("%3A", ":")
    .replaceAll("%2C", ",")
    .replaceAll("%25", "%");
}
