import type { ApiPath } from "../server/api-path.js";

/**
 * Of the server's websockets (3.0.11 to 3.9.1): the events that a client emits, and what it may listen to. The others
 * are those of workers, and change what they are asked about.
 */
const KNOWN: ReadonlySet<string> = new Set(["/events/in", "/events/out", "/logs/out"]);

/**
 * Whether a websocket goes through. A plan opens none: an event is a write, and `prefect deploy` listens to nothing.
 * Where writes are recorded, those that are known; else all, as with everything.
 */
export function isOpen(
  { text }: ApiPath,
  { mode, transaction }: { readonly mode: string; readonly transaction: boolean },
): boolean {
  if (mode === "plan") return false;
  return !transaction || KNOWN.has(text);
}
