import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { RULES } from "../../../src/validate/rules.js";
import type { Rule } from "../../../src/validate/types.js";

/** Files of a small project by path; `prefect.yaml` is the one that is checked. */
export type Example = Readonly<Record<string, string>>;

export interface RuleExample {
  /** Gets a finding of the rule; no file at all where the mistake cannot be written down. */
  readonly bad: Example;
  /** The same, fixed: gets no finding of any rule but notes. */
  readonly good: Example;
}

type Written = string | Example | undefined;

const FLOW = 'from prefect import flow\n\n\n@flow\ndef hello(name: str = "you"):\n    print(name)\n';
const USUAL = `pull: []
deployments:
  - name: hello
    entrypoint: flows/hello.py:hello
    work_pool:
      name: default
`;

const file = join(import.meta.dirname, "examples.yaml");
const written = new Map(
  Object.entries(parse(readFileSync(file, "utf8")) as Record<string, { bad?: Written; good?: Written }>),
);

/** Those of all rules, in their order. */
export const EXAMPLES: ReadonlyMap<string, RuleExample> = new Map(
  RULES.map(({ id }) => {
    const { bad, good } = written.get(id) ?? {};
    return [id, { bad: bad === undefined ? {} : whole(bad), good: whole(good ?? USUAL) }];
  }),
);

export function exampleOf({ id }: Pick<Rule, "id">): RuleExample {
  const found = EXAMPLES.get(id);
  if (!found) throw new Error(`There is no rule ${id}.`);
  return found;
}

/** Ids that have an example and are no rule. */
export const LEFT_OVER: readonly string[] = [...written.keys()].filter((id) => !EXAMPLES.has(id));

function whole(example: string | Example): Example {
  return typeof example === "string" ? { "prefect.yaml": example, "flows/hello.py": FLOW } : example;
}
