/** Real parts for tests, the demo and the benchmark. Nothing here needs vitest; hooks.ts does. */
export * from "./gates.ts";
export type { Part } from "./part.ts";
export { cleanEnvironment, freePort, ROOT } from "../../scripts/parts.mjs";
export { executable } from "./paths.ts";
export { isListening } from "./ports.ts";
export * from "./prefect.ts";
export * from "./runner.ts";
export { tempDir, type TempDir } from "./temp.ts";
export { waitFor, type WaitOptions } from "./wait.ts";
