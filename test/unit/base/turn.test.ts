import { describe, expect, test, vi } from "vitest";
import { garbageCollector } from "../../../src/base/memory.js";
import type { Log } from "../../../src/base/log.js";
import { Turn } from "../../../src/base/turn.js";

function start(): { readonly turn: Turn; readonly shown: string[] } {
  const shown: string[] = [];
  const turn = new Turn({ line: (text: string) => shown.push(text) } as unknown as Log);
  return { turn, shown };
}

describe("lines of work beside other work", () => {
  test.each([0, 1, 255, 256, 257, 1_000])(
    "%i of them are kept until it is their turn, as they came",
    (count) => {
      const { turn, shown } = start();
      const lines = Array.from({ length: count }, (_, index) => `${index} ╭─\u0000"\\\n\ud83d\ude80 é`);
      for (const text of lines) turn.line(text);
      expect(shown).toEqual([]);
      turn.begin();
      expect(shown).toEqual(lines);
    },
  );

  test("take little memory until then, where they are much alike", async () => {
    const collect = garbageCollector();
    const { turn, shown } = start();
    const taken = () => {
      collect();
      return process.memoryUsage().arrayBuffers;
    };
    const before = taken();
    for (let index = 0; index < 50_000; index += 1) turn.line(`Deployment ${index} was created.`);
    // The engine counts what it gives back beside the program.
    await vi.waitFor(
      () => {
        expect(taken() - before).toBeLessThan(1_000_000);
      },
      { timeout: 20_000 },
    );
    turn.begin();
    expect(shown).toHaveLength(50_000);
  });

  test("are shown at once when it is their turn, and none twice", () => {
    const { turn, shown } = start();
    turn.line("a");
    turn.begin();
    turn.line("b");
    turn.begin();
    expect(shown).toEqual(["a", "b"]);
  });
});
