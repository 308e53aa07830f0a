import { isTemplate } from "../../base/template.js";
import { entryOf, isRecord } from "../../base/record.js";
import { closest, distance } from "fastest-levenshtein";
import { LEFTOVERS, PARTS } from "./leftovers.js";
import { checkRepeated } from "./repeated.js";
import { accepted, Validator, type Schema, type Violation } from "./schema.js";
import { NEWEST, SCHEMAS } from "./schemas/prefect-yaml.generated.js";
import { STRUCTURE_RULES } from "./structure-rules.js";
import { checkToml, hasDefaultPool } from "./toml.js";
import { named } from "../../base/named.js";
import type { Finding, Report } from "../../base/finding.js";
import type { Context, DeploymentEntry, PrefectFile } from "../../project/types.js";
import type { RuleSet } from "../types.js";
import { isBefore } from "./version.js";
import type { YamlFile, YamlPath } from "../../project/yaml/file.js";

/** Keys and values of the file and its deployments, against the models of the Prefect version in use. */
export const structure: RuleSet = {
  rules: STRUCTURE_RULES,
  check(context, report) {
    const models = modelsOf(context.version);
    const { variables } = context;
    const isSet = (name: string): boolean =>
      variables !== undefined && variables.has(name) && !variables.isBlank(name);
    const defaultPool = (context.hasDefaultPool ?? POOL_SETTINGS.some(isSet)) || hasDefaultPool(context);
    for (const file of context.files) {
      const checked = new Checked(file, models, context, defaultPool, report);
      checked.root();
      for (const entry of file.deployments) checked.deployment(entry);
    }
    checkRepeated(context, report);
    checkToml(context, report);
  },
};

/** Of the environment: they name a default work pool. */
export const POOL_SETTINGS = ["PREFECT_DEFAULT_WORK_POOL_NAME", "PREFECT_DEPLOYMENTS_DEFAULT_WORK_POOL_NAME"];

interface Models {
  readonly schema: Schema;
  /** Before 3.4.19 no models check the file; then those of 3.4.19 stand in for what fails later. */
  readonly areUsed: boolean;
}

function modelsOf(version: string | undefined): Models {
  const known = SCHEMAS.filter(({ since }) => !isBefore(version, since)).at(-1) ?? SCHEMAS[0];
  const first = SCHEMAS.find(({ schema }) => schema !== undefined)?.schema;
  const schema = known?.schema ?? first;
  if (!schema) throw new Error("No models of Prefect are known.");
  return { schema, areUsed: known?.schema !== undefined };
}

/** What fails at the wrong kind of value also where no models check the file (3.0.11 and 3.4.14). */
const ALWAYS_FAILS: ReadonlySet<unknown> = new Set([
  ...["deployments", "name", "entrypoint", "version", "paused", "work_pool", "parameters", "triggers"],
]);

/** Other rules say what is wrong there. */
const SCHEDULES: ReadonlySet<unknown> = new Set(["schedule", "schedules"]);
const STEPS: ReadonlySet<unknown> = new Set(["build", "push", "pull"]);

type Words = Omit<Finding, "rule" | "severity" | "where">;

/** One file with all that is needed to judge it. */
class Checked {
  private readonly validator: Validator;
  private readonly yaml: YamlFile;
  private rows: readonly string[] | undefined;

  constructor(
    private readonly file: PrefectFile,
    private readonly models: Models,
    private readonly context: Context,
    private readonly defaultPool: boolean,
    private readonly report: Report,
  ) {
    this.yaml = file.yaml;
    this.validator = new Validator(models.schema, this.yaml);
  }

  root(): void {
    const { content } = this.file;
    const { deployments, ...rest } = content;
    if (Array.isArray(deployments) ? deployments.length === 0 : deployments === undefined) {
      this.report("no-deployments", {
        what: `${this.yaml.file} has no \`deployments\`, so there is nothing to deploy.`,
        fix: "Write one `- name: …` with its `entrypoint:` for each deployment below `deployments:`.",
        where: this.yaml.range(["deployments"], "key"),
      });
    } else if (!Array.isArray(deployments)) {
      const schema = this.models.schema.properties?.["deployments"] ?? {};
      const odd = this.yaml.oddKind(content, "deployments");
      this.violation({ path: ["deployments"], value: deployments, odd, schema, problem: "value" }, "");
    }
    const { properties = {} } = this.models.schema;
    for (const [key, value] of Object.entries(rest)) {
      const schema = entryOf(properties, key);
      if (schema === undefined) this.unknownRoot(key);
      else this.violations(value, schema, [key], this.yaml.oddKind(content, key), "");
    }
  }

  deployment(entry: DeploymentEntry): void {
    const { content, title } = entry;
    const definition = this.models.schema.$defs?.["DeploymentConfig"] ?? {};
    const path = entry.path();
    const known = definition.properties ?? {};
    for (const [key, value] of Object.entries(content)) {
      const schema = entryOf(known, key);
      if (schema === undefined) {
        this.unknownKey(key, [...path, key], known, "deployment", title);
      } else if (!SCHEDULES.has(key)) {
        this.violations(value, schema, [...path, key], this.yaml.oddKind(content, key), title);
        this.laterViolations(value, schema, [...path, key], title);
      }
    }
    this.names(entry);
    this.emptyParts(entry);
    this.tags(entry);
    this.concurrency(entry);
    this.agreements(entry);
    this.partKeys(entry);
    if (!this.models.areUsed) this.dates(content, path, title);
  }

  private violations(
    value: unknown,
    schema: Schema,
    path: YamlPath,
    odd: Violation["odd"],
    title: string,
  ): void {
    for (const violation of this.validator.violations(value, schema, path, odd))
      this.violation(violation, title);
  }

  private violation(violation: Violation, title: string): void {
    const { path, problem, value } = violation;
    const inDeployment = typeof path[1] === "number";
    const [key] = inDeployment ? path.slice(2) : path;
    if (STEPS.has(key) && problem === "value") return;
    const { areUsed } = this.models;
    const isError = areUsed || (ALWAYS_FAILS.has(key) && (inDeployment || key === "deployments"));
    const isEmpty = value === null || value === undefined;
    this.report("invalid-value", {
      ...this.words(violation, title),
      where: this.yaml.range(path, problem !== "value" || isEmpty ? "key" : "value"),
      ...(isError && (areUsed || !isEmpty || key === "deployments") ? {} : { severity: "warning" }),
    });
  }

  private words(violation: Violation, title: string): Words {
    const { path, problem, value, odd, schema } = violation;
    const subject = title === "" ? "" : `${title}: `;
    const key = dotted(path);
    const outcome = this.models.areUsed
      ? "Prefect would drop the whole file"
      : "Prefect 3.4.19 and later drop the whole file, and earlier ones may fail in the middle of the deploy";
    if (problem === "missing-key") {
      return {
        what: `${subject}\`${key}\` is missing; ${outcome}.`,
        fix: `Write \`${named(path.at(-1) ?? "")}:\` there.`,
      };
    }
    if (problem === "odd-key") {
      const name = named(path.at(-1) ?? "");
      return {
        what: `${subject}the key \`${name}\` in \`${dotted(path.slice(0, -1))}\` is not text to YAML; ${outcome}.`,
        fix: `Put it in quotes: \`"${name}":\`.`,
      };
    }
    const takes = accepted(this.validator, schema);
    const what = `${subject}\`${key}\` ${this.isWhat(value, odd, path)}, and Prefect takes ${takes}; ${outcome}.`;
    return { what, ...this.fix(violation, takes) };
  }

  /** No text is shown: it may be a secret. */
  private isWhat(value: unknown, odd: Violation["odd"], path: YamlPath): string {
    const source = named(this.yaml.source(path) ?? "");
    if (odd === "date" || odd === "datetime") return `is the date ${source} to YAML`;
    if (odd !== undefined) return `is a value of Python (${odd}) to YAML`;
    if (value === null || value === undefined) return "is empty";
    if (Array.isArray(value)) return "is a list";
    if (isRecord(value)) return "is a mapping";
    if (typeof value === "number") return `is the number ${source} to YAML`;
    if (typeof value === "boolean") return `is ${value ? "true" : "false"} (\`${source}\`) to YAML`;
    return isTemplate(value) ? "is a template" : "is a text";
  }

  private fix({ path, value, odd, schema }: Violation, takes: string): Pick<Words, "fix" | "corrected"> {
    const key = String(path.at(-1));
    const isScalar =
      odd === "date" || odd === "datetime" || typeof value === "number" || typeof value === "boolean";
    if (isScalar && takes.includes("a text")) {
      const source = this.yaml.source(path) ?? "";
      if (source.length > LONGEST_KEY) return { fix: "Put it in quotes." };
      const quoted = `"${source}"`;
      const fix = `Put it in quotes: \`${quoted}\`.`;
      return typeof path.at(-1) === "string"
        ? { fix, ...this.corrected(path, `${key}: ${quoted}`) }
        : { fix };
    }
    if (value === null || value === undefined) {
      if (key === "deployments")
        return { fix: "Write the deployments below it as a list, or `deployments: []`." };
      const nothing = takes.includes("a mapping") ? "{}" : takes.includes("a list") ? "[]" : undefined;
      if (nothing === undefined) return { fix: "Give it a value, or take the key out." };
      return {
        fix: `Take the key out, or write \`${key}: ${nothing}\`.`,
        ...this.corrected(path, `${key}: ${nothing}`),
      };
    }
    if (typeof value === "string" && isTemplate(value)) {
      return { fix: `Write ${takes}: Prefect looks at the file before it fills in templates.` };
    }
    if (key === "work_pool" && typeof value === "string") {
      return { fix: "Write `name:` with the name of the pool on a line of its own below `work_pool:`." };
    }
    const property = isRecord(value)
      ? "Check the indentation: the keys below it belong to something else, or "
      : "";
    const rest = `write ${takes}${schema.type === "array" ? ", each item with a dash" : ""}.`;
    return { fix: property === "" ? `W${rest.slice(1)}` : property + rest };
  }

  /** What the models of the file let pass, and the CLI refuses when it comes to the deployment. */
  private laterViolations(value: unknown, schema: Schema, path: YamlPath, title: string): void {
    const later = schema["x-later"];
    if (!later || value === null || (typeof value !== "string" && typeof value !== "number")) return;
    const judged = typeof value === "string" ? asTaken(value, later) : value;
    if (typeof judged === "string" && isTemplate(judged)) return;
    if (this.validator.violations(judged, later, path).length === 0) return;
    const key = String(path.at(-1));
    const newer = !this.models.areUsed || isBefore(NEWEST, this.context.version ?? "0");
    if (key === "name") {
      this.report("deployment-name", {
        what: `${title}: the name holds one of the characters \`/ % & < >\`, which Prefect refuses when it deploys.`,
        fix: "Use other characters, for example `-`.",
        where: this.yaml.range(path, "value"),
      });
      return;
    }
    const takes =
      later.enum === undefined
        ? `numbers from ${later.minimum ?? "any"} to ${later.maximum ?? "any"}`
        : accepted(this.validator, later);
    const shouted = typeof value === "string" && later.enum?.includes(value.toUpperCase()) === true;
    this.report(key === "version_type" ? "invalid-choice" : "concurrency-limit", {
      what: `${title}: Prefect refuses this \`${key}\` when it deploys; it takes ${takes}.`,
      fix: shouted ? "Write it in capitals." : "Write one of these.",
      where: this.yaml.range(path, "value"),
      ...(shouted ? this.corrected(path, `${key}: ${value.toUpperCase()}`) : {}),
      ...(newer && key !== "collision_strategy" ? { severity: "warning" } : {}),
    });
  }

  private names(entry: DeploymentEntry): void {
    const { content, title, path } = entry;
    const { name, entrypoint } = content;
    if (name === undefined || name === null || name === "") {
      const skipped = name !== "" && this.file.deployments.length > 1;
      this.report("missing-name", {
        what: `${title} has no \`name\`; \`prefect deploy --all\` ${skipped ? "skips it" : "refuses it"}, and a pattern in \`--name\` ends in a TypeError.`,
        fix: "Give it a `name:`.",
        where: this.yaml.range(path(), "key"),
        ...(skipped ? { severity: "warning" } : {}),
      });
    }
    if (entrypoint === undefined || entrypoint === null || entrypoint === "") {
      this.report("missing-entrypoint", {
        what: `${title} has no \`entrypoint\`; \`prefect deploy --all\` stops there, and a pattern in \`--name\` skips it.`,
        fix: "Write `entrypoint: path/to/file.py:function`.",
        where: this.yaml.range(name === undefined ? path() : path("name"), "key"),
      });
    }
  }

  /** Null where the CLI goes on to look into it: a TypeError. */
  private emptyParts({ content, title, path }: DeploymentEntry): void {
    const where = (key: string) => this.yaml.range(path(key), "key");
    if (content["work_pool"] === null) {
      this.report("invalid-value", {
        what: `${title}: \`work_pool\` is empty, and Prefect ends in a TypeError there.`,
        fix: "Write `name:` below it, or take the key out.",
        where: where("work_pool"),
      });
    } else if (!hasPool(content["work_pool"]) && !this.defaultPool) {
      this.report("work-pool-missing", {
        what: `${title} names no work pool; without a default one Prefect refuses to deploy it.`,
        fix: "Write `work_pool:` and below it `name:`, or set PREFECT_DEFAULT_WORK_POOL_NAME.",
        where: Object.hasOwn(content, "work_pool") ? where("work_pool") : this.yaml.range(path(), "key"),
      });
    }
    if (content["tags"] === null) {
      this.report("invalid-value", {
        what: `${title}: \`tags\` is empty, and Prefect ends in a TypeError there.`,
        fix: "Take the key out, or write `tags: []`.",
        ...this.corrected(path("tags"), "tags: []"),
        where: where("tags"),
        ...(isBefore(this.context.version, "3.4.14") ? { severity: "warning" } : {}),
      });
    }
  }

  /** A text is a list of its letters to Python. */
  private tags({ content, title, path }: DeploymentEntry): void {
    const { tags } = content;
    if (typeof tags !== "string" || tags === "" || (isTemplate(tags) && !/^\{\{\s*\$\w+\s*\}\}$/.test(tags)))
      return;
    this.report("tags-text", {
      what: `${title}: \`tags\` is one text, and Prefect makes a tag of each letter.`,
      fix: "Write a list.",
      ...(tags.length <= LONGEST_ROW ? this.corrected(path("tags"), `tags: ${asList(tags)}`) : {}),
      where: this.yaml.range(path("tags")),
    });
  }

  private concurrency({ content, title, path }: DeploymentEntry): void {
    const limit = content["concurrency_limit"];
    const refuse = (what: string, fix: string, at: YamlPath, part: "key" | "value") => {
      this.report("concurrency-limit", { what: `${title}: ${what}`, fix, where: this.yaml.range(at, part) });
    };
    const isTooSmall = (value: unknown) =>
      (typeof value === "number" || typeof value === "string") && value !== "" && Number(value) < 1;
    const tooSmall = "the server refuses a concurrency limit below 1.";
    const whole = path("concurrency_limit");
    if (isTooSmall(limit)) refuse(tooSmall, "Write 1 or more, or take the key out.", whole, "value");
    if (!isRecord(limit)) return;
    if (isTooSmall(limit["limit"])) refuse(tooSmall, "Write 1 or more.", [...whole, "limit"], "value");
    if ((limit["collision_strategy"] ?? null) === null) {
      refuse(
        "`concurrency_limit` has no `collision_strategy`, and Prefect refuses that when it deploys.",
        "Write `collision_strategy: ENQUEUE` or `CANCEL_NEW` below it, or the number alone: `concurrency_limit: 1`.",
        whole,
        "key",
      );
    }
    const known = this.validator.properties({ $ref: "#/$defs/ConcurrencyLimitSpec" });
    for (const [key, schema] of Object.entries(known)) {
      this.laterViolations(limit[key] ?? null, schema, [...whole, key], title);
    }
  }

  private agreements({ content, title, path }: DeploymentEntry): void {
    const { sla } = content;
    if (sla === undefined || sla === null) return;
    this.report("sla-cloud", {
      what: `${title}: \`sla\` works on Prefect Cloud only; with any other server the deploy ends with an error there.`,
      fix: "Take it out.",
      where: this.yaml.range(path("sla"), "key"),
    });
  }

  private partKeys({ content, path, title }: DeploymentEntry): void {
    for (const [part, definition] of PARTS) {
      const known = this.validator.properties({ $ref: `#/$defs/${definition}` });
      const value = content[part];
      if (!isRecord(value)) continue;
      for (const key of Object.keys(value)) {
        if (!Object.hasOwn(known, key)) this.unknownKey(key, path(part, key), known, part, title);
      }
    }
  }

  /** Only what looks like a known key: others hold anchors, or are notes. */
  private unknownRoot(key: string): void {
    const known = Object.keys(this.models.schema.properties ?? {});
    if (isPrivate(key) || key.length > LONGEST_KEY) return;
    const nearest = closest(key, known);
    const leftover = entryOf(LEFTOVERS.file, key);
    if (leftover === undefined && distance(key, nearest) > near(key)) return;
    this.report("unknown-key", {
      what: `Prefect ignores the key \`${key}\` silently.`,
      ...(leftover === undefined ? this.renamed(nearest, [key]) : { fix: leftover }),
      where: this.yaml.range([key], "key"),
    });
  }

  private unknownKey(
    key: string,
    path: YamlPath,
    known: Readonly<Record<string, Schema>>,
    part: "deployment" | (typeof PARTS)[number][0],
    title: string,
  ): void {
    if (isPrivate(key)) return;
    const subject = `${title}: Prefect ignores the key \`${named(key)}\`${part === "deployment" ? "" : ` of \`${part}\``} silently`;
    const later = knownSince(key, part);
    const where = this.yaml.range(path, "key");
    if (later !== undefined && this.context.version !== undefined) {
      const what = `${subject}: only Prefect ${later} and later know it, and this is ${this.context.version}.`;
      this.report("unknown-key", { what, fix: "Update Prefect, or take the key out.", where });
      return;
    }
    const leftover = entryOf(LEFTOVERS[part], key);
    const words =
      leftover === undefined ? this.renamed(nearestKey(key, Object.keys(known)), path) : { fix: leftover };
    this.report("unknown-key", { what: `${subject}.`, ...words, where });
  }

  private renamed(nearest: string | undefined, path: YamlPath): Pick<Words, "fix" | "corrected"> {
    if (nearest === undefined) return { fix: "Take it out, or look up how Prefect 3 spells it." };
    const fix = `Did you mean \`${nearest}\`?`;
    const source = this.yaml.source(path);
    const { line, endLine } = this.yaml.range(path);
    const isShown = source === undefined ? line !== endLine : /^[\w ./:@-]{0,80}$/.test(source);
    if (!isShown) return { fix };
    const row = this.row(path);
    if (row.length > LONGEST_ROW) return { fix };
    const rest = row.slice(this.yaml.range(path, "key").endColumn - 1);
    return { fix, ...this.corrected(path, nearest + rest) };
  }

  /** The row of a key with the rest written again, where nothing but dashes stands before the key. */
  private corrected(path: YamlPath, written: string): Pick<Words, "corrected"> {
    const { column } = this.yaml.range(path, "key");
    if (column + written.length > LONGEST_ROW) return {};
    const before = this.row(path)
      .slice(0, column - 1)
      .trimStart();
    return /^(?:- +)*$/.test(before) ? { corrected: before + written.trimEnd() } : {};
  }

  private row(path: YamlPath): string {
    this.rows ??= this.yaml.text.split(/\r\n|\r|\n/);
    return this.rows[this.yaml.range(path, "key").line - 1] ?? "";
  }

  /** Versions without models end in `Unexpected template type 'date'` (3.0.11, 3.4.14). */
  private dates(value: object, path: YamlPath, title: string): void {
    for (const [key, item] of Object.entries(value) as [string, unknown][]) {
      const step = Array.isArray(value) ? Number(key) : key;
      const odd = this.yaml.oddKind(value, step);
      const at = [...path, step];
      if (odd !== undefined) {
        this.report("invalid-value", {
          what: `${title}: \`${dotted(at)}\` ${this.isWhat(item, odd, at)}, on which this version of Prefect ends with an error.`,
          fix: "Put it in quotes.",
          where: this.yaml.range(at, "value"),
        });
      } else if (typeof item === "object" && item !== null) this.dates(item, at, title);
    }
  }
}

/** What is longer is nothing to copy. */
const LONGEST_ROW = 500;
/** What is longer is not a slip of the pen, and takes long to compare. */
const LONGEST_KEY = 200;

/** A template may become anything, but what stands around it stays; a number may be written as a text. */
function asTaken(text: string, later: Schema): string | number {
  if (later.pattern !== undefined) return withoutTemplates(text);
  return later.minimum === undefined || isTemplate(text) ? text : Number(text.replaceAll("_", ""));
}

/** Without all that stands from a `{{` to the next `}}`. */
function withoutTemplates(text: string): string {
  let rest = "";
  let from = 0;
  for (let open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", from)) {
    const close = text.indexOf("}}", open + 2);
    if (close < 0) break;
    rest += text.slice(from, open);
    from = close + 2;
  }
  return rest + text.slice(from);
}

function hasPool(pool: unknown): boolean {
  // Of the wrong kind: said already.
  return pool !== undefined && (!isRecord(pool) || Boolean(pool["name"]));
}

function asList(tags: string): string {
  const items = isTemplate(tags) ? [`"${tags}"`] : tags.split(",").map((tag) => asItem(tag.trim()));
  return `[${items.join(", ")}]`;
}

function asItem(tag: string): string {
  return /^[A-Za-z][\w-]*$/.test(tag) ? tag : JSON.stringify(tag);
}

/** Keys of a user's own: `x-base`, `_base`, `.base`. */
function isPrivate(key: string): boolean {
  return /^(?:x-|[_.])/.test(key);
}

/** Below the deployment, as people write it. */
function dotted(path: YamlPath): string {
  const own = typeof path[1] === "number" ? path.slice(2) : path;
  return own.map(named).join(".");
}

function near(key: string): number {
  return key.length <= 3 ? 1 : key.length <= 7 ? 2 : 3;
}

function nearestKey(key: string, known: readonly string[]): string | undefined {
  if (key.length > LONGEST_KEY) return undefined;
  const plain = key.toLowerCase().replaceAll("-", "_");
  const nearest = closest(plain, known);
  return distance(plain, nearest) <= near(key) ? nearest : undefined;
}

/** The version that brought a key which the one in use does not know. */
function knownSince(key: string, part: string): string | undefined {
  const definition = part === "deployment" ? "DeploymentConfig" : new Map<string, string>(PARTS).get(part);
  const found = SCHEMAS.find(({ schema }) =>
    Object.hasOwn(schema?.$defs?.[definition ?? ""]?.properties ?? {}, key),
  );
  return found?.since;
}
