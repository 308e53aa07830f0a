import { formsOf } from "../secrets.js";
import { isSecretName } from "./names.js";

/** Shorter values are words (`true`, `admin`) that stand in many other texts. */
const SHORTEST = 8;

/**
 * Every form of what the job's environment holds under the name of a secret: `SLACK_WEBHOOK_URL`, `DB_PASSWORD`. A flow
 * file may have taken it from there (`def f(x=os.environ["X"])`), and Prefect stores it as a default. Pure.
 *
 * Not told to the runner: it would hide such a value in all later steps of the job too.
 */
export function environmentSecrets(env: NodeJS.ProcessEnv): string[] {
  const values = Object.entries(env).flatMap(([name, value = ""]) =>
    isSecretName(name) && !OWN.test(name) && isLikelySecret(value) ? [value] : [],
  );
  // A single line of a value, such as `{`, may be anything.
  return formsOf(values).filter((form) => form.trim().length >= SHORTEST);
}

/** The inputs of this action, whose secrets are known; and the working directory of a shell. */
const OWN = /^INPUT_|^(?:OLD)?PWD$/;

/** A password such as `postgres` or `changeme` is a word of other texts, and no secret to anybody. */
function isLikelySecret(value: string): boolean {
  return value.trim().length >= SHORTEST && !/^[a-z]{1,12}$/.test(value.trim());
}
