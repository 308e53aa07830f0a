import { named } from "../../base/named.js";
import { isRecord } from "../../base/record.js";
import type { Spot } from "./spot.js";

/** Tags of which YAML makes something else than a text, and Prefect another text than is written (`str(tag)`). */
export function checkTagValues(tags: unknown, spot: Spot): void {
  if (!Array.isArray(tags)) return;
  for (const [index, tag] of (tags as unknown[]).entries()) {
    if (typeof tag === "string") continue;
    const place = spot.at(index);
    if (Array.isArray(tag) || isRecord(tag)) {
      place.say("tag-value", "value", {
        what: `a tag is a ${Array.isArray(tag) ? "list" : "mapping"}, and Prefect makes one tag of all of it.`,
        fix: "Write each tag as an item of its own; YAML cannot join lists.",
      });
      continue;
    }
    const { source } = place;
    const stored = storedTag(tag, source);
    if (stored === undefined || stored === source) continue;
    const quoted = JSON.stringify(named(source ?? ""));
    place.say("tag-value", "value", {
      what: `this tag is not a text to YAML, and Prefect stores it as \`${stored}\`.`,
      fix: tag === null ? "Take the empty item out." : `Put it in quotes: \`${quoted}\`.`,
    });
  }
}

/** As Python writes it; undefined where that is not known. */
function storedTag(tag: unknown, source = ""): string | undefined {
  if (tag === null || tag === undefined) return "None";
  if (typeof tag === "boolean") return tag ? "True" : "False";
  if (typeof tag !== "number" || !/^[-+]?[\d_]+(?:\.[\d_]*)?$/.test(source)) return undefined;
  if (Math.abs(tag) >= 1e15 || (tag !== 0 && Math.abs(tag) < 1e-4)) return undefined;
  return Number.isInteger(tag) && source.includes(".") ? `${tag}.0` : String(tag);
}
