import { resolve } from "node:path";
import { parseArgsStringToArgv } from "string-argv";
import { chooseCredential } from "../credentials/choose.js";
import {
  readCaCertificate,
  readClientCertificate,
  type ClientCertificate,
} from "../credentials/certificate.js";
import { isMint, type AskedCredential, type Credential } from "../credentials/credential.js";
import { parseHeaders } from "../credentials/headers.js";
import { isCutJwt } from "../credentials/jwt.js";
import { cleanSecret, controlCharacter, isAscii, keyLines, type RawSecrets } from "../base/secrets.js";
import { SLASH, withoutEnd } from "../base/edges.js";
import { Findings } from "../base/findings.js";
import { isLoopback } from "../base/loopback.js";
import { leavesByLink } from "../base/inside.js";
import { parseShard, type Shard } from "./shard.js";
import { shortened } from "../base/shortened.js";
import { checkIgnored } from "../validate/ignore.js";
import { RULE_IDS } from "../validate/rules.js";

/** Everything that the user asked for, read once; frozen all through. */
export interface Inputs {
  readonly mode: Mode;
  /** Without a trailing slash: `https://prefect.example.com/api`. */
  readonly apiUrl: string;
  /** Where printed links open, without a trailing slash: `ui-url`, else the API URL without `/api`. */
  readonly uiUrl: string;
  readonly credential: Credential;
  /** Sent with every request, beside the credential. */
  readonly headers: Readonly<Record<string, string>>;
  readonly tls: TlsInputs;
  /** Globs against `flow/deployment` or `deployment`; empty: all. */
  readonly names: readonly string[];
  /** Paths or globs, relative to the working directory. */
  readonly prefectFiles: readonly string[];
  /** Absolute. */
  readonly workingDirectory: string;
  /** The words of the command that starts Prefect's CLI: `["uv", "run", "prefect"]`. */
  readonly prefectCommand: readonly string[];
  readonly profile: string | undefined;
  /** A label for this job: `production`. */
  readonly environment: string | undefined;
  /** Seconds for the whole step. */
  readonly timeout: number;
  /** How often a connection check is repeated. */
  readonly retries: number;
  readonly configTarget: ConfigTarget;
  readonly keepConfig: boolean;
  readonly summary: boolean;
  /** Ids of rules whose findings are left out. */
  readonly ignoreRules: readonly string[];
  /** Whether writes are held and compared first. */
  readonly transaction: boolean;
  /** Most processes of the CLI, and most writes, at once. */
  readonly concurrency: number;
  /** What becomes of what was written where a later write fails. */
  readonly onCommitError: OnCommitError;
  /** Whether what a person paused on the server stays paused. */
  readonly keepPausedSchedules: boolean;
  /** Whether a plan with changes is an error. */
  readonly failOnChanges: boolean;
  /** The part of the selection that this job takes. */
  readonly shard: Shard | undefined;
  /** In how many shards a plan tells its changes; undefined: it does not. */
  readonly shards: number | undefined;
  /** Whether a plan is written to the pull request. */
  readonly comment: boolean;
  readonly githubToken: string;
  readonly allowUntrustedCode: boolean;
}

/** What `mode: validate` reads: nothing about the server. */
export type ProjectInputs = Pick<
  Inputs,
  "ignoreRules" | "names" | "prefectFiles" | "workingDirectory" | "environment" | "timeout" | "summary"
>;

export interface TlsInputs {
  /** PEM text of the authorities to trust in place of the usual ones. */
  readonly ca: string | undefined;
  /** Absolute: where `ca` lies for Prefect's client. Undefined until the run has written it there. */
  readonly caFile: string | undefined;
  /** Shown to gates that ask for one (mTLS). Prefect's own client cannot, so it goes by our gateway. */
  readonly client: ClientCertificate | undefined;
  readonly skipVerify: boolean;
}

/** The inputs as they are read: a token may still have to be minted. */
export interface AskedInputs extends Omit<Inputs, "credential"> {
  readonly credential: AskedCredential;
}

export const MODES = ["deploy", "plan", "validate"] as const;
export type Mode = (typeof MODES)[number];

export const CONFIG_TARGETS = ["prefect.toml", "pyproject.toml", "none"] as const;
export type ConfigTarget = (typeof CONFIG_TARGETS)[number];

export const ON_COMMIT_ERROR = ["put-back", "keep"] as const;
export type OnCommitError = (typeof ON_COMMIT_ERROR)[number];

/**
 * The default of every credential input in action.yml. With it, an input that was left out
 * can be told from a secret that is empty: GitHub hands over the default only for the former.
 */
export const UNSET = "unset";

/** Inputs as the runner hands them over: by name, untrimmed. */
export type RawInputs = (name: string) => string;

/** What must not be shown, before anything is known about it. */
export function rawSecrets(raw: RawInputs): RawSecrets {
  const given = (name: string): string => (raw(name).trim() === UNSET ? "" : raw(name));
  return {
    values: [
      ...["auth-string", "password", "api-key", "client-secret", "github-token"].map(given),
      ...keyLines(given("client-key")),
    ],
    username: given("username"),
    password: given("password"),
    headers: raw("headers"),
  };
}

/**
 * Reads and checks all inputs.
 *
 * @param raw the runner's values
 * @param workspace absolute path that `working-directory` is relative to
 * @param findings takes what was cleaned up and what is dangerous
 * @throws ActionError with one problem for each wrong value, all at once
 */
export function readInputs(raw: RawInputs, workspace: string, findings: Findings): AskedInputs {
  const connection = readConnection(raw, findings);
  const inputs: AskedInputs = {
    mode: readMode(raw),
    ...connection,
    ...projectInputs(raw, workspace, findings),
    tls: readTls(raw, workspace, findings),
    prefectCommand: command(raw("prefect-command"), findings),
    profile: raw("profile").trim() || undefined,
    retries: wholeNumber("retries", raw("retries"), { min: 0, max: 100, unit: "tries" }, findings),
    configTarget: oneOf("config-target", raw("config-target"), CONFIG_TARGETS, findings),
    keepConfig: yesOrNo("keep-config", raw("keep-config"), findings),
    ...readTransaction(raw, findings),
  };
  findings.stopOnProblems();
  for (const value of Object.values(inputs)) Object.freeze(value);
  return Object.freeze(inputs);
}

type TransactionInputs = Pick<
  Inputs,
  | "transaction"
  | "concurrency"
  | "onCommitError"
  | "keepPausedSchedules"
  | "failOnChanges"
  | "shard"
  | "shards"
  | "comment"
  | "githubToken"
  | "allowUntrustedCode"
>;

function readTransaction(raw: RawInputs, findings: Findings): TransactionInputs {
  const flag = (name: string): boolean => yesOrNo(name, raw(name), findings);
  const [shard, shards] = [raw("shard").trim(), raw("shards").trim()];
  const inputs = {
    transaction: flag("transaction"),
    concurrency: wholeNumber(
      "concurrency",
      raw("concurrency"),
      { min: 1, max: 64, unit: "writes" },
      findings,
    ),
    onCommitError: oneOf("on-commit-error", raw("on-commit-error"), ON_COMMIT_ERROR, findings),
    keepPausedSchedules: flag("keep-paused-schedules"),
    failOnChanges: flag("fail-on-changes"),
    shard: shard === "" ? undefined : parseShard(shard, findings),
    shards:
      shards === ""
        ? undefined
        : wholeNumber("shards", shards, { min: 1, max: 256, unit: "shards" }, findings),
    comment: flag("comment"),
    githubToken: raw("github-token").trim(),
    allowUntrustedCode: flag("allow-untrusted-code"),
  };
  if (!inputs.transaction && raw("mode").trim() === "plan") {
    findings.problem(
      "`transaction: false` writes straight to the server, and `mode: plan` must write nothing.",
      "Take one of them out.",
    );
  }
  if (!inputs.transaction && inputs.keepPausedSchedules) {
    findings.problem(
      "`keep-paused-schedules` needs the transaction: without it every write goes to the server as it is.",
      "Take `transaction: false` out, or `keep-paused-schedules`.",
    );
  }
  return inputs;
}

/** What the step is to do. A word that is none of the modes is an error: it must not deploy. */
export function readMode(raw: RawInputs): Mode {
  const findings = new Findings();
  const mode = oneOf("mode", raw("mode"), MODES, findings);
  findings.stopOnProblems();
  return mode;
}

/**
 * Reads and checks the inputs of `mode: validate`.
 *
 * @param workspace absolute path that `working-directory` is relative to
 * @throws ActionError with one problem for each wrong value, all at once
 */
export function readProjectInputs(raw: RawInputs, workspace: string, findings: Findings): ProjectInputs {
  const inputs = projectInputs(raw, workspace, findings);
  findings.stopOnProblems();
  return inputs;
}

function projectInputs(raw: RawInputs, workspace: string, findings: Findings): ProjectInputs {
  const prefectFiles = lines(raw("prefect-file"));
  if (prefectFiles.length === 0) {
    findings.problem(
      "`prefect-file` is empty.",
      "Give the path of a prefect file, for example `prefect.yaml`.",
    );
  }
  const ignoreRules = raw("ignore-rules")
    .split(/[\s,]+/)
    .filter((rule) => rule !== "");
  checkIgnored(ignoreRules, RULE_IDS, findings);
  const workingDirectory = resolve(workspace, raw("working-directory").trim() || ".");
  if (leavesByLink(workingDirectory, workspace)) {
    findings.problem(
      "`working-directory` leads out of the repository through a symbolic link.",
      "Name the folder itself: what is checked out must not decide where this runs.",
    );
  }
  return {
    prefectFiles,
    ignoreRules,
    names: lines(raw("names")),
    workingDirectory,
    environment: label(raw("environment"), findings),
    summary: yesOrNo("summary", raw("summary"), findings),
    timeout: wholeNumber("timeout", raw("timeout"), { min: 1, max: 86_400, unit: "seconds" }, findings),
  };
}

type Connection = Pick<AskedInputs, "apiUrl" | "uiUrl" | "credential" | "headers">;

function readConnection(raw: RawInputs, findings: Findings): Connection {
  const apiUrl = requiredUrl(raw("api-url"), findings);
  const headers = parseHeaders(raw("headers"), findings);
  const credential = chooseCredential(
    {
      authString: secret("auth-string", raw, findings),
      username: secret("username", raw, findings),
      password: secret("password", raw, findings),
      apiKey: token(secret("api-key", raw, findings), findings),
      oidcAudience: audience(secret("oidc-audience", raw, findings), findings),
      tokenUrl: tokenUrl(secret("token-url", raw, findings), findings),
      clientId: secret("client-id", raw, findings),
      clientSecret: secret("client-secret", raw, findings),
      scope: secret("scope", raw, findings),
      audience: secret("audience", raw, findings),
    },
    headers,
    findings,
  );
  const sends = credential.kind !== "none" || Object.keys(headers).length > 0;
  if (sends && travelsInClear(apiUrl)) {
    findings.warning(
      "`api-url` is http:// and its host is not this machine: the credential travels in clear.",
      "Use https://.",
    );
  }
  if (isMint(credential) && credential.kind === "token-url" && travelsInClear(credential.url)) {
    findings.problem(
      "`token-url` is http:// and its host is not this machine: the client secret would travel in clear.",
      "Use https://.",
    );
  }
  const uiUrl = raw("ui-url").trim() ? url("ui-url", raw("ui-url"), findings) : defaultUiUrl(apiUrl);
  return { apiUrl, uiUrl, credential, headers };
}

function readTls(raw: RawInputs, workspace: string, findings: Findings): TlsInputs {
  const given = raw("ca-certificate");
  const ca = given.trim() === UNSET ? undefined : readCaCertificate(given, workspace, findings);
  const client = readClient(raw, workspace, findings);
  if (client && /^http:/i.test(raw("api-url").trim())) {
    findings.problem(
      "`client-certificate` is given, and `api-url` is http://: without TLS there is nobody to show it to.",
      "Use https://, or take `client-certificate` and `client-key` out.",
    );
  }
  const skipVerify = yesOrNo("tls-skip-verify", raw("tls-skip-verify"), findings);
  if (skipVerify && ca !== undefined) {
    findings.problem(
      "`ca-certificate` and `tls-skip-verify` are both given: without a check the certificate has no use.",
      "Take `tls-skip-verify` out.",
    );
  }
  return { ca, caFile: undefined, client, skipVerify };
}

function readClient(raw: RawInputs, workspace: string, findings: Findings): ClientCertificate | undefined {
  const values = { certificate: raw("client-certificate"), key: raw("client-key") };
  const has = { certificate: values.certificate.trim() !== UNSET, key: values.key.trim() !== UNSET };
  if (has.certificate && has.key) return readClientCertificate(values, workspace, findings);
  if (has.certificate || has.key) {
    const [given, missing] = has.certificate ? ["certificate", "key"] : ["key", "certificate"];
    findings.problem(
      `\`client-${given}\` is given without \`client-${missing}\`.`,
      "Give both: the certificate, and the private key that it was made for.",
    );
  }
  return undefined;
}

/** As Prefect derives it: the API URL without its `/api`. */
export function defaultUiUrl(apiUrl: string): string {
  return apiUrl.replace(/\/api$/, "");
}

function secret(name: string, raw: RawInputs, findings: Findings): string | undefined {
  const value = raw(name);
  if (value.trim() === UNSET) return undefined;
  const { clean, note } = cleanSecret(value);
  if (note) findings.note(`\`${name}\`: ${note}`);
  const control = controlCharacter(clean);
  if (control) {
    findings.problem(
      `\`${name}\` holds a control character (${control}) in its middle, which no HTTP header can carry.`,
      "Store the secret again, on one line; nothing of it is shown here.",
    );
  }
  if (clean.length > LONGEST_SECRET) {
    findings.problem(
      `\`${name}\` has ${clean.length} characters, more than gates and servers take in a header (8 kB).`,
      "Check what is stored in it: a file, or several secrets at once, do not belong there.",
    );
  }
  if (/^(["'`]).+\1$/s.test(clean)) quoted(name, findings);
  return clean;
}

/** nginx, Apache and Envoy take 8 kB for one header, or for a few of them. */
const LONGEST_SECRET = 7_500;

/** Quotes are part of a secret; a password may really have them. */
function quoted(name: string, findings: Findings): void {
  const what = `\`${name}\` is in quotes, which are sent as a part of it.`;
  const mend = "Store it without quotes: `NAME=value` files need them, secrets do not.";
  if (name === "password") findings.warning(what, `${mend} Where they belong to the password, all is well.`);
  else findings.problem(what, mend);
}

function tokenUrl(value: string | undefined, findings: Findings): string | undefined {
  if (value === undefined || value === "") return value;
  return url("token-url", value, findings) || "https://refused.invalid"; // given, which a second problem must not deny
}

/** It is shown, and sent to GitHub: a secret that was given by mistake must be neither. */
function audience(value: string | undefined, findings: Findings): string | undefined {
  if (value === undefined || (!value.startsWith("eyJ") && !/^(?!urn:|api:)[^:/\s]+:(?!\/\/)/.test(value)))
    return value;
  findings.problem(
    "`oidc-audience` looks like a token, or like user:password, and not like an audience.",
    "Give the audience that the gate expects, for example https://prefect.example.com; a token belongs in `api-key`, user and password in `auth-string`.",
  );
  return value;
}

/** What goes behind `Bearer `, which is often copied with it. */
function token(value: string | undefined, findings: Findings): string | undefined {
  if (value === undefined) return undefined;
  const clean = value.replace(/^(?:authorization:\s*)?bearer(?:\s+|$)/i, "");
  if (clean !== value) findings.note("`api-key`: the word Bearer before it was removed; store it without.");
  if (!isAscii(clean)) {
    // Measured on 3.4.14 and 3.8.8: a UnicodeEncodeError. Basic is base64, and takes any character.
    findings.problem(
      "`api-key` holds a character outside ASCII, which Prefect's client cannot send.",
      "Store the token again; typographic quotes or dashes come from copying it out of a document.",
    );
  } else if (/^[^:\s]+:[^:]*$/.test(clean)) {
    findings.problem(
      "`api-key` holds a colon, which no token has: it looks like user:password.",
      "Give it as `auth-string`.",
    );
  } else if (/ /.test(clean)) {
    findings.problem("`api-key` holds a space, which no token has (RFC 6750).", "Store the token alone.");
  } else if (isCutJwt(clean)) {
    findings.problem(
      "`api-key` begins as a JWT does, but is not a whole one: it was cut when it was copied.",
      "Store the whole token, three parts with two dots between them.",
    );
  }
  return clean;
}

function requiredUrl(value: string, findings: Findings): string {
  if (value.trim() !== "") return url("api-url", value, findings);
  findings.problem(
    "`api-url` is empty.",
    "Give the URL of the Prefect API, for example https://prefect.example.com/api; where it comes from a variable or secret, check its name.",
  );
  return "";
}

/** Cleans and checks a URL; returns it without a trailing slash, or `""` after a problem. */
function url(name: keyof typeof URL_EXAMPLES, value: string, findings: Findings): string {
  const example = URL_EXAMPLES[name];
  const { clean, notes } = cleanUrl(value);
  for (const note of notes) findings.note(`\`${name}\`: ${note}`);
  const fail = (what: string, mend: string): string => {
    findings.problem(what, mend);
    return "";
  };
  if (!/^https?:\/\//i.test(clean)) {
    // No part of the value is shown: what stands here by mistake may be a secret.
    return fail(
      `\`${name}\` does not start with https:// (or http://).`,
      `Write the whole URL, for example ${example}.`,
    );
  }
  if (/\s/.test(clean) || controlCharacter(clean) || !URL.canParse(clean)) {
    return fail(
      `\`${name}\` is not a valid URL.`,
      `Check it for spaces and line ends; expected is something like ${example}.`,
    );
  }
  const parsed = new URL(clean);
  if (parsed.username || parsed.password) {
    return fail(
      `\`${name}\` holds a user name or password before the host; Prefect would print it in links and errors.`,
      name === "token-url"
        ? "Take it out of the URL and give it as `client-id` and `client-secret`."
        : "Take it out of the URL and give it as `username` and `password`.",
    );
  }
  // A token endpoint may have a query (RFC 6749, section 3.2).
  if (name === "token-url" ? clean.includes("#") : /[?#]/.test(clean)) {
    return fail(
      `\`${name}\` has a query or fragment (? or #), which does not belong there.`,
      `Give the address only, for example ${example}.`,
    );
  }
  return withoutEnd(parsed.href, SLASH);
}

const URL_EXAMPLES = {
  "api-url": "https://prefect.example.com/api",
  "ui-url": "https://prefect.example.com",
  "token-url": "https://login.example.com/oauth2/token",
} as const;

/** Undoes what chat programs, documents and copy-and-paste do to a URL. */
export function cleanUrl(value: string): { clean: string; notes: string[] } {
  const notes: string[] = [];
  let clean = value.trim();
  if (clean !== value) notes.push("spaces or line ends around it were removed.");
  const linked = /^<([^|>]*)(\|[^>]*)?>$/.exec(clean) ?? /^\[[^\]]*\]\(([^)]*)\)$/.exec(clean);
  if (linked?.[1] !== undefined) {
    clean = linked[1].trim();
    notes.push("it was pasted as a formatted link; only the address is used.");
  }
  const open = withoutEnd(clean, SLASH);
  if (open !== clean && /[^:]$/.test(open)) {
    clean = open;
    notes.push("the slash at its end was removed.");
  }
  return { clean, notes };
}

function travelsInClear(apiUrl: string): boolean {
  return apiUrl.startsWith("http://") && !isLoopback(new URL(apiUrl));
}

/** Splits a command into its words; quotes group. There is no shell to understand anything else. */
function command(value: string, findings: Findings): string[] {
  const words = parseArgsStringToArgv(value.trim());
  const operator = words.find((word) => /^(&&?|\|\|?|;|<|>|>>)$|\$\(|`|;$/.test(word));
  if (/^[A-Za-z_]\w*=/.test(words[0] ?? "")) {
    findings.problem(
      "`prefect-command` sets a variable as a shell does, but it is run without a shell.",
      "Set the variable with `env:` at this step.",
    );
  } else if (operator !== undefined) {
    findings.problem(
      "`prefect-command` holds a shell operator, but it is run without a shell.",
      "Give one command, for example `prefect`, `uv run prefect` or `python -m prefect`; prepare the rest in a step before.",
    );
  } else if (!/(^|[\\/])prefect(\.exe)?$/.test(words.at(-1) ?? "")) {
    findings.problem(
      "`prefect-command` does not end with the word prefect.",
      "Give the command without arguments of Prefect's own, for example `prefect`, `uv run prefect`, `.venv/bin/prefect` or `python -m prefect`.",
    );
  }
  return words;
}

function label(value: string, findings: Findings): string | undefined {
  const clean = value.trim();
  if (/[\r\n]/.test(clean) || clean.length > 100) {
    findings.problem(
      "`environment` has more than one line or more than 100 characters.",
      "Give a short label for this job, for example `production`.",
    );
  }
  return clean || undefined;
}

function lines(value: string): string[] {
  return value
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

interface Range {
  readonly min: number;
  readonly max: number;
  /** What is counted, for people. */
  readonly unit: string;
}

function wholeNumber(name: string, value: string, { min, max, unit }: Range, findings: Findings): number {
  const clean = value.trim();
  const number = Number(clean);
  if (!/^\d+$/.test(clean) || number < min || number > max) {
    findings.problem(
      `\`${name}\` is ${JSON.stringify(shortened(clean, 60))}.`,
      `Give a whole number of ${unit} from ${min} to ${max}.`,
    );
  }
  return number;
}

function oneOf<T extends string>(name: string, value: string, allowed: readonly T[], findings: Findings): T {
  const clean = value.trim();
  const found = allowed.find((candidate) => candidate === clean);
  if (found === undefined) {
    findings.problem(
      `\`${name}\` is ${JSON.stringify(shortened(clean, 60))}.`,
      `Give one of ${allowed.map((choice) => `\`${choice}\``).join(", ")}.`,
    );
  }
  return found ?? (allowed[0] as T);
}

function yesOrNo(name: string, value: string, findings: Findings): boolean {
  const clean = value.trim().toLowerCase();
  if (clean !== "true" && clean !== "false") {
    findings.problem(
      `\`${name}\` is ${JSON.stringify(shortened(value.trim(), 60))}.`,
      "Give `true` or `false`.",
    );
  }
  return clean === "true";
}
