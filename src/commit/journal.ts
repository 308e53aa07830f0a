import { createHash } from "node:crypto";
import { canonical } from "../base/canonical.js";
import { schedulesText } from "../plan/compare.js";
import type { Decision } from "../plan/decision.js";
import type { LiveDeployment } from "../server/state.js";
import type { Call } from "../server/upstream.js";

/** What became of the tries of one write, counted as they end. */
export interface Fate {
  /** The server has answered one of them that it has done it. */
  done: boolean;
  /** So many were let go of without an answer, by this step or by a gate: each may still be carried out. */
  lost: number;
  /** So many got no answer otherwise: each has been carried out by now, or never is. */
  cut: number;
}

/** One thing that was written, or may have been: noted before the request goes out, completed when it is answered. */
export type Done = WrittenQueue | WrittenFlow | WrittenDeployment | WrittenAutomations;

/** It comes to be with the deployment. */
export interface WrittenQueue {
  readonly kind: "queue";
  readonly pool: string;
  readonly queue: string;
  readonly fate: Fate;
}

export interface WrittenFlow {
  readonly kind: "flow";
  readonly name: string;
  readonly fate: Fate;
  /** The server had it already: somebody else has made it since this step looked. */
  wasThere?: boolean;
}

export interface WrittenDeployment {
  readonly kind: "deployment";
  readonly decision: Decision;
  readonly fate: Fate;
  /** As the server had it right before; undefined where it was not there. */
  readonly before: LiveDeployment | undefined;
  /** On the server; undefined where there was no answer that tells. */
  id: string | undefined;
  /** Of one that was to be created: the server had it already, made by somebody else since this step looked. */
  wasThere?: boolean;
  /** Of one that this step has created: as it was then. */
  created?: AsCreated;
  /** Ids of the schedules that are deleted by now. */
  readonly deleted: string[];
}

export interface WrittenAutomations {
  readonly kind: "automations";
  readonly decision: Decision;
  readonly fate: Fate;
  /** Of the deployment. */
  readonly id: string;
  /** Those that were made. */
  readonly made: MadeAutomation[];
}

export interface MadeAutomation {
  readonly id: string;
  readonly name: string;
}

/** By which a deployment is known again as this step has created it, without holding it: there may be thousands. */
export interface AsCreated {
  /** A digest of each field that clients set. */
  readonly fields: Readonly<Record<string, string>>;
  readonly updated: unknown;
  /** When a worker asked for its runs. */
  readonly polled: unknown;
}

/** What people and clients set of a deployment, in the answer to its creation as in a list (3.0.11 to 3.9.1). */
const SET = [
  ...["paused", "description", "tags", "version", "entrypoint", "parameters", "job_variables"],
  ...["work_pool_name", "work_queue_name", "enforce_parameter_schema", "schedules"],
];

/** @param row as the server gives it */
export function asCreated(row: Readonly<Record<string, unknown>>): AsCreated {
  const digest = (field: string): string => {
    const text = field === "schedules" ? schedulesText(row[field]) : canonical(row[field]);
    return createHash("sha256").update(text).digest("base64").slice(0, 16);
  };
  const fields = SET.filter((field) => field in row).map((field) => [field, digest(field)]);
  return {
    fields: Object.fromEntries(fields) as AsCreated["fields"],
    updated: row["updated"],
    polled: row["last_polled"] ?? null,
  };
}

export const newFate = (): Fate => ({ done: false, lost: 0, cut: 0 });

/** For a request: counts the tries that got no answer. */
export function counting(fate: Fate): Pick<Call, "unanswered"> {
  return {
    unanswered: (mayArrive) => {
      if (mayArrive) fate.lost += 1;
      else fate.cut += 1;
    },
  };
}

/** Whether the server may have carried out anything of it: else what is there is none of this step. */
export function isWritten(fate: Fate): boolean {
  return fate.done || isDoubtful(fate);
}

/** Whether the server may have carried out a try that it has not answered. */
export function isDoubtful({ lost, cut }: Fate): boolean {
  return lost + cut > 0;
}

/**
 * Whether a write may still be carried out.
 *
 * @param isSeen whether the server has carried it out once, as far as can be seen there
 */
export function isPending({ done, lost, cut }: Fate, isSeen: boolean): boolean {
  return lost > (isSeen && !done && cut === 0 ? 1 : 0);
}

export const MAY_ARRIVE = "its last write got no answer, and may still arrive";
