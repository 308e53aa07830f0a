import { resolve } from "node:path";
import { isInside, realPath } from "../base/inside.js";
import { NotRead, tryRead } from "../base/project-files.js";
import { isRecord, parsedJson, textsIn } from "../base/record.js";
import { formsOf } from "../base/secrets.js";
import { unfilled, type Filled } from "../base/unfilled.js";
import type { RecordedWrite } from "../gateway/recording.js";
import type { LoadedCode, MakingCall, PythonPlace, Told } from "../prefect/told.js";
import type { KnownDeployment } from "../project/candidates.js";
import { flowNames } from "../project/entrypoint.js";
import type { Deployment, Manifest } from "../project/manifest.js";
import { storedNames } from "../project/select.js";

/** What a script has deployed, as far as it was recorded, and what else it may deploy another time. */
export interface Made {
  readonly candidates: readonly KnownDeployment[];
  /** Of calls that may deploy something else another time: only the name is known, if at all. */
  readonly doubtful: readonly KnownDeployment[];
  /** One for each Python file of the project. */
  readonly manifests: readonly Manifest[];
}

export interface Around {
  /** Absolute: where the script ran. */
  readonly directory: string;
  /** The job's environment. */
  readonly env: NodeJS.ProcessEnv;
  readonly show: (path: string) => string;
  /** Absolute path of the script, where `deploy-command` names one. */
  readonly script: string | undefined;
  /** Of `deploy-command`. */
  readonly words: readonly string[];
  /** Absolute: the repository. */
  readonly workspace: string;
}

/**
 * Makes what the rest of a run knows of a deployment from what was recorded and told: its file and place are those of the
 * call. Pure, but for reading the Python files.
 */
export function madeBy(
  recorded: readonly RecordedWrite[],
  told: Pick<Told, "applied" | "images" | "code">,
  around: Around,
): Made {
  const files = new Map<string, Manifest>();
  const manifestOf = (file = around.script ?? ""): Manifest => {
    const known = files.get(file) ?? manifest(file, around);
    files.set(file, known);
    return known;
  };
  const filled = filledBy(around.env);
  const sure = sureFlows(told.code);
  const candidates = recorded.map((held, index): KnownDeployment => {
    const { body, flowName, name, live } = { ...held };
    const place = told.applied.get(`${flowName}/${name}`);
    const own = manifestOf(place?.file);
    const where = { file: own.file, ...(place?.line === undefined ? {} : { line: place.line }) };
    const entrypoint = textOf(body["entrypoint"]) ?? textOf(live?.["entrypoint"]) ?? "";
    const variables = isRecord(body["job_variables"]) ? body["job_variables"] : {};
    const deployment: Deployment = {
      ...{ index, where, entrypoint },
      flow: sure.has(flowKey(entrypoint, flowName, around.directory)) ? flowName : undefined,
      name: isWrittenOut(name, place, told.code) ? name : COMPUTED,
      content: contentOf({ ...body, automations: held.automations }, filled),
    };
    return {
      ...{ deployment, manifest: own, where, name, entrypoint, flow: flowName },
      ...{ directory: around.directory, yaml: "", source: { status: "unknown" } },
      flowNames: flowNames(entrypoint, flowName),
      later: told.images.has(String(variables["image"])) ? ["job_variables.image"] : [],
    };
  });
  const doubtful = doubtfulIn(told, around).map((call) =>
    doubtfulOne(call, manifestOf(call.file), around.directory),
  );
  const own = (told.code?.files ?? []).filter((file) => isInside(file, around.workspace));
  for (const file of [...own, around.script]) manifestOf(file);
  return { candidates, doubtful, manifests: [...files.values()] };
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** In place of a name that the code makes. */
const COMPUTED = "{{ made_by_the_code }}";

/** Keep comments are looked for in so much of it. */
const MOST_BYTES = 2_000_000;

function manifest(file: string, { directory, show }: Around): Manifest {
  const shown = file === "" ? "" : show(file);
  return {
    ...{ path: file, file: shown, directory, pieces: undefined, deployments: [], steps: [], pull: undefined },
    // Only `prune` looks into it.
    get text() {
      const text = tryRead(file, MOST_BYTES);
      return text instanceof NotRead ? "" : text.toString("utf8");
    },
    where: () => ({ file: shown }),
  };
}

/** Flows that have the same name in each run, by their text in a file that was loaded: each by its file, function and name. */
function sureFlows(code: LoadedCode | undefined): ReadonlySet<string> {
  const flows = code?.flows ?? [];
  return new Set(
    flows.flatMap((one) => {
      const file = realPath(one.file);
      return file === undefined ? [] : JSON.stringify([file, one.function, one.name]);
    }),
  );
}

/** The same of the flow that an entrypoint names. */
function flowKey(entrypoint: string, name: string, directory: string): string {
  const [colon, dot] = [entrypoint.lastIndexOf(":"), entrypoint.lastIndexOf(".")];
  const [path, made] =
    colon >= 0
      ? [entrypoint.slice(0, colon), entrypoint.slice(colon + 1)]
      : [`${entrypoint.slice(0, Math.max(0, dot)).replaceAll(".", "/")}.py`, entrypoint.slice(dot + 1)];
  return JSON.stringify([realPath(resolve(directory, path)), made, name]);
}

/** Whether the call has the name in it: then it is the same in each run. */
function isWrittenOut(name: string, place: PythonPlace | undefined, code: Told["code"]): boolean {
  return code?.calls.some((call) => isAt(call, place) && isCalled(call.name, name)) === true;
}

function isAt(call: MakingCall, place: PythonPlace | undefined): boolean {
  const { file, line = 0 } = place ?? {};
  return call.file === file && call.line <= line && line <= call.end;
}

function isCalled(written: string | undefined, name: string): boolean {
  return written !== undefined && storedNames(written).includes(name);
}

interface Doubtful extends PythonPlace {
  readonly name?: string | undefined;
}

/**
 * From where another run may deploy something else: calls that were not reached, since a condition may lead to them, and
 * those whose flow may be another one; code that was not loaded; calls that are not in the code that was.
 */
function doubtfulIn(
  { applied, code }: Pick<Told, "applied" | "code">,
  { words, directory }: Around,
): readonly Doubtful[] {
  const nowhere = { file: undefined, line: undefined };
  if (!code?.mains.every((main) => isAsked(main, words, directory))) return [nowhere];
  const places = [...applied].map(([key, place]) => ({ place, name: key.slice(key.indexOf("/") + 1) }));
  const isOf = (call: MakingCall, { place, name }: (typeof places)[number]): boolean =>
    isAt(call, place) && (call.name === undefined || isCalled(call.name, name));
  const open = code.calls.filter((call) => !call.isFixed || !places.some((one) => isOf(call, one)));
  const strange = places.filter((one) => !code.calls.some((call) => isOf(call, one)));
  return [...open, ...strange.map(({ place }) => place), ...code.unknown];
}

/** Whether `deploy-command` names the program: another one starts what it likes. */
function isAsked(main: string, words: readonly string[], directory: string): boolean {
  const named = words.flatMap((word) => [
    resolve(directory, word),
    ...[".py", "/__main__.py"].map((end) => resolve(directory, word.replaceAll(".", "/") + end)),
  ]);
  const real = realPath(main);
  return real !== undefined && named.some((path) => realPath(path) === real);
}

function doubtfulOne({ line, name }: Doubtful, own: Manifest, directory: string): KnownDeployment {
  const where = { file: own.file, ...(line === undefined ? {} : { line }) };
  const written = name ?? COMPUTED;
  return {
    deployment: { index: 0, where, name: written, entrypoint: undefined, flow: undefined, content: {} },
    ...{ manifest: own, where, directory, name: written, entrypoint: undefined, flow: undefined },
    ...{ flowNames: [], yaml: "", source: { status: "unknown" } },
  };
}

/** Variables of the runner and of shells, which are in no way secret; but for those that are others in each run. */
const OF_RUNNER =
  /^(?!GITHUB_(?:SHA|RUN_ID)$)(?:GITHUB|RUNNER|ACTIONS|INPUT|PREFECT|LC|XDG|PYTHON)_|^(?:CI|HOME|PATH|PWD|OLDPWD|LANG|SHELL|USER|LOGNAME|HOSTNAME|TMPDIR|TERM|SHLVL|_)$/i;

/** Shorter values are words that stand in many texts. */
const SHORTEST = 8;

/** What of the job's environment a script may have taken into a deployment, whole or in part; the longest first. */
function filledBy(env: NodeJS.ProcessEnv): readonly Filled[] {
  return Object.entries(env)
    .filter(([name]) => !OF_RUNNER.test(name))
    .flatMap(([name, value = ""]) => formsOf(partsOf(value)).map((form) => ({ form, name: `$${name}` })))
    .filter(({ form }) => form.trim().length >= SHORTEST)
    .sort((one, other) => other.form.length - one.form.length);
}

/** A value, what stands in it as JSON, and each part of a URL or a path that looks made up: `T0000/B0000/x1y2`. */
function partsOf(value: string): string[] {
  const inner = textsIn(parsedJson(value));
  const parts = [value, ...inner].flatMap((one) => one.split(/[\s/?&=#:;,@]+/));
  const odd = parts.filter((part) => /\d/.test(part) && /[A-Za-z]/.test(part));
  const all = [value, ...inner, ...odd];
  return [...new Set(all.flatMap((one) => [one, one.toUpperCase(), one.toLowerCase()]))];
}

/**
 * What a prefect file would hold of it, as far as it takes values from the environment: `{{ $NAME }}` in their place. So
 * they are shown as those of a prefect file: not at all.
 */
function contentOf(
  {
    work_pool_name,
    work_queue_name,
    job_variables,
    pull_steps,
    automations,
    ...body
  }: Readonly<Record<string, unknown>>,
  filled: readonly Filled[],
): Readonly<Record<string, unknown>> {
  const { parameters, tags, description, version, schedules } = body;
  const pool = { name: work_pool_name, work_queue_name, job_variables };
  const all = { parameters, tags, description, version, schedules };
  const found = templates({ ...all, work_pool: pool, pull: pull_steps, triggers: automations }, filled);
  return isRecord(found) ? found : {};
}

/** The value, as far as it holds something of the environment; undefined where it holds nothing of it. */
function templates(value: unknown, filled: readonly Filled[]): unknown {
  if (typeof value === "string") {
    const text = unfilled(value, filled);
    return text === value ? undefined : text;
  }
  if (Array.isArray(value)) {
    const all: readonly unknown[] = value;
    const inner = all.map((one) => templates(one, filled));
    return inner.some((one) => one !== undefined) ? inner.map((one, index) => one ?? all[index]) : undefined;
  }
  if (!isRecord(value)) return undefined;
  const entries = Object.entries(value).flatMap(([key, one]) => {
    const inner = templates(one, filled);
    return inner === undefined ? [] : [[key, inner] as const];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
