import { describe, expect, test } from "vitest";
import { finalName, joinProbe, namesRepeat, selectedFile } from "../../../src/project/candidates.js";
import type { Manifest } from "../../../src/project/manifest.js";
import type { ProbedFile, ProbedFlow } from "../../../src/prefect/probe.js";

const FOUND = {
  status: "found",
  path: "f.py",
  function: "my_flow",
  line: 3,
  name: null,
  named: false,
  run_name: null,
  parameters: [],
} as const;

function manifestOf(...deployments: { name?: string; entrypoint?: string; index?: number }[]): Manifest {
  return {
    path: "/w/prefect.yaml",
    directory: "/w",
    file: "prefect.yaml",
    text: "",
    pieces: undefined,
    steps: [],
    pull: undefined,
    where: () => ({ file: "prefect.yaml", line: 1 }),
    deployments: deployments.map(({ name, entrypoint, index }, at) => ({
      index: index ?? at,
      where: { file: "prefect.yaml", line: at + 2 },
      name,
      entrypoint,
      flow: undefined,
      content: {},
    })),
  };
}

function probed(...flows: (ProbedFlow | null)[]): ProbedFile {
  return {
    path: "/w/prefect.yaml",
    rest: "",
    deployments: flows.map((flow, at) => ({ yaml: `- number: ${at}\n`, flow, not_text: [] })),
    errors: [],
  };
}

function one(entrypoint: string | undefined, flow: ProbedFlow | null, env: NodeJS.ProcessEnv = {}) {
  const manifest = manifestOf({ name: "{{ $STAGE }}", ...(entrypoint === undefined ? {} : { entrypoint }) });
  const [known] = joinProbe([manifest], [probed(flow)], env, (path) => `shown/${path}`);
  if (!known) throw new Error("nothing was joined");
  return known;
}

describe("the names that a flow goes by", () => {
  test.each<[string, string | undefined, ProbedFlow | null, string | undefined, string[]]>([
    ["without a name", "f.py:my_flow", FOUND, "my-flow", ["my-flow", "my_flow"]],
    ["without an underscore", "f.py:hello", { ...FOUND, function: "hello" }, "hello", ["hello"]],
    [
      "with a name",
      "f.py:my_flow",
      { ...FOUND, name: "Pretty Name", named: true },
      "Pretty Name",
      ["Pretty Name", "my-flow", "my_flow"],
    ],
    // Prefect takes the function's name there.
    [
      "with an empty name",
      "f.py:my_flow",
      { ...FOUND, name: "", named: true },
      "my-flow",
      ["my-flow", "my_flow"],
    ],
    [
      "with a name that only running it tells",
      "f.py:my_flow",
      { ...FOUND, named: true },
      undefined,
      ["my-flow", "my_flow"],
    ],
    ["a method", "f.py:Class.my_flow", FOUND, "my-flow", ["my-flow", "my_flow"]],
    ["a module", "pkg.mod.my_flow", { status: "unknown" }, undefined, ["my-flow", "my_flow"]],
    ["a Windows path", "C:\\flows\\f.py:my_flow", FOUND, "my-flow", ["my-flow", "my_flow"]],
    [
      "a file that is not there",
      "f.py:my_flow",
      { status: "no-file", path: "f.py" },
      undefined,
      ["my-flow", "my_flow"],
    ],
    ["nothing asked of Prefect", "f.py:my_flow", null, undefined, ["my-flow", "my_flow"]],
    ["no entrypoint", undefined, null, undefined, []],
  ])("%s", (_what, entrypoint, source, flow, flowNames) => {
    expect(one(entrypoint, source)).toMatchObject({ flow, flowNames });
  });

  test("are those of the entrypoint with its templates filled in", () => {
    const known = one("{{ $FILE }}:{{ $FLOW }}", null, { FILE: "a.py", FLOW: "the_flow" });
    expect(known).toMatchObject({ entrypoint: "a.py:the_flow", flowNames: ["the-flow", "the_flow"] });
  });
});

describe("joining what we read with what Prefect reads", () => {
  test("goes by the position in the file, also where an item was no deployment", () => {
    const manifest = manifestOf({ name: "a", index: 0 }, { name: "c", index: 2 });
    const known = joinProbe([manifest], [probed(null, null, null)], {}, (path) => path);
    expect(known.map(({ name, yaml }) => [name, yaml])).toEqual([
      ["a", "- number: 0\n"],
      ["c", "- number: 2\n"],
    ]);
  });

  test("fills in the name, keeps the one that is written, and shows paths for people", () => {
    const known = one("f.py:my_flow", FOUND, { STAGE: "prod" });
    expect(known.name).toBe("prod");
    expect(known.deployment.name).toBe("{{ $STAGE }}");
    expect(known.source).toMatchObject({ path: "shown//w/f.py" });
  });

  test("keeps a name that becomes empty apart from one that is missing", () => {
    expect(one("f.py:f", null, { STAGE: "" }).name).toBe("");
    expect(joinProbe([manifestOf({})], [], {}, String)[0]?.name).toBeUndefined();
  });
});

describe("names", () => {
  const named = (...names: string[]) => manifestOf(...names.map((name) => ({ name })));

  test("repeat as Prefect compares them: as written, before templates are filled in", () => {
    expect(namesRepeat(named("a", "b").deployments)).toBe(false);
    expect(namesRepeat(named("a", "b", "a").deployments)).toBe(true);
    expect(namesRepeat(named("a", "{{ $X }}").deployments)).toBe(false);
    expect(namesRepeat([])).toBe(false);
  });

  test.each([
    ["prod", "prod"],
    ["{{ $X }}-prod", "a-prod"],
    ["{{ build.tag }}", undefined],
    ["{{ $NOPE }}", undefined],
  ])("(%s) will be %s on the server", (name, expected) => {
    expect(joinProbe([named(name)], [], { X: "a" }, String).map(finalName)).toEqual([expected]);
  });
});

describe("the file for the CLI", () => {
  test("holds the other sections, then the selected deployments in order", () => {
    const known = joinProbe([manifestOf({ name: "a" }, { name: "b" })], [probed(null, null)], {}, String);
    expect(selectedFile("pull: []\n", known)).toBe("pull: []\ndeployments:\n- number: 0\n- number: 1\n");
    expect(selectedFile("", known.slice(1))).toBe("deployments:\n- number: 1\n");
  });
});
