import { expect, it } from "vitest";
import { dumpServer } from "../support/fidelity/dump.ts";
import { describePrefect } from "../support/hooks.ts";
import { NEWEST } from "../support/index.ts";
import { flows, lineOf, type Entry } from "../support/project.ts";
import { changes, usePlans } from "../support/runner/plans.ts";
import { liveDeployments, told } from "../support/runner/story.ts";

const DESCRIBED = "description='What it does'";

const GOOD = flows({ name: "good", options: DESCRIBED });

const MISSING = `import not_installed_here.sub as lib
from prefect import flow

CURRENCIES = {"main": "EUR"}


@flow(${DESCRIBED})
def missing(frame: lib.Frame, currency: str = CURRENCIES["main"], day: str = "mon", *, rate: int = lib.RATE):
    return 1
`;

const RAISING = `${flows({ name: "raising", options: DESCRIBED })}
raise RuntimeError("no settings: s3cr3t-in-an-error")
`;

const INNER = `from prefect import flow
from helper import value


@flow(${DESCRIBED})
def inner(count: int = value()):
    return 1
`;

const HELPER = "def value():\n    raise KeyError('SETTING')\n";

const entries: Entry[] = [
  { name: "ok", entrypoint: "good.py:good" },
  { name: "one", entrypoint: "flows/missing.py:missing" },
  { name: "two", entrypoint: "flows/missing.py:missing" },
  { name: "raising", entrypoint: "raising.py:raising" },
  { name: "inner", entrypoint: "inner.py:inner" },
];

describePrefect(
  "a flow file that cannot be imported",
  (version) => {
    const { write, run, deploy, plan, prefect, project } = usePlans(version);

    it("is a warning at its Python line that says what is lost, and the plan marks what changes for that", async () => {
      const stub = "import types\nRATE = 3\nclass Frame(dict): pass\n";
      await write(entries, {
        "good.py": GOOD,
        "flows/missing.py": MISSING,
        "raising.py": RAISING,
        "inner.py": INNER,
        "helper.py": "def value():\n    return 7\n",
        "not_installed_here/__init__.py": "",
        "not_installed_here/sub.py": stub,
      });
      await deploy();
      await project().write({
        "helper.py": HELPER,
        "not_installed_here/sub.py": "raise ImportError('no cupy')\n",
      });
      const story = await plan({ "api-key": "s3cr3t-in-an-error" });
      expect(told(story.problems), story.log).toEqual([]);
      const warned = told(story.warnings).filter((line) => line.includes("cannot be imported"));
      const stop = "`on-import-error: error` stops instead.";
      expect(warned).toEqual([
        `flows/missing.py:1: This file cannot be imported here (ImportError: "no cupy"). Prefect deploys it from its text: the type of "frame", the default of "rate" are lost. Correct the file, or give it here what it needs. ${stop}`,
        `raising.py:${lineOf(RAISING, "raise")}: This file cannot be imported here (RuntimeError: "no settings: ***"). Prefect deploys it from its text: nothing of its parameters is lost. Correct the file, or give it here what it needs. ${stop}`,
        `inner.py:${lineOf(INNER, "value()")}: This file cannot be imported here (KeyError: "'SETTING'"). Prefect deploys it from its text: the default of "count" is lost. Correct the file, or give it here what it needs. ${stop}`,
      ]);
      const found = changes(story);
      expect(Object.keys(found)).toEqual(["one", "two", "inner"]);
      // From a file that it cannot import, Prefect makes no version (3.6 and later).
      const versions = found["inner"]?.filter(({ field }) => field === "version") ?? [];
      for (const one of versions) expect(one).toMatchObject({ not_imported: true });
      expect(found["inner"]?.filter((one) => !versions.includes(one))).toEqual([
        { field: "parameter_openapi_schema.count.default", before: 7, after: null, not_imported: true },
      ]);
      expect(story.log).toContain(
        "~ parameter_openapi_schema.count.default: 7 → null (its file cannot be imported here)",
      );
      expect(story.summary).toContain("- 7\n+ null\n! its file cannot be imported here\n");
    });

    it("names the package to install, or stops with `on-import-error: error` before anything is written", async () => {
      await write(entries.slice(0, 4), {
        "good.py": GOOD,
        "flows/missing.py": MISSING,
        "raising.py": RAISING,
        "requirements.txt": "pandas\n",
      });
      const before = (await dumpServer(prefect())).exact;
      const strict = await run({ "on-import-error": "error" });
      const said = told(strict.problems);
      expect(said).toHaveLength(2);
      expect(said[0]).toBe(
        `flows/missing.py:1: This file cannot be imported here (ModuleNotFoundError: "No module named 'not_installed_here'"). Prefect deploys it from its text: the type of "frame", the default of "rate" are lost. Install it in a step before this one: \`- run: pip install -r requirements.txt\`. \`on-import-error: error\` stops instead.`,
      );
      expect(said[1]).toMatch(/^raising\.py:\d+: This file cannot be imported here/);
      expect((await dumpServer(prefect())).exact).toEqual(before);
      // The default is Prefect's way.
      const story = await deploy();
      expect(story.results).toEqual([
        "created good/ok",
        "created missing/one",
        "created missing/two",
        "created raising/raising",
      ]);
      expect(await liveDeployments(prefect())).toHaveLength(4);
    });
  },
  [NEWEST, "3.0.11"],
);
