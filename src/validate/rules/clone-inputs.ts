import { named } from "../../base/named.js";
import type { Spot } from "./spot.js";
import type { Run } from "./step-list.js";

type Inputs = Readonly<Record<string, unknown>>;

/** Inputs of `git_clone` that do not go together, or are not of the kind that it takes. */
export function checkClone(inputs: Inputs, spot: Spot, run: Run): void {
  checkConflicts(inputs, spot, run);
  checkToken(inputs["access_token"], spot.at("access_token"), run);
  checkCredentials(inputs["credentials"], spot.at("credentials"), run);
}

function checkConflicts(inputs: Inputs, spot: Spot, { severity, when }: Run): void {
  for (const [one, other] of [
    ["access_token", "credentials"],
    ["branch", "commit_sha"],
  ] as const) {
    if (!isSure(inputs[one]) || !isSure(inputs[other])) continue;
    spot.at(other).say("step-conflict", "key", {
      severity,
      what: `\`git_clone\` takes \`${one}\` or \`${other}\`, not both, and ends in an error ${when}.`,
      fix: "Take one of the two out.",
    });
  }
}

/** Whether there surely is a value: a variable may be empty. */
function isSure(value: unknown): boolean {
  if (typeof value !== "string") return value !== undefined && value !== null && value !== false;
  return value !== "" && !/{{(?!\s*prefect\.blocks\.)/.test(value);
}

/** A text that is one reference to a block, as Prefect finds it. */
const REFERENCE = /^\{\{\s*(prefect\.blocks\.([\w-]+)\.[\w-]+)((?:\.|\[)[\w.[\]-]*)?\s*\}\}$/;

/** Types of blocks with several fields; what `prefect.blocks.type.name` gives is then all of them, a mapping. */
const CREDENTIALS = /^(?:github|gitlab|bitbucket)-credentials$/;
/** Types of blocks with nothing but a value, which is what the reference gives. */
const VALUES = /^(?:secret|string|json|date-time)$/;

/** Prefect quotes the token for the URL, which it can do with text only. */
function checkToken(token: unknown, spot: Spot, { severity, when }: Run): void {
  if (typeof token !== "string") return;
  const [, block = "", type = "", field] = REFERENCE.exec(token) ?? [];
  if (field !== undefined || block === "" || VALUES.test(type)) return;
  const isSurely = CREDENTIALS.test(type);
  spot.say("step-credentials", "value", {
    severity: isSurely ? severity : "warning",
    what: `\`access_token\` gets the whole block \`${named(block)}\`, which is a mapping and no text${isSurely ? "" : ", unless a `value` is all that it holds"}; the step ends in an error ${when}.`,
    fix: `Write \`credentials:\` in place of \`access_token:\`, or name the field with the token: \`{{ ${named(block)}.token }}\`.`,
    corrected: isSurely ? spot.corrected({ key: "credentials" }) : undefined,
  });
}

/** Prefect goes through the fields of credentials, which text does not have. */
function checkCredentials(credentials: unknown, spot: Spot, { severity, when }: Run): void {
  if (typeof credentials !== "string" || credentials === "") return;
  const [, block = "", type = "", field] = REFERENCE.exec(credentials) ?? [];
  const isText = !credentials.includes("{{");
  const isToken = CREDENTIALS.test(type) && field === ".token";
  const isSecret = type === "secret" && field === undefined;
  if (!isText && !isToken && !isSecret) return;
  const given = isText ? "a text" : `the text in \`${named(block)}${field ?? ""}\``;
  spot.say("step-credentials", "value", {
    severity: isSecret ? "warning" : severity,
    what: `\`credentials\` gets ${given} and takes a block of credentials${isSecret ? ", or a secret that holds a mapping" : ""}; the step ends in an error ${when}.`,
    fix: isText
      ? "Write `access_token:` with a reference to a secret block, `{{ prefect.blocks.secret.name }}`."
      : "Write `access_token:` in place of `credentials:`.",
    corrected: isText ? undefined : spot.corrected({ key: "access_token" }),
  });
}
