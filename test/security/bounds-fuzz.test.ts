import fc from "fast-check";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { UNWATCHED } from "../../src/validate/watch.js";
import { validateFiles } from "../support/rules/validation.ts";
import { randomCases } from "../support/full-run.ts";
import { tempDir } from "../support/temp.ts";
import * as hostile from "./hostile.ts";
import { ASKING, FLOW, numbered, repeated, type Growing } from "./hostile.ts";

/** Both are in the message of a run that failed. */
const SEED = Number(process.env["FUZZ_SEED"] ?? 20_261_126);
const RUNS = Number(process.env["FUZZ_RUNS"] ?? randomCases(10_000, 1_000));

/** What an input may have, and how long its check may take, in milliseconds of CPU: other processes do not count. */
const LARGEST = 300_000;
/** 2 s on a core of its own. In CI coverage, and a neighbour on the same core, take their share. */
const LIMIT = process.env["CI"] ? 5_000 : 2_000;

const home = await tempDir();
afterAll(() => home.remove());

/** One process for each text of Python, and not for each try. */
vi.mock("../../src/project/python/process.js", async (original) => {
  const module = await original<typeof import("../../src/project/python/process.js")>();
  const known = new Map<string, ReturnType<typeof module.readByPython>>();
  const readByPython: typeof module.readByPython = (files, how) => {
    const key = files.map((bytes) => bytes.toString("latin1")).join("\0");
    const answer = known.get(key) ?? module.readByPython(files, how);
    if (key.length < 1_000) known.set(key, answer);
    return answer;
  };
  return { ...module, readByPython };
});

async function took(shape: Growing, size: number): Promise<number> {
  const files = shape(size);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home.path, path)), { recursive: true });
    writeFileSync(join(home.path, path), text);
  }
  const started = process.cpuUsage();
  await validateFiles(
    [join(home.path, "prefect.yaml")],
    home.path,
    { X: "value" },
    { watch: { ...UNWATCHED, failed: () => undefined } },
  );
  const { user, system } = process.cpuUsage(started);
  for (const path of Object.keys(files)) rmSync(join(home.path, path));
  return (user + system) / 1_000;
}

/** Of several tries the best: the engine translates code and collects memory when it likes. */
async function best(shape: Growing, size: number, enough: number): Promise<number> {
  let least = await took(shape, size);
  for (let tries = 1; tries < 3 && least > enough; tries += 1)
    least = Math.min(least, await took(shape, size));
  return least;
}

/** As large as it may become, unless a smaller one shows that it takes no more than four times as long at four times the size. */
async function grown(shape: Growing, from: number): Promise<number> {
  let before = await took(shape, from);
  for (let size = from * 4; ; size = Math.min(size * 4, LARGEST)) {
    const after = await best(shape, size, 5 * before);
    if (size === LARGEST || after > LIMIT) return best(shape, size, LIMIT);
    if (after < 5 * before || after < 20) return after;
    before = after;
  }
}

const token = fc.constantFrom(...hostile.TOKENS);
const unit = fc.array(token, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(""));
const edge = fc.oneof({ weight: 2, arbitrary: fc.constant("") }, { weight: 1, arbitrary: token });
const run = fc.tuple(edge, unit, edge).map(
  ([before, each, after]) =>
    (size: number) =>
      before + repeated(each, size) + after,
);

/** One unit time and again in one place; two runs of different units there. */
const runs = fc.oneof(
  { weight: 4, arbitrary: run },
  {
    weight: 1,
    arbitrary: fc.tuple(run, run).map(
      ([one, other]) =>
        (size: number) =>
          one(size / 2) + other(size / 2),
    ),
  },
);

const inYaml = fc
  .tuple(fc.constantFrom(...hostile.PLACES), fc.constantFrom(...hostile.STYLES), runs)
  .map(([place, style, text]): Growing => (size) => ({
    "prefect.yaml": place(style(text(size))),
    "flow.py": FLOW,
  }));

const inPython = fc
  .tuple(fc.constantFrom(...hostile.PYTHON), runs)
  .map(([place, code]): Growing => (size) => ({ "prefect.yaml": ASKING, "flow.py": place(code(size)) }));

const inToml = fc
  .tuple(fc.constantFrom(...hostile.TOML), runs, fc.constantFrom("prefect.toml", "pyproject.toml"))
  .map(([place, text, file]): Growing => (size) => ({
    "prefect.yaml": ASKING,
    "flow.py": FLOW,
    [file]: `${file === "prefect.toml" ? "" : "[tool.prefect]\n"}${place(text(size))}`,
  }));

const inLines = fc
  .tuple(fc.constantFrom(...hostile.LINES), edge)
  .map(([[head, item], end]): Growing => (size) => ({
    "prefect.yaml": head + numbered(item, size) + end,
    "flow.py": FLOW,
    "pkg/__init__.py": "",
  }));

const shared = fc
  .tuple(
    fc.constantFrom(...hostile.SHARED),
    fc.constantFrom(...hostile.USES),
    fc.constantFrom(0.02, 0.2, 0.5, 0.9),
    fc.constantFrom("", "]", "\n"),
  )
  .map(([[open, item, close], [head, use], part, end]): Growing => (size) => ({
    "prefect.yaml": `x: &t ${open}${numbered(item, size * part)}${close}\n${head}${numbered(use, size * (1 - part))}${end}`,
    "flow.py": FLOW,
  }));

const nested = fc
  .tuple(
    fc.constantFrom(...hostile.PLACES),
    token,
    fc.constantFrom("[", "{a: ", "- ", "? ", "[{a: ", "(", "{", "{{"),
  )
  .map(([place, inner, open]): Growing => (size) => {
    const close = open
      .replaceAll(/[^[{(]/g, "")
      .replace(/[[{(]/g, (one) => ({ "[": "]", "{": "}" })[one] ?? ")");
    const one = open.repeat(390) + inner + close.repeat(390);
    return {
      "prefect.yaml": place(size < 5_000 ? repeated(open, size) : repeated(`${one}, `, size)),
      "flow.py": FLOW,
    };
  });

const crossed = fc
  .tuple(fc.constantFrom(...hostile.CROSSED), fc.constantFrom(0.2, 0.5, 0.8))
  .map(([[deployment, head, item, tail], part]): Growing => (size) => ({
    "prefect.yaml": `deployments:\n${numbered(deployment, size * part)}`,
    "flow.py": head + numbered(item, size * (1 - part)) + tail,
  }));

const shapes = fc.oneof(
  { weight: 50, arbitrary: inYaml },
  { weight: 20, arbitrary: inPython },
  { weight: 10, arbitrary: inToml },
  { weight: 4, arbitrary: inLines },
  { weight: 10, arbitrary: shared },
  { weight: 4, arbitrary: nested },
  { weight: 2, arbitrary: crossed },
);

/** Most are small: what is small can be odd. Some are grown, where that takes more than its share as far as it goes. */
const sizes = fc.oneof(
  { weight: 60, arbitrary: fc.integer({ min: 1, max: 2_000 }) },
  { weight: 40, arbitrary: fc.constant(8_000) },
);

test(
  `${RUNS} hostile shapes (FUZZ_SEED=${SEED}), grown to 300 kB where that may take long: no crash, and none takes 2 s`,
  async () => {
    const draws = fc.integer({ min: 1, max: 300 });
    const property = fc.asyncProperty(shapes, sizes, draws, async (shape, size, draw) => {
      const spent =
        draw === 1 ? best(shape, LARGEST, LIMIT) : size < 8_000 ? took(shape, size) : grown(shape, size);
      expect(await spent, excerpt(shape)).toBeLessThan(LIMIT);
    });
    // A smaller one that fails too would take long to find, and tell no more.
    await fc.assert(property, { seed: SEED, numRuns: RUNS, endOnFailure: true });
  },
  RUNS * 400,
);

/** Small, it shows how it is made. */
function excerpt(shape: Growing): string {
  return JSON.stringify(shape(100));
}
