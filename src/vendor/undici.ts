/**
 * Stands in for undici, which `@actions/http-client` imports for one class that this action never constructs.
 * Left in, it would be two thirds of the bundle and the largest part of its start (tsconfig.json, `paths`).
 */
// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- the shape that is imported
export class ProxyAgent {
  constructor() {
    throw new Error("undici is left out of this bundle: ProxyAgent is not available.");
  }
}
