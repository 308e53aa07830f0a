import { describe, expect, it } from "vitest";
import { useFaultWorld } from "../support/faults/cases.ts";
import {
  ALL_BACK,
  DEPLOYED,
  diagnosis,
  expectedOfPutBack,
  kindNamed,
  LAST_WRITE,
  PUT_BACK_STEPS,
  stepNamed,
  WRITES,
  type Kind,
  type Step,
} from "../support/faults/table.ts";

const { world, deployed, disturbed, expectAsTold } = useFaultWorld();

const REFUSED = [kindNamed("a 401"), LAST_WRITE] as const;

describe.each(PUT_BACK_STEPS)("putting back after a 401 at the last write, at $name", (step) => {
  it.each([kindNamed("an answer that is lost"), kindNamed("two 502")])("$name", async (kind) => {
    const ran = await disturbed([[kind, step], REFUSED], { mode: "deploy" });
    await expectAsTold(ran, expectedOfPutBack(kind, step));
  });
});

describe("a server that is down for good", () => {
  const DOWN: Kind = { name: "502 for good", fault: { kind: "502", times: Infinity }, effect: "unknown" };
  const MEANS = "Prefect is down behind the gate.";
  const TODO = "Start Prefect, or correct the address that the gate forwards to.";
  const from = ({ method, path }: Step) =>
    `502 from ${method === "GET" ? "" : `${method} `}http://gate/api${path}`;
  const at = (name: string) => [[DOWN, stepNamed(name)]] as const;

  it("from the first request on is said after as many tries as `retries` allows", async () => {
    const { problems, results } = await disturbed(at("the version"), { mode: "deploy" });
    const saw = `${from(stepNamed("the version"))}, the last of 3 attempts over 0 s.`;
    expect({ problems, results }).toEqual({ problems: [`${saw} ${MEANS} ${TODO}`], results: [] });
  });

  it.each(["the deployments", "the workers, for the CLI", "the second look at the automations"])(
    "at %s is said after six tries, and nothing is written",
    async (name) => {
      const step = stepNamed(name);
      const { problems } = await disturbed(at(name), { mode: "deploy" });
      expect(problems).toEqual([`${from(step)}. ${MEANS} ${TODO}`]);
      const { gate, named, before, dump } = world();
      const asked = gate.requests.filter(
        (one) => one.fault === "502" && named(one.path) === `/api${step.path}`,
      );
      expect(asked).toHaveLength(6);
      expect((await dump()).exact).toEqual(before.exact);
    },
  );

  it("at the creation puts back the flow that was made for it", async () => {
    const ran = await disturbed(at("the creation"), { mode: "deploy" });
    await expectAsTold(ran, {
      server: "untouched",
      results: ["failed fresh/prod", "not-tried changed/prod", "not-tried triggered/prod"],
      problem: `fresh/prod could not be written: ${from(stepNamed("the creation"))}. ${MEANS} ${ALL_BACK} ${TODO}`,
      writes: ["POST /flows/", "DELETE /flows/<new>"],
    });
  });

  it("at the update puts back all else; the next run writes all", async () => {
    const ran = await disturbed(at("the update"), { mode: "deploy" });
    await expectAsTold(ran, {
      server: "untouched",
      results: ["put-back fresh/prod", "failed changed/prod", "not-tried triggered/prod"],
      problem: `changed/prod could not be written: ${from(stepNamed("the update"))}. ${MEANS} ${ALL_BACK} ${TODO}`,
      writes: [
        ...WRITES.slice(0, 2),
        "DELETE /automations/owned-by/prefect.deployment.<new>",
        "DELETE /deployments/<new>",
        "DELETE /work_pools/pool/queues/fast",
        "DELETE /flows/<new>",
      ],
    });
    await expectNextRun();
  });

  it("at the last automation cannot make the old one again either, and says so; the next run makes it", async () => {
    const { problems, results } = await disturbed(at("the other's automation"), {
      ...{ mode: "deploy", limits: { putBackMs: 10_000 } },
    });
    expect(problems).toEqual([
      "triggered/prod could not be written: POST /automations/ got no usable answer (502), and nobody can tell whether the server has carried it out. Not put back: triggered/prod; compare them with the file. The rest is as it was. Run the job again; it compares with what is on the server then.",
    ]);
    expect(results).toEqual(["put-back fresh/prod", "put-back changed/prod", "left triggered/prod"]);
    const { before, dump } = world();
    expect((await dump()).comparable).toEqual({ ...before.comparable, automations: [] });
    await expectNextRun();
  });

  it("from the creation on leaves what is there, and says of which deployment", async () => {
    const { gate, reset, run, dump, before } = world();
    reset();
    gate.fault({ kind: "502", times: Infinity, at: ({ index, path }) => isAfter(index, path) });
    const isAfter = (index: number, path: string) =>
      path === "/api/deployments/" ||
      gate.requests.slice(0, index).some((one) => one.path === "/api/deployments/");
    const { problems, results } = await run({ mode: "deploy", limits: { backoffMs: 5, putBackMs: 500 } });
    expect(problems[0]).toMatch(
      / Not put back: fresh\/prod, the work queue "fast" \(.*\), the flow "fresh" \(.*\); compare them with the file\. /,
    );
    expect(results).toEqual(["left fresh/prod", "not-tried changed/prod", "not-tried triggered/prod"]);
    const { flows, ...rest } = (await dump()).comparable;
    const { flows: flowsBefore, ...restBefore } = before.comparable;
    expect(rest).toEqual(restBefore);
    expect(flows.map(({ name }) => name)).toEqual(["changed", "fresh", "triggered"]);
    expect(flowsBefore).toHaveLength(2);
    await expectNextRun();
  });

  /** Nothing that was left is in the way. */
  async function expectNextRun(): Promise<void> {
    const { gate, run, dump } = world();
    gate.reset();
    const { problems, results } = await run({ mode: "deploy" });
    expect({ problems, results }).toEqual({ problems: [], results: DEPLOYED });
    expect((await dump()).comparable).toEqual(deployed());
  }
});

it("with `on-commit-error: keep` what was written before a refusal stays, and is said", async () => {
  const ran = await disturbed([REFUSED], { mode: "deploy", inputs: { "on-commit-error": "keep" } });
  const [what, fix] = diagnosis(...REFUSED);
  expect(ran.problems).toEqual([
    `triggered/prod could not be written: ${what} Kept (\`on-commit-error: keep\`): fresh/prod, changed/prod. ${fix}`,
  ]);
  expect(ran.results).toEqual(["created fresh/prod", "updated changed/prod", "failed triggered/prod"]);
  expect(ran.writes).toEqual(WRITES.slice(0, -1));
  const { automations, ...rest } = (await world().dump()).comparable;
  const { automations: all, ...restAfter } = deployed();
  expect(rest).toEqual(restAfter);
  expect(automations).toEqual(all.filter(({ name }) => name === "on-failed"));
});
