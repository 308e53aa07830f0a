import { named } from "../../base/named.js";
import { remembered } from "../../base/remembered.js";
import { kindOfSecret } from "../../base/secret-shapes.js";
import { eachText } from "./walk.js";
import type { Spot } from "./spot.js";

/** Looks for secrets in one file. What aliases share is gone through once: it stands in one place. */
export class SecretsInClear {
  private readonly done = new WeakSet<object>();
  private readonly kindOf = remembered(kindOfSecret);

  check(value: unknown, spot: Spot): void {
    eachText(value, [...spot.path], (text, path) => this.text(text, path, spot), this.done);
  }

  /** The text itself is never said. */
  private text(text: string, path: readonly (string | number)[], spot: Spot): boolean {
    const kind = this.kindOf(text) ?? namedSecret(text, String(path.at(-1)));
    if (kind !== undefined) {
      spot.to([...path]).say("secret-in-clear", "value", {
        what: `${kind} stands here in clear, and is stored on the server in clear.`,
        fix: "Take it back where it was issued, and keep the new one in a secret block: `{{ prefect.blocks.secret.name }}` in a step, or loaded in the flow.",
      });
    }
    return false;
  }
}

/** Keys whose value is a secret if it is written out. */
const SECRET_KEY =
  /(?:^|[_-])(?:password|passwd|token|api_?key|access_?key|secret_?key|private_?key|client_?secret|secret)$/i;
/** Names of things, files and references; no secret has such a form. */
const HARMLESS =
  /^(?:[./~$<*]|arn:|[a-z]+:\/\/[^@]*$|(?:true|false|none|null|auto)$)|\s|\.(?:json|pem|key|txt|ya?ml)$/i;

function namedSecret(value: string, key: string): string | undefined {
  if (!SECRET_KEY.test(key) || value.includes("{{") || value.length < 6 || HARMLESS.test(value))
    return undefined;
  // `secret: my-secret` names one; what holds digits is more likely the secret itself.
  if (/(?:^|[_-])secret$/i.test(key) && !(/\d/.test(value) && value.length >= 12)) return undefined;
  return `the value of \`${named(key)}\``;
}
