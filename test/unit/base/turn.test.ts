import { describe, expect, test } from "vitest";
import type { Log } from "../../../src/base/log.js";
import { Turn } from "../../../src/base/turn.js";

function start(): { readonly turn: Turn; readonly shown: string[] } {
  const shown: string[] = [];
  const turn = new Turn({ line: (text: string) => shown.push(text) } as unknown as Log);
  return { turn, shown };
}

describe("lines of work beside other work", () => {
  test.each([0, 1, 1_000])("%i of them are kept until it is their turn, as they came", (count) => {
    const { turn, shown } = start();
    const lines = Array.from({ length: count }, (_, index) => `${index} ╭─\u0000"\\\n\ud83d\ude80 é`);
    for (const text of lines) turn.line(text);
    expect(shown).toEqual([]);
    turn.begin();
    expect(shown).toEqual(lines);
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
