/**
 * Stands in for `@actions/http-client`, which `@actions/core` imports for a function that this action never calls
 * (`getIDToken`). With it and with undici, which it imports, the bundle would be three times as large, and start slowly
 * (tsconfig.json, `paths`).
 */
export function HttpClient(): never {
  throw new Error("@actions/http-client is left out of this bundle.");
}

export const BearerCredentialHandler = HttpClient;
