import { withNumbers } from "./exact-json.js";
import { isRecord } from "./record.js";

/** JSON whose mappings are in order, with ordinary numbers: equal for values that are equal. A server gives them in any. */
export function canonical(value: unknown): string {
  const inOrder = (_key: string, inner: unknown): unknown =>
    isRecord(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner;
  return JSON.stringify(withNumbers(value) ?? null, inOrder);
}
