/**
 * What goes into the `Authorization` header. Exactly one kind, or none.
 *
 * Prefect sends `PREFECT_API_AUTH_STRING` as `Basic base64(value)` and
 * `PREFECT_API_KEY` as `Bearer value`, to self-hosted servers too
 * (measured on 3.0.11, 3.4.14 and 3.8.8).
 */
export type Credential =
  | { readonly kind: "basic"; readonly user: string; readonly password: string }
  | { readonly kind: "bearer"; readonly token: string }
  | { readonly kind: "none" };

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

/** For people: never holds a secret. */
export function describeCredential(credential: Credential): string {
  switch (credential.kind) {
    case "basic":
      return `Basic (user ${credential.user})`;
    case "bearer":
      return "Bearer (api-key)";
    case "none":
      return "none";
  }
}
