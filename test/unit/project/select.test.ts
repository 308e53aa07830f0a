import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describe as told } from "../../../src/base/errors.js";
import { Findings } from "../../../src/base/findings.js";
import { matcher } from "../../../src/project/pattern.js";
import { select, type Candidate } from "../../../src/project/select.js";

/** `flow/name`, or parts of it; the line is the position. */
function candidate(
  line: number,
  flow: string | undefined,
  name: string | undefined,
  more: Partial<Candidate> = {},
): Candidate {
  const dashed = flow?.replaceAll("_", "-");
  return {
    where: { file: "prefect.yaml", line },
    name,
    entrypoint: flow === undefined ? undefined : `flows.py:${flow}`,
    flow: dashed,
    flowNames: flow === undefined ? [] : [...new Set([dashed ?? "", flow])],
    ...more,
  };
}

function ask(candidates: readonly Candidate[], ...patterns: string[]) {
  const findings = new Findings();
  const selected = select(candidates, patterns, findings);
  return {
    lines: selected.map(({ where }) => where.line),
    problems: findings.problems.map(told),
    warnings: findings.warnings.map(told),
  };
}

const FILE = [
  candidate(1, "etl", "prod"),
  candidate(2, "etl", "staging"),
  candidate(3, "my_report", "prod"),
  candidate(4, "my_report", "prod-eu", {
    flow: "Monthly Report",
    flowNames: ["Monthly Report", "my-report", "my_report"],
  }),
];

describe("names", () => {
  test.each([
    ["none: all", [], [1, 2, 3, 4]],
    ["a star", ["*"], [1, 2, 3, 4]],
    ["one", ["staging"], [2]],
    ["the same of two flows", ["prod"], [1, 3]],
    ["flow and name", ["etl/prod"], [1]],
    ["a star, also for nothing", ["prod*"], [1, 3, 4]],
    ["a flow and all of it", ["etl/*"], [1, 2]],
    ["all flows", ["*/prod"], [1, 3]],
    ["the function as it is written", ["my_report/*"], [3, 4]],
    ["the function with dashes", ["my-report/*"], [3, 4]],
    ["the name that @flow gives", ["Monthly Report/*"], [4]],
    ["a part of that", ["Mon*/*"], [4]],
    ["several, one twice", ["staging", "prod", "prod"], [1, 2, 3]],
    ["all but one", ["!staging"], [1, 3, 4]],
    ["all but one, with a space", ["! staging"], [1, 3, 4]],
    ["some but one", ["*", "!etl/*"], [3, 4]],
    ["one but, in the other order", ["!etl/*", "*"], [3, 4]],
    ["a question mark", ["pro?"], [1, 3]],
  ])("(%s) selects", (_what, patterns, lines) => {
    expect(ask(FILE, ...patterns)).toEqual({ lines, problems: [], warnings: [] });
  });

  test("that select nothing are an error with the nearest, also when others do select", () => {
    expect(ask(FILE, "stagin", "prod").problems).toEqual([
      '`names`: "stagin" selects none of the 4 deployments. The nearest: staging, prod, prod-eu.',
    ]);
    expect(ask(FILE, "elt/prod").problems[0]).toContain("The nearest: etl/prod,");
    expect(ask(FILE, "*", "!nope").problems[0]).toContain('`names`: "nope" selects none');
    expect(ask(FILE, "PROD").problems[0]).toContain("The nearest: prod");
    expect(ask(FILE, "").problems[0]).toContain('`names`: "" selects none');
  });

  test("with commas between them are explained", () => {
    expect(ask(FILE, "prod, staging").problems[0]).toContain(
      "Write one pattern a line, not a list with commas.",
    );
    expect(ask(FILE, "prod,staging").lines).toEqual([]);
  });

  test("that exclude everything are an error", () => {
    expect(ask(FILE, "!*").problems).toEqual([
      "`names` excludes every deployment (4 in all). Take out a pattern that starts with `!`.",
    ]);
  });

  test("are never taken for a regular expression", () => {
    for (const pattern of ["pro.", "[p]rod", "(prod|staging)", "prod$", ".*"]) {
      expect(ask(FILE, pattern).lines).toEqual([]);
    }
  });
});

describe("where `prefect deploy` would do something else", () => {
  const only = [candidate(1, "etl", "prod")];

  test("one deployment and a pattern that does not match: it is not deployed", () => {
    const { lines, problems } = ask(only, "staging-*");
    expect(lines).toEqual([]);
    expect(problems).toHaveLength(1);
  });

  test("one deployment and a misspelt name: it is not deployed under that name", () => {
    const { lines, problems } = ask(only, "prdo");
    expect(lines).toEqual([]);
    expect(problems[0]).toContain("The nearest: prod.");
  });

  test("two flows with a deployment of the same name: only the flow that was asked for", () => {
    expect(ask([candidate(1, "a", "prod"), candidate(2, "b", "prod")], "a/*").lines).toEqual([1]);
  });

  test("several that share a name: each is selected once", () => {
    const shared = ["a", "b", "c"].map((flow, at) => candidate(at, flow, "prod"));
    expect(ask(shared, "*", "prod", "p*").lines).toEqual([0, 1, 2]);
  });

  test("`prod*` matches prod too", () => {
    expect(ask(only, "prod*").lines).toEqual([1]);
  });

  test("a flow goes by the name that it gives itself", () => {
    const pretty = [candidate(1, "run", "prod", { flow: "pretty name", flowNames: ["pretty name", "run"] })];
    expect(ask(pretty, "pretty*/*").lines).toEqual([1]);
  });

  test("two names, one of them unknown: an error", () => {
    expect(ask(FILE, "staging", "nope").problems).toHaveLength(1);
  });

  test.each([[[]], [["!prod"]]])(
    "a deployment without name, where all are asked for by %j: an error at its line",
    (patterns) => {
      const { lines, problems } = ask(
        [candidate(1, "a", "prod"), candidate(2, "b", undefined), candidate(3, "c", "x")],
        ...patterns,
      );
      expect(lines).not.toContain(2);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain("prefect.yaml:2: A deployment in prefect.yaml has no `name`");
    },
  );

  test("a deployment without name is left out where others are asked for by theirs", () => {
    expect(ask([candidate(1, "a", "prod"), candidate(2, "b", undefined)], "prod")).toEqual({
      lines: [1],
      problems: [],
      warnings: [],
    });
  });

  test("a deployment without name, where `*` takes it along with others: a warning, never silence", () => {
    const { lines, problems, warnings } = ask([candidate(1, "a", "prod"), candidate(2, "b", undefined)], "*");
    expect({ lines, problems }).toEqual({ lines: [1], problems: [] });
    expect(warnings.join()).toContain("A deployment in prefect.yaml has no `name` and is left out.");
  });

  test.each([[[]], [["prod"]], [["*/prod"]], [["p*", "x"]]])(
    "a deployment without entrypoint, asked for by %j: an error at its line, and never left out silently",
    (patterns) => {
      const { lines, problems } = ask([candidate(1, undefined, "prod"), candidate(2, "c", "x")], ...patterns);
      expect(lines).not.toContain(1);
      expect(problems).toEqual([
        'prefect.yaml:1: Deployment "prod" has no `entrypoint`; Prefect would skip it silently. ' +
          "Write `entrypoint: path/to/file.py:function`, or leave it out with `names`.",
      ]);
    },
  );

  test("a deployment without entrypoint that a pattern takes along with others: a warning at its line", () => {
    const { lines, problems, warnings } = ask([candidate(1, undefined, "prod"), candidate(2, "c", "x")], "*");
    expect({ lines, problems }).toEqual({ lines: [2], problems: [] });
    expect(warnings).toEqual([
      'prefect.yaml:1: Deployment "prod" has no `entrypoint` and is left out. ' +
        "Write `entrypoint: path/to/file.py:function`, or leave it out with `names`.",
    ]);
  });

  test.each([[["x"]], [["!prod"]], [["c/*"]]])(
    "a deployment without entrypoint that %j leaves out is not a matter",
    (patterns) => {
      expect(ask([candidate(1, undefined, "prod"), candidate(2, "c", "x")], ...patterns)).toEqual({
        lines: [2],
        problems: [],
        warnings: [],
      });
    },
  );
});

describe("what is selected", () => {
  test.each(["a/b", "50%", "a&b", "a<b", "a>b"])("may not be called %s", (name) => {
    const { problems } = ask([candidate(1, "etl", name)]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(
      /^prefect\.yaml:1: The deployment name ".*" holds [/%&<>], which Prefect does not allow\./,
    );
  });

  test("may be called anything else", () => {
    for (const name of ["grün 😀", "a|b", "{{ build.tag }}", "a:b", "*"]) {
      expect(ask([candidate(1, "etl", name)]).problems).toEqual([]);
    }
  });

  test("must not hold the same deployment of the same flow twice; both lines are named", () => {
    const twice = [candidate(3, "my_flow", "prod"), candidate(7, "my-flow", "prod")];
    expect(ask(twice).problems).toEqual([
      "prefect.yaml:7: my-flow/prod is there twice, first at prefect.yaml:3: the second would overwrite the first. " +
        "Rename one of them, or leave one out with `names`.",
    ]);
    expect(ask([...twice, candidate(8, "other", "x")], "x").problems).toEqual([]);
  });

  test("may have a name that Prefect stores without its end; it is told, and is one with that name", () => {
    const one = candidate(3, "etl", "train_models.py");
    const { lines, problems, warnings } = ask([one]);
    expect([lines, problems]).toEqual([[3], []]);
    expect(warnings).toEqual([
      'prefect.yaml:3: Prefect stores the deployment "train_models.py" without the ".py" at its end. ' +
        "Take it out of the name, so that the file and the server call it the same.",
    ]);
    expect(ask([one, candidate(7, "etl", "train_models")]).problems).toHaveLength(1);
    expect(ask([candidate(1, "etl", ".py")])).toMatchObject({ problems: [], warnings: [] });
  });

  test("must not hold the same entrypoint under the same name twice, whatever the flow is called", () => {
    const unknown = { flow: undefined };
    const twice = [candidate(1, "f", "prod", unknown), candidate(2, "f", "prod", unknown)];
    expect(ask(twice).problems).toHaveLength(1);
    expect(ask(twice).problems[0]).toContain(
      "prefect.yaml:2: flows.py:f/prod is there twice, first at prefect.yaml:1",
    );
    expect(ask([candidate(1, "f", "prod", unknown), candidate(2, "g", "prod", unknown)]).problems).toEqual(
      [],
    );
  });

  const name = fc.constantFrom("a", "ab", "b", "prod", "prod-eu", "x y");
  const candidates = fc
    .array(
      fc.record({ flow: fc.constantFrom("f", "g_h", undefined), name: fc.option(name, { nil: undefined }) }),
      {
        maxLength: 8,
      },
    )
    .map((rows) => rows.map(({ flow, name: own }, at) => candidate(at, flow, own)));
  const pattern = fc
    .tuple(
      fc.constantFrom("", "", "!"),
      fc.constantFrom("", "", "f/", "g-h/", "g*/", "*/"),
      fc.constantFrom("*", "a*", "prod", "b", "nope"),
    )
    .map((parts) => parts.join(""));
  const patterns = fc.array(pattern, { maxLength: 4 });

  test("is exactly what the patterns say, in the order of the file, each once", () => {
    fc.assert(
      fc.property(candidates, patterns, (all, wanted) => {
        const expected = all.filter((one) => isAskedFor(one, wanted));
        expect(ask(all, ...wanted).lines).toEqual(expected.map(({ where }) => where.line));
      }),
      { numRuns: 1000 },
    );
  });

  test("does not depend on the order of the patterns, nor on one that is there twice", () => {
    fc.assert(
      fc.property(candidates, patterns, (all, wanted) => {
        const once = ask(all, ...wanted);
        const again = ask(all, ...wanted.toReversed(), ...wanted.slice(0, 1));
        expect(again.lines).toEqual(once.lines);
        expect(again.problems.length > 0).toBe(once.problems.length > 0);
      }),
    );
  });

  test("is never empty without an error", () => {
    fc.assert(
      fc.property(candidates, patterns, (all, wanted) => {
        const { lines, problems } = ask(all, ...wanted);
        expect(lines.length + problems.length).toBeGreaterThan(0);
      }),
    );
  });
});

/** The rule, said once more in other words. */
function isAskedFor({ name, entrypoint, flowNames }: Candidate, patterns: readonly string[]): boolean {
  if (name === undefined || entrypoint === undefined) return false;
  const hit = (pattern: string): boolean => {
    const [own = "", flow] = pattern.split("/", 2).toReversed();
    return matcher(own)(name) && (flow === undefined || flowNames.some((each) => matcher(flow)(each)));
  };
  const positive = patterns.filter((pattern) => !pattern.startsWith("!"));
  const negative = patterns.filter((pattern) => pattern.startsWith("!")).map((pattern) => pattern.slice(1));
  return (positive.length === 0 || positive.some(hit)) && !negative.some(hit);
}
