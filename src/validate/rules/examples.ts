import type { Example } from "../types.js";

export const HELLO =
  "deployments:\n  - name: hello\n    entrypoint: flows/hello.py:hello\n    work_pool:\n      name: default\n";

const FLOW = 'from prefect import flow\n\n\n@flow\ndef hello(name: str = "you"):\n    print(name)\n';

/**
 * A project in which all is well but what the example is about.
 *
 * @param more lines below the one deployment
 * @param deployments the rest of prefect.yaml
 */
export function project(more = "", deployments = HELLO): Example {
  return { "prefect.yaml": `pull: []\n${deployments}${more}`, "flows/hello.py": FLOW };
}
