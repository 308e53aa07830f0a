import type { Problem } from "../base/errors.js";
import { isRecord, jsonRecord, parsedJson } from "../base/record.js";
import type { Body } from "../gateway/recording.js";
import type { Session } from "../gateway/session.js";
import { concealedOf } from "../plan/hide-change.js";
import type { Decision } from "../plan/decision.js";
import { checkedBy, firstError, parameterBytes, refusedSchedules, type Checked } from "../plan/refused.js";
import { apiPath } from "../server/api-path.js";
import { refusal } from "../server/refusal.js";
import type { Upstream } from "../server/upstream.js";

/**
 * Finds what the server would refuse, before anything is written: it is asked to check the values by the schemas, which
 * writes nothing (`/ui/schemas/validate`, 3.0.11 to 3.9.1). Where it does not answer that, the write will show.
 *
 * @returns the problem of each that it would refuse, in the server's own words
 */
export async function findRefusals(
  decisions: readonly Decision[],
  { upstream, reads }: Session,
): Promise<ReadonlyMap<Decision, Problem>> {
  const written = decisions.filter(({ fields }) => fields);
  const asked = new Map<string, Promise<string | undefined>>();
  const found = await Promise.all(
    written.map(async (decision): Promise<[Decision, Problem][]> => {
      const refused = await refusedBy(decision, { upstream, reads, asked });
      return refused ? [[decision, problem(decision, refused)]] : [];
    }),
  );
  return new Map(found.flat());
}

interface Asking extends Pick<Session, "upstream" | "reads"> {
  /** What was asked already, and what came of it. */
  readonly asked: Map<string, Promise<string | undefined>>;
}

interface Refused {
  readonly status: number;
  readonly detail: string;
  readonly fix: string;
}

async function refusedBy(
  { held: kept, differences }: Decision,
  { upstream, reads, asked }: Asking,
): Promise<Refused | undefined> {
  // Its body is read each time that it is asked for: here once.
  const held = { ...kept };
  const schedules = refusedSchedules(held);
  if (schedules !== undefined) return { status: 422, detail: schedules, fix: SLUGS };
  const large = await tooLarge(held.body["parameters"], upstream);
  if (large !== undefined) return { status: 422, detail: large, fix: LARGE };
  for (const checked of checkedBy(held, differences, await jobTemplate(held.body, reads))) {
    const detail = await memorized(asked, checked, upstream);
    if (detail !== undefined) return { status: 409, detail, fix: FIXES[checked.field] ?? "" };
  }
  return undefined;
}

const SLUGS =
  "The schedules on the server have slugs: give each one in the file a `slug`; `replaces: old-slug` renames one.";
const LARGE = "Put large values into a block, a variable or a file, and give the flow its name.";
const FIXES: Readonly<Record<string, string>> = {
  parameters: "Correct the value under `parameters`, or set `enforce_parameter_schema: false`.",
  job_variables: "Correct the value under `job_variables`, or the job template of the work pool.",
};

function problem(decision: Decision, { status, detail, fix }: Refused): Problem {
  const { flowName, name } = decision.held;
  const reason = refusal({ status, body: JSON.stringify({ detail }) }, concealedOf(decision));
  return {
    what: `${flowName}/${name} would not be written: ${reason.replace("refused it", "refuses it")}.`,
    fix,
    where: decision.deployment.where,
  };
}

/** Of the work pool that job variables are for, which was read before anything was deployed. */
async function jobTemplate(body: Body, reads: Session["reads"]): Promise<unknown> {
  const pool = body["work_pool_name"];
  if (!isRecord(body["job_variables"]) || typeof pool !== "string") return undefined;
  const answer = await reads.answer({ method: "GET", path: apiPath`/work_pools/${pool}` });
  return answer.status === 200 ? jsonRecord(answer.body)?.["base_job_template"] : undefined;
}

/** Deployments of one pool mostly have the same variables. */
function memorized(
  asked: Map<string, Promise<string | undefined>>,
  { schema, values }: Checked,
  upstream: Upstream,
): Promise<string | undefined> {
  const text = JSON.stringify({ schema, values });
  const known = asked.get(text) ?? ask(text, upstream);
  asked.set(text, known);
  return known;
}

async function ask(text: string, upstream: Upstream): Promise<string | undefined> {
  const path = apiPath`/ui/schemas/validate`;
  // A gate may keep it from the server: then the write shows it.
  const answer = await upstream.call({ method: "POST", path, text }).catch(() => undefined);
  return answer?.status === 200 ? firstError(parsedJson(answer.body)) : undefined;
}

/** The server's limit unless it says another one (3.6.22 and later). */
const MOST_BYTES = 512 * 1024;

async function tooLarge(parameters: unknown, upstream: Upstream): Promise<string | undefined> {
  const size = parameterBytes(parameters);
  if (size <= MOST_BYTES) return undefined;
  const answer = await upstream
    .call({ method: "GET", path: apiPath`/admin/settings` })
    .catch(() => undefined);
  const most = limitIn(answer?.status === 200 ? parsedJson(answer.body) : undefined);
  const inWords = (number: number): string => number.toLocaleString("en-US");
  return most > 0 && size > most
    ? `Flow run parameters must be less than ${inWords(most)} bytes when serialized (got ${inWords(size)} bytes)`
    : undefined;
}

/** 0: none, as with servers that do not know the setting. */
function limitIn(settings: unknown): number {
  const server = isRecord(settings) ? settings["server"] : undefined;
  const api = isRecord(server) ? server["api"] : undefined;
  const most = isRecord(api) ? api["max_parameter_size"] : undefined;
  return typeof most === "number" ? most : 0;
}
