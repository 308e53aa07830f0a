import { WANTED } from "../../../scripts/parts.mjs";
import type { PrefectServer } from "../servers/prefect.ts";

/** All that a server holds, as its API gives it: `{ deployments: […], flows: […], … }`. */
export interface Dump {
  /**
   * As the server gives it, ids and times included: two equal ones prove that nothing was written in between. Left
   * out is only what the server changes by the clock.
   */
  readonly exact: Contents;
  /**
   * With names in place of ids, and without times: two servers that were given the same hold equal ones. Runs that
   * the scheduler made are not in it.
   */
  readonly comparable: Contents;
  /** How many runs wait for their time, whoever made them. */
  readonly scheduledRuns: number;
}

export type Contents = Readonly<Record<Collection, readonly Item[]>>;
type Collection = keyof typeof COLLECTIONS;
type Item = Readonly<Record<string, unknown>>;

/** Where each kind is read. An order without ties, where there is one: pages of 200 are put together. */
const COLLECTIONS = {
  deployments: { path: "/deployments/filter", body: { sort: "CREATED_DESC" } },
  flows: { path: "/flows/filter", body: { sort: "NAME_ASC" } },
  automations: { path: "/automations/filter", body: { sort: "CREATED_DESC" } },
  workPools: { path: "/work_pools/filter", body: {} },
  workQueues: { path: "/work_queues/filter", body: {} },
  concurrencyLimits: { path: "/v2/concurrency_limits/filter", body: {} },
  flowRuns: { path: "/flow_runs/filter", body: { sort: "ID_DESC" } },
  blockDocuments: { path: "/block_documents/filter", body: { include_secrets: true } },
  variables: { path: "/variables/filter", body: { sort: "NAME_ASC" } },
} as const;

export async function dumpServer(server: PrefectServer): Promise<Dump> {
  const found = {} as Record<Collection, Item[]>;
  for (const name of Object.keys(COLLECTIONS) as Collection[]) found[name] = await readAll(server, name);

  const names = namesById(found);
  const ownRuns = found.flowRuns.filter((run) => run["auto_scheduled"] !== true);
  // On a version that cannot do without its services, the scheduler may make such runs at any moment.
  const hasServices = (WANTED.parts[`prefect-${server.version}`]?.serverFlags ?? []).length === 0;
  return {
    exact: each({ ...found, flowRuns: hasServices ? ownRuns : found.flowRuns }, exact),
    comparable: each({ ...found, flowRuns: ownRuns }, (item) => comparable(item, names)),
    scheduledRuns: found.flowRuns.filter((run) => run["state_type"] === "SCHEDULED").length,
  };
}

const PAGE = 200;

async function readAll(server: PrefectServer, name: Collection): Promise<Item[]> {
  const { path, body } = COLLECTIONS[name];
  const all: Item[] = [];
  for (;;) {
    const page = (await server.request("POST", path, { ...body, limit: PAGE, offset: all.length })) as Item[];
    all.push(...page);
    if (page.length < PAGE) break;
  }
  if (new Set(all.map(({ id }) => id)).size < all.length)
    throw new Error(`${path}: changed while it was read.`);
  return all;
}

function each(found: Readonly<Record<Collection, readonly Item[]>>, form: (item: Item) => unknown): Contents {
  const lists = Object.entries(found).map(([name, items]) => [name, sorted(items.map(form))]);
  return Object.fromEntries(lists) as Contents;
}

// Both forms

/** Changed by the clock, by a worker that polls, or computed from the time of the question. */
const CLOCK = new Set([
  "last_polled",
  "status",
  "active_slots",
  "estimated_run_time",
  "estimated_start_time_delta",
  "total_run_time",
]);

/** Given in any order: sets on the server, and rows without a place of their own. */
const UNORDERED = new Set(["expect", "after", "for_each", "schedules", "tags"]);

/** What a user put in: in there, a key `status` or `id` is the user's own. */
const CONTENT = new Set([
  "base_job_template",
  "context",
  "data",
  "empirical_policy",
  "job_variables",
  "labels",
  "parameter_openapi_schema",
  "parameters",
  "pull_steps",
  "value",
  "variables",
]);

type Rule = (key: string, value: unknown, parent: Item) => unknown;

/** Each entry that is not content goes through `rule`, which leaves it out with `undefined`; each text through `text`. */
function walk(value: unknown, rule: Rule, text: (value: string) => string): unknown {
  if (typeof value === "string") return text(value);
  if (Array.isArray(value)) return value.map((item) => walk(item, rule, text));
  if (typeof value !== "object" || value === null) return value;
  const parent = value as Item;
  const entries = Object.entries(parent).flatMap(([key, given]) => {
    const kept = rule(key, given, parent);
    if (kept === undefined) return [];
    const inside = walk(kept, CONTENT.has(key) ? (_key, content) => content : rule, text);
    return [[key, UNORDERED.has(key) && Array.isArray(inside) ? sorted(inside) : inside] as const];
  });
  return Object.fromEntries(entries);
}

function sorted<T>(items: readonly T[]): T[] {
  const keyed = items.map((item) => ({ item, key: JSON.stringify(item) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ item }) => item);
}

function exact(item: Item): unknown {
  return walk(
    item,
    (key, value) => (CLOCK.has(key) ? undefined : value),
    (text) => text,
  );
}

// The comparable form

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** An id that the server knows reads as what it stands for, anywhere; one that it does not, where it is an id. */
function comparable(item: Item, names: ReadonlyMap<string, string>): unknown {
  const rule: Rule = (key, value, parent) => {
    if (CLOCK.has(key) || key === "id" || key === "created" || key === "updated") return undefined;
    if (key === "anchor_date" && isDefaultAnchor(value, item)) return "<when deployed>";
    if (key === "rrule" && /FREQ=(?:MINUTE|SECOND)LY/.test(String(value)))
      return String(value).replace(/^DTSTART:.*\n/, "");
    if (key.endsWith("_id") && typeof value === "string" && !names.has(value)) {
      return value.replace(UUID, "<id>");
    }
    return isRunsOwn(key, parent) ? undefined : value;
  };
  return walk(item, rule, (text) => text.replace(UUID, (id) => names.get(id) ?? id));
}

/** `pool/queue`, `flow/deployment`, `flow a`, …: what each id stands for. */
function namesById(found: Readonly<Record<Collection, readonly Item[]>>): Map<string, string> {
  const names = new Map<string, string>();
  const add = (items: readonly Item[], name: (item: Item) => string) => {
    for (const item of items) names.set(String(item["id"]), name(item));
  };
  const own = (item: Item) => String(item["name"]);
  add(found.flows, own);
  add(found.deployments, (item) => `${names.get(String(item["flow_id"])) ?? "?"}/${own(item)}`);
  add(found.automations, own);
  add(found.workPools, own);
  add(found.workQueues, (item) => `${String(item["work_pool_name"])}/${own(item)}`);
  add(
    found.blockDocuments,
    (item) => `${String((item["block_type"] as Item | null)?.["slug"])}/${own(item)}`,
  );
  add(found.concurrencyLimits, (item) => own(item).replace(UUID, (id) => names.get(id) ?? id));
  return names;
}

const HOUR = 3_600_000;

/** The client takes the moment of the deploy where an interval has no anchor. One that a user wrote is kept. */
function isDefaultAnchor(anchor: unknown, item: Item): boolean {
  const times = [item["created"], item["updated"]].map((time) => Date.parse(String(time)));
  return times.some((time) => Math.abs(time - Date.parse(String(anchor))) < HOUR);
}

/** The name and the times of a run are made up by the server. */
function isRunsOwn(key: string, parent: Item): boolean {
  if (!("state_type" in parent)) return false;
  return key === "name" || key === "state" || key === "idempotency_key" || key.endsWith("_time");
}
