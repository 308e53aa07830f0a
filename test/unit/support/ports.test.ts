import { afterEach, expect, test, vi } from "vitest";
import { freePort } from "../../../scripts/parts.mjs";

afterEach(() => {
  vi.restoreAllMocks();
});

test("a free port is one that fetch makes requests to", async () => {
  vi.spyOn(Math, "random")
    .mockReturnValueOnce(80.5 / 20_000)
    .mockReturnValue(81.5 / 20_000);
  expect(await freePort()).not.toBe(10_080);
});
