import type { Rule } from "../types.js";

/**
 * A table of rules by id: how severe what they find is, a title, and why it matters. `unchecked`: an error that says that
 * a file, or a part of one, is not checked.
 */
export function rulesOf(
  table: Readonly<Record<string, readonly [Rule["severity"] | "unchecked", title: string, why: string]>>,
): Rule[] {
  return Object.entries(table).map(([id, [kind, title, why]]) =>
    kind === "unchecked"
      ? { id, severity: "error", isUnchecked: true, title, why }
      : { id, severity: kind, title, why },
  );
}
