import { readFile } from "node:fs/promises";
import { parse, stringify } from "yaml";
import { exampleFiles } from "./example.ts";

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Record<string, unknown>;
}

/** What this machine has already. */
const SET_UP = [/^actions\/setup-python@/, /^astral-sh\/setup-uv@/];

/**
 * The workflow of an example as it is, but for what this machine has already, and for the action: the one of this
 * repository.
 *
 * @param given takes the place of its inputs of the same name
 * @param before steps before the action, by job
 */
export async function exampleWorkflow(
  example: string,
  given: Readonly<Record<string, string>>,
  before: Readonly<Record<string, readonly Step[]>> = {},
): Promise<string> {
  const text = await readFile(exampleFiles(example).file("workflow.yml"), "utf8");
  const workflow = parse(text) as { jobs: Record<string, { steps: Step[] }> };
  for (const [name, job] of Object.entries(workflow.jobs)) {
    job.steps = job.steps
      .filter(
        ({ uses = "", run = "" }) =>
          !SET_UP.some((form) => form.test(uses)) && !run.startsWith("pip install "),
      )
      .flatMap((step) =>
        step.uses?.startsWith("your-org/prefect-self-hosted-deploy@")
          ? [...(before[name] ?? []), { id: "deploy", ...step, uses: "./", with: { ...step.with, ...given } }]
          : [step],
      );
  }
  return stringify(workflow);
}
