import { ActionError } from "../base/errors.js";
import { starting, type Client } from "./client.js";
import { shownLine } from "./deploy-cli.js";
import { runPython } from "./python.js";
import { compareVersions, installLine } from "../base/version.js";

/** What the probe compares in Python. Holds no secret, but what stands for one. */
export interface Expected {
  readonly api_url: string;
  readonly auth_string: string;
  readonly api_key: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The settings in force, as `get_current_settings()` has them. No secrets. */
export interface ProbedSettings {
  readonly api_url: string | null;
  readonly ui_url: string | null;
  readonly auth_string_supported: boolean;
  readonly auth_string_set: boolean;
  readonly auth_string_as_asked: boolean;
  readonly key_set: boolean;
  readonly key_as_asked: boolean;
  readonly headers: readonly string[];
  readonly headers_missing: readonly string[];
  readonly ssl_cert_file: string | null;
  readonly tls_insecure_skip_verify: boolean;
  readonly prompt: boolean | null;
  readonly profile: string | null;
  readonly default_work_pool: string | null;
}

/** A prefect file as Prefect itself reads it. */
export interface ProbedFile {
  readonly path: string;
  /** Where PyYAML cannot read it; `line` is 1-based. */
  readonly unreadable?: { readonly line: number | null; readonly message: string };
  /** YAML of everything but the deployments. */
  readonly rest: string;
  readonly deployments: readonly {
    readonly yaml: string;
    readonly flow: ProbedFlow | null;
    /** Of `name` and `entrypoint`, those that are there and are no text. */
    readonly not_text: readonly string[];
  }[];
  /** For each, Prefect drops the whole file. */
  readonly errors: readonly {
    readonly path: readonly (string | number)[];
    readonly message: string;
    readonly type: string;
  }[];
}

/** What is known of a flow without running its file. */
export type ProbedFlow =
  | { readonly status: "unknown" }
  | { readonly status: "no-file"; readonly path: string }
  | {
      readonly status: "syntax-error";
      readonly path: string;
      readonly line: number | null;
      readonly message: string;
    }
  | { readonly status: "no-function" | "no-flow"; readonly path: string; readonly function: string }
  | {
      readonly status: "found";
      readonly path: string;
      readonly function: string;
      readonly line: number;
      /** From `@flow(name="…")`, where it is a plain string. */
      readonly name: string | null;
      /** Whether `@flow` has a name at all. */
      readonly named: boolean;
    };

export interface Probe {
  readonly python: string;
  readonly version: string;
  readonly settings: ProbedSettings;
  /** Variables that the command itself changed before Prefect started. */
  readonly changedEnvironment: readonly string[];
  /** Whether the CLI, in the environment that it is given, would go by this step's gateway. */
  readonly throughGateway: boolean;
  readonly files: readonly ProbedFile[];
}

interface Answer extends Omit<Probe, "version" | "settings"> {
  readonly version: string | null;
  readonly settings: (ProbedSettings & { readonly error?: string }) | null;
}

export interface ProbeQuestion {
  readonly expected: Expected;
  /** What the child is given and must still have. */
  readonly environment: Readonly<Record<string, string>>;
  /** The API URL that the CLI is given. */
  readonly gateway: string;
  /** Absolute: the directory whose settings files count. */
  readonly home: string;
  /** Prefect files, and where each is deployed from; absolute paths. */
  readonly files: readonly { readonly path: string; readonly directory: string }[];
  /** Whether the texts for the CLI hold the build and push steps. */
  readonly steps: boolean;
}

/**
 * Asks the interpreter that runs the CLI.
 *
 * @param serverVersion for the line that installs Prefect; may still be on its way
 * @throws ActionError where Python cannot be started, has no Prefect, or has one older than 3.0
 */
export async function probe(
  client: Client,
  question: ProbeQuestion,
  serverVersion: Promise<string | undefined>,
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv; readonly signal?: AbortSignal },
): Promise<Probe> {
  let answer: string | undefined;
  const onAnswer = (text: string): void => {
    answer = text;
  };
  const { python, env } = starting(client, options.env);
  const asked = runPython(python, "prefect_probe.py", question, { ...options, env, onAnswer });
  const result = await asked.catch((error: unknown) => {
    throw new ActionError({
      what: `\`${client.python.join(" ")}\` cannot be started (${(error as NodeJS.ErrnoException).code ?? "unknown error"}).`,
      fix: "Check `prefect-command` and the step that installs Python.",
    });
  });
  options.signal?.throwIfAborted();
  if (answer === undefined) throw failed(client, result.output);
  return accept(JSON.parse(answer) as Answer, client, await serverVersion);
}

function accept(answer: Answer, client: Client, serverVersion: string | undefined): Probe {
  const install = installLine(serverVersion);
  if (answer.version === null) {
    throw new ActionError({
      what: `Prefect is not installed in ${answer.python}, which \`${client.command.join(" ")}\` runs on.`,
      fix: `Add a step before this one: ${install}.`,
    });
  }
  if (compareVersions(answer.version, "3.0.0") < 0) {
    throw new ActionError({
      what: `Prefect ${answer.version} is installed; this action needs Prefect 3.0 or later.`,
      fix: `Install one in a step before this one: ${install}.`,
    });
  }
  if (answer.settings === null || answer.settings.error !== undefined) {
    throw new ActionError({
      what: `Prefect ${answer.version} cannot read its settings (${answer.settings?.error ?? "unknown error"}).`,
      fix: "Look for a PREFECT_* variable, or a key in prefect.toml, pyproject.toml, .env or the profile, with a value of the wrong kind; `prefect config validate` may name it.",
    });
  }
  return { ...answer, version: answer.version, settings: answer.settings };
}

function failed(client: Client, output: string): ActionError {
  const last = output.trim().split("\n").slice(-3).map(shownLine).join(" / ") || "it printed nothing";
  return new ActionError({
    what: `\`${client.python.join(" ")}\` could not tell which Prefect it has: ${last}`,
    fix: "Check `prefect-command` and the step that installs Python and Prefect.",
  });
}
