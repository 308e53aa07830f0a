import { spawnSync } from "node:child_process";

/** Any Python, for what needs no Prefect. */
export const PYTHON =
  ["python3", "python"].find((name) => spawnSync(name, ["-c", ""]).status === 0) ?? "python3";
