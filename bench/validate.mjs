// `mode: validate` as the runner starts it: the bundle as a process of its own, over projects of growing size.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { median } from "./measuring.mjs";

export const title =
  "mode: validate, one file with so many deployments, each with a Python file of its own (median of 3)";

const BUNDLE = fileURLToPath(new URL("../dist/index.js", import.meta.url));

/** Prints the peak memory of the process in KiB at its end, where nothing else of it stands. */
const PEAK =
  "data:text/javascript,process.on('exit',()=>process.stderr.write('peak='+process.resourceUsage().maxRSS+'\\n'))";

export function measure() {
  const rows = [];
  const seconds = {};
  for (const count of [1_000, 2_000, 5_000, 10_000]) {
    const folder = mkdtempSync(join(tmpdir(), "prefect-bench-"));
    try {
      makeProject(folder, count);
      const runs = Array.from({ length: 3 }, () => validate(folder));
      seconds[count] = median(runs.map(({ took }) => took)) / 1_000;
      const peak = median(runs.map((run) => run.peak)) / 1_024;
      const goals = count === 1_000 ? { time: 1.5, memory: 300 } : {};
      rows.push({ what: `${count} deployments`, value: seconds[count], unit: "s", goal: goals.time });
      rows.push({ what: `${count} deployments, peak`, value: peak, unit: "MiB", goal: goals.memory });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  rows.push({
    what: "10,000 against 1,000 deployments",
    value: seconds[10_000] / seconds[1_000],
    unit: "times",
    goal: 10,
  });
  return rows;
}

function makeProject(folder, count) {
  mkdirSync(join(folder, "flows"));
  const items = [];
  for (let index = 0; index < count; index += 1) {
    writeFileSync(
      join(folder, "flows", `flow_${index}.py`),
      `from prefect import flow, task


@task(retries=2)
def load(day: str, size: int = 10) -> list[int]:
    """Loads."""
    return [n * 2 for n in range(size) if n % ${(index % 7) + 1} == 0]


@flow(name="flow ${index}", flow_run_name="run-{day}", log_prints=True)
def main(day: str, size: int = 10, *, dry_run: bool = False) -> None:
    """Does it."""
    for number in load(day, size):
        if not dry_run:
            print(f"{day}: {number}")


if __name__ == "__main__":
    main(day="2026-01-01")
`,
    );
    items.push(`  - name: deployment-${index}
    entrypoint: flows/flow_${index}.py:main
    description: Number ${index}
    tags: [bench, "${index % 10}"]
    parameters: { day: "2026-01-01", size: ${index} }
    schedules:
      - cron: "${index % 60} ${index % 24} * * *"
        timezone: Europe/Berlin
        slug: daily
    work_pool:
      name: pool
      job_variables: { image: "registry.example.com/flows:${index}" }
`);
  }
  writeFileSync(
    join(folder, "prefect.yaml"),
    `name: bench\npull:\n  - prefect.deployments.steps.set_working_directory:\n      directory: /opt/flows\ndeployments:\n${items.join("")}`,
  );
}

function validate(folder) {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", PEAK, BUNDLE], {
    cwd: folder,
    encoding: "utf8",
    env: {
      GITHUB_WORKSPACE: folder,
      RUNNER_TEMP: folder,
      INPUT_MODE: "validate",
      "INPUT_PREFECT-FILE": "prefect.yaml",
      INPUT_SUMMARY: "false",
      ...Object.fromEntries(
        ["AUTH-STRING", "USERNAME", "PASSWORD", "API-KEY", "CLIENT-SECRET", "CLIENT-KEY"].map((name) => [
          `INPUT_${name}`,
          "unset",
        ]),
      ),
    },
  });
  const took = performance.now() - started;
  if (status !== 0) throw new Error(`It ended with ${status}:\n${stdout.slice(0, 2_000)}\n${stderr}`);
  return { took, peak: Number(/peak=(\d+)/.exec(stderr)?.[1]) };
}
