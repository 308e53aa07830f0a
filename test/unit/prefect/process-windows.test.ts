import { exec } from "@actions/exec";
import { tmpdir } from "node:os";
import { afterEach, expect, test, vi } from "vitest";
import { run } from "../../../src/prefect/process.js";

vi.mock("@actions/exec", () => ({
  exec: vi.fn((_program: string, args: string[]) => {
    process.kill(Number(args[1]), "SIGKILL");
    return Promise.resolve(0);
  }),
}));

const platform = Object.getOwnPropertyDescriptor(process, "platform");

afterEach(() => {
  if (platform) Object.defineProperty(process, "platform", platform);
  vi.unstubAllEnvs();
});

test("on Windows taskkill ends the tree: silently, and without the inputs of this action", async () => {
  vi.stubEnv("INPUT_PASSWORD", "hunter2");
  vi.stubEnv("SystemRoot", "C:\\Windows");
  Object.defineProperty(process, "platform", { ...platform, value: "win32" });
  const stop = new AbortController();
  const result = await run([process.execPath, "-e", "console.log(process.pid); setInterval(() => 0, 1000)"], {
    cwd: tmpdir(),
    env: {},
    signal: stop.signal,
    onLine: () => {
      stop.abort();
    },
  });
  expect(result.aborted).toBe(true);
  const [program, args, options] = vi.mocked(exec).mock.lastCall ?? [];
  expect([program, args]).toEqual(["taskkill", ["/pid", result.output.trim(), "/T", "/F"]]);
  expect(options).toMatchObject({ silent: true, ignoreReturnCode: true });
  expect(options?.env).toMatchObject({ SystemRoot: "C:\\Windows" });
  expect(options?.env).not.toHaveProperty("INPUT_PASSWORD");
});
