import { cp, readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { exampleFiles } from "../../support/examples/example.ts";
import { usePrefectServer } from "../../support/hooks.ts";
import { createWorkPool, runStep, type StepResult, tempDir } from "../../support/index.ts";
import { deployed } from "../../support/runner/story.ts";

const prefect = usePrefectServer();
const { file } = exampleFiles("matrix-shards");

type Inputs = Readonly<Record<string, string | number>>;

// Jobs in parallel, under a real runner: test/e2e/shards.test.ts.
it("examples/matrix-shards: what the shards of a plan deploy is all there is, and then no shard is left", async () => {
  await createWorkPool(prefect(), "default-pool");
  await using checkout = await tempDir();
  await cp(file(""), checkout.path, { recursive: true });
  const { jobs } = parse(await readFile(file("workflow.yml"), "utf8")) as {
    jobs: Record<"plan" | "deploy", { steps: { uses?: string; with?: Inputs }[] }>;
  };
  const step = async (job: "plan" | "deploy", shard = ""): Promise<StepResult> => {
    const given = jobs[job].steps.find(({ uses }) => uses?.startsWith("your-org/"))?.with ?? {};
    const filled = Object.entries<string | number>({ ...given, "api-url": prefect().apiUrl }).map(
      ([name, value]) => [
        name,
        String(value)
          .replace("${{ matrix.shard }}", shard)
          .replace("${{ secrets.PREFECT_PASSWORD }}", "unasked"),
      ],
    );
    const result = await runStep({ inputs: Object.fromEntries(filled) as never, workspace: checkout.path });
    expect(result.exitCode, result.log).toBe(0);
    return result;
  };
  const shards = async (): Promise<string[]> =>
    JSON.parse((await step("plan")).outputs["changed-shards"] ?? "") as string[];

  const asked = (parse(await readFile(file("prefect.yaml"), "utf8")) as { deployments: { name: string }[] })
    .deployments;
  const first = await shards();
  expect(await deployed(prefect())).toEqual([]);
  const created: number[] = [];
  for (const shard of first) created.push(Number((await step("deploy", shard)).outputs["created"]));
  expect(Math.min(...created)).toBeGreaterThan(0);
  expect(created.reduce((sum, number) => sum + number, 0)).toBe(asked.length);
  expect((await deployed(prefect())).map((name) => name.split("/")[1]).sort()).toEqual(
    asked.map(({ name }) => name).sort(),
  );
  expect(await shards()).toEqual([]);
}, 300_000);
