// Writes the generated sections of the documentation.
//
//   node scripts/docs.mjs [--check]
//
// A section stands between `<!-- generated: NAME -->` and `<!-- end: NAME -->`, in README.md or docs/. With --check
// nothing is written, and the exit code says whether the files are current. A new kind of section is one more entry
// in `sections`.

import { globSync, readFileSync, writeFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { parse } from "yaml";

const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");
const action = readAction();

// The sources name each other as they will be after the build: `x.js` for `x.ts`.
registerHooks({
  resolve: (name, context, next) =>
    next(
      name.startsWith(".") && context.parentURL?.endsWith(".ts") ? name.replace(/\.js$/, ".ts") : name,
      context,
    ),
});
const { diagnose } = await import("../src/server/diagnosis/diagnose.ts");
const { CASES } = await import("../test/unit/server/diagnosis/cases.ts");

/** What can be generated. Each has to stand in at least one file. */
const sections = {
  inputs: () => inputTable(action.inputs ?? {}),
  outputs: () => outputTable(action.outputs ?? {}),
  answers: () => answerTable(),
  gates: () => gateTable(),
};

const { values } = parseArgs({ options: { check: { type: "boolean" } } });
process.exitCode = update(["README.md", ...globSync("docs/**/*.md", { cwd: root }).sort()], values.check);

function update(paths, checkOnly) {
  const problems = [];
  const used = new Set();
  for (const path of paths) {
    const before = readFileSync(`${root}/${path}`, "utf8");
    const after = fill(before, path, used, problems);
    if (before === after) continue;
    if (checkOnly) problems.push(`${path} is not current. Run \`npm run docs\`.`);
    else writeFileSync(`${root}/${path}`, after);
  }
  for (const name of Object.keys(sections).filter((name) => !used.has(name))) {
    problems.push(
      `No file has the section "${name}": add <!-- generated: ${name} --> and <!-- end: ${name} -->.`,
    );
  }
  if (problems.length > 0) console.error(problems.join("\n"));
  return problems.length === 0 ? 0 : 1;
}

function readAction() {
  try {
    return parse(readFileSync(`${root}/action.yml`, "utf8"));
  } catch (error) {
    console.error(`action.yml: ${error.message}`);
    process.exit(1);
  }
}

function fill(text, path, used, problems) {
  for (const [, name] of text.matchAll(/<!-- generated: (.*?) -->/g)) {
    if (!(name in sections)) problems.push(`${path}: there is no section "${name}".`);
    else if (!text.includes(`<!-- end: ${name} -->`))
      problems.push(`${path}: <!-- end: ${name} --> is missing.`);
    used.add(name);
  }
  return text.replace(/(<!-- generated: (\S+) -->).*?(<!-- end: \2 -->)/gs, (whole, start, name, end) =>
    name in sections ? `${start}\n\n${unformatted(sections[name]())}\n\n${end}` : whole,
  );
}

/** Prettier would pad every row to the longest one: then each change of a word would change the whole table. */
function unformatted(markdown) {
  return `<!-- prettier-ignore-start -->\n\n${markdown}\n\n<!-- prettier-ignore-end -->`;
}

function inputTable(inputs) {
  const rows = Object.entries(inputs).map(([name, input]) => {
    const retired = input.deprecationMessage ? `**Deprecated:** ${input.deprecationMessage}\n\n` : "";
    const initial = input.required ? "**required**" : defaultCell(input.default);
    return [`\`${name}\``, cell(`${retired}${input.description}`), initial];
  });
  return table(["Input", "What it does", "Default"], rows);
}

function outputTable(outputs) {
  const rows = Object.entries(outputs).map(([name, { description }]) => [`\`${name}\``, cell(description)]);
  return table(["Output", "What it holds"], rows);
}

/** The messages themselves, each once, from the answers that the unit tests hold them against. */
function answerTable() {
  const diagnoses = new Map();
  for (const [, observation, context] of CASES) {
    const diagnosis = diagnose(observation, context);
    if (!diagnoses.has(diagnosis.id)) diagnoses.set(diagnosis.id, diagnosis);
  }
  const rows = [...diagnoses.values()].map(({ id, saw, means, todo }) => [
    cell(saw),
    cell(means),
    `<a id="${id}"></a>${cell(todo)}`,
  ]);
  return table(["What the log says", "What it means", "What to do"], rows);
}

/** What the integration tests of the examples saw; they fail where it is no longer so. */
function gateTable() {
  const folder = `${root}/test/integration/examples/results`;
  const rows = globSync("*.json", { cwd: folder })
    .sort()
    .map((name) => JSON.parse(readFileSync(`${folder}/${name}`, "utf8")))
    .map(({ example, title, ...seen }) => [
      `[${example}](${example}.md)`,
      cell(title),
      ...["right", "none", "wrong", "expired", "wrongHost"].map((kind) => answerLink(seen[kind])),
    ]);
  const header = [
    "Example",
    "Gate",
    "Right credential",
    "No credential",
    "Wrong credential",
    "Expired",
    "Wrong host",
  ];
  return table(header, rows);
}

function answerLink(id) {
  return /^[a-z0-9-]+$/.test(id) && id !== "deployed" ? `[${id}](../troubleshooting.md#${id})` : id;
}

function table(header, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A default may have several lines. Nothing and the empty string are the same to an action. */
function defaultCell(value) {
  if (value === undefined || value === "") return "";
  const lines = String(value).trim().split("\n");
  return lines.map((line) => `\`${line.replaceAll("|", "\\|")}\``).join("<br>");
}

/**
 * Puts Markdown of several lines into a cell, which has one: paragraphs and list items are kept apart by `<br>`, other
 * line ends are spaces. A bar would end the cell, also inside code. Outside code, `<` would start HTML.
 */
function cell(markdown) {
  return markdown
    .trim()
    .replaceAll("|", "\\|")
    .replace(/`[^`]*`|</g, (found) => (found === "<" ? "&lt;" : found))
    .replace(/\s*\n\s*\n\s*/g, "<br><br>")
    .replace(/\s*\n\s*[-*] /g, "<br>• ")
    .replace(/<br><br>[-*] /g, "<br>• ")
    .replace(/\s*\n\s*/g, " ");
}
