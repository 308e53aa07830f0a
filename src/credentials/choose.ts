import type { AskedCredential, Credential, Mint } from "./credential.js";
import { findHeader } from "./headers.js";
import type { Findings } from "../base/findings.js";

/** Credential inputs, cleaned. Undefined: left out. Empty: given, but with nothing in it. */
export type GivenCredentials = Readonly<
  Record<
    | ("authString" | "username" | "password" | "apiKey" | "oidcAudience")
    | ("tokenUrl" | "clientId" | "clientSecret" | "scope" | "audience"),
    string | undefined
  >
>;

const EMPTY_SECRET =
  "Usual reasons: GitHub does not give secrets to workflows from forks or from Dependabot, the secret's name is misspelt, " +
  "or it belongs to an environment that the job does not name (`environment:`).";

/**
 * Finds the one credential that is meant.
 *
 * What Prefect would send where several are set was measured (3.4.14, 3.6.29, 3.8.8):
 * Basic, silently, although its documentation says that the key wins.
 */
export function chooseCredential(
  given: GivenCredentials,
  headers: Readonly<Record<string, string>>,
  findings: Findings,
): AskedCredential {
  const kinds = [
    ...(given.authString ? ["`auth-string`"] : []),
    ...(given.username || given.password ? ["`username` and `password`"] : []),
    ...(given.apiKey ? ["`api-key`"] : []),
    ...(given.oidcAudience ? ["`oidc-audience`"] : []),
    ...(given.tokenUrl || given.clientId || given.clientSecret ? ["`token-url`"] : []),
  ];
  refuseContradictions(given, kinds, headers, findings);
  if (kinds.length === 0) refuseEmpty(given, headers, findings);
  return (
    basic(given, findings) ??
    (given.apiKey ? { kind: "bearer", token: given.apiKey, from: "api-key" } : undefined) ??
    (given.oidcAudience ? { kind: "oidc-audience", audience: given.oidcAudience } : undefined) ??
    clientCredentials(given, findings) ?? { kind: "none" }
  );
}

function refuseContradictions(
  given: GivenCredentials,
  kinds: readonly string[],
  headers: Readonly<Record<string, string>>,
  findings: Findings,
): void {
  const mints = Boolean(given.oidcAudience || given.tokenUrl || given.clientId || given.clientSecret);
  const isBasic = Boolean(given.authString || given.username || given.password);
  if (isBasic && given.apiKey) {
    findings.problem(
      `${kinds.join(" and ")} are both given. Prefect would send Basic (${kinds[0] ?? ""}) and drop the key silently; its documentation says the opposite.`,
      "Give one: Basic for a gate that asks for user and password, `api-key` for a gate that validates a token.",
    );
  } else if (kinds.length > 1 && mints) {
    findings.problem(
      `${kinds.join(" and ")} are given, and each is a credential of its own; only one can be sent.`,
      "Give one of them.",
    );
  } else if (kinds.length > 1) {
    findings.problem(
      `${kinds.join(" and ")} are both given, and both mean Basic authentication.`,
      "Give `auth-string` (user:password), or `username` and `password`.",
    );
  }
  const header = findHeader(headers, "authorization");
  if (kinds.length > 0 && header !== undefined) {
    findings.problem(
      `\`headers\` holds ${header} beside ${kinds.join(" and ")}. Prefect would send the header's value on every request, and never the credential.`,
      `Take ${header} out of \`headers\`, or leave ${kinds.join(" and ")} out.`,
    );
  }
}

/** No credential at all is fine where that is meant; it is not where a secret is empty. */
function refuseEmpty(
  given: GivenCredentials,
  headers: Readonly<Record<string, string>>,
  findings: Findings,
): void {
  if (findHeader(headers, "authorization") !== undefined) return;
  const told = [
    "authString",
    "username",
    "password",
    "apiKey",
    "oidcAudience",
    "tokenUrl",
    "clientSecret",
  ] as const;
  const empty = told.filter((name) => given[name] === "").map(inputOf);
  if (empty.length === 0) return;
  const several = empty.length > 1;
  findings.problem(
    `${empty.join(" and ")} ${several ? "are" : "is"} given but empty.`,
    `${EMPTY_SECRET} For a server without authentication leave the ${several ? "inputs" : "input"} out.`,
  );
}

function basic(given: GivenCredentials, findings: Findings): Credential | undefined {
  if (given.authString) {
    const colon = given.authString.indexOf(":");
    if (colon < 0) {
      findings.problem(
        "`auth-string` has no colon: it must be user:password.",
        "Store the secret as user:password; a token belongs in `api-key`.",
      );
      return undefined;
    }
    const user = given.authString.slice(0, colon);
    const password = given.authString.slice(colon + 1);
    if (user === "" || password === "") {
      // `${{ vars.USER }}:${{ secrets.PASSWORD }}` where one of them is empty.
      findings.problem(
        `\`auth-string\` has nothing ${password === "" ? "after" : "before"} its colon.`,
        password === "" ? EMPTY_SECRET : "Store the secret as user:password.",
      );
    }
    return { kind: "basic", user, password };
  }
  if (!given.username && !given.password) return undefined;
  if (!given.username) {
    findings.problem(
      "`password` is given without `username`.",
      "Give both, or `auth-string` (user:password).",
    );
  } else if (!given.password) {
    const empty = given.password === "";
    findings.problem(
      empty ? "`password` is given but empty." : "`username` is given without `password`.",
      empty ? EMPTY_SECRET : "Give both, or `auth-string` (user:password).",
    );
  }
  if (given.username?.includes(":")) {
    findings.problem(
      "`username` holds a colon, which Basic authentication cannot carry (RFC 7617).",
      "If it is user:password, give it as `auth-string`.",
    );
  }
  return { kind: "basic", user: given.username ?? "", password: given.password ?? "" };
}

/** `clientId`: `client-id`, in code. */
function inputOf(name: keyof GivenCredentials): string {
  return `\`${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}\``;
}

/** RFC 6749, section 4.4. */
function clientCredentials(given: GivenCredentials, findings: Findings): Mint | undefined {
  const { tokenUrl, clientId, clientSecret } = given;
  if (!tokenUrl && !clientId && !clientSecret) {
    if (given.scope || given.audience) {
      findings.problem(
        "`scope` or `audience` is given without `token-url`.",
        "They belong to `token-url`, `client-id` and `client-secret`; for a GitHub token give `oidc-audience`.",
      );
    }
    return undefined;
  }
  const missing = (["tokenUrl", "clientId", "clientSecret"] as const)
    .filter((name) => !given[name])
    .map(inputOf);
  if (missing.length > 0) {
    findings.problem(
      `${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} missing or empty; \`token-url\`, \`client-id\` and \`client-secret\` belong together.`,
      `Give all three. ${EMPTY_SECRET}`,
    );
  }
  return {
    kind: "token-url",
    url: tokenUrl ?? "",
    clientId: clientId ?? "",
    clientSecret: clientSecret ?? "",
    scope: given.scope || undefined,
    audience: given.audience || undefined,
  };
}
