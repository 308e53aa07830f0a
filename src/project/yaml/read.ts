import { isUtf8 } from "node:buffer";
import { MAX_FILE_BYTES } from "../../base/project-files.js";
import type { Report } from "../../base/finding.js";
import { Builder } from "./build.js";
import { DROPPED, Refusal, YamlSyntaxError } from "./error.js";
import { Lines } from "./lines.js";
import { Locator } from "./places.js";
import type { YamlFile } from "./file.js";
import { parseYaml } from "./syntax.js";

/**
 * Reads a file as Prefect does (`yaml.safe_load`); where that refuses, reports why and returns undefined.
 *
 * @param path absolute
 * @param file as shown to people
 * @param bytes its content
 */
export function readYamlFile(
  path: string,
  file: string,
  bytes: Uint8Array | string,
  report: Report,
): YamlFile | undefined {
  if (bytes.length > MAX_FILE_BYTES) {
    tooLarge(file, `${(bytes.length / 1_000_000).toFixed(1)} MB`, report);
    return undefined;
  }
  const text = (typeof bytes === "string" ? bytes : Buffer.from(bytes).toString("utf8")).replace(
    /^\uFEFF/,
    "",
  );
  const lines = new Lines(file, text);
  try {
    checkText(text, bytes);
    const root = parseYaml(text);
    const builder = new Builder(lines, report);
    const content = root === undefined ? null : builder.build(root);
    return { path, file, text, content, ...new Locator(root, builder, lines).told };
  } catch (error) {
    if (!(error instanceof YamlSyntaxError)) throw error;
    const { message, fix, at } = error;
    const refusal = error instanceof Refusal ? error : undefined;
    const { rule, end, outcome } = refusal ?? {
      rule: "yaml-syntax",
      end: lines.endOfLine(at),
      outcome: DROPPED,
    };
    const template = rule === "yaml-syntax" ? lines.quotedTemplate(at) : undefined;
    report(rule, {
      what: `${file} cannot be read: ${message}; ${outcome}.`,
      fix: template === undefined ? fix : 'Put the template in quotes: "{{ … }}".',
      where: lines.range(at, end),
      ...(template ? { corrected: template } : {}),
    });
    return undefined;
  }
}

/** @param size in words */
export function tooLarge(file: string, size: string, report: Report): void {
  report("yaml-size", {
    what: `${file} has ${size}, which is too much for a prefect file.`,
    fix: `Split it: \`prefect-file\` takes several files, of ${MAX_FILE_BYTES / 1_000_000} MB each at most.`,
    where: { file, line: 1, column: 1, endLine: 1, endColumn: 1 },
  });
}

/** Prefect opens the file as text; PyYAML then refuses what cannot be printed. */
function checkText(text: string, bytes: Uint8Array | string): void {
  if (typeof bytes !== "string" && !isUtf8(bytes)) {
    const start = Math.max(text.indexOf("\uFFFD"), 0);
    throw new Refusal(
      "yaml-text",
      { what: "it is not UTF-8 text", fix: "Save it as UTF-8." },
      { start, end: start + 1 },
    );
  }

  const found = /[^\t\n\r\x20-\x7E\x85\xA0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.exec(text);
  if (!found) return;
  const { index: start } = found;
  const code = found[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
  const what = `it holds the character U+${code}, which YAML does not allow`;
  throw new Refusal("yaml-text", { what, fix: "Take the character out." }, { start, end: start + 1 });
}
