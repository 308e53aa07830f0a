import { expect, it } from "vitest";
import { startFaultGate } from "../support/faults/gate.ts";
import { dumpServer } from "../support/fidelity/dump.ts";
import { IS_FULL_RUN } from "../support/full-run.ts";
import { createWorkPool, NEWEST } from "../support/servers/prefect.ts";
import { flows, makeProject, prefectYaml } from "../support/project.ts";
import { deployStory, told } from "../support/runner/story.ts";
import { leaseServer } from "../support/shared/servers.ts";

/** In the nightly run: it takes minutes. */
const COUNT = IS_FULL_RUN ? 1_000 : 60;

it(`${COUNT} first deployments, of which one of the last ten is refused, are put back`, async () => {
  const { server } = await leaseServer(NEWEST);
  try {
    await createWorkPool(server, "pool");
    const before = await dumpServer(server);
    await using gate = await startFaultGate(server.url);
    await using project = await makeProject({
      "flow.py": flows("job"),
      "prefect.yaml": prefectYaml(
        Array.from({ length: COUNT }, (_, index) => ({ name: `d${index}`, entrypoint: "flow.py:job" })),
      ),
    });
    gate.fault({
      kind: "403",
      at: ({ method, path }, _index, nth) =>
        method === "POST" && path === "/api/deployments/" && nth === COUNT - 5,
    });
    const { results, problems, lines } = await deployStory({
      inputs: { "api-url": gate.apiUrl, "config-target": "none" },
      workspace: project.path,
    });
    expect(told(problems)[0]).toContain("has been put back: the server is as it was.");
    const count = (action: string) => results.filter((result) => result.startsWith(`${action} `)).length;
    // A busy server makes it send some of them twice.
    expect(count("put-back")).toBeGreaterThan(COUNT / 2);
    expect(count("put-back") + count("failed") + count("not-tried")).toBe(COUNT);
    expect(lines.filter((line) => line.startsWith("put-back job/"))).toHaveLength(count("put-back") + 1);
    expect((await dumpServer(server)).comparable).toEqual(before.comparable);
  } finally {
    await server.stop();
  }
}, 900_000);
