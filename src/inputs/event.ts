import { readFileSync } from "node:fs";
import { attempt } from "../base/attempt.js";
import { isRecord } from "../base/record.js";

/** The payload of the event that started the workflow, from GITHUB_EVENT_PATH; undefined where it cannot be read. */
export function readEvent(env: NodeJS.ProcessEnv): unknown {
  return attempt((): unknown => JSON.parse(readFileSync(env["GITHUB_EVENT_PATH"] ?? "", "utf8")));
}

/** `field(event, "pull_request", "number")`; undefined where a part of the way is missing or null. */
export function field(value: unknown, ...path: readonly string[]): unknown {
  return (
    path.reduce<unknown>((inner, name) => (isRecord(inner) ? inner[name] : undefined), value) ?? undefined
  );
}
