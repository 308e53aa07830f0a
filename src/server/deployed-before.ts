import { createHash } from "node:crypto";
import { attempt } from "../base/attempt.js";
import { ActionError } from "../base/errors.js";
import { quote } from "../base/quote.js";
import { isRecord } from "../base/record.js";
import { backoffMs, retrying, type Tried } from "../base/retry.js";
import { apiPath } from "./api-path.js";
import { RefusedError, UncertainError, type Upstream } from "./upstream.js";

/** Whose deployments are remembered together. */
export interface Scope {
  /** For people, and what tells one from another: `owner/flows production`. */
  readonly label: string;
  /** Which files it reads: two steps with the same label that read others must not delete what the other deploys. */
  readonly source: string;
}

/** Ids of deployments by the key of their names: see {@link keyOf}. */
export type Remembered = ReadonlyMap<string, string>;

/** What the server remembers of a scope. */
export interface Memory {
  readonly deployments: Remembered;
  /** The source that wrote it; undefined where nothing is remembered yet. */
  readonly source: string | undefined;
  /** Ids that are remembered of other scopes: another step or project deploys them by now. */
  readonly elsewhere: ReadonlySet<string>;
}

/** A deployment in {@link Remembered}: 48 bits of a hash of `flow/name`, of which only its own project makes use. */
export function keyOf(name: string): string {
  return createHash("sha256").update(name).digest("base64url").slice(0, KEY);
}

const KEY = 8;
/** Characters of an id without its hyphens, in base64url. */
const ID = 22;
const ENTRY = KEY + ID;

/** Of a variable: the server takes 5,000 characters (3.0.11 to 3.9.1), and some of them say what it is. */
const MOST_ENTRIES = 130;

/** Prefect's variables: they survive runners and branches, and are there in every version. */
interface Variable {
  readonly id: string;
  readonly name: string;
  readonly value: unknown;
}

/** One variable of a generation. */
interface Part {
  readonly id: string;
  /** Counted up with each change: of two jobs that write at once, the server lets one make the next. */
  readonly generation: number;
  /** From 1. */
  readonly part: number;
  readonly parts: number;
  readonly source: string;
  readonly entries: readonly (readonly [key: string, id: string])[];
}

const ABOUT =
  "Which deployments this project has deployed, for `prune`. Written by Prefect Self-Hosted Deploy; without it nothing is deleted.";

/** @throws ActionError where a variable of that name holds something else */
export async function readMemory(upstream: Upstream, scope: Scope): Promise<Memory> {
  const { own, others } = await readParts(upstream, scope);
  return memoryOf(newest(own), others);
}

/**
 * Changes what is remembered. Other jobs of the project may do so at once: none of what they remember is lost, since each
 * makes a generation of its own from the one before.
 *
 * @param change what is to be remembered; called with each state that is found
 * @returns what is remembered now; undefined where it was before
 */
export async function remember(
  upstream: Upstream,
  scope: Scope,
  change: (found: Memory) => Remembered,
): Promise<Remembered | undefined> {
  const once = async (attempt: number): Promise<Tried<Remembered | undefined>> => {
    const { own: found, others } = await readParts(upstream, scope);
    const complete = newest(found);
    const memory = memoryOf(complete, others);
    const wanted = change(memory);
    if (memory.source === scope.source && isSame(memory.deployments, wanted))
      return { done: attempt === 1 ? undefined : wanted };
    const last = Math.max(0, ...found.map(({ generation }) => generation));
    // One that is being written; after a while, one whose writer was killed.
    const isUnderWay = last > (complete[0]?.generation ?? 0) && attempt <= PATIENCE;
    if (!isUnderWay && (await isMade(upstream, scope, last + 1, wanted))) {
      for (const { id } of found) await forget(upstream, id);
      return { done: wanted };
    }
    if (attempt > TRIES) throw new ActionError(OVERWRITTEN);
    return { waitMs: backoffMs(Math.min(attempt, 4), BACKOFF) };
  };
  return retrying(once, {});
}

const PATIENCE = 8;
const TRIES = 60;
const BACKOFF = { firstMs: 50, spread: 1 };

const OVERWRITTEN = {
  what: "What this project has deployed could not be written down for `prune`: other jobs write it time and again.",
  fix: "Give jobs that deploy other files a `prune-scope` of their own, or let them run one after another (`concurrency:`).",
};

/** Whether this step has made the generation, and no other job was first. */
async function isMade(
  upstream: Upstream,
  scope: Scope,
  generation: number,
  wanted: Remembered,
): Promise<boolean> {
  for (const [index, value] of valuesOf(wanted, scope).entries()) {
    const name = `${prefixOf(scope)}${generation}_${index + 1}`;
    try {
      await upstream.json("POST", apiPath`/variables/`, {
        name,
        value,
        tags: ["prefect-self-hosted-deploy"],
      });
    } catch (error) {
      // Nobody knows: what is there now tells.
      if (error instanceof UncertainError) return false;
      if (error instanceof RefusedError && error.answer.status === 409) return false;
      throw error;
    }
  }
  return true;
}

async function forget(upstream: Upstream, id: string): Promise<void> {
  try {
    await upstream.json("DELETE", apiPath`/variables/${id}`);
  } catch (error) {
    // Another job was first.
    if (!(error instanceof RefusedError && error.answer.status === 404)) throw error;
  }
}

function valuesOf(wanted: Remembered, { label, source }: Scope): object[] {
  const entries = [...wanted].map(([key, id]) => key + packed(id)).sort();
  const parts = Math.max(1, Math.ceil(entries.length / MOST_ENTRIES));
  return Array.from({ length: parts }, (_, index) => {
    const own = entries.slice(index * MOST_ENTRIES, (index + 1) * MOST_ENTRIES);
    return { about: ABOUT, scope: label, source, parts, deployments: own.join("") };
  });
}

const PREFIX = "prefect_deploy_";

/** Names of variables have small letters, digits and underscores. */
function prefixOf({ label }: Scope): string {
  return `${PREFIX}${createHash("sha256").update(label).digest("hex").slice(0, 24)}_`;
}

interface Parts {
  readonly own: readonly Part[];
  /** Of each other scope. */
  readonly others: readonly (readonly Part[])[];
}

async function readParts(upstream: Upstream, scope: Scope): Promise<Parts> {
  const filter = { variables: { name: { like_: PREFIX } } };
  const rows = await upstream.rows<Variable>(apiPath`/variables/filter`, filter);
  const scopes = Map.groupBy(
    rows.filter(({ name }) => name.startsWith(PREFIX)),
    ({ name }) => name.slice(0, prefixOf(scope).length),
  );
  const own = scopes.get(prefixOf(scope)) ?? [];
  scopes.delete(prefixOf(scope));
  // What others have written there may be anything.
  const others = [...scopes.values()].map((some) => some.flatMap((row) => attempt(() => partsOf(row)) ?? []));
  return { own: own.flatMap(partsOf), others };
}

/** @throws ActionError where it is named so, and holds something else */
function partsOf(row: Variable): Part[] {
  const [, generation, part] = NAME.exec(row.name) ?? [];
  return generation === undefined ? [] : [partOf(row, Number(generation), Number(part))];
}

const NAME = /_(\d{1,12})_(\d{1,6})$/;

function partOf({ id, name, value }: Variable, generation: number, part: number): Part {
  const { source, parts, deployments } = isRecord(value) ? value : {};
  if (
    typeof source !== "string" ||
    typeof parts !== "number" ||
    typeof deployments !== "string" ||
    !FORM.test(deployments)
  ) {
    throw new ActionError({
      what: `The variable ${quote(name)} on the server is not as this action has written it, so nobody can tell what this project has deployed (\`prune\`).`,
      fix: "Delete the variable: the next deploy with `prune` writes it again, and deletes nothing.",
    });
  }
  const texts = deployments.match(SPLIT) ?? [];
  const entries = texts.map((text) => [text.slice(0, KEY), unpacked(text.slice(KEY))] as const);
  return { id, generation, part, parts, source, entries };
}

const FORM = new RegExp(`^(?:[\\w-]{${ENTRY}})*$`);
const SPLIT = new RegExp(`.{${ENTRY}}`, "g");

/** The parts of the newest generation that is there as a whole. */
function newest(found: readonly Part[]): readonly Part[] {
  const generations = [...Map.groupBy(found, ({ generation }) => generation).values()];
  const complete = generations.filter((parts) => parts.length === parts[0]?.parts);
  return complete.sort(([one], [other]) => (other?.generation ?? 0) - (one?.generation ?? 0))[0] ?? [];
}

function memoryOf(parts: readonly Part[], others: Parts["others"]): Memory {
  const elsewhere = others.flatMap((some) => newest(some).flatMap(({ entries }) => entries));
  return {
    deployments: new Map(parts.flatMap(({ entries }) => entries)),
    source: parts[0]?.source,
    elsewhere: new Set(elsewhere.map(([, id]) => id)),
  };
}

function packed(id: string): string {
  return Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url");
}

function unpacked(text: string): string {
  const hex = Buffer.from(text, "base64url").toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function isSame(one: Remembered, other: Remembered): boolean {
  return one.size === other.size && [...one].every(([key, id]) => other.get(key) === id);
}
