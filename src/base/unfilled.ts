import { formsOf } from "./secrets.js";
import { placeholders } from "./template.js";

/** A value that was filled in from the environment, in one of its forms, and the placeholder that it took the place of. */
export interface Filled {
  readonly form: string;
  /** `$NAME` */
  readonly name: string;
}

/**
 * What Prefect fills into deployments of a file from the environment; the longest first. Pure.
 *
 * @param manifest its steps belong to all of its deployments
 * @param shortest shorter values (`dev`, `1`) are parts of too many words
 */
export function filledIn(
  manifest: { readonly steps: readonly unknown[]; readonly pull: unknown },
  deployments: readonly { readonly content: unknown }[],
  env: NodeJS.ProcessEnv,
  shortest: number,
): Filled[] {
  const contents = [manifest.steps, manifest.pull, ...deployments.map(({ content }) => content)];
  const names = new Set(contents.flatMap((content) => placeholders(content).map(({ name }) => name)));
  const filled = [...names].flatMap((name) => {
    const forms = formsOf([env[name.replace(/^\$+/, "")] ?? ""]);
    return forms.filter((form) => form.trim().length >= shortest).map((form) => ({ form, name }));
  });
  return filled.sort((one, other) => other.form.length - one.form.length);
}

/**
 * Makes the way back: in a text of Prefect's, which has only seen the values, `{{ $NAME }}` takes their place. Pure.
 *
 * @param filled the longest first
 */
export function unfilled(text: string, filled: readonly Filled[]): string {
  return filled.reduce((rest, { form, name }) => rest.replaceAll(form, () => `{{ ${name} }}`), text);
}
