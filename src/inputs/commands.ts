import { parseArgsStringToArgv } from "string-argv";
import type { Findings } from "../base/findings.js";
import { dependsOnFile } from "../project/run-from.js";
import { INPUTS } from "./fitting.js";
import type { RawInputs } from "./raw.js";

/**
 * Splits a command into its words; quotes group. Without a shell nothing else has a meaning.
 *
 * @param example for the error
 */
function wordsOf(name: string, value: string, example: string, findings: Findings): string[] {
  const words = parseArgsStringToArgv(value.trim());
  const operator = words.find((word) => /^(&&?|\|\|?|;|<|>|>>)$|\$\(|`|;$/.test(word));
  if (/^[A-Za-z_]\w*=/.test(words[0] ?? "")) {
    findings.problem(
      `\`${name}\` sets a variable as a shell does, but it is run without a shell.`,
      "Set the variable with `env:` at this step.",
    );
  } else if (operator !== undefined) {
    findings.problem(
      `\`${name}\` holds a shell operator, but it is run without a shell.`,
      `Give one command, for example ${example}; prepare the rest in a step before.`,
    );
  }
  return words;
}

/** Reads `prefect-command`. */
export function readPrefectCommand(value: string, findings: Findings): string[] {
  const before = findings.problems.length;
  const words = wordsOf(
    "prefect-command",
    value,
    "`prefect`, `uv run prefect` or `python -m prefect`",
    findings,
  );
  if (findings.problems.length === before && !/(^|[\\/])prefect(\.exe)?$/.test(words.at(-1) ?? "")) {
    findings.problem(
      "`prefect-command` does not end with the word prefect.",
      "Give the command without arguments of Prefect's own, for example `prefect`, `uv run prefect`, `.venv/bin/prefect` or `python -m prefect`.",
    );
  }
  return words;
}

/** Inputs that say something of prefect files, and why they say nothing of a script. */
const OF_FILES: Readonly<Record<string, string>> = {
  "prefect-file": "one step deploys what prefect files hold, or what a script makes",
  "run-from": "the script runs in `working-directory`",
  "changed-since": "which files a script depends on is not known",
  "shared-paths": "which files a script depends on is not known",
  transaction: "only what is recorded can be compared with what was asked for",
};

/**
 * Reads `deploy-command`: the words of a command that makes deployments with Prefect's own functions, run in place of
 * `prefect deploy`. Empty: none.
 */
export function readDeployCommand(raw: RawInputs, findings: Findings): string[] {
  const words = wordsOf("deploy-command", raw("deploy-command"), "`python deploy.py`", findings);
  if (words.length === 0) return [];
  for (const [name, why] of Object.entries(OF_FILES)) {
    const given = raw(name).trim();
    if (given === "" || given === INPUTS[name]?.default) continue;
    findings.problem(
      `\`deploy-command\` and \`${name}\` exclude each other: ${why}.`,
      `Take one of them out${name === "prefect-file" ? ", or use two steps" : ""}.`,
    );
  }
  if (dependsOnFile([raw("prefect-command")])) {
    findings.problem(
      "`deploy-command` has no prefect file whose folder `{folder}` or `{path}` in `prefect-command` could name.",
      "Write the folder into `prefect-command`.",
    );
  }
  return words;
}
