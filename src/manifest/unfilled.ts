import { secretForms } from "../credentials/secrets.js";
import type { Deployment, Manifest } from "./manifest.js";
import { placeholders } from "./template.js";

/** Shorter values (`dev`, `1`) are parts of too many words. */
const SHORTEST = 4;

/**
 * Makes the way back: in a text of Prefect's, which has only seen the values, `{{ $NAME }}` takes the place of what was
 * filled in from the environment. Pure.
 *
 * @param manifest its steps belong to all of its deployments
 */
export function unfilling(
  manifest: Pick<Manifest, "steps" | "pull">,
  deployments: readonly Pick<Deployment, "content">[],
  env: NodeJS.ProcessEnv,
): (text: string) => string {
  const contents = [manifest.steps, manifest.pull, ...deployments.map(({ content }) => content)];
  const names = new Set(contents.flatMap((content) => placeholders(content).map(({ name }) => name)));
  const forms = [...names].flatMap((name) =>
    formsOf(env[name.replace(/^\$+/, "")]).map((form) => ({ form, name })),
  );
  forms.sort((one, other) => other.form.length - one.form.length);
  return (text) => forms.reduce((rest, { form, name }) => rest.replaceAll(form, () => `{{ ${name} }}`), text);
}

function formsOf(value = ""): string[] {
  const forms = secretForms({ values: [value], username: "", password: "", headers: "" });
  return forms.filter((form) => form.trim().length >= SHORTEST);
}
