import { isRecord } from "../../base/record.js";
import { isTemplate } from "../../base/template.js";
import { checkTagValues } from "./tag-values.js";
import { severityIn } from "./version.js";
import type { Spot } from "./spot.js";
import type { DeploymentEntry } from "../../project/types.js";

/** What is around a deployment. */
interface Around {
  /** Whether there is a default work pool. */
  readonly isPoolKnown: boolean;
  /** Whether it is the only one of its file. */
  readonly isAlone: boolean;
  /** Of the Prefect that deploys, where it is known. */
  readonly version: string | undefined;
}

/** Fields of a deployment that the models take as they are, and with which it is not deployed as meant. */
export function checkFields({ content }: DeploymentEntry, spot: Spot, around: Around): void {
  checkNames(content, spot, around);
  checkPool(content, spot, around);
  checkTags(content, spot, around);
  checkTagValues(content["tags"], spot.at("tags"));
  checkConcurrency(content["concurrency_limit"], spot.at("concurrency_limit"));
  if ((content["sla"] ?? null) !== null) {
    spot.at("sla").say("sla-cloud", "key", {
      what: "`sla` works on Prefect Cloud only; with any other server the deploy ends with an error there.",
      fix: "Take it out.",
    });
  }
}

type Content = DeploymentEntry["content"];

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

function checkNames({ name, entrypoint }: Content, spot: Spot, { isAlone }: Around): void {
  if (isMissing(name)) {
    const isSkipped = name !== "" && !isAlone;
    spot.say("missing-name", "key", {
      severity: isSkipped ? "warning" : undefined,
      what: ` has no \`name\`; \`prefect deploy --all\` ${isSkipped ? "skips it" : "refuses it"}, and a pattern in \`--name\` ends in a TypeError.`,
      fix: "Give it a `name:`.",
    });
  }
  if (isMissing(entrypoint)) {
    (name === undefined ? spot : spot.at("name")).say("missing-entrypoint", "key", {
      what: " has no `entrypoint`; `prefect deploy --all` stops there, and a pattern in `--name` skips it.",
      fix: "Write `entrypoint: path/to/file.py:function`.",
    });
  }
}

function checkPool({ work_pool: pool }: Content, spot: Spot, { isPoolKnown }: Around): void {
  if (pool === null) {
    spot.at("work_pool").say("invalid-value", "key", {
      what: "`work_pool` is empty, and Prefect ends in a TypeError there.",
      fix: "Write `name:` below it, or take the key out.",
    });
  } else if (!isPoolKnown && (pool === undefined || (isRecord(pool) && !pool["name"]))) {
    (pool === undefined ? spot : spot.at("work_pool")).say("work-pool-missing", "key", {
      what: " names no work pool; without a default one Prefect refuses to deploy it.",
      fix: "Write `work_pool:` and below it `name:`, or set PREFECT_DEFAULT_WORK_POOL_NAME.",
    });
  }
}

function checkTags({ tags }: Content, deployment: Spot, { version }: Around): void {
  const spot = deployment.at("tags");
  if (tags === null) {
    spot.say("invalid-value", "key", {
      severity: severityIn(version),
      what: "`tags` is empty, and Prefect ends in a TypeError there.",
      fix: "Take the key out, or write `tags: []`.",
      corrected: spot.corrected({ value: "[]" }),
    });
  }
  // A text is a list of its letters to Python. What a step gives may be a list.
  if (typeof tags !== "string" || tags === "") return;
  if (isTemplate(tags) && !/^\{\{\s*\$\w+\s*\}\}$/.test(tags)) return;
  spot.say("tags-text", "entry", {
    what: "`tags` is one text, and Prefect makes a tag of each letter.",
    fix: "Write a list.",
    corrected: spot.corrected({ value: asList(tags) }),
  });
}

function asList(tags: string): string {
  const asItem = (tag: string): string => (/^[A-Za-z][\w-]*$/.test(tag) ? tag : JSON.stringify(tag));
  const items = isTemplate(tags) ? [`"${tags}"`] : tags.split(",").map((tag) => asItem(tag.trim()));
  return `[${items.join(", ")}]`;
}

function checkConcurrency(limit: unknown, spot: Spot): void {
  const [value, place] = isRecord(limit) ? [limit["limit"], spot.at("limit")] : [limit, spot];
  const isNumber = (typeof value === "number" || typeof value === "string") && value !== "";
  if (isNumber && Number(value) < 1) {
    place.say("concurrency-limit", "value", {
      what: "the server refuses a concurrency limit below 1.",
      fix: "Write 1 or more, or take the key out.",
    });
  }
  if (!isRecord(limit) || (limit["collision_strategy"] ?? null) !== null) return;
  spot.say("concurrency-limit", "key", {
    what: "`concurrency_limit` has no `collision_strategy`, and Prefect refuses that when it deploys.",
    fix: "Write `collision_strategy: ENQUEUE` or `CANCEL_NEW` below it, or the number alone: `concurrency_limit: 1`.",
  });
}
