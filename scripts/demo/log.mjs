import { styleText } from "node:util";

/**
 * Shows a step's output the way GitHub's log page does: groups open, commands to the runner carried out, masks
 * applied. Colours only on a terminal. `print` gets whole lines; `annotations` fills as they come.
 */
export function runnerLog(print) {
  const annotations = [];
  const masks = new Set();
  let indent = "";
  let resume; // Set while commands are stopped: the line that lets them through again.

  const show = (text, ...style) => {
    for (const line of mask(text, masks).split("\n")) {
      print(line === "" ? "" : indent + (style.length > 0 ? styleText(style, line) : line));
    }
  };
  const commands = {
    "add-mask": (_properties, value) => masks.add(value),
    "stop-commands": (_properties, token) => (resume = `::${token}::`),
    group: (_properties, title) => {
      indent = "";
      show(`▾ ${title}`, "bold");
      indent = "  ";
    },
    endgroup: () => (indent = ""),
    error: annotate("Error", "red"),
    warning: annotate("Warning", "yellow"),
    notice: annotate("Notice", "blue"),
    // Only shown where a user asks for debug logs.
    debug: () => undefined,
  };

  function annotate(kind, colour) {
    return (properties, message) => {
      show(`${kind}: ${message}`, colour);
      annotations.push({ kind, ...properties, message: mask(message, masks) });
    };
  }

  function line(text) {
    if (resume !== undefined) {
      if (text === resume) resume = undefined;
      else show(text);
      return;
    }
    const [, name, properties = "", value = ""] = /^::([\w-]+)(?: ([^]*?))?::([^]*)$/.exec(text) ?? [];
    if (Object.hasOwn(commands, name ?? "")) commands[name](readProperties(properties), decode(value));
    else show(text);
  }

  return { line, annotations };
}

function readProperties(text) {
  const pairs = text.split(",").map((pair) => pair.split(/=([^]*)/));
  return Object.fromEntries(
    pairs.map(([name, value = ""]) => [
      name.trim(),
      decode(value.replaceAll("%3A", ":").replaceAll("%2C", ",")),
    ]),
  );
}

/** The three signs that a command cannot hold as they are; `%` comes last, or `%250A` would become a line end. */
function decode(text) {
  return text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
}

/** Longest first: a mask may be part of another. */
function mask(text, masks) {
  const longestFirst = [...masks].sort((a, b) => b.length - a.length);
  return longestFirst.reduce((masked, secret) => masked.replaceAll(secret, "***"), text);
}
