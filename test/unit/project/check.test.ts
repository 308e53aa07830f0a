import { relative } from "node:path";
import { describe, expect, test } from "vitest";
import { describe as told } from "../../../src/base/errors.js";
import { Findings } from "../../../src/base/findings.js";
import { joinProbe, type KnownDeployment } from "../../../src/project/candidates.js";
import { checkOwnVariables, checkSelected, checkWithheld } from "../../../src/project/check.js";
import type { Manifest } from "../../../src/project/manifest.js";
import type { ProbedFile, ProbedFlow } from "../../../src/prefect/probe.js";

interface Case {
  /** Of deployment 0, 1, … */
  readonly contents?: readonly Record<string, unknown>[];
  readonly flow?: ProbedFlow | null;
  readonly probed?: Partial<ProbedFile>;
  readonly env?: NodeJS.ProcessEnv;
  /** Positions of those that were asked for; default: all. */
  readonly selected?: readonly number[];
}

/** Every place is `path` with dots, at line 100 + the number of its parts, so that it can be seen in the text. */
function check({ contents = [{}], flow = null, probed = {}, env = {}, selected }: Case) {
  const file = "prefect.yaml";
  const where: Manifest["where"] = (path) => ({ file: `${file}#${path.join(".")}`, line: 100 + path.length });
  const manifest: Manifest = {
    path: "/w/prefect.yaml",
    directory: "/w",
    file,
    text: "",
    pieces: undefined,
    steps: [],
    pull: undefined,
    where,
    deployments: contents.map((content, index) => ({
      index,
      where: { file, line: index + 1 },
      name: (content["name"] as string | undefined) ?? `d${index}`,
      entrypoint: (content["entrypoint"] as string | undefined) ?? "f.py:run",
      flow: undefined,
      content,
    })),
  };
  const read: ProbedFile = {
    path: manifest.path,
    rest: "",
    deployments: contents.map(() => ({ yaml: "", flow, not_text: [] })),
    errors: [],
    ...probed,
  };
  const all = joinProbe([manifest], [read], env, (path) => relative("/w", path));
  const findings = new Findings();
  const own = selected ? selected.flatMap((at) => all[at] ?? []) : all;
  checkSelected(own, [{ manifest, probed: read, version: "3.8.8" }], findings);
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
        "Fix it at this line; Prefect would drop the whole file and ask for an entrypoint.",
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
        '"a": Prefect 3.8.8 does not accept `schedules` (Input should be right), and would drop the whole file. Fix it at this line.',
      "prefect.yaml#deployments.0.tags:103: " +
        '"a": Prefect 3.8.8 does not accept `tags` (Input should be right), and would drop the whole file. Fix it at this line.',
    ]);
  });

  test("is not a matter in a deployment that was not asked for: the CLI does not see it", () => {
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

describe("a name or an entrypoint that is not text", () => {
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

describe("an entrypoint", () => {
  const WHERE = "prefect.yaml#deployments.0.entrypoint:103: ";
  test.each<[ProbedFlow, string]>([
    [
      { status: "no-file", path: "f.py" },
      `${WHERE}"d0": entrypoint "f.py:run" names f.py, which does not exist. ` +
        "Correct the path; what it is relative to, the input `run-from` says.",
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
      'f.py:12: "d0": entrypoint "f.py:run": f.py is not valid Python: invalid syntax. Fix it at this line.',
    ],
    [
      { status: "syntax-error", path: "f.py", line: null, message: "null bytes" },
      'f.py: "d0": entrypoint "f.py:run": f.py is not valid Python: null bytes. Fix it at this line.',
    ],
  ])("that is %j", (flow, expected) => {
    expect(check({ flow }).problems).toEqual([expected]);
  });

  test.each<[ProbedFlow | null]>([[{ status: "unknown" }], [FOUND], [null]])("that is %j is fine", (flow) => {
    expect(check({ flow })).toEqual(NOTHING);
  });
});

/** One deployment, each place in it as its path with dots. */
function deployment(content: Record<string, unknown>): KnownDeployment[] {
  const where: Manifest["where"] = (path) => ({ file: path.join(".") });
  const manifest: Manifest = {
    ...{ path: "/p", directory: "/", file: "p", text: "", pieces: undefined },
    ...{ steps: [], pull: undefined, where, deployments: [] },
  };
  const one = {
    ...{ index: 0, where: where([]), name: "d", entrypoint: "f.py:run", flow: undefined },
    content,
  };
  return joinProbe([{ ...manifest, deployments: [one] }], [], {}, (path) => path);
}

describe("a placeholder for a variable that this action sets itself", () => {
  function own(content: Record<string, unknown>, inherited: NodeJS.ProcessEnv): string[] {
    const findings = new Findings();
    const decided = {
      PREFECT_API_KEY: "",
      PREFECT_API_AUTH_STRING: "ci:pw",
      PREFECT_API_URL: "https://h/api",
      PREFECT_API_SSL_CERT_FILE: "/etc/ca.pem",
    };
    checkOwnVariables(deployment(content), decided, inherited, findings);
    return findings.problems.map(told);
  }

  test.each([
    ["the worker's key", "$PREFECT_API_KEY", { PREFECT_API_KEY: "worker" }],
    ["the deployer's password", "$PREFECT_API_AUTH_STRING", { PREFECT_API_AUTH_STRING: "ci:pw" }],
    [
      "certificates, which the CLI gets others in place of",
      "$PREFECT_API_SSL_CERT_FILE",
      { PREFECT_API_SSL_CERT_FILE: "/etc/ca.pem" },
    ],
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

describe("a placeholder for a variable that stays with this action", () => {
  const withheld = (content: Record<string, unknown>, ...names: readonly string[]): string[] => {
    const findings = new Findings();
    checkWithheld(deployment(content), new Set(names), findings);
    return findings.problems.map(told);
  };

  test.each([
    ["INPUT_BUCKET", "INPUT_…"],
    ["ACTIONS_RUNTIME_TOKEN", "ACTIONS_…"],
  ])("is an error at its line where the job has it: %s", (name, kind) => {
    const content = { parameters: { bucket: `{{ $${name} }}` } };
    expect(withheld(content, name)).toEqual([
      `deployments.0.parameters.bucket: "d": {{ $${name} }} in \`parameters.bucket\` names a variable that this step does not pass to Prefect: ${kind} are the runner's and this action's own. Pass the value under another name with \`env:\`, for example MY_${name}.`,
    ]);
    expect(withheld(content)).toEqual([]);
  });

  test("is fine in a pull step, which the worker fills in, and without a dollar sign", () => {
    expect(withheld({ pull: [{ "x.y": { a: "{{ $INPUT_BUCKET }}" } }] }, "INPUT_BUCKET")).toEqual([]);
    expect(withheld({ tags: ["{{ INPUT_BUCKET }}", "{{ $BUCKET }}"] }, "INPUT_BUCKET")).toEqual([]);
  });
});
