import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createWorkPool, type PrefectVersion, NEWEST } from "../support/index.ts";
import { describePrefect, usePrefectServer } from "../support/hooks.ts";
import { flows, lineOf, makeProject, prefectYaml, type Entry, type Project } from "../support/project.ts";
import { sharedPrefectCommand } from "../support/shared/client.ts";
import { startRelay, type Relay } from "../support/servers/relay.ts";
import { bare, deployed, deployStory, liveDeployments, told, type Story } from "../support/runner/story.ts";
import { NO_WORKER } from "../support/warnings.ts";

/** Flows a, b and c, and one with a name of its own. */
const FLOWS = {
  "a.py": flows("a"),
  "b.py": flows("b"),
  "c.py": flows("c"),
  "pretty.py": flows({ name: "of_the_night", options: 'name="pretty name"' }),
};

const FAIL = { "fail.sh": "#!/bin/sh\necho the disk is full >&2\nexit 3\n" };
const FAILING_BUILD = [
  "build:",
  "  - prefect.deployments.steps.run_shell_script:",
  "      script: ./fail.sh",
];

const prod = (flow: string, more: readonly string[] = []): Entry => ({
  name: "prod",
  entrypoint: `${flow}.py:${flow}`,
  more,
});

/** A project and a server of this version behind a relay that counts; `run` is the action on it. */
function useProject(version: PrefectVersion) {
  const prefect = usePrefectServer({ version });
  let relay: Relay | undefined;
  let project: Project | undefined;
  beforeAll(async () => {
    relay = await startRelay(prefect().url);
    project = await makeProject(FLOWS);
  });
  beforeEach(async () => {
    await createWorkPool(prefect(), "pool");
    relay?.forget();
  });
  afterAll(async () => {
    await relay?.[Symbol.asyncDispose]();
    await project?.[Symbol.asyncDispose]();
  });
  const parts = () => {
    if (!relay || !project) throw new Error("Only within a test.");
    return { relay, project };
  };
  const run = (
    inputs: Readonly<Record<string, string>> = {},
    env: Readonly<Record<string, string>> = {},
  ): Promise<Story> =>
    deployStory({
      inputs: { "api-url": parts().relay.apiUrl, retries: "0", ...inputs },
      workspace: parts().project.path,
      client: version,
      env,
    });
  return {
    run,
    prefect,
    relay: () => parts().relay,
    project: () => parts().project,
    /** Writes prefect.yaml, and gives its text. */
    file: async (deployments: readonly Entry[], head?: string): Promise<string> => {
      const text = prefectYaml(deployments, head);
      await parts().project.write({ "prefect.yaml": text });
      return text;
    },
    names: () => deployed(prefect()),
    /** How often a deployment was written, in whatever way this version does it. */
    writes: () =>
      parts()
        .relay.writes()
        .filter((write) => /^(POST|PATCH) \/api\/deployments\/[^/]*$/.test(write)),
  };
}

/** What those between write is compared with the CLI on its own in fidelity.test.ts. */
const OLDEST_AND_NEWEST = [NEWEST, "3.0.11"] as const;

describePrefect(
  "what is deployed",
  (version) => {
    const { run, prefect, relay, project, file, names, writes } = useProject(version);

    const nothingWasWritten = async () => {
      expect(relay().writes()).toEqual([]);
      expect(await names()).toEqual([]);
    };

    it("is not the only deployment of the file where a pattern or a literal name misses it, and it keeps its name", async () => {
      await file([prod("a")]);
      const literal = await run({ names: "typo" });
      expect(told(literal.problems)).toEqual([
        '`names`: "typo" selects none of the 1 deployments. The nearest: prod.',
      ]);
      const several = await run({ names: "staging-*\nb/*\n!prof" });
      expect(told(several.problems)).toEqual([
        '`names`: "staging-*" selects none of the 1 deployments. The nearest: prod.',
        '`names`: "b/*" selects none of the 1 deployments. The nearest: a/prod.',
        '`names`: "prof" selects none of the 1 deployments. The nearest: prod.',
      ]);
      await nothingWasWritten();
    });

    it("is one of three flows' deployments of the same name, then each of the three once: created, then updated, and then nothing", async () => {
      // Without a description, 3.8.8 writes `None` the first time, and nothing the second time.
      const all = (tag: string) =>
        file(
          ["a", "b", "c"].map((flow) =>
            prod(flow, ["description: d", `tags: [${flow === "a" ? tag : "x"}]`]),
          ),
        );
      await all("old");
      const first = await run({ names: "a/*" });
      expect(first.results).toEqual(["created a/prod"]);
      expect(await names()).toEqual(["a/prod"]);
      expect(writes()).toHaveLength(1);

      relay().forget();
      await all("new");
      const second = await run();
      expect(second.results).toEqual(["updated a/prod", "created b/prod", "created c/prod"]);
      expect(second.outputs).toMatchObject({ created: "2", changed: "1", unchanged: "0", failed: "0" });
      expect(await names()).toEqual(["a/prod", "b/prod", "c/prod"]);
      // The bare CLI with --name '*' writes each of them three times.
      expect(writes()).toHaveLength(3);
      expect(second.log).toMatch(/\$ prefect --no-prompt deploy --prefect-file \S+ --all$/m);

      relay().forget();
      const before = await liveDeployments(prefect());
      const third = await run();
      expect(third.results).toEqual(["unchanged a/prod", "unchanged b/prod", "unchanged c/prod"]);
      expect(third.outputs).toMatchObject({
        created: "0",
        changed: "0",
        unchanged: "3",
        "has-changes": "false",
      });
      expect(relay().writes()).toEqual([]);
      expect(await liveDeployments(prefect())).toEqual(before);

      const straight = await run({ transaction: "false" });
      expect(straight.results).toEqual(["updated a/prod", "updated b/prod", "updated c/prod"]);
      expect(writes()).toHaveLength(3);
    });

    it("is what globs of several lines ask for: prod* takes prod, a flow goes by the name it has, ! takes out", async () => {
      await file([
        prod("a"),
        { name: "prod-2", entrypoint: "a.py:a" },
        { name: "prod-3", entrypoint: "b.py:b" },
        { name: "staging", entrypoint: "b.py:b" },
        { name: "nightly", entrypoint: "pretty.py:of_the_night" },
      ]);
      const story = await run({ names: "prod*\npretty*/*\n!b/prod-3", "ui-url": relay().url });
      expect(told(story.problems)).toEqual([]);
      expect(story.results).toEqual(["created a/prod", "created a/prod-2", "created pretty name/nightly"]);
      expect(await names()).toEqual(["a/prod", "a/prod-2", "pretty name/nightly"]);
      expect(writes()).toHaveLength(3);
      expect(story.log).toMatch(/\$ prefect --no-prompt deploy --prefect-file \S+ --name '\*'$/m);
      // The links of the report open.
      const reported = JSON.parse(story.outputs["deployments"] ?? "") as { id: string; url: string }[];
      const ids = (await liveDeployments(prefect())).map(({ id }) => id);
      expect(reported.map(({ id }) => id).sort()).toEqual(ids.sort());
      for (const { id, url } of reported) {
        expect(url).toBe(`${relay().url}/deployments/deployment/${id}`);
        expect((await fetch(url, { headers: { accept: "text/html" } })).status).toBe(200);
        expect(story.summary).toContain(url);
      }
      if (version !== NEWEST) return;
      // The same under its function's name, as Prefect's own patterns take it, and as it is written.
      relay().forget();
      const again = await run({ names: "of-the-night/nightly\nof_the_night/*" });
      expect(again.results).toEqual(["unchanged pretty name/nightly"]);
      expect(writes()).toEqual([]);
    });

    it("is not a deployment without name or entrypoint (an error where all are asked for, else left aside), nor anything beside an unknown literal", async () => {
      const text = await file([prod("a"), { entrypoint: "b.py:b" }, { name: "lost" }]);
      const all = await run();
      expect(told(all.problems)).toEqual([
        expect.stringMatching(
          new RegExp(`^prefect.yaml:${lineOf(text, "name: lost")}: "lost" has no \`entrypoint\``),
        ),
      ]);
      const nameless = await file([prod("a"), { entrypoint: "b.py:b" }]);
      expect(told((await run()).problems)).toEqual([
        `prefect.yaml:${lineOf(nameless, "- entrypoint: b.py")}: A deployment in prefect.yaml has no \`name\`; Prefect would skip it or end in a TypeError. Give it a name, or leave it out with \`names\`.`,
      ]);
      await file([prod("a"), { entrypoint: "b.py:b" }, { name: "lost" }]);
      // Two literals, one of them unknown: nothing, and not the one that is known.
      const typo = await run({ names: "prod\nstagign" });
      expect(told(typo.problems)).toEqual([
        '`names`: "stagign" selects none of the 3 deployments. The nearest: lost, prod.',
      ]);
      await nothingWasWritten();
      const some = await run({ names: "*" });
      expect(some.results).toEqual(["created a/prod"]);
      expect(await names()).toEqual(["a/prod"]);
    });

    it("is nothing where an entrypoint does not exist, is not a flow, has no variable, or a name is there twice: all said at once", async () => {
      await project().write({ "plain.py": "def plain():\n    pass\n", "broken.py": "def broken(:\n" });
      const text = await file([
        prod("a"),
        { name: "no-file", entrypoint: "flows/missing.py:a" },
        { name: "no-function", entrypoint: "a.py:other" },
        { name: "no-flow", entrypoint: "plain.py:plain" },
        { name: "no-python", entrypoint: "broken.py:broken" },
        { name: '"x-{{ $NOT_SET }}"', entrypoint: "b.py:b" },
        { name: "pool-of-nobody", entrypoint: "b.py:b", more: ['work_pool: {name: "{{ $NO_POOL }}"}'] },
      ]);
      const story = await run();
      const at = (what: string) => `prefect.yaml:${lineOf(text, what)}: `;
      expect(told(story.problems).map((problem) => problem.replace(/[.;] .*$/, ""))).toEqual([
        expect.stringMatching(/^broken\.py:1: broken\.py is not valid Python: /),
        `${at("missing.py")}"no-file": there is no file flows/missing.py here`,
        `${at("a.py:other")}"no-function": there is no \`other\` at the top level of a.py`,
        `${at("plain.py")}"no-flow": \`plain\` in plain.py (line 1) is a plain function and no flow`,
        `${at("NOT_SET")}"x-{{ $NOT_SET }}": \`{{ $NOT_SET }}\` is not set in this job`,
        `${at("NO_POOL")}"pool-of-nobody": \`{{ $NO_POOL }}\` is not set in this job`,
      ]);
      const twice = await file([prod("a"), prod("a")]);
      expect(told((await run()).problems)).toEqual([
        `prefect.yaml:${twice.split("\n").findLastIndex((line) => line.includes("- name")) + 1}: "prod" is already defined for this flow in line ${lineOf(twice, "- name")}: the later one would overwrite the earlier one, so this action deploys neither. Give one of the two another name, or leave one out with \`names\`.`,
      ]);
      await nothingWasWritten();
    });

    it("is done with a word at the line about everything that Prefect does differently than written", async () => {
      await project().write({
        "run_name.py": flows({
          name: "run_name",
          options: 'flow_run_name="x-{now:%Y%m%d}-{day}"',
          parameters: "day: int = 1",
        }),
      });
      const text = await file(
        [
          prod("a", ["schedlues: []", "paused: false"]),
          { name: "'{{ $STAGE }}-a'", entrypoint: "a.py:a", more: ["flow_run_name: x"] },
          { name: "empty", entrypoint: "a.py:a", more: ['description: "{{ $NOT_SET }}"'] },
          { name: "timed", entrypoint: "a.py:a", more: ['schedules: [{cron: "5 * * * *"}]'] },
          { name: "named-runs", entrypoint: "run_name.py:run_name" },
        ],
        "name: project\n",
      );
      const story = await run({}, { STAGE: "live" });
      expect(told(story.problems)).toEqual([]);
      expect(await names()).toEqual(["a/empty", "a/live-a", "a/prod", "a/timed", "run-name/named-runs"]);
      const at = (what: string) => `prefect.yaml:${lineOf(text, what)}: `;
      const warnings = told(story.warnings);
      const single = (start: string) => warnings.filter((warning) => warning.startsWith(start)).length;
      for (const start of [
        `${at("schedlues")}"prod": Prefect ignores the key \`schedlues\` silently. Did you mean \`schedules\`?`,
        `${at("flow_run_name")}"{{ $STAGE }}-a": Prefect ignores the key \`flow_run_name\` silently. It belongs to the flow`,
        `${at("NOT_SET")}"empty": \`{{ $NOT_SET }}\` is not set in this job; Prefect puts nothing there.`,
        `${at("deployments:")}"prod", "{{ $STAGE }}-a", "empty", "timed", "named-runs": there is no \`pull\``,
      ]) {
        expect(single(start), start).toBe(1);
      }
      expect(warnings.filter((warning) => warning.startsWith("run_name.py:"))).toEqual([
        expect.stringContaining("{now}"),
      ]);
      expect(warnings.filter((warning) => warning.endsWith(NO_WORKER))).toEqual([
        `${at("- name: prod")}${NO_WORKER}`,
      ]);
      expect(warnings).toHaveLength(6);
      // 3.0 knows no slugs.
      expect(/"timed": without a `slug` each deploy recreates the schedule/.test(story.log)).toBe(
        version !== "3.0.11",
      );
      // What comes of the plan is told at the end of the step, by the bundle (lifecycle.test.ts).
      const early = warnings.filter((warning) => !warning.endsWith(NO_WORKER));
      for (const warning of early) expect(story.log).toContain(warning.replaceAll("%", "%25"));
      // And what was said of an empty value and of the missing pull is so.
      const live = await liveDeployments(prefect());
      expect(live.find(({ name }) => name === "empty")).toMatchObject({
        description: version === "3.0.11" ? "" : "None",
      });
      expect(JSON.stringify(live.find(({ name }) => name === "prod"))).toContain(project().path);
    });

    it("does not suffer from an invalid field in a deployment that was not asked for", async () => {
      const text = await file([
        prod("a"),
        { name: "invalid", entrypoint: "b.py:b", more: ["parameters: 5", "concurrency_limit: many"] },
      ]);
      const story = await run({ names: "prod" });
      expect(story.results).toEqual(["created a/prod"]);
      expect(await names()).toEqual(["a/prod"]);

      // Older versions have no models: what they do with such a field is their own.
      if (version !== NEWEST) return;
      relay().forget();
      const asked = await run({ names: "invalid" });
      expect(asked.problems.length).toBeGreaterThan(0);
      const accepts = (field: string, line: string) =>
        new RegExp(`^prefect.yaml:${lineOf(text, line)}: "invalid": \`${field}\` .* drop the whole file`);
      const [first, second, ...others] = told(asked.problems).sort();
      expect(first).toMatch(accepts("parameters", "parameters: 5"));
      expect(second).toMatch(accepts("concurrency_limit", "many"));
      expect(others).toEqual([]);
      expect(relay().writes()).toEqual([]);
      expect(await names()).toEqual(["a/prod"]);
    });

    it("is to the byte what the bare CLI leaves of the same file: steps, anchors, times, dates, yes", async () => {
      await project().write({
        "kinds.py": flows({
          name: "kinds",
          parameters:
            "at=None, day=None, moment=None, flag=None, octal=None, nothing=None, text=None, number=None, items=None, more=None",
        }),
        "prefect.yaml": KINDS,
      });
      const env = { TEAM: "the team" };
      const story = await run({ "ui-url": "https://prefect.example.com" }, env);
      expect(told(story.problems)).toEqual([]);
      expect(story.results).toEqual(["created kinds/one", "created kinds/two"]);
      const ours = (await liveDeployments(prefect())).map(comparable).sort(byName);
      expect(ours[0]?.["pull_steps"]).toEqual([
        { "prefect.deployments.steps.run_shell_script": { script: "echo '12:30' yes" } },
        { "prefect.deployments.steps.set_working_directory": { directory: "/srv/flows/{{ name }}" } },
      ]);
      // Links open for a person; Prefect's own would lead nowhere.
      const link = "https://prefect.example.com/deployments/deployment/";
      expect(story.log).not.toContain(link);
      for (const { id, url } of story.report.results) expect(url).toBe(link + (id ?? ""));

      await prefect().reset();
      await createWorkPool(prefect(), "pool");
      const straight = await run({ "ui-url": "https://prefect.example.com", transaction: "false" }, env);
      expect(straight.results).toEqual(story.results);
      expect((await liveDeployments(prefect())).map(comparable).sort(byName)).toEqual(ours);
      expect(straight.log).toContain(link);

      await prefect().reset();
      await createWorkPool(prefect(), "pool");
      const { output, exitCode } = await bare(
        [sharedPrefectCommand(version), "--no-prompt", "deploy", "--all"],
        project().path,
        { PREFECT_API_URL: prefect().apiUrl, ...env },
      );
      expect(exitCode, output).toBe(0);
      const theirs = (await liveDeployments(prefect())).map(comparable).sort(byName);
      expect(theirs).toHaveLength(2);
      expect(ours).toEqual(theirs);
    });
  },
  OLDEST_AND_NEWEST,
);

describePrefect("what is deployed, where something fails,", (version) => {
  const { run, relay, project, file, names } = useProject(version);

  it.each(["true", "false"])(
    "before a failure is not there or, with `transaction: false`, stays; what failed is said with Prefect's own reason, the rest is not tried (transaction: %s)",
    async (transaction) => {
      const straight = transaction === "false";
      await project().write(FAIL);
      const text = await file([
        prod("a"),
        { name: "second", entrypoint: "b.py:b", more: FAILING_BUILD },
        { name: "third", entrypoint: "c.py:c" },
      ]);
      const story = await run({ transaction });
      const before = straight ? "created" : "not-tried";
      expect(story.results).toEqual([`${before} a/prod`, "failed b/second", "not-tried c/third"]);
      expect(await names()).toEqual(straight ? ["a/prod"] : []);
      if (!straight) expect(relay().writes()).toEqual([]);
      const [problem = ""] = told(story.problems);
      expect(problem).toMatch(
        new RegExp(
          `^prefect.yaml:${lineOf(text, "run_shell_script")}: b/second failed: .*error code 3: the disk is full`,
        ),
      );
      expect(problem).toContain(
        straight ? "what was deployed before it stays on the server" : "nothing was written to the server",
      );
      expect(story.summary).toContain(
        `3 deployments: 1 failed, ${straight ? "1 not tried, 1 created" : "2 not tried"}.`,
      );
      expect(problem).not.toMatch(/entrypoint must be provided/i);
      const counts = straight ? { created: "1", "not-tried": "1" } : { created: "0", "not-tried": "2" };
      expect(story.outputs).toMatchObject({ changed: "0", failed: "1", ...counts });
      const [first, second, third] = JSON.parse(story.outputs["deployments"] ?? "") as Record<
        string,
        string
      >[];
      expect(first).toMatchObject({ action: before, flow: "a", name: "prod", file: "prefect.yaml" });
      expect(first?.["id"] === undefined).toBe(!straight);
      expect(second?.["error"]).toContain("the disk is full");
      expect(third).toEqual({ action: "not-tried", flow: "c", name: "third", file: "prefect.yaml" });
      // Failures first.
      expect(story.summary.indexOf("b/second")).toBeLessThan(story.summary.indexOf("a/prod"));
    },
  );

  it("is told where a flow file ends the CLI without an error", async () => {
    await project().write({ "leaves.py": `${flows("leaves")}\nimport sys\nsys.exit(3)\n` });
    const text = await file([{ name: "prod", entrypoint: "leaves.py:leaves" }]);
    const story = await run();
    expect(told(story.problems)[0]).toMatch(
      new RegExp(
        `^prefect.yaml:${lineOf(text, "name: prod")}: leaves/prod failed: it ended with exit code 3 and no error.*: look for \`sys.exit\` in the flow file\\.`,
      ),
    );
    expect(await names()).toEqual([]);
  });

  it("is told from the text of a flow file that cannot be imported, as Prefect does it; where that cannot be, the failure is at its line", async () => {
    const raising = 'raise RuntimeError("the stars are wrong")\n';
    await project().write({
      "raises.py": raising + flows("raises"),
      "made.py": `${raising}from prefect import flow\n\nmade = flow(name="x")(lambda: 1)\n`,
    });
    await file([
      { name: "prod", entrypoint: "raises.py:raises" },
      { name: "made", entrypoint: "made.py:made" },
    ]);
    const story = await run();
    expect(story.results).toEqual(["not-tried raises/prod", "failed made/made"]);
    expect(told(story.problems)).toEqual([
      'made.py:1: made/made failed: this file cannot be imported here (RuntimeError: "the stars are wrong"), and of this flow Prefect knows nothing without that. Correct the file, or give it here what it needs. Fix this and re-run the job; nothing was written to the server.',
    ]);
    expect(await names()).toEqual([]);
    const straight = await run({ transaction: "false" });
    expect(straight.results).toEqual(["created raises/prod", "failed made/made"]);
    expect(await names()).toEqual(["raises/prod"]);
  });
});

const KINDS = `name: kinds
prefect-version: 3.0.0
shared:
  job: &job
    name: pool
    job_variables:
      env: {LIMIT: "012", TEAM: "{{ $TEAM }}"}
  list: &list [yes, 12:30, "2024-02-03", ~]
pull:
  - prefect.deployments.steps.run_shell_script:
      script: echo '12:30' yes
  - prefect.deployments.steps.set_working_directory:
      directory: /srv/flows/{{ name }}
deployments:
  - &one
    name: one
    entrypoint: kinds.py:kinds
    version: "1.10"
    tags: &tags [nightly, "{{ $TEAM }}", 'ünï "quoted"']
    description: |
      Two lines: the second # is not a comment
        and is indented.
    work_pool: *job
    parameters: &parameters
      at: 12:30
      day: "2024-02-03"
      moment: '12:30'
      flag: no
      octal: 014
      nothing: ~
      text: >-
        folded
        text
      number: 1e3
      items: *list
      more: *list
    schedules:
      - {slug: s, cron: "5 * * * *", timezone: Europe/Berlin, parameters: {items: *list}}
  - <<: *one
    name: two
    parameters: {items: *list, more: *list}
`;

const byName = (a: Record<string, unknown>, b: Record<string, unknown>) =>
  String(a["name"]).localeCompare(String(b["name"]));

/** Without what is new in every deploy: ids and times, and the label that is an id. */
function comparable(value: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(value, (key, item: unknown) =>
      /^(id|.*_id|created|updated|prefect\.flow\.id|last_polled|status)$/.test(key) ? undefined : item,
    ),
  ) as Record<string, unknown>;
}

describe("what is wrong with a prefect file", () => {
  const { run, relay, project, file } = useProject(NEWEST);

  it.each([
    ["does not exist", undefined, /no such file in the working directory/, undefined],
    [
      "is not YAML",
      "deployments:\n  - name: a\n   entrypoint: b\n",
      /prefect\.yaml cannot be read: .* drop the whole file/,
      3,
    ],
    ["is empty", "", /prefect\.yaml is empty/, 1],
    [
      "has no deployments",
      "name: x\ndeployments: []\n",
      /There is no deployment in what `prefect-file` names/,
      undefined,
    ],
    [
      "has deployments that are no list",
      "name: x\n\ndeployments: {a: 1}\n",
      /`deployments` is a mapping, and Prefect takes a list/,
      3,
    ],
    [
      "is YAML that only Prefect's own parser refuses",
      "deployments:\n  - name: a\n    entrypoint: a.py:a\n    tags: !mine [x]\n    work_pool: {name: pool}\n",
      /cannot be read: the tag !mine does not fit/,
      4,
    ],
  ] as const)(
    "that it %s is said at its line, and not that an entrypoint must be provided",
    async (_what, text, words, line) => {
      if (text !== undefined)
        await project().write({ "broken.yaml": text.replaceAll("prefect.yaml", "broken.yaml") });
      const story = await run({ "prefect-file": text === undefined ? "missing.yaml" : "broken.yaml" });
      const pattern = new RegExp(words.source.replace("prefect\\.yaml", "broken\\.yaml"));
      expect(story.problems[0]?.what).toMatch(pattern);
      expect(story.problems[0]?.where?.line).toBe(line);
      expect(story.problems).toHaveLength(1);
      expect(relay().writes()).toEqual([]);
    },
  );

  it("that one of several is missing is said before any of the others is deployed", async () => {
    await file([prod("a")]);
    const story = await run({ "prefect-file": "prefect.yaml\nteam-*/prefect.yaml" });
    expect(told(story.problems)[0]).toContain("`prefect-file` team-*/prefect.yaml: no such file");
    expect(relay().writes()).toEqual([]);
  });
});

describe("several prefect files", () => {
  const { run, prefect, relay, project, file, names } = useProject(NEWEST);

  it("whose deployments are one on the server, which no file tells, end red: the first would be overwritten", async () => {
    const made = "from prefect import flow\n\n\ndef work():\n    pass\n\n\nmade = flow(work, name='same')\n";
    await file([{ name: "prod", entrypoint: "x.py:made" }]);
    await project().write({
      "x.py": made,
      "y.py": made,
      "other.yaml": prefectYaml([{ name: "prod", entrypoint: "y.py:made" }]),
    });
    const inputs = { "prefect-file": "prefect.yaml\nother.yaml" };
    const story = await run(inputs);
    expect(await names()).toEqual([]);
    expect(relay().writes()).toEqual([]);
    expect(told(story.problems).join()).toMatch(
      /^other\.yaml:\d+: same\/prod is one deployment on the server, and two were asked for: the one at prefect\.yaml:\d+ would be overwritten\./,
    );
    const straight = await run({ ...inputs, transaction: "false" });
    expect(await names()).toEqual(["same/prod"]);
    expect(told(straight.problems).join()).toMatch(
      /^other\.yaml:\d+: same\/prod is one deployment on the server, and two were asked for: the one at prefect\.yaml:\d+ has been overwritten\./,
    );
  });

  it("with a step that prints a link to another deployment count what Prefect itself wrote", async () => {
    const link = "http://ui.example.com/deployments/deployment/11111111-1111-4111-8111-111111111111";
    await file([
      {
        name: "prod",
        entrypoint: "a.py:a",
        more: ["build:", "  - prefect.deployments.steps.run_shell_script:", `      script: echo see ${link}`],
      },
    ]);
    const story = await run();
    expect(told(story.problems)).toEqual([]);
    expect(story.results).toEqual(["created a/prod"]);
  });

  it("given by name and by glob are deployed one after another, each with its own pull steps, and one run stops for all", async () => {
    const head = (directory: string) =>
      `pull:\n  - prefect.deployments.steps.set_working_directory:\n      directory: ${directory}\n`;
    await file([prod("a")], head("/srv/first"));
    await project().write({
      "team-x/prefect.yaml": prefectYaml([{ name: "x", entrypoint: "b.py:b" }], head("/srv/x")),
      "team-y/prefect.yaml": prefectYaml([{ name: "y", entrypoint: "c.py:c" }], head("/srv/y")),
    });
    const inputs = { "prefect-file": "prefect.yaml\nteam-*/prefect.yaml" };
    const story = await run(inputs);
    expect(story.results).toEqual(["created a/prod", "created b/x", "created c/y"]);
    expect(story.report.results.map((result) => result.file)).toEqual([
      "prefect.yaml",
      "team-x/prefect.yaml",
      "team-y/prefect.yaml",
    ]);
    const steps = (await liveDeployments(prefect())).map(
      ({ name, pull_steps }) => `${String(name)} ${JSON.stringify(pull_steps)}`,
    );
    expect(steps.sort()).toEqual([
      expect.stringContaining("/srv/first"),
      expect.stringContaining("/srv/x"),
      expect.stringContaining("/srv/y"),
    ]);

    // Patterns select over all files; a failure in one file stops the next.
    relay().forget();
    const some = await run({ ...inputs, names: "x" });
    expect(some.results).toEqual(["unchanged b/x"]);
    await project().write({
      ...FAIL,
      "team-x/prefect.yaml": prefectYaml([{ name: "x", entrypoint: "b.py:b", more: FAILING_BUILD }]),
    });
    relay().forget();
    const failing = await run(inputs);
    expect(failing.results).toEqual(["not-tried a/prod", "failed b/x", "not-tried c/y"]);
    expect(relay().writes()).toEqual([]);
    const straight = await run({ ...inputs, transaction: "false" });
    expect(straight.results).toEqual(["updated a/prod", "failed b/x", "not-tried c/y"]);
    expect(failing.problems[0]?.where).toMatchObject({ file: "team-x/prefect.yaml", line: 9 });
    expect(await names()).toEqual(["a/prod", "b/x", "c/y"]);
  });
});

describe("work pools", () => {
  const { run, prefect, file, relay, names } = useProject(NEWEST);

  it("come from Prefect's own setting where the file names none", async () => {
    await createWorkPool(prefect(), "the-default");
    await file([prod("a", ["work_pool: {job_variables: {}}"])]);
    const story = await run({}, { PREFECT_DEFAULT_WORK_POOL_NAME: "the-default" });
    expect(story.results).toEqual(["created a/prod"]);
    expect((await liveDeployments(prefect()))[0]).toMatchObject({ work_pool_name: "the-default" });
  });

  it("that nobody names, or that the server does not have, are said before anything is deployed", async () => {
    const text = await file([
      prod("a"),
      prod("b", ["work_pool: {job_variables: {}}"]),
      prod("c", ["work_pool: {name: poll}"]),
    ]);
    const story = await run();
    const at = (what: string) => `prefect.yaml:${lineOf(text, what)}: `;
    const problems = told(story.problems);
    expect(problems).toHaveLength(2);
    expect(problems.join("\n")).toContain(at("job_variables"));
    expect(problems.join("\n")).toContain(at("poll"));
    expect(problems.join("\n")).toContain("poll");
    expect(relay().writes()).toEqual([]);
    expect(await names()).toEqual([]);
  });
});

describe("a deploy that is stopped from outside", () => {
  const { prefect, project, file, names } = useProject(NEWEST);

  it.each(["true", "false"])(
    "before its second deployment has nothing on the server or, with `transaction: false`, asks it once more, and reports the first (transaction: %s)",
    async (transaction) => {
      await project().write({ "wait.sh": "#!/bin/sh\necho the build step is waiting\nexec sleep 600\n" });
      await file([
        prod("a"),
        {
          name: "second",
          entrypoint: "b.py:b",
          more: ["build:", "  - prefect.deployments.steps.run_shell_script:", "      script: ./wait.sh"],
        },
      ]);
      const controller = new AbortController();
      const story = await deployStory({
        inputs: { "api-url": prefect().apiUrl, transaction },
        workspace: project().path,
        signal: controller.signal,
        onLine: (line) => {
          if (line.includes("the build step is waiting")) controller.abort(new Error("cancelled"));
        },
      });
      const straight = transaction === "false";
      expect(story.results).toEqual([straight ? "created a/prod" : "not-tried a/prod", "failed b/second"]);
      expect(story.problems[0]?.what).toContain("the job was cancelled");
      expect(await names()).toEqual(straight ? ["a/prod"] : []);
    },
  );
});
