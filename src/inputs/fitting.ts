import { nearest } from "../base/nearest.js";
import { entryOf } from "../base/record.js";
import { quote } from "../base/quote.js";
import type { Findings } from "../base/findings.js";
import { UNSET, type RawInputs } from "./raw.js";
import type { Mode } from "./types.js";

/** What an input means to the modes that do not use it. */
interface Use {
  /** Left out: all modes. */
  readonly modes?: readonly Mode[];
  /** In action.yml: another value was given. */
  readonly default: string;
  /** Whether it is an error in other modes, since who gives it counts on it; else it is only said that it has no use. */
  readonly counts?: true;
}

const SERVER: readonly Mode[] = ["plan", "deploy"];
const NO = { default: "false" };

/** All inputs of action.yml; a test compares them. */
export const INPUTS: Readonly<Record<string, Use>> = {
  mode: { default: "deploy" },
  "ignore-rules": { default: "" },
  names: { default: "" },
  "prefect-file": { default: "prefect.yaml" },
  "run-from": { default: "working-directory" },
  "working-directory": { default: "." },
  environment: { default: "" },
  timeout: { default: "1800" },
  summary: { default: "true" },
  "github-token": { default: "${{ github.token }}" },
  ...Object.fromEntries(
    ["auth-string", "username", "password", "api-key", "oidc-audience", "token-url", "client-id"]
      .concat(["client-secret", "scope", "audience", "ca-certificate", "client-certificate", "client-key"])
      .map((name) => [name, { modes: SERVER, default: UNSET }]),
  ),
  "api-url": { modes: SERVER, default: "" },
  "ui-url": { modes: SERVER, default: "" },
  headers: { modes: SERVER, default: "" },
  "tls-skip-verify": { modes: SERVER, ...NO },
  "prefect-command": { modes: SERVER, default: "prefect" },
  "deploy-command": { default: "" },
  profile: { modes: SERVER, default: "" },
  retries: { modes: SERVER, default: "5" },
  "config-target": { modes: SERVER, default: "prefect.toml" },
  "allow-untrusted-code": { modes: SERVER, ...NO },
  concurrency: { modes: SERVER, default: "8" },
  "on-commit-error": { modes: SERVER, default: "put-back" },
  "on-import-error": { modes: SERVER, default: "warning" },
  "keep-config": { modes: SERVER, ...NO },
  transaction: { modes: SERVER, default: "true" },
  "keep-paused-schedules": { modes: SERVER, ...NO },
  "clear-schedules": { modes: SERVER, ...NO },
  comment: { modes: SERVER, ...NO, counts: true },
  prune: { modes: SERVER, ...NO, counts: true },
  "prune-limit": { modes: SERVER, default: "10" },
  "prune-scope": { modes: SERVER, default: "" },
  "expected-plan": { modes: ["deploy"], default: UNSET, counts: true },
  shard: { modes: SERVER, default: "" },
  // A validation reads all files in any case, runs no git, and takes little time.
  "changed-since": { modes: SERVER, default: UNSET },
  "shared-paths": { modes: SERVER, default: "" },
  shards: { modes: ["plan"], default: "", counts: true },
  unknown: { modes: ["plan"], default: "named", counts: true },
  "fail-on-changes": { modes: ["plan"], ...NO, counts: true },
};

/** What other actions and tools call it. */
const MEANT: Readonly<Record<string, string>> = {
  "dry-run": "`mode: plan`",
  plan: "`mode: plan`",
  validate: "`mode: validate`",
  token: "`api-key`",
  url: "`api-url`",
  cwd: "`working-directory`",
  "deployment-names": "`names`",
};

/** Inputs that only another mode uses: what is given and not used is not silent. */
export function checkFitting(raw: RawInputs, mode: Mode, findings: Findings): void {
  const idle = Object.entries(INPUTS).filter(
    ([name, use]) =>
      use.modes && !use.modes.includes(mode) && ![use.default, ""].includes(raw(name).trim().toLowerCase()),
  );
  for (const [name, { modes = [] }] of idle.filter(([, { counts }]) => counts)) {
    findings.problem(
      `\`${name}\` does nothing in \`mode: ${mode}\`.`,
      `Take it out, or set ${modes.map((one) => `\`mode: ${one}\``).join(" or ")}.`,
    );
  }
  const unused = idle.flatMap(([name, { counts }]) => (counts ? [] : [`\`${name}\``]));
  if (unused.length > 0)
    findings.note(`\`mode: ${mode}\` connects to nothing and does not use ${unused.join(", ")}.`);
}

/**
 * `env: INPUT_…` of a job looks the same, and is what workflows do with text from outside. So only what hardly is such a
 * variable is an error: a name with a dash, and the very name of an input with an underscore.
 */
function checkName(name: string, findings: Findings): void {
  const dashed = name.replaceAll("_", "-");
  const near = nearest(name, Object.keys(INPUTS));
  const meant = entryOf(MEANT, dashed) ?? (near === undefined ? undefined : `\`${near}\``);
  const isMistake = name.includes("-") || near === dashed || dashed === "dry-run";
  const what = `This action has no input ${quote(name)}.`;
  const variable = `a variable of the job is called INPUT_${name.toUpperCase()}`;
  if (meant === undefined) findings.note(`${what} Nothing is wrong if ${variable}.`);
  else if (isMistake)
    findings.problem(what, `Write ${meant} in its place. If ${variable}, give that another name.`);
  else
    findings.warning(what, `If you gave it, write ${meant} in its place. Nothing is wrong if ${variable}.`);
}

/** Names that the runner hands over and that this action does not have. */
export function checkNames(env: NodeJS.ProcessEnv, findings: Findings): void {
  const given = Object.keys(env).flatMap((key) => /^INPUT_(.+)$/.exec(key)?.[1]?.toLowerCase() ?? []);
  for (const name of given) if (!Object.hasOwn(INPUTS, name)) checkName(name, findings);
}
