/** Text of others, on one line of Markdown, with nothing that Markdown or HTML would act on. Backticks and addresses become code: a link to the API would only ask for a password. */
export function escape(text: string): string {
  return oneLine(text)
    .split(/(`[^`]+`|\bhttps?:\/\/[^\s`"'<>]*[^\s`"'<>.,;:!?)])/)
    .map((part, index) => (index % 2 === 1 ? code(part.replace(/^`|`$/g, "")) : plain(part)))
    .join("");
}

function plain(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[\\`*_|[\]~#]/g, "\\$&");
}

/**
 * In code nothing has a meaning but the backtick, and in a table the bar; a backslash right before
 * the bar would undo the one that escapes it.
 */
export function code(text: string): string {
  const clean = oneLine(text).replaceAll("`", "'");
  return `\`${clean.replaceAll("\\|", "\\ |").replaceAll("|", "\\|")}\``;
}

/** Without line ends and without the control characters that colours in a terminal are made of. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").replace(/\u001b\[[0-9;]*m|[\u0000-\u001f\u007f]/g, "");
}

/** The address is encoded already; only what would end a Markdown link is left to encode. */
export function linked(url: string): string {
  return url.replace(
    /[\s()<>|\\`]/g,
    (found) => `%${found.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

/** Text of others as code in HTML, where Markdown has no meaning: in a `<summary>`. In code GitHub notifies no @name. */
export function htmlCode(text: string): string {
  return `<code>${oneLine(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}</code>`;
}

/** Lines of others in a block of code that none of them can end. */
export function fenced(language: string, lines: readonly string[]): string {
  const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const fence = "`".repeat(longest + 1);
  return [`${fence}${language}`, ...lines, fence].join("\n");
}
