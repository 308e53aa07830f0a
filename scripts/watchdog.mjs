// Outlives the test process by a moment: once the pipe from it closes, however it ended, ends the process
// groups and removes the folders that it had not given back. Started by parts.mjs.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";

const processes = new Set();
const folders = new Set();

for await (const line of createInterface({ input: process.stdin })) {
  const { keep, pid, folder } = JSON.parse(line);
  const set = pid === undefined ? folders : processes;
  if (keep) set.add(pid ?? folder);
  else set.delete(pid ?? folder);
}

for (const pid of processes) {
  try {
    if (process.platform === "win32") spawnSync("taskkill", ["/T", "/F", "/PID", String(pid)]);
    else process.kill(-pid, "SIGKILL");
  } catch {
    // Gone already.
  }
}
for (const folder of folders) {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
