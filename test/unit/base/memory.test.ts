import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";

const MEMORY = join(import.meta.dirname, "..", "..", "..", "src", "base", "memory.ts");

/** Megabytes of a process of its own that has let 100 MB of objects go, and then this many deployments' worth. */
function heapAfter(deployments: number): number {
  const script = `
    import { giveBack } from ${JSON.stringify(MEMORY)};
    let much = Array.from({ length: 1_000_000 }, (_, index) => ({ index, text: "x" + index }));
    if (much.length === 0) throw new Error();
    much = [];
    giveBack(${deployments});
    console.log(process.memoryUsage().heapTotal / 1e6);`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return Number(stdout);
}

test("what reading many deployments took is given back at once, after few it is left to the engine", () => {
  expect(heapAfter(1_000)).toBeLessThan(20);
  expect(heapAfter(999)).toBeGreaterThan(50);
});
