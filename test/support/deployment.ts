import type { KnownDeployment } from "../../src/project/candidates.js";

/** The deployment `one` of the flow `f`, on line 7 of `prefect.yaml`. */
export function knownDeployment(
  content: Readonly<Record<string, unknown>> = {},
  pull: unknown = [{ a: {} }],
  steps: unknown[] = [],
): KnownDeployment {
  const where = { file: "prefect.yaml", line: 7 };
  const manifest = {
    ...{ path: "/p", directory: "/", file: "prefect.yaml", text: "", pieces: undefined },
    ...{ deployments: [], steps, pull, where: () => where },
  };
  return {
    where,
    name: "one",
    entrypoint: "f.py:f",
    flowNames: ["f"],
    flow: "f",
    deployment: { index: 0, where, name: "one", entrypoint: "f.py:f", flow: "f", content },
    manifest,
    yaml: "",
    source: { status: "unknown" },
  };
}
