import { apiPath } from "../server/api-path.js";
import { isTwin } from "../plan/automations.js";
import type { LiveAutomation } from "../server/state.js";
import { quote } from "../base/quote.js";
import { reasonOf, type Upstream } from "../server/upstream.js";
import type { Committed, Outcome } from "./commit.js";
import { gone } from "./undo.js";

interface Seen {
  readonly written: readonly Outcome[];
  /** Ids of the automations that this step has made. */
  readonly made: Committed["made"];
  /** All automations of the server after that. */
  readonly rows: readonly LiveAutomation[];
}

/**
 * Two deploys at once that write the same each delete what is there, and make theirs: then every trigger is there twice.
 * Of two that are alike the later one goes. Whoever made it sees both, since it looks after it has made its own.
 *
 * @param say takes a line for the log
 * @returns the automations of the server without those that have gone
 */
export async function withoutTwins(
  { written, made, rows }: Seen,
  upstream: Upstream,
  say: (line: string) => void,
): Promise<readonly LiveAutomation[]> {
  const away = new Set<string>();
  const named = Map.groupBy(rows, ({ name }) => name);
  for (const { decision } of written) {
    const own = new Set((made.get(decision) ?? []).map(({ id }) => id));
    const before = new Set(decision.automations.before.map(({ id }) => id));
    for (const one of rows.filter(({ id }) => own.has(id))) {
      const others = (named.get(one.name) ?? []).filter(({ id }) => !own.has(id) && !before.has(id));
      if (others.some((other) => isLater(one, other) && isTwin(one, other))) away.add(one.id);
    }
  }
  for (const one of rows.filter(({ id }) => away.has(id))) {
    try {
      await gone(upstream, apiPath`/automations/${one.id}`);
    } catch (error) {
      // It is still there twice, and its deployment's row says so.
      away.delete(one.id);
      say(`The automation ${quote(one.name)} is there twice, and cannot be deleted: ${reasonOf(error)}`);
    }
  }
  return rows.filter(({ id }) => !away.has(id));
}

function isLater(one: LiveAutomation, other: LiveAutomation): boolean {
  const [own, theirs] = [one, other].map(({ created, id }) => `${String(created)} ${id}`);
  return (own ?? "") > (theirs ?? "");
}
