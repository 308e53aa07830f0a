import { exampleOf } from "../../../support/rules/examples.ts";
import { expect, test } from "vitest";
import { flowNames } from "../../../../src/validate/rules/flow-names.js";
import { formatProblem } from "../../../../src/validate/rules/python-format.js";
import { findInProject } from "../../../support/rules/rule-set.ts";
import { brief } from "../../../support/rules/rule-set.ts";

const YAML =
  "deployments:\n  - name: a\n    entrypoint: flow.py:hello\n  - name: b\n    entrypoint: flow.hello\n";

function found(python: string, yaml = YAML) {
  return findInProject(flowNames, { "prefect.yaml": yaml, "flow.py": python });
}

test("the rule finds its example, and nothing where it is fixed", async () => {
  for (const rule of flowNames.rules) {
    expect((await findInProject(flowNames, exampleOf(rule).bad)).map(brief)).toEqual([
      rule.id === "flow-version" ? "note flow-version 4:15" : "warning flow-run-name 4:21",
    ]);
    expect(await findInProject(flowNames, exampleOf(rule).good)).toEqual([]);
  }
});

test.each([
  ["x", undefined],
  ["{x}", undefined],
  ["{x.y[0][a b].c!r:>{w}}", undefined],
  ["{{now}}", undefined],
  ["{rest}", undefined],
  ["{now:%Y%m%d}", "`KeyError: 'now'`"],
  ["{deployment_name}", "`KeyError: 'deployment_name'`"],
  ["{flow_run.name}", "`KeyError: 'flow_run'`"],
  ["{ x }", "`KeyError: ' x '`"],
  ["{x:{now}}", "`KeyError: 'now'`"],
  ["{}", "an IndexError"],
  ["{0}", "an IndexError"],
  ["{x", "a ValueError"],
  ["x}", "a ValueError"],
  ["{x}}", "a ValueError"],
  ["{x!z}", "a ValueError"],
  ["{x.}", "a ValueError"],
  ["{x[]}", "a ValueError"],
  ["{x[0]y}", "a ValueError"],
  ["{x:{w:{x}}}", "a ValueError"],
])("every run with the name %j", async (template, failure) => {
  const text = `from prefect import flow\n@flow(flow_run_name=${JSON.stringify(template)})\ndef hello(x, w=1, **rest): pass\n`;
  const findings = await found(text);
  // Two deployments of the same flow: one finding.
  expect(findings.map(brief)).toEqual(failure === undefined ? [] : ["warning flow-run-name 2:21"]);
  if (failure !== undefined) expect(findings[0]?.what).toContain(`every run fails with ${failure}.`);
});

test.each([
  ["a name that is made when it runs", "@flow(flow_run_name=make)\ndef hello(x): pass"],
  ["an f-string", "@flow(flow_run_name=f'{now}')\ndef hello(x): pass"],
  ["a decorator that may change the parameters", "@flow(flow_run_name='{now}')\n@inject\ndef hello(x): pass"],
  ["another library's flow", "from x import flow\n@flow(flow_run_name='{now}')\ndef hello(x): pass"],
  ["a flow that no deployment names", "@flow(flow_run_name='{now}')\ndef other(x): pass"],
])("nothing is said of %s", async (_what, python) => {
  expect(await found(`from prefect import flow\n${python}\n`)).toEqual([]);
});

test("what it says to do", async () => {
  const near = await found(
    "import prefect as p\n@p.flow(flow_run_name='{nam}')\nasync def hello(name): pass\n",
  );
  expect(near[0]?.fix).toBe("Do you mean `{name}`?");
  const none = await found("import prefect\n@prefect.flow(flow_run_name='{now}')\ndef hello(): pass\n");
  expect(none[0]?.fix).toMatch(/^The flow has no parameters to use\. .*lambda/);
  const brace = await found("import prefect\n@prefect.flow(flow_run_name='{')\ndef hello(): pass\n");
  expect(brace[0]).toMatchObject({
    what: expect.stringContaining("a `{` stands alone") as string,
    fix: expect.stringContaining("{{") as string,
  });
});

test("a method", async () => {
  const python =
    "from prefect import flow\nclass A:\n    @flow(flow_run_name='{now}')\n    @staticmethod\n    def run(x): pass\n";
  const findings = await found(python, "deployments:\n  - name: a\n    entrypoint: flow.py:A.run\n");
  expect(findings.map(brief)).toEqual(["warning flow-run-name 3:25"]);
});

test("the first thing that fails is named", () => {
  const names = new Set(["x"]);
  expect(formatProblem("{x}{y}{", names)).toEqual({ error: "KeyError", field: "y" });
  expect(formatProblem("{٣}", names)).toEqual({ error: "IndexError", field: "٣" });
});

test.each([
  ["", '@flow(version="2.1")', ["note flow-version 2:15"]],
  ["    version: '3'\n", '@flow(version="2.1")', []],
  ["    version_type: prefect:simple\n", '@flow(version="2.1")', []],
  ["", '@flow(version="")', []],
  ["", "@flow(version=NAME)", []],
  ["", "@flow", []],
])("the version of a flow: %j %s", async (line, decorator, expected) => {
  const yaml = `deployments:\n  - name: a\n    entrypoint: flow.py:hello\n${line}`;
  const findings = await found(`from prefect import flow\n${decorator}\ndef hello(): pass\n`, yaml);
  expect(findings.map(brief)).toEqual(expected);
});
