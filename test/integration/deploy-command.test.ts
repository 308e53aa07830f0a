import { beforeEach, describe, expect, it } from "vitest";
import { createWorkPool, prefectCommand, type PrefectServer, type PrefectVersion } from "../support/index.ts";
import { describePrefect, usePrefectServer } from "../support/hooks.ts";
import { lineOf, makeProject, type Files } from "../support/project.ts";
import { deployed, deployStory, liveDeployments, told, type Story } from "../support/runner/story.ts";

const FLOWS = `from prefect import flow, deploy


@flow
def etl(day: str = "today"):
    "Loads a day."


@flow
def report():
    "Reports it."
`;

const IMAGE = 'work_pool_name="pool", image="repo/flows:1", build=False';

function script(...lines: string[]): Files {
  return { "deploy.py": [FLOWS, ...lines, ""].join("\n") };
}

function lineIn(files: Files, wanted: string): number {
  return lineOf(files["deploy.py"] ?? "", wanted);
}

const TWO = script(
  `etl.deploy("nightly", ${IMAGE}, cron="0 3 * * *")`,
  "deploy(",
  '    report.to_deployment("weekly"),',
  `    ${IMAGE},`,
  ")",
);

/** Runs the action on a script, of which nothing is left. */
function harnessOf(prefect: () => PrefectServer, version?: PrefectVersion) {
  const run = async (
    files: Files,
    inputs: Readonly<Record<string, string>> = {},
    env: Readonly<Record<string, string>> = {},
  ): Promise<Story> => {
    await using checkout = await makeProject(files);
    return await deployStory({
      inputs: {
        ...{ "api-url": prefect().apiUrl, retries: "0", "deploy-command": "python deploy.py" },
        ...inputs,
      },
      workspace: checkout.path,
      ...(version === undefined ? {} : { client: version }),
      env,
    });
  };
  const green = async (...args: Parameters<typeof run>): Promise<Story> => {
    const story = await run(...args);
    expect(story.error).toBeUndefined();
    return story;
  };
  /** What is wrong; and nothing was written. */
  const red = async (...args: Parameters<typeof run>): Promise<string[]> => {
    const before = await liveDeployments(prefect());
    const story = await run(...args);
    expect(await liveDeployments(prefect())).toEqual(before);
    return told(story.problems);
  };
  return { run, green, red };
}

describePrefect("deploy-command", (version) => {
  const prefect = usePrefectServer({ version });
  beforeEach(() => createWorkPool(prefect(), "pool", "docker"));
  const { green, red } = harnessOf(prefect, version);

  it("plans and deploys what a script makes, at its lines; the plan after that is empty", async () => {
    const plan = await green(TWO, { mode: "plan" });
    expect(plan.results).toEqual(["create etl/nightly", "create report/weekly"]);
    expect(plan.report.plan?.map(({ where }) => where)).toEqual([
      { file: "deploy.py", line: lineIn(TWO, "nightly") },
      { file: "deploy.py", line: lineIn(TWO, "weekly") },
    ]);
    expect(await deployed(prefect())).toEqual([]);
    const first = await green(TWO);
    expect(first.results).toEqual(["created etl/nightly", "created report/weekly"]);
    expect(first.outputs).toMatchObject({ created: "2", "plan-digest": plan.outputs["plan-digest"] });
    expect(await deployed(prefect())).toEqual(["etl/nightly", "report/weekly"]);
    const empty = await green(TWO, { mode: "plan" });
    expect(empty.results).toEqual(["unchanged etl/nightly", "unchanged report/weekly"]);
    expect(empty.outputs["has-changes"]).toBe("false");
  });

  it("finds the line of a call in tasks of its own, and in a function of the project", async () => {
    const files = script(
      "import asyncio",
      "def mine(name):",
      `    report.deploy(name, ${IMAGE})  # mine`,
      "async def main():",
      "    await asyncio.gather(",
      `        etl.deploy("one", ${IMAGE}),`,
      `        deploy(await etl.to_deployment("two"), ${IMAGE}),`,
      "    )",
      'mine("three")',
      "asyncio.run(main())",
    );
    const story = await green(files, { mode: "plan" });
    const lines = new Map(story.report.plan?.map(({ name, where }) => [name, where.line]));
    expect(Object.fromEntries(lines)).toEqual({
      one: lineIn(files, '"one"'),
      two: lineIn(files, '"two"'),
      three: lineIn(files, "# mine"),
    });
  });

  it("deploys what `names` says, and nothing else", async () => {
    const story = await green(TWO, { names: "report/*" });
    expect(story.results).toEqual(["created report/weekly"]);
    expect(story.log).toContain("1 of 2 deployments (names: report/*):\n  report/weekly  deploy.py:");
    expect(await deployed(prefect())).toEqual(["report/weekly"]);
    expect(await red(TWO, { names: "reprot/*" })).toEqual([expect.stringMatching(/reprot.*report\/weekly/s)]);
  });

  it("builds no image in a plan, says which values only the build tells, and builds it in a deploy", async () => {
    const built = (...more: string[]): Files =>
      script(
        "from prefect.docker import DockerImage",
        "class Mine(DockerImage):",
        '    def build(self): open("built", "a").write("built\\n")',
        '    def push(self): open("built", "a").write("pushed\\n")',
        "class Other:",
        '    reference = "repo/other:3"',
        "    build = push = Mine.build",
        `etl.deploy("tagged", work_pool_name="pool", image=Mine("repo/flows", tag="2"))`,
        `etl.deploy("untagged", work_pool_name="pool", image=Mine("repo/flows"))`,
        `etl.deploy("other", work_pool_name="pool", image=Other())`,
        ...more,
      );
    const shown =
      'import pathlib; print("seen:", pathlib.Path("built").exists() and pathlib.Path("built").read_text().split())';
    const plan = await green(built(shown), { mode: "plan" });
    expect(plan.log).toContain("seen: False");
    const deploy = await green(built(shown));
    expect(deploy.log).toContain("seen: ['built', 'pushed', 'built', 'pushed', 'built', 'built']");
    const again = await green(built(shown), { mode: "plan" });
    expect(again.results).toEqual(["unchanged etl/tagged", "unchanged etl/untagged", "unchanged etl/other"]);
    expect(again.log).toContain('~ job_variables.image: "repo/flows:');
    expect(again.log).toContain("(known after the build)");
    const counted = { mode: "plan", unknown: "changed" };
    expect((await green(built(shown), counted)).results).toContain("change etl/untagged");
  });
});

describe("deploy-command is refused", () => {
  const prefect = usePrefectServer();
  beforeEach(() => createWorkPool(prefect(), "pool", "docker"));
  const { green, red, run } = harnessOf(prefect);
  const ONE = `etl.deploy("one", ${IMAGE})`;

  it("where the script serves, which never ends", async () => {
    const files = script(ONE, 'report.serve("weekly")');
    expect(await red(files)).toEqual([
      `deploy.py:${lineIn(files, "serve")}: \`deploy-command\` does what cannot be done here: \`serve\` never ends. Nothing was written. Deploy to a work pool with \`.deploy(…)\`, whose workers start the runs; or start \`serve\` where it is to stay, not in a workflow.`,
    ]);
    const both = script("from prefect import serve", 'serve(report.to_deployment("weekly"))');
    expect(await red(both)).toEqual([expect.stringMatching(/^deploy\.py:\d+: .*`serve` never ends/)]);
  });

  it("where it writes something else", async () => {
    const files = script(ONE, "from prefect.variables import Variable", 'Variable.set("x", "y")');
    expect(await red(files)).toEqual([
      `deploy.py:${lineIn(files, "Variable.set")}: Unexpected request POST /variables/ while writes were recorded: neither a read nor a write that \`prefect deploy\` is known to make. Nothing was written. \`deploy-command\` does this besides deploying: leave it out, or do it in a step of its own, before or after this one.`,
    ]);
  });

  it("where it deploys nothing", async () => {
    expect(await red(script("if __name__ == 'elsewhere':", `    ${ONE}`))).toEqual([
      expect.stringMatching(/^`deploy-command` ended without an error and deployed nothing\. Call/),
    ]);
  });

  it("where it fails after the second of three", async () => {
    const files = script(ONE, `report.deploy("two", ${IMAGE})`, 'raise ValueError("no third")');
    const story = await run(files);
    expect(told(story.problems)).toEqual([
      `deploy.py:${lineIn(files, "no third")}: \`deploy-command\` failed: ValueError: no third. Fix this and re-run the job; nothing was written to the server.`,
    ]);
    expect(story.results).toEqual(["not-tried etl/one", "not-tried report/two"]);
    expect(await deployed(prefect())).toEqual([]);
    expect(await red(script(ONE, "import sys", "sys.exit(3)"))).toEqual([
      expect.stringMatching(/`deploy-command` failed: it ended with exit code 3, and had printed last: /),
    ]);
  });

  it("where `deploy()` swallows that one of three fails", async () => {
    const files = script(
      "deploy(",
      '    etl.to_deployment("one"),',
      '    report.to_deployment("two", parameters={"day": object()}),',
      '    report.to_deployment("three"),',
      `    ${IMAGE},`,
      ")",
    );
    expect(await red(files)).toEqual([
      expect.stringMatching(
        `^deploy\\.py:${lineIn(files, '"two"')}: report/two failed, and the script went on: .*PydanticSerializationError.*`,
      ),
    ]);
  });

  it("where it sends a deployment to another server, or two under one name", async () => {
    const elsewhere = script(
      ONE,
      "from prefect.settings import PREFECT_API_URL, temporary_settings",
      `with temporary_settings({PREFECT_API_URL: "${prefect().apiUrl}"}):`,
      `    report.deploy("there", ${IMAGE})`,
    );
    const story = await run(elsewhere, { names: "one" });
    expect(told(story.problems)).toEqual([
      expect.stringMatching(
        /^deploy\.py:16: .*: it sends POST \/api\/flows\/ to another server than `api-url` names\. .*Take out what names/,
      ),
    ]);
    const twice = script(ONE, `etl.deploy("one", ${IMAGE}, cron="0 3 * * *")`);
    expect(await red(twice)).toEqual([
      expect.stringMatching(/^deploy\.py:\d+: etl\/one is deployed more than once/),
    ]);
  });

  it.each(["-I", "-E"])("where its Python takes no hook (%s)", async (option) => {
    const files = script(ONE);
    const problems = await red(files, { "deploy-command": `python ${option} deploy.py`, mode: "plan" });
    expect(problems).toEqual([expect.stringMatching(/by a program that this step cannot look into/)]);
  });

  it("where a Python that it starts takes no hook, or none of the environment", async () => {
    const other = `${FLOWS}report.deploy("two", ${IMAGE})\n`;
    const start = (words: string, env = "None"): Files => ({
      ...script(ONE, "import os, subprocess, sys", `subprocess.run([sys.executable, ${words}], env=${env})`),
      "other.py": other,
    });
    const refused = [expect.stringMatching(/by a program that this step cannot look into/)];
    expect(await red(start('"-I", "other.py"'), { mode: "plan" })).toEqual(refused);
    const bare =
      '{"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], "PREFECT_API_URL": os.environ["PREFECT_API_URL"]}';
    expect(await red(start('"other.py"', bare))).toEqual(refused);
    const without = '{k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")}';
    expect((await green(start('"other.py"', without))).results).toEqual([
      "created etl/one",
      "created report/two",
    ]);
  });

  it.each([
    [
      "a client of its own",
      [
        `from prefect.client.orchestration import SyncPrefectClient`,
        `with SyncPrefectClient("URL") as client: client.create_flow_from_name("x")`,
      ],
    ],
    [
      "the same name by other settings",
      [
        "from prefect.settings import PREFECT_API_URL, temporary_settings",
        `with temporary_settings({PREFECT_API_URL: "URL"}): etl.deploy("one", ${IMAGE}, description="x")`,
      ],
    ],
    [
      "the environment of a child",
      [
        "import os, subprocess, sys",
        `subprocess.run([sys.executable, "-c", 'from prefect import flow; from deploy import etl; etl.deploy("x")'], env={**os.environ, "PREFECT_API_URL": "URL"})`,
      ],
    ],
  ])("where it writes to another server by %s, in a plan too", async (_title, lines) => {
    const files = script(
      ONE,
      ...lines.map((line) =>
        line
          .replaceAll("URL", prefect().apiUrl)
          .replaceAll(`PREFECT_API_${prefect().apiUrl}`, "PREFECT_API_URL"),
      ),
    );
    // Under its own name, which is not that of the input.
    const given = { "api-url": prefect().apiUrl.replace("127.0.0.1", "localhost"), mode: "plan" };
    expect((await red(files, given)).join()).toContain("to another server than `api-url` names");
  });

  it.each([
    [
      "a pool that is not there",
      [
        "try:",
        '    report.deploy("two", work_pool_name="none", image="x:1", build=False)',
        "except Exception: pass",
      ],
      /report\/two failed, and the script went on: .*Could not find work pool/,
    ],
    [
      "a thread",
      [
        "import threading",
        'threading.Thread(target=lambda: report.deploy("two", work_pool_name="pool", cron="bad")).start()',
      ],
      /report\/two failed, and the script went on/,
    ],
    [
      "a coroutine that nobody awaits",
      [`report.adeploy("two", ${IMAGE})`],
      /report\/two was asked for and not sent/,
    ],
    [
      "a told file that is gone",
      [
        "import json, os",
        "folder = os.environ['PYTHONPATH'].split(os.pathsep)[0]",
        "os.remove(json.load(open(os.path.join(folder, 'hook.json')))['told'])",
      ],
      /tells what it does is gone/,
    ],
    [
      "a flow without a deployment",
      [
        "from prefect.client.orchestration import get_client",
        "with get_client(sync_client=True) as client: client.create_flow_from_name('extra')",
      ],
      /The flow "extra" is created without a deployment/,
    ],
  ])("where something is lost by %s", async (_title, lines, problem) => {
    expect(await red(script(ONE, ...lines))).toEqual([expect.stringMatching(problem)]);
  });

  it("but not where it reads what it has just deployed, or takes its environment apart", async () => {
    const files = script(
      "import os",
      "kept = dict(os.environ)",
      ONE,
      "from prefect.client.orchestration import get_client",
      "with get_client(sync_client=True) as client:",
      "    by_name = client.read_deployment_by_name('etl/one')",
      "    print('read', client.read_deployment(by_name.id).name)",
      "os.environ.clear()",
      `report.deploy("two", ${IMAGE}, job_variables={"env": {k: v for k, v in kept.items() if k.startswith("PREFECT_CL")}})`,
    );
    const story = await green(files);
    expect(story.log).toContain("read one");
    const [two] = (await liveDeployments(prefect())).filter(({ name }) => name === "two");
    expect(two?.["job_variables"]).toMatchObject({ env: {} });
  });

  it("but not where it looks for Prefect first, or gives its URL to a client of Prefect's", async () => {
    const files = {
      "deploy.py": [
        "import importlib.util, os",
        "assert importlib.util.find_spec('prefect') and importlib.util.find_spec('prefect.docker.docker_image')",
        "os.environ['PREFECT_API_URL'] += '/'",
        FLOWS,
        "from prefect.docker import DockerImage",
        "class Mine(DockerImage):",
        '    def build(self): raise ValueError("built in a plan")',
        "    push = build",
        'etl.deploy("one", work_pool_name="pool", image=Mine("repo/x", tag="1"))',
        "from prefect.client.orchestration import SyncPrefectClient",
        "with SyncPrefectClient(os.environ['PREFECT_API_URL'].rstrip('/')) as client: print('pools', len(client.read_work_pools()))",
        "",
      ].join("\n"),
    };
    const story = await green(files, { mode: "plan" });
    expect(story.results).toEqual(["create etl/one"]);
    expect(story.log).toContain("(A plan: repo/x:1 is not built and not pushed, whatever Prefect says.)");
    expect(story.log).toContain("pools 1");
  });

  it("and a large file beside it keeps nothing waiting", async () => {
    const story = await green(
      { ...script(ONE), "data.bin": "x".repeat(11_000_000) },
      { "deploy-command": "python -m deploy data.bin" },
    );
    expect(story.report.results[0]?.where.file).toBe("deploy.py");
  });

  it("where it builds an image by itself, in a plan", async () => {
    const files = script(
      "from prefect.utilities.dockerutils import build_image",
      'build_image(context=".", dockerfile="Dockerfile")',
      ONE,
    );
    expect(await red(files, { mode: "plan" })).toEqual([
      expect.stringMatching(
        /^deploy\.py:\d+: .*`build_image` builds or pushes an image.*build=False, push=False/s,
      ),
    ]);
  });

  it("where it stores what this step sets for it; its URL it gets as it is meant", async () => {
    const files = script(
      "import os",
      `etl.deploy("one", ${IMAGE}, job_variables={"env": {"PREFECT_API_URL": os.environ["PREFECT_API_URL"]}})`,
    );
    await green(files);
    const [one] = await liveDeployments(prefect());
    expect(one?.["job_variables"]).toMatchObject({ env: { PREFECT_API_URL: prefect().apiUrl } });
    for (const [variable, credential] of [
      ["PREFECT_API_KEY", { "api-key": "a-key-of-this-step" }],
      ["PREFECT_API_AUTH_STRING", { "auth-string": "ci:password-of-this-step" }],
    ] as const) {
      const stores = script(
        "import os",
        `etl.deploy("one", ${IMAGE}, job_variables={"env": {"KEY": os.environ["${variable}"]}})`,
      );
      expect(await red(stores, credential)).toEqual([
        expect.stringMatching(
          `^deploy\\.py:\\d+: etl/one would store ${variable}, which this step sets for the script.*WORKER_${variable}`,
        ),
      ]);
    }
  });

  it("where it cannot be started, or is not the Prefect that was checked", async () => {
    expect(await red(script(ONE), { "deploy-command": "pyhton deploy.py" })).toEqual([
      expect.stringMatching(/`deploy-command` cannot be started: `pyhton` was not found\./),
    ]);
  });

  it("where a process that it started goes on", async () => {
    const files = {
      ...script(
        ONE,
        "import subprocess, sys",
        "started = subprocess.Popen([sys.executable, 'late.py'], stdout=subprocess.PIPE)",
        "started.stdout.readline()",
      ),
      "late.py":
        "import prefect, sys, time\nprint('begun', flush=True)\nsys.stdout.close()\nsys.stderr.close()\ntime.sleep(20)\n",
    };
    expect(await red(files)).toEqual([
      expect.stringMatching(/a Python that it started still runs \(process \d+\)/),
    ]);
  });

  it("but not where nobody knows the file: the CLI itself", async () => {
    const files = {
      "flows.py": FLOWS,
      "prefect.yaml": `pull: []\ndeployments:\n- {name: one, entrypoint: "flows.py:etl", work_pool: {name: pool}}\n`,
    };
    const story = await green(files, { "deploy-command": `${prefectCommand()} --no-prompt deploy --all` });
    expect(story.results).toEqual(["created etl/one"]);
    expect(story.summary).toMatch(/\| 🆕 created \| \[`etl\/one`\]\(\S+\) \| not known \|/);
  });

  it("shows what it takes from the environment as a prefect file would", async () => {
    const files = script(
      "import os",
      `etl.deploy("one", ${IMAGE}, job_variables={"env": {"HOOK": os.environ["HOOK"] + "/x"}})`,
    );
    const env = { HOOK: "https://hooks.example.com/services/T0001" };
    await green(files, {}, env);
    const plan = await green(files, { mode: "plan" }, { HOOK: "https://hooks.example.com/services/T0002" });
    expect(plan.results).toEqual(["change etl/one"]);
    expect(plan.log + plan.summary).not.toContain("T000");
    expect(plan.log).toContain('as written: "{{ $HOOK }}/x"');
  });
});

describe("deploy-command with `prune`", () => {
  const prefect = usePrefectServer();
  beforeEach(() => createWorkPool(prefect(), "pool", "docker"));
  const { green } = harnessOf(prefect);
  const pruned = (files: Files, env: Readonly<Record<string, string>> = {}): Promise<Story> =>
    green(files, { prune: "true", "prune-scope": "scripts" }, env);
  const one = (name: string): string => `etl.deploy("${name}", ${IMAGE})`;
  const LOOP = ["for name in os.environ['NAMES'].split():", `    report.deploy(name, ${IMAGE})`];

  it("deletes what has left the script, but for what a comment in it keeps", async () => {
    await pruned(script(one("a"), one("b"), one("c")));
    const story = await pruned(script(one("a"), "# prefect-deploy-keep: etl/c # a colleague looks at it"));
    expect(story.results).toEqual(["updated etl/a", "deleted etl/b"]);
    expect(story.log).toContain('`# prefect-deploy-keep` keeps "etl/c".');
    expect(await deployed(prefect())).toEqual(["etl/a", "etl/c"]);
  });

  it("leaves what a call that was not reached, or a name that the code makes, may be another time", async () => {
    const all = script("import os", "if os.environ.get('ALL'):", `    ${one("b")}`, one("a"), ...LOOP);
    await pruned(all, { ALL: "1", NAMES: "x y" });
    const story = await pruned(all, { NAMES: "x" });
    expect(story.results).toEqual(["unchanged etl/a", "unchanged report/x"]);
    expect(story.log).toMatch(
      /`prune` leaves "etl\/b": it may be "b" of deploy\.py, whose name is not the same/,
    );
    expect(story.log).toMatch(/`prune` leaves "report\/y": it may be /);
    expect(await deployed(prefect())).toEqual(["etl/a", "etl/b", "report/x", "report/y"]);
    // By the name that is written in it, the call is no other one.
    const fewer = script("import os", "if os.environ.get('ALL'):", `    ${one("b")}`, ...LOOP);
    expect((await pruned(fewer, { NAMES: "x" })).results).toEqual(["updated report/x", "deleted etl/a"]);
  });

  it.each([
    [
      "a flow that is computed",
      ["for each in [etl, report][: int(os.environ['COUNT'])]:", `    each.deploy("b", ${IMAGE})`],
    ],
    [
      "a function of the project",
      [
        "def mine(each, name):",
        `    each.deploy(name, ${IMAGE})`,
        "mine(etl, 'a')",
        "if os.environ['COUNT'] == '2':",
        "    mine(report, 'b')",
      ],
    ],
    [
      "a function that is handed on",
      [
        "make = report.deploy",
        `etl.deploy("a", ${IMAGE})`,
        "if os.environ['COUNT'] == '2':",
        `    make("b", ${IMAGE})`,
      ],
    ],
    [
      "getattr",
      [
        "make = getattr(report, 'deploy')",
        `etl.deploy("a", ${IMAGE})`,
        "if os.environ['COUNT'] == '2':",
        `    make("b", ${IMAGE})`,
      ],
    ],
    [
      "a file that is imported in a condition",
      [
        "if os.environ['COUNT'] == '2':",
        "    from more import main",
        "    main()",
        `etl.deploy("a", ${IMAGE})`,
      ],
    ],
    ["a file that is run", ["import runpy", `etl.deploy("a", ${IMAGE})`, "runpy.run_path('run.py')"]],
    [
      "a flow whose name is computed",
      [
        "@flow(name='x-' + os.environ['COUNT'])",
        "def named(): pass",
        `named.deploy("b", ${IMAGE})`,
        "if os.environ['COUNT'] == '2':",
        `    etl.deploy("a", ${IMAGE})`,
      ],
    ],
  ])("leaves what may be made by %s", async (_title, lines) => {
    const more = `${FLOWS}\ndef main():\n    report.deploy("b", ${IMAGE})\n`;
    const files = {
      ...script("import os", ...lines),
      "more.py": more,
      "run.py": `${more}import os\nif os.environ["COUNT"] == "2": main()\n`,
    };
    await pruned(files, { COUNT: "2" });
    const before = await deployed(prefect());
    expect(before).toHaveLength(2);
    const story = await pruned(files, { COUNT: "1" });
    expect(story.outputs).toMatchObject({ deleted: "0" });
    expect(await deployed(prefect())).toEqual(expect.arrayContaining(before));
  });

  it("deletes nothing where nobody knows what the script may deploy", async () => {
    await pruned(script(one("a"), one("b")));
    const killed = script(one("a"), "import os, sys", "sys.stdout.flush()", "os._exit(0)");
    const story = await pruned(killed);
    expect(told(story.warnings)).toContainEqual(expect.stringMatching(/`prune` deletes nothing this time/));
    expect(await deployed(prefect())).toEqual(["etl/a", "etl/b"]);
  });
});
