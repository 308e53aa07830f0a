// Writes the generated sections of the documentation.
//
//   node scripts/docs.mjs [--check]
//
// A section is between `<!-- generated: NAME -->` and `<!-- end: NAME -->`, in README.md or docs/. With --check
// nothing is written, and the exit code says whether the files are current. A new kind of section is one more entry
// in `sections`. Both ways, every link to a file or a heading of the repository must lead to one, every answer that the
// diagnosis knows must have its section, and the README must stay short.

import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { posix } from "node:path";
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
const { diagnose, outOfPlace } = await import("../src/server/diagnosis/diagnose.ts");
const { ANSWERS } = await import("../src/server/diagnosis/answers.ts");
const { answer, CASES, JSON_TYPE, none } = await import("../test/unit/server/diagnosis/cases.ts");

const README_LIMIT = 16_000;

/** The inputs that the README has; docs/inputs.md has all. */
const MOST_USED = [
  "mode",
  "api-url",
  "username",
  "password",
  "api-key",
  "oidc-audience",
  "ca-certificate",
  "names",
  "prefect-file",
  "working-directory",
  "prefect-command",
  "environment",
];

/** The outputs that the README has; docs/outputs.md has all. */
const MOST_USED_OUTPUTS = [
  ...["deployments", "created", "changed", "unchanged", "deleted", "failed", "has-changes"],
  ...["plan-file", "plan-digest", "ui-url"],
];

const isProxy = ({ id }) => id.startsWith("proxy-");
const isTls = ({ id }) => /^(tls|client-certificate|plain-http)-/.test(id);

/** The answers by what a person sees first: the first group that fits. */
const SYMPTOMS = [
  ["401: the credential", ({ status }) => status === 401],
  ["403: not allowed", ({ status }) => status === 403],
  ["A redirect: 301, 302, 303, 307, 308", ({ status }) => status >= 300 && status < 400],
  ["200 or 404: something other than Prefect's API", ({ status }) => status === 200 || status === 404],
  ["5xx: Prefect or the gate is down", ({ status }) => status >= 500],
  ["A certificate or the TLS handshake", isTls],
  ["The HTTP proxy of the runner", isProxy],
  ["Another 4xx: the request", ({ status }) => status >= 400],
  ["No connection, or no answer", ({ kind }) => kind === "failure"],
  ["Anything else", () => true],
];

/** What can be generated. Each has to stand in at least one file. */
const sections = {
  inputs: () => inputTable(action.inputs ?? {}),
  "most used inputs": () => inputTable(some(action.inputs ?? {}, MOST_USED)),
  outputs: () => outputTable(action.outputs ?? {}),
  "most used outputs": () => outputTable(some(action.outputs ?? {}, MOST_USED_OUTPUTS)),
  answers: () => answerSections(),
  gates: () => gateTable(),
};

const { values } = parseArgs({ options: { check: { type: "boolean" } } });
process.exitCode = main(values.check);

function main(checkOnly) {
  const docs = globSync("docs/**/*.md", { cwd: root }).map(slashes).sort();
  const problems = [
    ...update(["README.md", ...docs], checkOnly),
    ...brokenLinks([...globSync("*.md", { cwd: root }).sort(), ...docs]),
    ...missingAnswers(),
    ...tooLong(),
  ];
  if (problems.length > 0) console.error(problems.join("\n"));
  return problems.length === 0 ? 0 : 1;
}

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
  return problems;
}

function slashes(path) {
  return path.replaceAll("\\", "/");
}

/** Links within the repository: to a file or folder, and to a heading or an `id` in it. */
function brokenLinks(paths) {
  const anchors = new Map();
  const anchorsOf = (path) => {
    if (!anchors.has(path)) anchors.set(path, anchorsIn(readFileSync(`${root}/${path}`, "utf8")));
    return anchors.get(path);
  };
  return paths.flatMap((path) => {
    const text = prose(readFileSync(`${root}/${path}`, "utf8")).replace(/(`+)[^`].*?\1/g, "");
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
    return targets
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => {
        const [file, anchor] = target.split("#");
        const to = file === "" ? path : posix.join(posix.dirname(path), decodeURI(file));
        if (!existsSync(`${root}/${to}`)) return true;
        return anchor !== undefined && to.endsWith(".md") && !anchorsOf(to).has(anchor);
      })
      .map((target) => `${path}: the link to ${target} leads nowhere.`);
  });
}

/** As GitHub names them: lower case, hyphens for spaces, no punctuation, `-1` for the second of a name. */
function anchorsIn(markdown) {
  const anchors = new Set([...markdown.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id));
  for (const [, heading] of prose(markdown).matchAll(/^#{1,6} +(.*)$/gm)) {
    const name = heading
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M} _-]/gu, "")
      .replaceAll(" ", "-");
    let unique = name;
    for (let count = 1; anchors.has(unique); count += 1) unique = `${name}-${count}`;
    anchors.add(unique);
  }
  return anchors;
}

/** Without fenced code. */
function prose(markdown) {
  return markdown.replace(/^( *)(```+|~~~+).*?^\1\2 *$/gms, "");
}

/** An error links to the section of its id. */
function missingAnswers() {
  const known = new Set([...diagnoses().keys()]);
  return Object.keys(ANSWERS)
    .filter((id) => !known.has(id))
    .map((id) => `docs/troubleshooting.md: no case of test/unit/server/diagnosis/cases.ts gives "${id}".`);
}

function tooLong() {
  const bytes = readFileSync(`${root}/README.md`).length;
  return bytes <= README_LIMIT ? [] : [`README.md has ${bytes} bytes; the limit is ${README_LIMIT}.`];
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
  return text.replace(/(<!-- generated: (.*?) -->).*?(<!-- end: \2 -->)/gs, (whole, start, name, end) =>
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

function some(all, names) {
  return Object.fromEntries(names.map((name) => [name, all[name]]));
}

/** What the unit tests compare with the diagnosis, each id once, with what was observed. */
function diagnoses() {
  const found = new Map();
  const add = (diagnosis, { kind, status }) => {
    if (!found.has(diagnosis.id)) found.set(diagnosis.id, { ...diagnosis, kind, status });
  };
  for (const [, observation, context] of CASES) add(diagnose(observation, context), observation);
  // Only the answer to a second request shows it, so it is not a case of its own.
  const refused = answer(403, JSON_TYPE, '{"detail":"Missing CSRF token."}', { method: "POST" });
  add(outOfPlace(refused, diagnose(refused, none)), refused);
  return found;
}

/** The messages themselves, one section for each id: an error links to it. */
function answerSections() {
  const groups = Map.groupBy(diagnoses().values(), (one) => SYMPTOMS.find(([, fits]) => fits(one))[0]);
  return SYMPTOMS.filter(([title]) => groups.has(title))
    .map(([title]) => [`### ${title}`, ...groups.get(title).map(answerSection)].join("\n\n"))
    .join("\n\n");
}

function answerSection({ id, saw, means, todo }) {
  return `#### ${id}\n\n> ${cell(withoutAddresses(saw))}\n\n${cell(means)}\n\n**Fix:** ${cell(todo)}`;
}

/** The address of the request is the same in nearly all of them. */
function withoutAddresses(saw) {
  return saw.replace(/(?<!redirect to ")https?:\/\/[^\s"',]+\/(admin\/version|deployments\/filter)/g, "…");
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
