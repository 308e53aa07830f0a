import { SECTIONS } from "./step-list.js";
import type { YamlPath } from "../../project/yaml/file.js";
import type { Words } from "./spot.js";

/** Blocks that hold a secret, or fields of others that do. */
const SECRET_BLOCK =
  /^prefect\.blocks\.secret\.|password|secret|token|api[_-]?key|access[_-]?key|private[_-]?key/i;

interface Text {
  readonly path: YamlPath;
  readonly say: (rule: string, words: Words) => void;
}

/** What Prefect itself gives: `prefect.blocks…`, `prefect.variables…`. @param isDecisive without it nothing is deployed */
export function checkPrefectName({ path, say }: Text, name: string, isDecisive: boolean): void {
  const shown = `\`{{ ${name} }}\``;
  const [, kind = "", ...parts] = name.split(".");
  const severity = isDecisive ? "error" : undefined;
  if (name.startsWith("prefect.blocks.")) {
    // Steps of the whole file are resolved where they run, and that may be nowhere.
    const isStep = path[0] !== "deployments";
    if (parts.filter((part) => part !== "").length < 2) {
      say("template-prefect", {
        severity: isStep ? undefined : "error",
        what: `${shown} names no block, and ${isStep ? "the step" : "Prefect"} ends with an error.`,
        fix: "Write `{{ prefect.blocks.type.name }}`, for example `{{ prefect.blocks.secret.api-key }}`.",
      });
    } else checkStored({ path, say }, name);
  } else if (name.startsWith("prefect.variables.")) {
    const variable = parts.join(".");
    const isDeep = /[.[]/.test(variable);
    say("template-prefect", {
      severity,
      what: `${shown} becomes nothing: ${isDeep ? "Prefect does not look inside variables" : `no variable of Prefect can have the name \`${variable}\``}.`,
      fix: variable.includes(".")
        ? "Make a variable of its own for each value."
        : "Names of variables have small letters, digits, `_` and `-` only.",
    });
  } else {
    const meant = /^b/i.test(kind) ? "blocks" : /^v/i.test(kind) ? "variables" : undefined;
    const rest = parts.join(".") || (meant === "blocks" ? "type.name" : "name");
    say("template-prefect", {
      severity,
      what: `${shown} is filled in by nothing: Prefect knows \`prefect.blocks.…\` and \`prefect.variables.…\` only.`,
      fix: meant === undefined ? "Use one of the two." : `Did you mean \`{{ prefect.${meant}.${rest} }}\`?`,
    });
  }
}

/** Steps keep the reference and are filled in where they run; all else gets the value at once. */
function checkStored({ path, say }: Text, name: string): void {
  const section = path[0] === "deployments" ? path[2] : path[0];
  if (SECTIONS.some((known) => known === section) || !SECRET_BLOCK.test(name)) return;
  say("secret-stored", {
    what: `the value behind \`{{ ${name} }}\` is filled in by \`prefect deploy\` and stored in clear with the deployment.`,
    fix: "Load the block in the flow, or give the secret to the work pool or to the worker's environment.",
  });
}
