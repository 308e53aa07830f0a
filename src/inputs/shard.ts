import { createHash } from "node:crypto";
import type { Findings } from "../base/findings.js";
import { quote } from "../base/quote.js";

/** One job's part of the deployments: `{ index: 2, of: 5 }` is the second fifth. */
export interface Shard {
  /** From 1 to `of`. */
  readonly index: number;
  readonly of: number;
}

/** As many jobs as a matrix of GitHub's can have. */
const MOST = 256;

const FIX =
  "Give which part of how many this job takes, for example `2/5`; a matrix with `shard: [1/3, 2/3, 3/3]` makes a job of each.";

/**
 * Reads `2/5`. Nothing given: no shard.
 *
 * @param findings takes the problem; undefined is returned with it
 */
export function parseShard(value: string, findings: Findings): Shard | undefined {
  const clean = value.trim();
  if (clean === "") return undefined;
  const found = /^(\d{1,9})\s*\/\s*(\d{1,9})$/.exec(clean);
  if (!found) {
    findings.problem(
      `\`shard\` is ${quote(clean, 60)}, and not two whole numbers with a slash between.`,
      FIX,
    );
    return undefined;
  }
  const [index, of] = [Number(found[1]), Number(found[2])];
  const wrong = reason(index, of);
  if (wrong === undefined) return { index, of };
  findings.problem(`\`shard\` is ${quote(clean, 60)}: ${wrong}`, FIX);
  return undefined;
}

function reason(index: number, of: number): string | undefined {
  if (of === 0) return "the number of parts cannot be 0.";
  if (of > MOST) return `more than ${MOST} parts.`;
  if (index === 0) return "the first part is 1.";
  return index > of ? `there are only ${of} parts.` : undefined;
}

/** Whether the deployment belongs to the part. See {@link shardOf}. */
export function inShard(shard: Shard, key: string): boolean {
  return shardOf(shard.of, key) === shard.index;
}

/**
 * The part that a deployment belongs to, from 1. It depends on the key alone, and not on what else is
 * deployed: a new or a removed deployment moves no other one, so no job finds what another one has made.
 *
 * @param key what the deployment is known by: `flow/deployment`
 */
export function shardOf(of: number, key: string): number {
  const hash = createHash("sha256").update(key).digest();
  // 48 bits: exact as a number, and the remainder is even to one in 10¹².
  return (hash.readUIntBE(0, 6) % of) + 1;
}
