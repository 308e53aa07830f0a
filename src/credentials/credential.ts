import { findHeader } from "./headers.js";

/**
 * What goes into the `Authorization` header. Exactly one kind, or none.
 *
 * Prefect sends `PREFECT_API_AUTH_STRING` as `Basic base64(value)` and
 * `PREFECT_API_KEY` as `Bearer value`, to self-hosted servers too
 * (measured on 3.0.11, 3.4.14 and 3.8.8).
 */
export type Credential =
  | { readonly kind: "basic"; readonly user: string; readonly password: string }
  | { readonly kind: "bearer"; readonly token: string; readonly from: BearerSource }
  | { readonly kind: "none" };

/** The input that a Bearer token comes from. */
export type BearerSource = "api-key" | "oidc-audience" | "token-url";

/** A Bearer token that is sent: of the credential, or of an Authorization among the custom headers. */
export interface SentToken {
  readonly token: string;
  readonly from: BearerSource | "headers";
}

export function sentToken(
  credential: AskedCredential,
  headers: Readonly<Record<string, string>>,
): SentToken | undefined {
  if (credential.kind === "bearer") return credential;
  const name = findHeader(headers, "authorization");
  const token = name === undefined ? undefined : /^bearer\s+(\S+)$/i.exec(headers[name] ?? "")?.[1];
  return token === undefined ? undefined : { token, from: "headers" };
}

/** A Bearer token that is not stored anywhere, but asked for when it is needed. */
export type Mint =
  | { readonly kind: "oidc-audience"; readonly audience: string }
  | {
      readonly kind: "token-url";
      readonly url: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly scope: string | undefined;
      readonly audience: string | undefined;
    };

/** What the inputs say, before a token is minted. */
export type AskedCredential = Credential | Mint;

export function isMint(asked: AskedCredential): asked is Mint {
  return asked.kind === "oidc-audience" || asked.kind === "token-url";
}

/** Whether this run asked for it: then it stands in no input. */
export function isMinted(
  credential: Credential,
): credential is Extract<Credential, { readonly kind: "bearer" }> {
  return credential.kind === "bearer" && credential.from !== "api-key";
}

/** The header's value, or undefined where nothing is sent. Capital B: Prefect's own server wants it. */
export function authorization(credential: Credential): string | undefined {
  switch (credential.kind) {
    case "basic":
      return `Basic ${Buffer.from(authString(credential)).toString("base64")}`;
    case "bearer":
      return `Bearer ${credential.token}`;
    case "none":
      return undefined;
  }
}

/** `user:password`, as `PREFECT_API_AUTH_STRING` takes it. */
export function authString(credential: { user: string; password: string }): string {
  return `${credential.user}:${credential.password}`;
}

/** The setting of Prefect that holds it. */
export function asSettings(credential: Credential): {
  readonly authString?: string;
  readonly apiKey?: string;
} {
  if (credential.kind === "basic") return { authString: authString(credential) };
  return credential.kind === "bearer" ? { apiKey: credential.token } : {};
}

const BEARER = {
  "api-key": "Bearer (api-key)",
  "oidc-audience": "Bearer (GitHub ID token)",
  "token-url": "Bearer (client credentials)",
} satisfies Record<BearerSource, string>;

/** For people: never holds a secret. */
export function describeCredential(credential: AskedCredential): string {
  switch (credential.kind) {
    case "basic":
      return `Basic (user ${credential.user})`;
    case "bearer":
      return BEARER[credential.from];
    case "none":
      return "none";
    default:
      return BEARER[credential.kind];
  }
}
