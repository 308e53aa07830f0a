// What a start of the bundle costs that does nothing: the post step of a job in which there is nothing to put back.

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { interleaved, median } from "./measuring.mjs";

const RUNS = 15;
const GOAL_MS = 70;
const bundle = fileURLToPath(new URL("../dist/index.js", import.meta.url));

export const title = `Start that does nothing (median of ${RUNS})`;

export async function measure() {
  const times = await interleaved(RUNS, {
    bare: () => node(["-e", "0"]),
    bundle: () => node([bundle]),
  });
  const bare = median(times.bare);
  const action = median(times.bundle);
  return [
    { what: "node -e 0", value: bare, unit: "ms" },
    { what: "dist/index.js as an empty post step", value: action, unit: "ms" },
    { what: "difference", value: action - bare, unit: "ms", goal: GOAL_MS },
  ];
}

/** Only the state that tells the post step, and what Windows needs to start a process. */
function node(args) {
  const { PATH, SystemRoot } = process.env;
  const env = { PATH, ...(SystemRoot && { SystemRoot }), STATE_isPost: "true" };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: "utf8" });
  if (status !== 0)
    throw new Error(`node ${args.join(" ")} ended with exit code ${status}.\n${stdout}${stderr}`);
}
