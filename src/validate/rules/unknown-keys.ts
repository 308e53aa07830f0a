import { named } from "../../base/named.js";
import { nearest } from "../../base/nearest.js";
import { entryOf } from "../../base/record.js";
import { LEFTOVERS } from "./leftovers.js";
import { isBefore, SINCE } from "./version.js";
import type { Spot, Words } from "./spot.js";

interface Mapping {
  readonly content: Readonly<Record<string, unknown>>;
  /** The keys that Prefect knows there. */
  readonly known: Readonly<Record<string, unknown>>;
}

/** Keys that Prefect ignores, on one level of a file. @param version of the Prefect that deploys */
export function checkKeys(
  level: keyof typeof LEFTOVERS,
  spot: Spot,
  { content, known }: Mapping,
  version: string | undefined,
): void {
  const place = level === "file" || level === "deployment" ? "" : ` of \`${level}\``;
  for (const key of Object.keys(content)) {
    const isKnown = Object.hasOwn(known, key);
    const since = entryOf(SINCE, key);
    if (isKnown && since !== undefined && isBefore(version, since)) {
      spot.at(key).say("unknown-key", "key", {
        what: `Prefect ignores the key \`${key}\`${place} silently: only Prefect ${since} and later know it, and this is ${version ?? ""}.`,
        fix: "Update Prefect, or take the key out.",
      });
    }
    // Keys of a user's own: `x-base`, `_base`, `.base`.
    if (isKnown || /^(?:x-|[_.])/.test(key)) continue;
    const leftover = entryOf(LEFTOVERS[level], key);
    const near = nearest(key, Object.keys(known));
    // At the top others hold anchors, or are notes.
    const isNote = leftover === undefined && near === undefined;
    if (level === "file" && (isNote || spot.at(key).holdsAnchor)) continue;
    spot.at(key).say("unknown-key", "key", {
      what: `Prefect ignores the key \`${named(key)}\`${place} silently.`,
      ...(leftover === undefined ? renamed(near, spot.at(key)) : { fix: leftover }),
    });
  }
}

function renamed(near: string | undefined, spot: Spot): Pick<Words, "fix" | "corrected"> {
  if (near === undefined) return { fix: "Take it out, or look up how Prefect 3 spells it." };
  const { source } = spot;
  const { line, endLine } = spot.range("entry");
  // What stands in its row may be a secret.
  const isShown = source === undefined ? line !== endLine : /^[\w ./:@-]{0,80}$/.test(source);
  return {
    fix: `Did you mean \`${near}\`?`,
    corrected: isShown ? spot.corrected({ key: near }) : undefined,
  };
}
