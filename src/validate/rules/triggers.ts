import { named } from "../../base/named.js";
import { nearest } from "../../base/nearest.js";
import { entryOf, isRecord } from "../../base/record.js";
import { isTemplate } from "../../base/template.js";
import { secondsOf } from "./schedule-kinds.js";
import { dotted, isWhat } from "./invalid-value.js";
import { rulesOf } from "./rules-of.js";
import { accepted, Validator, type Violation } from "./schema.js";
import { Spot } from "./spot.js";
import { isEmpty } from "./step-list.js";
import { LABEL, OF_DEPLOYMENT, ROOT, TRIGGERS } from "./trigger-schema.js";
import { severityIn } from "./version.js";
import type { RuleSet } from "../types.js";

/** `triggers` of deployments, by the models of the newest Prefect. */
export const triggers: RuleSet = {
  rules: rulesOf({
    "trigger-value": [
      "error",
      "A trigger that Prefect refuses",
      "The file is read, and the deploy ends with a ValidationError when its build and push steps have run and other " +
        "deployments are written already. `expect`, `after` and `for_each` are lists; a time span is a number of seconds or " +
        "a text such as `PT5M`; `posture` has a capital (3.8.8, 3.9.1).",
    ],
    "trigger-key": [
      "warning",
      "A key of a trigger that Prefect ignores",
      "Prefect says nothing about keys that a trigger of that kind does not have, and makes the automation without them " +
        "(3.0.11 to 3.9.1).",
    ],
    "trigger-any-event": [
      "warning",
      "A trigger that any event fires",
      "Without `expect`, `match` and `match_related` a trigger takes every event of the server: the runs that it starts make " +
        "events, too (3.0.11 to 3.9.1).",
    ],
  }),
  check({ files, version }, report) {
    for (const file of files) {
      const validator = new Validator(ROOT, file.yaml);
      for (const entry of file.deployments) {
        const list = entry.content["triggers"];
        if (!Array.isArray(list)) continue;
        const spot = Spot.of(entry, report).at("triggers");
        for (const [index, item] of list.entries())
          if (isRecord(item)) new Check(validator, version).trigger(item, spot.at(index), true);
      }
    }
  },
};

type Kind = keyof typeof TRIGGERS;
type Content = Readonly<Record<string, unknown>>;

/** Triggers of one file. */
class Check {
  constructor(
    private readonly validator: Validator,
    private readonly version: string | undefined,
  ) {}

  /** @param isOuter it is not within another */
  trigger(content: Content, spot: Spot, isOuter: boolean): void {
    const kind = kindOf(content, isOuter);
    if (kind === undefined) {
      this.refuse(
        spot.at("type"),
        `\`type\` is no kind of trigger; Prefect takes ${KINDS.join(", ")}`,
        "Write one of these.",
      );
      return;
    }
    const schemas = [TRIGGERS[kind], ...(isOuter ? [OF_DEPLOYMENT] : [])];
    for (const schema of schemas)
      for (const violation of this.validator.violations(content, schema)) this.say(violation, spot);
    checkKeys(
      content,
      kind,
      spot,
      schemas.flatMap(({ properties = {} }) => Object.keys(properties)),
    );
    this.labels(content, spot);
    this.spans(content, kind, spot);
    if (kind === "event") checkAnyEvent(content, spot);
    const inner = content["triggers"];
    if ((kind !== "compound" && kind !== "sequence") || !Array.isArray(inner)) return;
    if (kind === "compound") this.require(content["require"], inner.length, spot.at("require"));
    for (const [index, item] of inner.entries())
      if (isRecord(item)) this.trigger(item, spot.at("triggers", index), false);
  }

  private refuse(spot: Spot, what: string, fix: string): void {
    spot.say("trigger-value", spot.source === undefined ? "key" : "value", {
      severity: severityIn(this.version),
      what: `${what}; the deploy ends with a ValidationError.`,
      fix,
    });
  }

  private say(violation: Violation, spot: Spot): void {
    const { path, problem, value, schema } = violation;
    // What is filled in may be of any kind.
    if (isTemplate(value)) return;
    const place = spot.at(...path);
    const name = named(path.at(-1) ?? "");
    if (problem === "missing-key")
      this.refuse(place, `the trigger has no \`${name}\``, `Write \`${name}:\` there.`);
    else if (problem === "odd-key")
      this.refuse(place, `the key \`${name}\` is not text to YAML`, `Put it in quotes: \`"${name}":\`.`);
    else {
      const takes = accepted(this.validator, schema);
      this.refuse(
        place,
        `\`${dotted(place.path)}\` ${isWhat(violation, place)}, and Prefect takes ${takes}`,
        `Write ${takes}.`,
      );
    }
  }

  private labels(content: Content, spot: Spot): void {
    for (const key of ["match", "match_related"]) {
      const value = content[key];
      for (const [index, labels] of Array.isArray(value)
        ? (value as unknown[]).entries()
        : [[undefined, value] as const]) {
        if (!isRecord(labels)) continue;
        const place = index === undefined ? spot.at(key) : spot.at(key, index);
        for (const [label, wanted] of Object.entries(labels)) {
          const odd = spot.file.yaml.oddKind(labels, label);
          for (const violation of this.validator.violations(wanted, LABEL, [label], odd))
            this.say(violation, place);
        }
      }
    }
  }

  private spans(content: Content, kind: Kind, spot: Spot): void {
    const isProactive = content["posture"] === "Proactive";
    this.span(content["schedule_after"], 0, spot.at("schedule_after"));
    if (kind === "event") this.span(content["within"], isProactive ? 10 : 0, spot.at("within"));
    if (kind === "compound" || kind === "sequence")
      this.span(content["within"], -Infinity, spot.at("within"));
    const { metric } = content;
    if (kind !== "metric" || !isRecord(metric)) return;
    for (const key of ["range", "firing_for"]) this.span(metric[key], 300, spot.at("metric", key));
  }

  /** @param least seconds */
  private span(value: unknown, least: number, spot: Spot): void {
    if (isTemplate(value) || (typeof value !== "string" && typeof value !== "number")) return;
    const name = String(spot.path.at(-1));
    const seconds = secondsOf(value);
    if (seconds === undefined) {
      const digits = typeof value === "string" && /^\d+$/.test(value);
      const fix = digits ? "Take the quotes off." : "Write seconds as a number, or a text such as `PT5M`.";
      this.refuse(spot, `\`${name}\` is not a time span`, fix);
    } else if (seconds < least && !(least === 10 && seconds === 0)) {
      const most = least === 10 ? " of a proactive trigger" : "";
      this.refuse(spot, `\`${name}\`${most} is less than ${least} seconds`, `Write ${least} or more.`);
    }
  }

  private require(value: unknown, count: number, spot: Spot): void {
    const number =
      typeof value === "number" || (typeof value === "string" && /^\d+$/.test(value))
        ? Number(value)
        : undefined;
    if (number === undefined || !Number.isInteger(number) || (number >= 1 && number <= count)) return;
    this.refuse(
      spot,
      `\`require\` is ${number}, and the trigger has ${count} \`triggers\``,
      "Write a number from 1 to that, `any` or `all`.",
    );
  }
}

const KINDS = Object.keys(TRIGGERS) as Kind[];

/** As Prefect tells them apart; undefined: no kind that there is. A template counts as an event. */
function kindOf(content: Content, isOuter: boolean): Kind | undefined {
  if (Object.hasOwn(content, "type") && !isTemplate(content["type"]))
    return KINDS.find((kind) => kind === content["type"]);
  const isMetric = content["posture"] === "Metric";
  if (isMetric && isOuter) return "metric";
  if (Object.hasOwn(content, "triggers")) return Object.hasOwn(content, "require") ? "compound" : "sequence";
  return isMetric ? "metric" : "event";
}

function checkKeys(content: Content, kind: Kind, spot: Spot, known: readonly string[]): void {
  if (isTemplate(content["type"])) return;
  for (const key of Object.keys(content)) {
    if (known.includes(key)) continue;
    const near = nearest(key, known);
    const place = spot.at(key);
    place.say("trigger-key", "key", {
      what: `Prefect ignores the key \`${named(key)}\` of a trigger of the kind \`${kind}\` silently.`,
      fix:
        entryOf(ELSEWHERE, key) ??
        (near === undefined
          ? `Take it out; such a trigger takes ${known.join(", ")}.`
          : `Did you mean \`${near}\`?`),
      corrected:
        near === undefined || Object.hasOwn(ELSEWHERE, key) ? undefined : place.corrected({ key: near }),
    });
  }
}

/** Keys of automations, which the triggers of a deployment do not have. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  actions: "Take it out: a trigger of a deployment runs that deployment.",
  trigger: "Write what is below it in its place.",
  event: "Write `expect:`, a list of names of events.",
  events: "Write `expect:`, a list of names of events.",
};

function checkAnyEvent(content: Content, spot: Spot): void {
  if (["expect", "match", "match_related"].some((key) => !isEmpty(content[key]))) return;
  if (isTemplate(content["type"])) return;
  spot.say("trigger-any-event", "key", {
    what: "the trigger has no `expect` and no `match`, so every event of the server fires it.",
    fix: "Write `expect:` with a list of events, such as `prefect.flow-run.Completed`.",
  });
}
