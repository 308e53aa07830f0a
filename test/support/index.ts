/** Real parts for tests, the demo and the benchmark. Nothing here needs vitest; hooks.ts does. */
export * from "./servers/gates.ts";
export type { Part } from "./servers/part.ts";
export { cleanEnvironment, freePort, NEWEST_PART, ROOT } from "../../scripts/parts.mjs";
export { executable } from "./paths.ts";
export { isListening } from "./ports.ts";
export * from "./servers/prefect.ts";
export * from "./runner/runner.ts";
export { tempDir, type TempDir } from "./temp.ts";
export { waitFor, type WaitOptions } from "./wait.ts";
