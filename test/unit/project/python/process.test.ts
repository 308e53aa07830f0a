import { readFile } from "node:fs/promises";
import { parse } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readByPython, type Reading } from "../../../../src/project/python/process.js";
import { INTERPRETERS } from "../../../support/rules/flows.ts";
import { makeProject, type Project } from "../../../support/project.ts";

let folder: Project;
beforeEach(async () => {
  folder = await makeProject({});
});
afterEach(() => folder[Symbol.asyncDispose]());

/** In place of a Python: `version`, then for each file what its text says. */
async function fake(name: string, version: string): Promise<{ readonly path: string }> {
  await folder.write({
    [name]: `#!${process.execPath}
const { appendFileSync, readFileSync } = require("node:fs");
const told = { flags: process.argv.slice(2), env: Object.keys(process.env), cwd: process.cwd() };
appendFileSync(${JSON.stringify(folder.file("told"))}, JSON.stringify(told) + "\\n");
console.log(JSON.stringify({ python: "${version}" }));
for (let rest = readFileSync(0, "utf8"); rest !== "";) {
  const [line] = rest.split("\\n");
  const text = rest.slice(line.length + 1, line.length + 1 + Number(line));
  rest = rest.slice(line.length + 1 + Number(line));
  if (text === "crash") process.exit(1);
  while (text === "slow");
  console.log(JSON.stringify({ functions: [], classes: [], names: [text], open: false }));
}
`,
  });
  return { path: folder.file(name) };
}

async function read(texts: readonly string[], how: Partial<Reading> & Pick<Reading, "interpreters">) {
  const files = texts.map((text) => Buffer.from(text));
  const { by, answers } = await readByPython(files, { patience: { start: 20_000, file: 500 }, ...how });
  return { version: by?.version, said: answers.map(({ names, unread }) => unread ?? names?.join()) };
}

/** What each process was started with. */
async function told() {
  const lines = (await readFile(folder.file("told"), "utf8")).trim().split("\n");
  return lines.map((line) => JSON.parse(line) as { flags: string[]; env: string[]; cwd: string });
}

test.skipIf(process.platform === "win32")(
  "one process reads all files, with nothing of this one's",
  async () => {
    const interpreters = [await fake("python3", "3.12.1")];
    expect(await read(["a", "b"], { interpreters })).toEqual({ version: "3.12.1", said: ["a", "b"] });
    const [process, ...others] = await told();
    expect(others).toEqual([]);
    expect(process?.flags).toEqual(["-I", "-S", "-B", expect.stringMatching(/prefect_reader\.py$/)]);
    expect(process?.env.filter((name) => !/^(?:RUNNER_TRACKING_ID|SystemRoot|__CF.*)$/.test(name))).toEqual(
      [],
    );
    expect(process?.cwd).toBe(parse(folder.path).root);
  },
);

test.skipIf(process.platform === "win32")(
  "a file that ends the process or keeps it busy is left out, and the others are read by another",
  async () => {
    const interpreters = [await fake("python3", "3.12.1")];
    const files: number[] = [];
    const onFile = (index: number) => files.push(index);
    const { said } = await read(["a", "crash", "b", "slow", "c"], { interpreters, onFile });
    expect(said).toEqual(["a", "crash", "b", "slow", "c"]);
    expect(files.at(-1)).toBe(5);
    expect(await told()).toHaveLength(3);
  },
);

test.skipIf(process.platform === "win32")("after three of them the rest is not read", async () => {
  const interpreters = [await fake("python3", "3.12.1")];
  const { said } = await read(["crash", "a", "crash", "crash", "b", "c"], { interpreters });
  expect(said).toEqual(["crash", "a", "crash", "crash", "late", "late"]);
});

test.skipIf(process.platform === "win32")("what is too old or does not start is passed over", async () => {
  const old = await fake("old", "3.8.18");
  const good = await fake("python3", "3.9.0");
  await folder.write({ broken: "#!/nowhere\n" });
  const missing = [{ path: folder.file("missing") }, { path: folder.file("broken") }, old];
  expect(await read(["a"], { interpreters: [...missing, good] })).toEqual({ version: "3.9.0", said: ["a"] });
  expect(await read(["a"], { interpreters: missing })).toEqual({ version: undefined, said: [] });
  expect(await read([], { interpreters: missing })).toEqual({ version: undefined, said: [] });
});

test.skipIf(process.platform === "win32")("it ends with the signal", async () => {
  const interpreters = [await fake("python3", "3.12.1")];
  const signal = AbortSignal.timeout(300);
  const reading = read(["slow"], { interpreters, signal, patience: { start: 20_000, file: 20_000 } });
  await expect(reading).rejects.toThrow("timeout");
});

test("a Python of this machine reads", async () => {
  const { version, said } = await read(["x = 1"], { interpreters: INTERPRETERS });
  expect(version).toMatch(/^3\.\d+\.\d+$/);
  expect(said).toEqual(["x"]);
});
