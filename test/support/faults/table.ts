import type { Fault } from "./gate.ts";
import type { RunOptions } from "./world.ts";
import { IS_FULL_RUN } from "../full-run.ts";

/** What a gate does to a request, and what a client is to make of it. */
export interface Kind {
  /** Reads as the beginning of "… at the update". */
  readonly name: string;
  readonly fault: Fault;
  readonly limits?: NonNullable<RunOptions["limits"]>;
  /**
   * - `passed`: the answer comes, all the same. `repeats`: the request after it may get none, and be sent once more;
   * - `later`: nothing was done, and the client is told so;
   * - `unknown`: no answer that tells whether it was done. `seen`: the server did it;
   * - `refused`: waiting does not help. `seen`: the server did it, and something put a page in the place of its answer.
   */
  readonly effect: "passed" | "later" | "unknown" | "refused";
  readonly seen?: true;
  readonly repeats?: true;
}

/** For the kinds that a client must not wait for. Far above what a request takes on a busy machine. */
const IMPATIENT = { timeoutMs: 1_500 };

export const KINDS: readonly Kind[] = [
  { name: "a reset before the answer", fault: { kind: "reset" }, effect: "unknown" },
  { name: "an answer that is lost", fault: { kind: "answer-lost" }, effect: "unknown", seen: true },
  { name: "a reset in the answer", fault: { kind: "reset-mid-answer" }, effect: "unknown", seen: true },
  { name: "a truncated answer", fault: { kind: "truncated" }, effect: "unknown", seen: true },
  {
    name: "an answer after the timeout",
    fault: { kind: "late", ms: 2_500 },
    limits: IMPATIENT,
    effect: "unknown",
    seen: true,
  },
  {
    name: "a 504 although it was done",
    fault: { kind: "504", afterWrite: true },
    effect: "unknown",
    seen: true,
  },
  { name: "two 502", fault: { kind: "502", times: 2 }, effect: "unknown" },
  { name: "a 429 with Retry-After", fault: { kind: "429" }, effect: "later" },
  { name: "a close after the answer", fault: { kind: "idle-close" }, effect: "passed", repeats: true },
  { name: "a slow trickle", fault: { kind: "trickle", ms: 5, bytes: 64 }, effect: "passed" },
  { name: "a 401", fault: { kind: "401" }, effect: "refused" },
  { name: "a page with 200", fault: { kind: "html" }, effect: "refused" },
  { name: "a redirect", fault: { kind: "redirect-away" }, effect: "refused" },
];

/** The first of each effect, and of whether the server has done what was asked for. */
const ONE_OF_EACH = KINDS.filter(
  ({ effect, seen }, index) =>
    KINDS.findIndex((other) => other.effect === effect && other.seen === seen) === index,
);

/** A read and a write. All other requests share their code with these. */
const OF_ALL_KINDS: ReadonlySet<string> = new Set(["the deployments", "the creation"]);

/** Which kinds are tried at a step: all of them, or each effect once. The nightly run tries all at each. */
export function kindsAt({ name }: Step): readonly Kind[] {
  return IS_FULL_RUN || OF_ALL_KINDS.has(name) ? KINDS : ONE_OF_EACH;
}

/** Something stands between, and puts a page in place of the answer to what was done. */
export const PAGE_INSTEAD: Kind = {
  name: "a page with 200 although it was done",
  fault: { kind: "html", afterWrite: true },
  effect: "refused",
  seen: true,
};

/** A request that a run sends. */
export interface Step {
  readonly name: string;
  readonly method: string;
  /** Below the API, with names in place of ids. */
  readonly path: string;
  /** Of those with this method and path. */
  readonly nth: number;
  /** Whose write it is. */
  readonly of?: "fresh/prod" | "changed/prod" | "triggered/prod";
}

/** Of a plan, and of a deploy before it looks again. */
export const PLAN_STEPS: readonly Step[] = [
  { name: "the version", method: "GET", path: "/admin/version", nth: 1 },
  { name: "the check of a POST", method: "POST", path: "/deployments/filter", nth: 1 },
  { name: "the work pools", method: "POST", path: "/work_pools/filter", nth: 1 },
  { name: "the deployments", method: "POST", path: "/deployments/filter", nth: 2 },
  { name: "the flows", method: "POST", path: "/flows/filter", nth: 1 },
  { name: "the workers, for the CLI", method: "POST", path: "/work_pools/pool/workers/filter", nth: 1 },
  { name: "the automations", method: "POST", path: "/automations/filter", nth: 1 },
];

export const COMMIT_STEPS: readonly Step[] = [
  { name: "the second look at the deployments", method: "POST", path: "/deployments/filter", nth: 3 },
  { name: "the second look at the flows", method: "POST", path: "/flows/filter", nth: 2 },
  { name: "the second look at the automations", method: "POST", path: "/automations/filter", nth: 2 },
  { name: "the queue", method: "GET", path: "/work_pools/pool/queues/fast", nth: 1 },
  { name: "the flow's creation", method: "POST", path: "/flows/", nth: 1 },
  { name: "the creation", method: "POST", path: "/deployments/", nth: 1, of: "fresh/prod" },
  { name: "the update", method: "PATCH", path: "/deployments/changed/prod", nth: 1, of: "changed/prod" },
  {
    name: "the deletion of what another first deploy has made",
    method: "DELETE",
    path: "/automations/owned-by/prefect.deployment.<new>",
    nth: 1,
    of: "fresh/prod",
  },
  { name: "the new one's automation", method: "POST", path: "/automations/", nth: 1, of: "fresh/prod" },
  {
    name: "the deletion of the old automation",
    method: "DELETE",
    path: "/automations/owned-by/prefect.deployment.triggered/prod",
    nth: 1,
    of: "triggered/prod",
  },
  { name: "the other's automation", method: "POST", path: "/automations/", nth: 2, of: "triggered/prod" },
  { name: "the reading back of automations", method: "POST", path: "/automations/filter", nth: 3 },
  { name: "the reading back", method: "POST", path: "/deployments/filter", nth: 4 },
];

/** What puts back a deploy that the last write stopped, in its order. */
export const PUT_BACK_STEPS: readonly Step[] = [
  { name: "the automations", method: "POST", path: "/automations/filter", nth: 3 },
  { name: "the automations that are left", method: "POST", path: "/automations/filter", nth: 4 },
  { name: "the old automation", method: "POST", path: "/automations/", nth: 3 },
  { name: "the look at what was written", method: "POST", path: "/deployments/filter", nth: 4 },
  { name: "the former values and schedules", method: "POST", path: "/deployments/", nth: 2 },
  {
    name: "the deletion of the new deployment's automation",
    method: "DELETE",
    path: "/automations/owned-by/prefect.deployment.<new>",
    nth: 2,
  },
  { name: "its deletion", method: "DELETE", path: "/deployments/<new>", nth: 1 },
  { name: "the new queue", method: "GET", path: "/work_pools/pool/queues/fast", nth: 2 },
  { name: "the count of its deployments", method: "POST", path: "/deployments/count", nth: 1 },
  { name: "the count of its runs", method: "POST", path: "/flow_runs/count", nth: 1 },
  { name: "the queue's deletion", method: "DELETE", path: "/work_pools/pool/queues/fast", nth: 1 },
  { name: "the new flow", method: "GET", path: "/flows/name/fresh", nth: 1 },
  { name: "the count of the flow's deployments", method: "POST", path: "/deployments/count", nth: 2 },
  { name: "the count of the flow's runs", method: "POST", path: "/flow_runs/count", nth: 2 },
  { name: "the flow's deletion", method: "DELETE", path: "/flows/<new>", nth: 1 },
];

const key = ({ method, path }: Pick<Step, "method" | "path">) => `${method} ${path}`;

// What is to come of it

export interface Expected {
  /** `restored`: as it was, but for ids and times of what was put back. */
  readonly server: "untouched" | "restored" | "deployed";
  readonly results: readonly string[];
  /** `what` and `fix`; undefined where all is well. */
  readonly problem: string | undefined;
  /** All that the server does, in order. */
  readonly writes: readonly string[];
  /** Whether what may be done twice may be there twice. */
  readonly repeats?: true;
}

const FLOW = "POST /flows/";
const CREATE = "POST /deployments/";
const UPDATE = "PATCH /deployments/changed/prod";
const AUTOMATION = "POST /automations/";
const disown = (whose: string) => `DELETE /automations/owned-by/prefect.deployment.${whose}`;

/** Each once. */
export const WRITES: readonly string[] = [
  ...[FLOW, CREATE, UPDATE],
  ...[disown("<new>"), AUTOMATION],
  ...[disown("triggered/prod"), AUTOMATION],
];

export const DEPLOYED = ["created fresh/prod", "updated changed/prod", "updated triggered/prod"];
export const PLANNED = ["create fresh/prod", "change changed/prod", "change triggered/prod"];
const NOT_TRIED = ["not-tried fresh/prod", "not-tried changed/prod", "not-tried triggered/prod"];

/** Read ahead while the CLI runs; where that is refused once, they are read again at its end. */
const FORESEEN = PLAN_STEPS.find(({ name }) => name === "the automations");

export function expectedOfPlan(kind: Kind, step: Step): Expected {
  if (kind.effect !== "refused" || step === FORESEEN) {
    return { server: "untouched", results: PLANNED, problem: undefined, writes: [] };
  }
  return refusedRead(kind, step);
}

export function expectedOfDeploy(kind: Kind, step: Step): Expected {
  if (kind.effect === "refused") return refused(kind, step);
  const done = { server: "deployed", results: DEPLOYED, problem: undefined } as const;
  const at = indexOf(step);
  const write = WRITES[at];
  if (kind.repeats) return { ...done, writes: WRITES, repeats: true };
  if (write === undefined || kind.effect !== "unknown") return { ...done, writes: WRITES };
  return { ...done, writes: WRITES.toSpliced(at, 1, ...again(kind, write, step)) };
}

/** Which of the writes it is; -1: none. */
function indexOf(step: Step): number {
  const all = WRITES.flatMap((write, index) => (write === key(step) ? [index] : []));
  return all[step.nth - 1] ?? -1;
}

/** What the server does in place of one write that got no answer. */
function again({ seen, fault }: Kind, write: string, { of, nth }: Step): string[] {
  const first = seen ? [write] : [];
  // All others may be done twice.
  if (write !== AUTOMATION) return [...first, write];
  // Made a second time, it would be there twice: so all of this deployment's are deleted before.
  const owner = nth === 1 ? "<new>" : (of ?? "");
  return [...first, ...Array.from({ length: fault.times ?? 1 }, () => disown(owner)), write];
}

function refusedRead(kind: Kind, step: Step): Expected {
  // Before the CLI has ended, nobody knows what each deployment would have been.
  const early = PLAN_STEPS.includes(step);
  return {
    server: "untouched",
    results: early ? [] : NOT_TRIED,
    problem: joined(diagnosis(kind, step)),
    writes: [],
  };
}

function refused(kind: Kind, step: Step): Expected {
  const [what, fix] = diagnosis(kind, step);
  if (step === FORESEEN) return { server: "deployed", results: DEPLOYED, problem: undefined, writes: WRITES };
  if (PLAN_STEPS.includes(step) || step.name.startsWith("the second look")) return refusedRead(kind, step);
  // All is written by then, and cannot be confirmed.
  if (step.name.startsWith("the reading back")) {
    return { server: "deployed", results: DEPLOYED, problem: `${what} ${fix}`, writes: WRITES };
  }
  const subject = step.of === undefined ? "Writing was stopped" : `${step.of} could not be written`;
  const at = indexOf(step);
  const { results, undone, undoneToo } = PUT_BACK[step.name] ?? { results: NOT_TRIED, undone: [] };
  const [own, back] = kind.seen ? [[key(step)], undoneToo ?? undone] : [[], undone];
  return {
    server: back.includes(CHANGE_BACK) ? "restored" : "untouched",
    results,
    problem: `${subject}: ${what} ${at < 0 ? NOTHING : ALL_BACK} ${fix}`,
    writes: [...WRITES.slice(0, Math.max(at, 0)), ...own, ...back],
  };
}

/** At a read before the first write. */
const NOTHING = "Nothing had been written: the server is as it was.";

export const ALL_BACK = "Everything that was written before it has been put back: the server is as it was.";

const NEW_GONE = [disown("<new>"), "DELETE /deployments/<new>"];
/** Fields and schedules by one. */
const CHANGE_BACK = CREATE;
const BESIDE_GONE = ["DELETE /work_pools/pool/queues/fast", "DELETE /flows/<new>"];

interface PutBack {
  readonly results: readonly string[];
  readonly undone: readonly string[];
  /** Where the write that was refused had been done: in place of `undone`. */
  readonly undoneToo?: readonly string[];
}

/** After a write that was refused: what became of each deployment, and what it takes. */
const PUT_BACK: Readonly<Record<string, PutBack>> = {
  "the flow's creation": { results: NOT_TRIED, undone: [], undoneToo: BESIDE_GONE.slice(1) },
  "the creation": {
    results: ["failed fresh/prod", "not-tried changed/prod", "not-tried triggered/prod"],
    // The queue comes to be with the deployment.
    undone: BESIDE_GONE.slice(1),
    undoneToo: [...NEW_GONE, ...BESIDE_GONE],
  },
  "the update": {
    results: ["put-back fresh/prod", "failed changed/prod", "not-tried triggered/prod"],
    // It is found to be as it was.
    undone: [...NEW_GONE, ...BESIDE_GONE],
    undoneToo: [CHANGE_BACK, ...NEW_GONE, ...BESIDE_GONE],
  },
  "the deletion of what another first deploy has made": {
    results: ["failed fresh/prod", "put-back changed/prod", "not-tried triggered/prod"],
    undone: [CHANGE_BACK, ...NEW_GONE, ...BESIDE_GONE],
  },
  "the new one's automation": {
    results: ["failed fresh/prod", "put-back changed/prod", "not-tried triggered/prod"],
    undone: [CHANGE_BACK, ...NEW_GONE, ...BESIDE_GONE],
  },
  "the deletion of the old automation": {
    results: ["put-back fresh/prod", "put-back changed/prod", "failed triggered/prod"],
    // The automations are found to be as they were.
    undone: [CHANGE_BACK, ...NEW_GONE, ...BESIDE_GONE],
    undoneToo: [...[disown("triggered/prod"), AUTOMATION], ...[CHANGE_BACK, ...NEW_GONE, ...BESIDE_GONE]],
  },
  "the other's automation": {
    results: ["put-back fresh/prod", "put-back changed/prod", "failed triggered/prod"],
    undone: [AUTOMATION, CHANGE_BACK, ...NEW_GONE, ...BESIDE_GONE],
    // Nobody knows which it is that this step has made.
    undoneToo: [disown("triggered/prod"), AUTOMATION, CHANGE_BACK, ...NEW_GONE, ...BESIDE_GONE],
  },
};

/** The refusal after which all there is to put back is put back. */
export const LAST_WRITE: Step = stepNamed("the other's automation");

/** Of a deploy whose last write was refused, and then `kind` was done to what puts it back. */
export function expectedOfPutBack(kind: Kind, step: Step): Expected {
  const expected = refused(kindNamed("a 401"), LAST_WRITE);
  const { writes } = expected;
  const forward = WRITES.length - 1;
  const at = writes.indexOf(key(step), step.path === LAST_WRITE.path ? forward : 0);
  const place = step.path === LAST_WRITE.path || step.nth === 1 ? at : writes.indexOf(key(step), at + 1);
  if (place < forward) return expected; // A read.
  const first = kind.seen ? [key(step)] : [];
  const others = writes.toSpliced(place, 1, ...first);
  if (key(step) !== AUTOMATION) return { ...expected, writes: others.toSpliced(place, 0, key(step)) };
  // It is made sure of once the deployments have been put back.
  const redone = Array.from({ length: kind.fault.times ?? 1 }, () => disown("triggered/prod"));
  const end = others.indexOf(BESIDE_GONE[0] ?? "");
  return { ...expected, writes: others.toSpliced(end, 0, ...redone, AUTOMATION) };
}

export function stepNamed(name: string): Step {
  const found = [...PLAN_STEPS, ...COMMIT_STEPS].find((step) => step.name === name);
  if (!found) throw new Error(`No step is called ${name}.`);
  return found;
}

export function kindNamed(name: string): Kind {
  const found = KINDS.find((kind) => kind.name === name);
  if (!found) throw new Error(`No kind is called ${name}.`);
  return found;
}

/** Without what may be done twice, where it was. */
export function withoutRepeats(writes: readonly string[]): string[] {
  return writes.filter((write, index) => write === AUTOMATION || write !== writes[index - 1]);
}

function joined([what, fix]: readonly [string, string]): string {
  return `${what} ${fix}`;
}

/** What is said of an answer that waiting does not help with: what was seen and what it means, and what to do. */
export function diagnosis({ fault }: Kind, { method, path }: Step): readonly [string, string] {
  const from = `${method === "GET" ? "" : `${method} `}http://gate/api${path}`;
  switch (fault.kind) {
    case "401":
      return [
        `401 from ${from}, WWW-Authenticate "Basic realm='gate'", a page titled "401 Unauthorized". The gate wants user and password (Basic), and no credential was sent.`,
        "Set `auth-string`, or `username` and `password` (a secret that is not set, or not passed to a workflow from a fork, arrives empty).",
      ];
    case "html":
      return [
        `200 from ${from}, a page titled "Sign in". This is the host for people: it answers with a page to sign in with a browser.`,
        "Set `api-url` to the host or path that admits machines by password or token, and `ui-url` to this one.",
      ];
    case "redirect-away":
      return [
        `302 from ${from}, a redirect to "http://login.invalid/sign-in". This is the browser host: people sign in at "login.invalid" (SSO), and no credential was sent.`,
        "Look for the machine host, a name or path that admits a password or token, set `api-url` to it and `ui-url` to http://gate; if this host admits machines too, give a credential.",
      ];
    default:
      throw new Error(`${fault.kind} is not a refusal.`);
  }
}
