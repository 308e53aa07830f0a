import { describe, expect, test } from "vitest";
import { runBounded, type Bounds } from "../../../src/validate/bounded.js";
import { makeProject } from "../../support/project.ts";

const SAY = `import { writeSync } from "node:fs";
const say = (value) => writeSync(1, JSON.stringify(value) + "\\n");
say("before");
`;

interface Ended {
  readonly ending: string;
  readonly answers: readonly unknown[];
  /** Milliseconds. */
  readonly took: number;
}

/** Runs a program that may use `say`. */
async function bounded(
  program: string,
  bounds: Partial<Bounds> = {},
  question: unknown = {},
): Promise<Ended> {
  await using project = await makeProject({ "program.mjs": SAY + program });
  const answers: unknown[] = [];
  const started = performance.now();
  const limits = { timeoutMs: 60_000, memoryMb: 64, signal: new AbortController().signal, ...bounds };
  const ending = await runBounded([project.file("program.mjs"), "--check"], question, limits, (answer) =>
    answers.push(answer),
  );
  return { ending, answers, took: performance.now() - started };
}

test("a program gets its question and argument, and all of its answers arrive", async () => {
  const program = `import { readFileSync } from "node:fs";
say(JSON.parse(readFileSync(0, "utf8")));
say(process.argv[2]);
for (let index = 0; index < 2_000; index++) say("é".repeat(500));`;
  const { ending, answers } = await bounded(program, {}, { question: "x".repeat(500_000) });
  expect(ending).toBe("finished");
  expect(answers.slice(0, 3)).toEqual(["before", { question: "x".repeat(500_000) }, "--check"]);
  expect(answers.slice(3)).toEqual(Array.from({ length: 2_000 }, () => "é".repeat(500)));
});

test("it has nothing of this process's environment but what the runner ends its processes by", async () => {
  const names = ["A_SECRET_OF_THE_JOB", "RUNNER_TRACKING_ID", "NODE_OPTIONS"] as const;
  const before = names.map((name) => process.env[name]);
  process.env["A_SECRET_OF_THE_JOB"] = "q7zk9wx4v";
  process.env["RUNNER_TRACKING_ID"] = "id";
  process.env["NODE_OPTIONS"] = "--no-warnings";
  try {
    const { answers } = await bounded("say(process.env);");
    const given = Object.entries(answers[1] as Record<string, string>);
    expect(given.filter(([name]) => name !== "SystemRoot")).toEqual([["RUNNER_TRACKING_ID", "id"]]);
  } finally {
    for (const [index, name] of names.entries()) {
      if (before[index] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[index];
    }
  }
});

describe("what keeps a program from its end cannot keep this process from going on", () => {
  test.each([
    ["an endless loop", "for (;;);"],
    ["a regular expression", "/^(?:a|a)*$/.test('a'.repeat(60) + 'b');"],
    ["a wait", "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);"],
    ["a loop that takes no signal", "process.on('SIGTERM', () => {}); for (;;);"],
    ["a long sort", "Array.from({ length: 3e7 }, (_, at) => -at).sort();"],
    ["a timer", "setInterval(() => {}, 1_000);"],
  ])("%s", async (_what, program) => {
    const { ending, answers, took } = await bounded(program, { timeoutMs: 3_000, memoryMb: 2_048 });
    expect(ending).toBe("deadline");
    expect(answers).toEqual(["before"]);
    expect(took).toBeLessThan(10_000);
  });

  test.each([
    ["objects without end", "const all = []; for (;;) all.push({ all });"],
    ["one huge array", "const all = []; for (;;) all.push(...Array(100_000).fill(0.5));"],
    [
      "a text without end",
      "let text = 'a'; for (let at = 0; ; at++) text = (text + at).split('').join('') + text;",
    ],
  ])("%s, where memory is bounded", async (_what, program) => {
    const { ending, answers } = await bounded(program);
    expect(["memory", "failed"]).toContain(ending); // A text may be too long for the engine before it is for memory.
    expect(answers).toEqual(["before"]);
  });
});

test("it is ended as soon as the job is cancelled, also before it has started", async () => {
  const cancel = new AbortController();
  setTimeout(() => {
    cancel.abort();
  }, 500);
  const { ending, took } = await bounded("for (;;);", { signal: cancel.signal });
  expect(ending).toBe("cancelled");
  expect(took).toBeLessThan(5_000);
  const late = await bounded("for (;;);", { signal: AbortSignal.abort() });
  expect(late.ending).toBe("cancelled");
});

test.each([
  ["an error", "throw new Error('x');"],
  ["an exit code", "process.exit(3);"],
  ["half an answer", "writeSync(1, '{'); process.exit(1);"],
])("a program that ends with %s has failed, and what it said before counts", async (_what, program) => {
  expect(await bounded(program)).toMatchObject({ ending: "failed", answers: ["before"] });
});

test.each([
  ["is no JSON", "writeSync(1, 'half an answer\\n');"],
  ["is cut off", "writeSync(1, '{');"],
  [
    "is too long to be kept",
    "const part = 'x'.repeat(1_000_000); writeSync(1, '\"'); for (let at = 0; at < 101; at++) for (let rest = part; rest !== ''; rest = rest.slice(writeSync(1, rest))); writeSync(1, '\"\\n');",
  ],
])("a line that %s breaks an end that is well", async (_what, program) => {
  const { ending, answers } = await bounded(`${program}say("after");`);
  expect(ending).toBe("broken");
  expect(answers[0]).toBe("before");
});

test("a program that is not there has failed", async () => {
  const bounds = { timeoutMs: 60_000, memoryMb: 64, signal: new AbortController().signal };
  expect(await runBounded(["/no/such/program.mjs"], {}, bounds, () => undefined)).toBe("failed");
});
