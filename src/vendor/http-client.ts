/**
 * Stands in for `@actions/http-client`, which `@actions/core` imports for a function that this action never calls
 * (`getIDToken`). With it and with undici, which it imports, the bundle would be four times as large, and start slowly
 * (tsconfig.json, `paths`).
 */
export class HttpClient {
  constructor() {
    throw new Error("@actions/http-client is left out of this bundle.");
  }
}

export class BearerCredentialHandler extends HttpClient {}
