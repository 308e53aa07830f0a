import type { Files } from "../support/project.ts";

/** A project that grows: of about so many characters in all. Where it is small, it is an odd one; its cost shows when it grows. */
export type Growing = (size: number) => Files;

export const FLOW =
  "from prefect import flow\n\n\n@flow\ndef main(f: float = 1.0, i: int = 1, b: bool = True, l: list = None):\n    pass\n";

/** Names what is not there, so that something is looked for. */
export const ASKING = `deployments:
  - { name: a, entrypoint: "flow.py:mian" }
  - { name: b, entrypoint: "flow.py:main", parameters: { f: "1", i: x, z: 1 }, schedule: { cron: "* * * * *" } }
  - { name: c, entrypoint: "flow.py:A.b" }
`;

/** The unit time and again, in so many characters. */
export function repeated(unit: string, size: number): string {
  return unit.repeat(Math.max(1, Math.floor(size / Math.max(1, unit.length))));
}

/** Lines, or items, in so many characters: `@` is a number of each one's own. */
export function numbered(item: string, size: number): string {
  let text = "";
  for (let index = 0; text.length < size; index += 1) text += item.replaceAll("@", String(index));
  return text;
}

/** Pieces of what the readers and rules look for, and characters that they stop at. */
export const TOKENS: readonly string[] = [
  ...Array.from(" \t\n\r\u00a0\u2028aA019_-+./\\:;,=@#%&*!|>'\"`~?$()[]{}<^é😀\uD800\u0000"),
  ...["{{", "}}", "{{ ", " }}", "{{ x }}", "{{ $X }}", "{{x", "{{ a.b", "{{ a.b }}", "${{", "${{ a }}", "{%"],
  ...[
    "{{ prefect.blocks.secret.b }}",
    "{{ prefect.variables.A }}",
    "{{ prefect.x }}",
    "{{ ctx.a }}",
    "{a!r:{b}}",
  ],
  ...[
    "a b ",
    "a, ",
    " ,",
    "a.",
    "a-",
    "a/",
    "a:",
    "1.",
    "1_",
    "1,",
    "1-2,",
    "*/1,",
    "R(1-5)/",
    "mon#1,",
    "L",
  ],
  ...[
    "://",
    "a://",
    "a:b@",
    "http://a:b",
    "http://",
    "eyJaaaaaaaaaaa.",
    "ghp_",
    "glpat-",
    "AKIA",
    "-----BEGIN ",
  ],
  ...["FREQ=DAILY;", "BYDAY=MO,", "TZID=a:", "DTSTART:", "P1D", "1D ", "T1H", "00:00:", "2020-01-01 ", "W01"],
  ...[".py:", ".py", "../", "./", "()", "flow.py:", "main.", "class a(", "class ", "def a(", "def a():\n "],
  ...[
    "@flow\n",
    "@flow(",
    "import a\n",
    "import ",
    "from a import ",
    "f'",
    'f"{',
    "rb'",
    "'''",
    '"""',
    "lambda ",
  ],
  ...[
    "if a:\n ",
    "exec(",
    "exec ",
    "a=",
    "a:=",
    "(a:=1),",
    "await ",
    "not ",
    "0x",
    "\\\n",
    "\\x",
    "\\N{",
    "\f",
  ],
  ...[
    "# class a(",
    "global a\n",
    "match a:\n case ",
    "type a=",
    "lazy ",
    "...",
    "->",
    "**",
    "//",
    "sh ",
    "> ",
  ],
  ...["&& ", "$A ", "${A", "$(", "2>&1 ", "&a ", "*a ", "!a ", "!!str ", "<<: ", "- ", "? ", ": ", "a: "],
  ...[
    "a: b\n",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "%TAG !a! x\n",
    "|\n",
    ">\n",
    "[a, ",
    "{a: ",
    "],",
    "a: {{ x }}\n",
  ],
  ...[
    "# prefect-deploy-ignore: a, ",
    "PREFECT_A",
    "password: ",
    "secret",
    "constructor",
    "__proto__",
    "yes ",
    "~",
  ],
];

type Wrap = (text: string) => string;

/** How YAML takes a text. */
export const STYLES: readonly Wrap[] = [
  (text) => text,
  (text) => JSON.stringify(text),
  (text) => `'${text.replaceAll("'", "''")}'`,
  (text) => `|\n              ${text.replaceAll("\n", "\n              ")}`,
];

const below = (...keys: readonly string[]): Wrap => {
  const [last = "", ...others] = keys.toReversed();
  const head = others
    .toReversed()
    .map((key, depth) => `${"  ".repeat(2 + depth)}${key}:\n`)
    .join("");
  return (value) =>
    `pull: []\ndeployments:\n  - name: hello\n    entrypoint: flow.py:main\n${head}${"  ".repeat(1 + keys.length)}${last}: ${value}\n`;
};

const step =
  (section: string, name: string, input: string): Wrap =>
  (value) =>
    `${section}:\n  - prefect.deployments.steps.${name}:\n      ${input}: ${value}\n`;

/** Where a value stands in a prefect file. */
export const PLACES: readonly Wrap[] = [
  (value) => `${value}\n`,
  (value) => `${value}: x\n`,
  (value) => `a: &${value} x\n`,
  (value) => `a: *${value} x\n`,
  (value) => `a: !${value} x\n`,
  (value) => `# ${value}\n${below("nam")("x")}`,
  (value) => below("nam")(`x # ${value}`),
  (value) => below(value)("x"),
  (value) => `deployments:\n  - name: ${value}\n    entrypoint: flow.py:main\n`,
  (value) => `deployments:\n  - name: a\n    entrypoint: ${value}\n`,
  (value) => `deployments: [${value}]\n`,
  ...["version", "description", "tags", "version_type", "paused", "triggers", "sla", "concurrency_limit"].map(
    (key) => below(key),
  ),
  ...["parameters", "schedule", "schedules", "build", "pull", "work_pool", "x"].map((key) => below(key)),
  ...["f", "i", "b", "l", "z"].map((key) => below("parameters", key)),
  ...["cron", "rrule", "interval", "timezone", "slug", "active", "xx"].map((key) => below("schedule", key)),
  (value) => below("schedule", "anchor_date")(`${value}\n      interval: 60`),
  below("concurrency_limit", "limit"),
  below("concurrency_limit", "collision_strategy"),
  below("work_pool", "name"),
  below("work_pool", "job_variables", "env", "API_TOKEN"),
  step("build", "run_shell_script", "script"),
  step("pull", "git_clone", "repository"),
  step("pull", "git_clone", "access_token"),
  step("pull", "git_clone", "id"),
  step("pull", "set_working_directory", "directory"),
  (value) => `pull:\n  - ${value}:\n      id: x\n`,
  (value) => `pull:\n  - prefect.deployments.steps.git_clone:\n      ${value}: x\n`,
];

/** Where a piece stands in a flow's file. */
export const PYTHON: readonly Wrap[] = [
  (code) => `${code}\n`,
  (code) => `${FLOW}${code}\n`,
  (code) => `# ${code}\nclass A:\n    pass\n${FLOW}`,
  (code) => `x = "${code}"\n${FLOW}`,
  (code) => `x = '''${code}'''\n${FLOW}`,
  (code) => `x = f"${code}"\n${FLOW}`,
  (code) => `x = f"{${code}}"\n${FLOW}`,
  (code) => `x = [${code}]\n${FLOW}`,
  (code) => `x = (\n${code}\n${FLOW}`,
  (code) => FLOW.replace("@flow", () => `@${code}`),
  (code) => FLOW.replace("@flow", () => `@flow(${code})`),
  (code) => FLOW.replace("@flow", () => `@flow(flow_run_name="${code}")`),
  (code) => FLOW.replace("@flow", () => `@flow\n${code}`),
  (code) => FLOW.replace("f: float", () => `${code}, f: float`),
  (code) => FLOW.replace("float", () => code),
  (code) => FLOW.replace("1.0", () => code),
  (code) => FLOW.replace("main", () => code),
  (code) => FLOW.replace("pass", () => code),
  (code) => `class A(${code}):\n    pass\n${FLOW}`,
  (code) => `class A:\n    ${code}\n${FLOW}`,
  (code) => `x = ${code}\n${FLOW}`,
  (code) => `${code} = 1\n${FLOW}`,
  (code) => `if ${code}:\n    pass\n${FLOW}`,
  (code) => `import ${code}\n${FLOW}`,
  (code) => `from a import ${code}\n${FLOW}`,
  (code) => `match x:\n    case ${code}:\n        pass\n${FLOW}`,
];

/** Where a piece stands in a settings file. */
export const TOML: readonly Wrap[] = [
  (text) => `${text}\n`,
  (text) => `${text} = 1\n`,
  (text) => `PREFECT_A = ${text}\n`,
  (text) => `PREFECT_A = "${text}"\nPREFECT_B = 1\n`,
  (text) => `PREFECT_A = """${text}"""\nPREFECT_B = 1\n`,
  (text) => `a = '''${text}'''\nPREFECT_B = 1\n`,
  (text) => `a = [${text}]\nPREFECT_A = 1\n`,
  (text) => `[${text}]\na = 1\n`,
  (text) => `a = {${text}}\n`,
  (text) => `PREFECT_A = 1 # ${text}\n`,
];

/** Lines of a prefect file that stand time and again, with what comes before them. */
export const LINES: readonly (readonly [head: string, item: string])[] = [
  ...["{}", "", "a", "[]", "1", "{ name: a@ }", "{ name: a, entrypoint: flow.py:main }", "{ nam: x }"].map(
    (item) => ["deployments:\n", `- ${item}\n`] as const,
  ),
  ...[
    "flow.py:m@",
    "flow.py:A.m@",
    "flow.py:A@.m",
    "flows/x@.py:m",
    "Flow@.py:m",
    "pkg.m@.f",
    "../x@.py:m",
  ].map((entrypoint) => ["deployments:\n", `- { name: a@, entrypoint: "${entrypoint}" }\n`] as const),
  ["deployments: [", "{ nam: x, entrypoint: flow.py:mian },"],
  ["deployments: [", "a,"],
  ["", "a@: 1\n"],
  ["", "a: 1\n"],
  ["", "a@: &a@ x\n"],
  ["", "%TAG !a@! x\n"],
  [below("x")("1"), "    a@: 1\n"],
  [below("parameters")(""), "      a@: 1\n"],
  [below("parameters")(""), '      a@: "{{ $A@ }}"\n'],
  [below("parameters")(""), "      @: 2020-01-01\n"],
  [below("tags")("["), "1,"],
  [below("version")('"'), "{{ $A@ }}"],
  [below("version")('"'), "{{ a@.b }}"],
  [below("schedules")(""), "      - cron: x\n"],
  [below("schedules")(""), "      - { cron: '* * * * *', timezone: x@, slug: a }\n"],
  [below("schedules")(""), "      - rrule: FREQ=DAILY;BYDAY=MO\n"],
  [below("schedule")("\n      cron: x"), "      a@: 1\n"],
  [below("triggers")(""), "      - { enabled: 1, x: [1, { a: b }] }\n"],
  ["pull:\n", "- prefect.deployments.steps.x@: {}\n"],
  ["pull:\n", '- prefect.deployments.steps.git_clone: { id: a@, repository: "{{ b@.c }}" }\n'],
  ["pull:\n- prefect.deployments.steps.git_clone:\n", "    a@: 1\n"],
  ["pull:\n- ", "a@: 1\n  "],
];

/** What is written once and stands in many places by aliases: how it begins and ends, and what it is made of. */
export const SHARED: readonly (readonly [open: string, item: string, close: string])[] = [
  ['"', "a ", '"'],
  ['"', "{{ $A@ }} ", '"'],
  ['"', "{{ a@.b }} ", '"'],
  ['"', "1", 'x"'],
  ["", "1", ""],
  ['"', "FREQ=DAILY;", '"'],
  ["[", "a@,", "]"],
  ["[", '"{{ a@.b }}",', "]"],
  ["[", "ghp_aaaaaaaaaaaaaaaaaaaaaaaaa,", "]"],
  ["{", "k@: 1,", "}"],
  ["{ name: x, entrypoint: flow.py:mian,", "k@: 1,", "}"],
  ["{ cron: x,", "k@: 1,", "}"],
  ["{ prefect.deployments.steps.git_clone: {", "k@: 1,", "} }"],
];

/** How it is used, time and again. */
export const USES: readonly (readonly [head: string, item: string])[] = [
  ["deployments:\n", "- *t\n"],
  ["deployments:\n", "- <<: *t\n"],
  ...[
    "name",
    "entrypoint",
    "version",
    "tags",
    "description",
    "parameters",
    "schedule",
    "work_pool",
    "pull",
  ].map((key) => ["deployments:\n", `- { entrypoint: flow.py:main, ${key}: *t }\n`] as const),
  ...["cron", "rrule", "interval", "timezone", "slug", "anchor_date", "parameters"].map(
    (key) =>
      ["deployments:\n", `- { name: a@, entrypoint: flow.py:main, schedule: { ${key}: *t } }\n`] as const,
  ),
  [below("parameters", "l")("["), "*t ,"],
  [below("parameters")(""), "      a@: *t\n"],
  [below("schedules")("["), "*t ,"],
  ["pull: [", "*t ,"],
  ["a:\n", "  <<: *t\n"],
  ["a:\n", "  *t : 1\n"],
  ["a:\n  <<: [", "*t ,"],
];

/** Deployments and the file that they name, half of the size each. */
export const CROSSED: readonly (readonly [deployment: string, head: string, item: string, tail: string])[] = [
  ["- { name: a@, entrypoint: flow.py:x@ }\n", "from prefect import flow\n", "@flow\ndef main@(): 1\n", ""],
  ["- { name: a@, entrypoint: flow.py:f@ }\n", "", "def f@(): 1\n", ""],
  ["- { name: a@, entrypoint: flow.py:x@ }\n", "import requests\n", "def a(): 1\n", ""],
  ["- { name: a@, entrypoint: flow.py:A.m@ }\n", "class A:\n    pass\n#", " class a(", "\n"],
  ["- { name: a@, entrypoint: flow.py:A@.m }\n", "", "class A@: 1\n", ""],
  [
    "- { name: a@, entrypoint: flow.py:main, parameters: { z: 1 }, schedule: { cron: '* * * * *' } }\n",
    "from prefect import flow\n@flow\ndef main(",
    "b@, ",
    "): 1\n",
  ],
  [
    "- { name: a@, entrypoint: flow.py:main, parameters: { a: x } }\n",
    "from prefect import flow\n@flow\ndef main(a: ",
    "int | ",
    "float): 1\n",
  ],
];
