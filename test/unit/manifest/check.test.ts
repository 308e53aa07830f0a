import { describe, expect, test } from "vitest";
import { describe as told } from "../../../src/errors.js";
import { Findings } from "../../../src/findings.js";
import { joinProbe } from "../../../src/manifest/candidates.js";
import { checkOwnVariables, checkSelected } from "../../../src/manifest/check.js";
import type { Manifest } from "../../../src/manifest/manifest.js";
import type { ProbedFile, ProbedFlow } from "../../../src/prefect/probe.js";

interface Case {
  /** Of deployment 0, 1, … */
  readonly contents?: readonly Record<string, unknown>[];
  readonly flow?: ProbedFlow | null;
  readonly pull?: boolean;
  readonly steps?: readonly unknown[];
  readonly probed?: Partial<ProbedFile>;
  readonly env?: NodeJS.ProcessEnv;
  /** Positions of those that were asked for; default: all. */
  readonly selected?: readonly number[];
}

const KNOWN_KEYS = ["name", "entrypoint", "schedules", "schedule", "pull", "work_pool", "tags", "parameters"];

/** Every place is `path` with dots, at line 100 + the number of its parts, so that it can be seen in the text. */
function check({
  contents = [{}],
  flow = null,
  pull = true,
  steps = [],
  probed = {},
  env = {},
  selected,
}: Case) {
  const file = "prefect.yaml";
  const where: Manifest["where"] = (path) => ({ file: `${file}#${path.join(".")}`, line: 100 + path.length });
  const manifest: Manifest = {
    path: "/w/prefect.yaml",
    file,
    pull,
    steps,
    where,
    deployments: contents.map((content, index) => ({
      index,
      where: { file, line: index + 1 },
      name: (content["name"] as string | undefined) ?? `d${index}`,
      entrypoint: (content["entrypoint"] as string | undefined) ?? "f.py:run",
      content,
    })),
  };
  const read: ProbedFile = {
    path: manifest.path,
    rest: "",
    deployments: contents.map(() => ({ yaml: "", flow, not_text: [] })),
    errors: [],
    known_keys: KNOWN_KEYS,
    ...probed,
  };
  const all = joinProbe([manifest], [read], env, (path) => path);
  const findings = new Findings();
  const own = selected ? selected.flatMap((at) => all[at] ?? []) : all;
  checkSelected(own, [manifest], [read], env, "3.8.8", findings);
  return {
    problems: findings.problems.map(told),
    warnings: findings.warnings.map(told),
    notes: findings.notes,
  };
}

const NOTHING = { problems: [], warnings: [], notes: [] };

const FOUND = {
  status: "found",
  path: "f.py",
  function: "run",
  line: 7,
  name: null,
  named: false,
  run_name: null,
  parameters: ["day", "size"],
} as const;

test("nothing is said of a deployment that is as it should be", () => {
  const content = {
    name: "a",
    entrypoint: "f.py:run",
    schedules: [{ cron: "0 0 * * *", slug: "s" }],
    work_pool: { name: "p", job_variables: { X: "{{ $SET }}" } },
  };
  expect(check({ contents: [content], flow: FOUND, env: { SET: "1" } })).toEqual(NOTHING);
});

describe("a file that PyYAML cannot read", () => {
  test("is said at its line", () => {
    const unreadable = { line: 4, message: "found duplicate anchor 'x'" };
    expect(check({ probed: { unreadable } }).problems).toEqual([
      "prefect.yaml:4: prefect.yaml cannot be read by Prefect's YAML parser: found duplicate anchor 'x'. " +
        "Mend it at this line; Prefect would drop the whole file and ask for an entrypoint.",
    ]);
  });

  test("is said without a line where there is none", () => {
    const unreadable = { line: null, message: "UnicodeDecodeError" };
    expect(check({ probed: { unreadable } }).problems[0]).toMatch(
      /^prefect\.yaml: prefect\.yaml cannot be read/,
    );
  });

  test("for a template without quotes says so", () => {
    const unreadable = { line: 4, message: "found unhashable key" };
    expect(check({ probed: { unreadable } }).problems[0]).toContain('Put a template in quotes: "{{ … }}".');
  });
});

describe("what Prefect's models refuse", () => {
  const error = (...path: (string | number)[]) => ({ path, message: "Input should be right", type: "x" });

  test("is said once for each field, at its line, with the deployment's name", () => {
    const errors = [
      error("deployments", 0, "schedules", 0, "RawScheduleConfig", "cron"),
      error("deployments", 0, "schedules", 0, "Other", "interval"),
      error("deployments", 0, "tags"),
    ];
    expect(check({ contents: [{ name: "a" }], probed: { errors } }).problems).toEqual([
      "prefect.yaml#deployments.0.schedules.0.RawScheduleConfig.cron:106: " +
        '"a": Prefect 3.8.8 does not accept `schedules` (Input should be right), and would drop the whole file. Mend it at this line.',
      "prefect.yaml#deployments.0.tags:103: " +
        '"a": Prefect 3.8.8 does not accept `tags` (Input should be right), and would drop the whole file. Mend it at this line.',
    ]);
  });

  test("is no matter in a deployment that was not asked for: the CLI does not see it", () => {
    const errors = [error("deployments", 0, "tags"), error("deployments", 1, "tags")];
    const { problems } = check({
      contents: [{ name: "a" }, { name: "b" }],
      probed: { errors },
      selected: [1],
    });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('"b": Prefect 3.8.8 does not accept');
  });

  test("is said of the other sections and of the whole file too", () => {
    const { problems } = check({ probed: { errors: [error("pull"), error(), error("deployments", 0)] } });
    expect(problems[0]).toContain("prefect.yaml#pull:101: Prefect 3.8.8 does not accept `pull`");
    expect(problems[1]).toContain("does not accept `the file`");
    expect(problems[2]).toContain("does not accept `deployment`");
    expect(problems).toHaveLength(3);
  });
});

describe("a name or an entrypoint that is no text", () => {
  const deployments = [{ yaml: "", flow: null, not_text: ["name"] }];

  test("is an error, since only newer versions of Prefect say so themselves", () => {
    expect(check({ contents: [{ name: "2024-01-01" }], probed: { deployments } }).problems).toEqual([
      'prefect.yaml#deployments.0.name:103: "2024-01-01": YAML does not read `name` as text. Put it in quotes.',
    ]);
  });

  test("is said once", () => {
    const errors = [
      { path: ["deployments", 0, "name"], message: "Input should be a valid string", type: "x" },
    ];
    expect(check({ contents: [{ name: "2024" }], probed: { deployments, errors } }).problems).toHaveLength(1);
  });
});

describe("without `pull:`", () => {
  test("one warning names all deployments that have none of their own", () => {
    const contents = [{ name: "a" }, { name: "b", pull: [] }, { name: "c", pull: null }];
    const { warnings } = check({ contents, pull: false });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(
      /^prefect\.yaml:1: "a", "c" in prefect\.yaml: no `pull:` step, so Prefect stores this runner's own directory/,
    );
  });

  test.each([
    ["the file has one", { pull: true }],
    ["the deployment has one", { pull: false, contents: [{ pull: [{ step: {} }] }] }],
    [
      "the code is in the image",
      { pull: false, contents: [{ work_pool: { job_variables: { image: "i" } } }] },
    ],
    ["it was not asked for", { pull: false, selected: [] }],
  ])("nothing is said where %s", (_what, given) => {
    expect(check(given)).toEqual(NOTHING);
  });

  test.each([[null], ["text"], [[]], [{ job_variables: null }], [{ job_variables: "x" }]])(
    "a work_pool of %j does no harm",
    (work_pool) => {
      expect(check({ pull: false, contents: [{ work_pool }] }).warnings).toHaveLength(1);
    },
  );
});

describe("schedules without a slug", () => {
  test.each([
    ["in a list", { schedules: [{ cron: "x", slug: "s" }, { cron: "y" }] }, 1],
    ["in the old form", { schedule: { cron: "x" } }, 1],
    ["none of them", { schedules: [{ cron: "x", slug: "s" }] }, 0],
    ["none at all", {}, 0],
    ["nothing", { schedules: null, schedule: null }, 0],
    ["an empty list", { schedules: [] }, 0],
    ["texts", { schedules: ["x"] }, 0],
  ])("(%s) are noted", (_what, content, count) => {
    const { notes, warnings } = check({ contents: [content] });
    expect(notes).toHaveLength(count);
    expect(warnings).toEqual([]);
    if (count > 0) expect(notes[0]).toContain('schedules without a `slug` ("d0") are made anew');
  });
});

describe("a key that Prefect does not know", () => {
  test.each([
    ["schedlues", "Did you mean `schedules`?"],
    ["work-pool", "Did you mean `work_pool`?"],
    ["Tags", "Did you mean `tags`?"],
    ["infrastructure", "Take it out, or look up how Prefect 3 spells it."],
  ])("(%s) gives a warning at its line", (key, mend) => {
    expect(check({ contents: [{ [key]: 1 }] }).warnings).toEqual([
      `prefect.yaml#deployments.0.${key}:103: "d0": Prefect ignores the key \`${key}\` without a word. ${mend}`,
    ]);
  });

  test("is not looked for where the keys are not known", () => {
    expect(check({ contents: [{ odd: 1 }], probed: { known_keys: [] } })).toEqual(NOTHING);
  });
});

describe("an entrypoint", () => {
  const WHERE = "prefect.yaml#deployments.0.entrypoint:103: ";
  test.each<[ProbedFlow, string]>([
    [
      { status: "no-file", path: "f.py" },
      `${WHERE}"d0": entrypoint "f.py:run" names f.py, which does not exist in the working directory. ` +
        "Correct the path; it is relative to `working-directory`, not to the prefect file.",
    ],
    [
      { status: "no-function", path: "f.py", function: "run" },
      `${WHERE}"d0": entrypoint "f.py:run" names run, which f.py does not define. Correct the name behind the colon.`,
    ],
    [
      { status: "no-flow", path: "f.py", function: "run" },
      `${WHERE}"d0": entrypoint "f.py:run" names run, which is not a flow. Decorate it with @flow in f.py.`,
    ],
    [
      { status: "syntax-error", path: "f.py", line: 12, message: "invalid syntax" },
      'f.py:12: "d0": entrypoint "f.py:run": f.py is not valid Python: invalid syntax. Mend it at this line.',
    ],
    [
      { status: "syntax-error", path: "f.py", line: null, message: "null bytes" },
      'f.py: "d0": entrypoint "f.py:run": f.py is not valid Python: null bytes. Mend it at this line.',
    ],
  ])("that is %j", (flow, expected) => {
    expect(check({ flow }).problems).toEqual([expected]);
  });

  test.each<[ProbedFlow | null]>([[{ status: "unknown" }], [FOUND], [null]])("that is %j is fine", (flow) => {
    expect(check({ flow })).toEqual(NOTHING);
  });
});

describe("flow_run_name", () => {
  const warnings = (run_name: string) => check({ flow: { ...FOUND, run_name } }).warnings;

  test.each([
    ["plain", []],
    ["{day}-{size}", []],
    ["{day:%Y}", []],
    ["{day!r}", []],
    ["{day.year}-{size[0]}", []],
    ["{{literal}}", []],
    ["{now:%Y%m%d}", ["{now}"]],
    ["{deployment_name}-{day}-{x}", ["{deployment_name}", "{x}"]],
    ["{}", ["{}"]],
  ])("%j: %j", (run_name, unknown) => {
    const said = warnings(run_name);
    expect(said).toHaveLength(unknown.length > 0 ? 1 : 0);
    if (unknown.length > 0) {
      expect(said[0]).toContain(
        `f.py:7: "d0": flow_run_name ${JSON.stringify(run_name)} uses ${unknown.join(", ")}, which is no parameter of run`,
      );
    }
  });
});

describe("a variable that is not set", () => {
  const template = "x-{{ $NOPE }}";

  test.each([
    ["name", { name: template }],
    ["entrypoint", { entrypoint: template }],
    ["work_pool.name", { work_pool: { name: template } }],
  ])("in `%s` is an error: it decides what is deployed, and where", (path, content) => {
    const { problems, warnings } = check({ contents: [content] });
    expect(warnings).toEqual([]);
    expect(problems).toEqual([expect.stringContaining(`prefect.yaml#deployments.0.${path}:`) as string]);
    expect(problems[0]).toContain(
      `{{ $NOPE }} in \`${path}\` is not set in this job. Set NOPE with \`env:\` in the workflow.`,
    );
  });

  test.each([
    ["tags.0", { tags: [template] }],
    ["work_pool.job_variables.X", { work_pool: { job_variables: { X: template } } }],
  ])("in `%s` is a warning", (path, content) => {
    const { problems, warnings } = check({ contents: [content] });
    expect(problems).toEqual([]);
    expect(warnings[0]).toContain(
      `{{ $NOPE }} in \`${path}\` is not set in this job; Prefect deploys it as an empty value or as the text None.`,
    );
  });

  test.each([
    ["name", { name: "{{ $EMPTY }}" }],
    ["entrypoint", { entrypoint: "{{ $EMPTY }}{{ $EMPTY }}" }],
    ["work_pool.name", { work_pool: { name: " {{ $EMPTY }}" } }],
  ])(
    "but empty, as a secret or variable of GitHub that does not exist, leaves nothing of `%s`: an error",
    (path, content) => {
      const { problems } = check({ contents: [content], env: { EMPTY: "" } });
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain(`\`${path}\` is empty, since {{ $EMPTY }} is empty in this job.`);
    },
  );

  test("and is empty is fine where something is left", () => {
    const contents = [{ name: "a{{ $EMPTY }}", tags: ["{{ $EMPTY }}"] }];
    expect(check({ contents, env: { EMPTY: "" } })).toEqual(NOTHING);
  });
});

describe("a placeholder for the output of a step", () => {
  const BUILD = { "some.step": { id: "image" } };
  const ONLY_TEXT = { description: "{{ image.tag }}" };

  test.each([
    ["the file has a step of that id", { steps: [BUILD], contents: [ONLY_TEXT] }],
    ["the deployment has one", { contents: [{ ...ONLY_TEXT, build: [BUILD] }] }],
    ["the deployment has one that is no list", { contents: [{ ...ONLY_TEXT, push: BUILD }] }],
    [
      "there are steps, and it may be a field of any",
      { steps: [{ x: null }], contents: [{ tags: ["{{ tag }}"] }] },
    ],
    ["it is a variable of the environment", { env: { TAG: "1" }, contents: [{ tags: ["{{ TAG }}"] }] }],
    ["Prefect fills it in", { contents: [{ tags: ["{{ prefect.variables.x }}", "{{ ctx.flow.name }}"] }] }],
    ["a worker fills it in", { contents: [{ pull: [{ x: { a: "{{ clone.directory }}" } }] }] }],
    ["an event fills it in", { contents: [{ triggers: [{ parameters: { a: "{{ event.name }}" } }] }] }],
  ])("is silent where %s", (_why, given) => {
    const { problems, warnings } = check(given);
    expect([...problems, ...warnings.filter((text) => text.includes("filled in"))]).toEqual([]);
  });

  test.each([
    ["there is no step", {}],
    ["no step has the id", { steps: [{ "some.step": { id: "other" } }] }],
  ])("is a warning at its line where %s", (_why, given) => {
    const { problems, warnings } = check({ ...given, contents: [{ tags: ["a", "{{ image.tag }}"] }] });
    expect(problems).toEqual([]);
    expect(warnings).toEqual([
      'prefect.yaml#deployments.0.tags.1:104: "d0": {{ image.tag }} in `tags.1` is filled in by nothing: no build or push step has the id "image"; Prefect deploys it as nothing. Correct it to `id.field` of a step, or to `$NAME` of an environment variable.',
    ]);
  });

  test.each([
    ["name", { name: "a-{{ image.tag }}" }],
    ["entrypoint", { entrypoint: "{{ image.file }}:run" }],
    ["work_pool.name", { work_pool: { name: "{{ image.pool }}" } }],
  ])("is an error in `%s`, which decides what is deployed", (field, content) => {
    expect(check({ contents: [content] }).problems.join()).toContain(
      `in \`${field}\` is filled in by nothing`,
    );
  });
});

describe("a placeholder for a variable that this action sets itself", () => {
  function own(content: Record<string, unknown>, inherited: NodeJS.ProcessEnv): string[] {
    const where: Manifest["where"] = (path) => ({ file: path.join(".") });
    const manifest: Manifest = { path: "/p", file: "p", pull: true, steps: [], where, deployments: [] };
    const deployment = { index: 0, where: where([]), name: "d", entrypoint: "f.py:run", content };
    const known = joinProbe([{ ...manifest, deployments: [deployment] }], [], {}, (path) => path);
    const findings = new Findings();
    const decided = {
      PREFECT_API_KEY: "",
      PREFECT_API_AUTH_STRING: "ci:pw",
      PREFECT_API_URL: "https://h/api",
    };
    checkOwnVariables(known, decided, inherited, findings);
    return findings.problems.map(told);
  }

  test.each([
    ["the worker's key", "$PREFECT_API_KEY", { PREFECT_API_KEY: "worker" }],
    ["the deployer's password", "$PREFECT_API_AUTH_STRING", { PREFECT_API_AUTH_STRING: "ci:pw" }],
    ["another URL, for workers inside", "PREFECT_API_URL", { PREFECT_API_URL: "http://inside/api" }],
  ])("is an error at its line: %s", (_what, name, inherited) => {
    const problems = own({ work_pool: { job_variables: { env: { X: `{{ ${name} }}` } } } }, inherited);
    const variable = name.replace("$", "");
    expect(problems).toEqual([
      `deployments.0.work_pool.job_variables.env.X: "d": {{ ${name} }} in \`work_pool.job_variables.env.X\` would be stored on the server with the value that this step connects with. Give the value that is meant under another name with \`env:\`, for example WORKER_${variable}.`,
    ]);
  });

  test("is fine in a step that runs here, and is not stored", () => {
    expect(own({ build: [{ "x.y": { script: "{{ $PREFECT_API_AUTH_STRING }}" } }] }, {})).toEqual([]);
  });

  test("is fine for the same URL, and for any other variable", () => {
    expect(
      own({ tags: ["{{ $PREFECT_API_URL }}", "{{ $X }}"] }, { PREFECT_API_URL: "https://h/api" }),
    ).toEqual([]);
  });
});
