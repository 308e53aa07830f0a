import { named } from "../../base/named.js";
import { readEntrypoint } from "../../project/entrypoint.js";
import { rulesOf } from "./rules-of.js";
import type { Report } from "../../base/finding.js";
import type { PythonCall, PythonFile, PythonFunction } from "../../project/python/types.js";
import type { RuleSet } from "../types.js";

const RULE = "import-call";

/** Calls of Prefect that stand at the top level of a flow's file, where `prefect deploy` comes upon them when it imports it. */
export const importCalls: RuleSet = {
  rules: rulesOf({
    [RULE]: [
      "warning",
      "A call of Prefect that runs when the flow's file is imported",
      "`prefect deploy` imports the file inside a running event loop. There `Variable.set`, `Block.save`, `flow.deploy`, " +
        "`run_deployment` and an async flow only make a coroutine: nothing is written, and the deploy exits 0. `flow.serve`, " +
        "`serve` and `asyncio.run` end in a RuntimeError, and Prefect silently takes the flow from the file's text. A flow " +
        "that is not async does run, in each deploy and each plan (3.8.8, 3.9.1).",
    ],
  }),
  check(context, report) {
    const seen = new Set<PythonFile>();
    for (const { deployments } of context.files) {
      for (const entry of deployments) {
        const python = readEntrypoint(entry, context)?.python;
        if (!python || seen.has(python)) continue;
        seen.add(python);
        for (const call of python.calls) checkCall(call, python, report);
      }
    }
  },
};

function checkCall(call: PythonCall, { functions }: PythonFile, report: Report): void {
  const outcome = outcomeOf(call, functions);
  if (!outcome) return;
  const shown = `\`${named(call.text.replaceAll(/\s+/g, " "))}(…)\``;
  report(RULE, {
    what: `${shown} ${OUTCOMES[outcome]}`,
    fix: 'Move it below `if __name__ == "__main__":`, where it runs only when the file itself is run.',
    where: call.where,
  });
}

const OUTCOMES = {
  never:
    "never runs in a deploy: Prefect imports this file inside a running event loop, where the call only makes a coroutine, and nobody awaits it.",
  error:
    "ends in an error in a deploy: Prefect imports this file inside a running event loop. It then takes the flow from the file's text, and says nothing.",
  runs: "runs whenever this file is imported, so in each deploy and each plan. It writes to the server, and a plan stops there, as does a deploy that records its writes (all but `transaction: false`).",
};

/** Ways to a flow that is defined elsewhere. */
const FLOW = /^prefect\.(?:flows\.)?(?:flow|Flow)\b/;
const COROUTINES =
  /^prefect\.variables\.Variable\.a?(?:set|unset)$|^prefect[.\w]*\.[A-Z]\w*(?:\(\)\.a?save|\.a?delete|\.a?register_type_and_schema)$|^prefect\.deployments\.(?:flow_runs\.)?a?run_deployment$|^prefect\.(?:deployments\.(?:runner\.)?)?a?deploy$/;
const ERRORS = /^prefect\.(?:flows\.)?serve$|^asyncio\.run$/;

/** As measured on 3.8.8 and 3.9.1. Undefined: nothing is known of it. */
function outcomeOf(
  { name, isSync }: PythonCall,
  functions: ReadonlyMap<string, PythonFunction>,
): keyof typeof OUTCOMES | undefined {
  if (ERRORS.test(name)) return "error";
  if (COROUTINES.test(name)) return isSync ? "runs" : "never";
  const [, own = "", rest = ""] = /^:(\w+)(.*)$/s.exec(name) ?? [];
  const flow = functions.get(own);
  const isOwn = flow?.decorators.some(({ isFlow }) => isFlow) === true;
  if (!isOwn && !FLOW.test(name)) return undefined;
  // The coroutine that stands for the flow has neither of them.
  if (/\.(?:from_source\(\)\.deploy|to_deployment\(\)\.apply)$/.test(rest || name))
    return isSync ? undefined : "error";
  if (/\.serve$/.test(rest || name)) return "error";
  if (/\.a?deploy$/.test(rest || name)) return isSync ? "runs" : "never";
  if (!isOwn || !/^(?:\.with_options\(\))?$/.test(rest)) return undefined;
  return flow.isAsync ? "never" : "runs";
}
