import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { parseCron } from "../../src/validate/rules/cron.js";
import { judgeAnchor, parseDuration } from "../../src/validate/rules/interval.js";
import { parseRecurrence } from "../../src/validate/rules/rrule.js";
import { schedules } from "../../src/validate/rules/schedules.js";
import { isTimeZone } from "../../src/validate/rules/time-zones.js";
import { describePrefect } from "../support/hooks.ts";
import { cleanEnvironment, executable, type PrefectVersion, NEWEST } from "../support/index.ts";
import { findIn } from "../support/rules/rule-set.ts";

/** What stands below `schedules:`, one schedule each. */
const SCHEDULES = [
  ...[
    "0 6 * * *",
    "@daily",
    "@DAILY",
    "@reboot",
    "bad",
    "",
    "0 0 30 feb *",
    "* * * * * *",
    "0 0 * * 7",
    "0 0 * * 8",
  ],
  ...["0 0 * * L5", "0 0 L * *", "0 0 LW * *", "R R * * *", "H 0 * * *", "0 0 ? * MON", "0 0 * * MON#2,TUE"],
  ...["0 0 0 * *", "*/0 * * * *", "60 * * * *", "0 22-2 * * *", "0 6 * * 7 0", "0 6 0 * * 0", "0 6 * *"],
]
  .map((cron) => `{cron: ${JSON.stringify(cron)}}`)
  .concat(
    [
      "{}",
      "{cron: 5}",
      "{cron: null}",
      "null",
      '"0 6 * * *"',
      '{cron: "{{ $CRON }}", timezone: "{{ $ZONE }}", active: "{{ $ON }}"}',
      '{cron: "0 6 * * *", timezone: europe/berlin}',
      '{cron: "0 6 * * *", timezone: ""}',
      '{cron: "0 6 * * *", timezone: EST}',
      '{cron: "0 6 * * *", timezone: PST}',
      '{cron: "0 6 * * *", timezone: UTC+1}',
      '{cron: "0 6 * * *", timezone: Etc/GMT+1}',
      '{cron: "0 6 * * *", timezone: 5}',
      '{cron: "0 6 * * *", interval: 5}',
      '{cron: "0 6 * * *", rrule: ""}',
      '{cron: "0 6 * * *", catchup: false}',
      '{cron: "0 6 * * *", Timezone: UTC}',
      '{cron: "0 6 * * *", max_scheduled_runs: 1}',
      '{cron: "0 6 * * *", replaces: other, slug: one}',
      '{cron: "0 6 * * *", anchor_date: "2020-01-01"}',
      '{cron: "0 6 * * *", anchor_date: 2020-01-01}',
      '{cron: "0 6 * * *", day_or: "yes"}',
      '{cron: "0 6 * * *", day_or: foo}',
      '{cron: "0 6 * * *", day_or: 2}',
      '{cron: "0 6 * * *", active: foo}',
      '{cron: "0 6 * * *", active: "False"}',
      '{cron: "0 6 * * *", active: 1}',
      '{cron: "0 6 * * *", active: 3}',
      '{cron: "0 6 * * *", parameters: null}',
      '{cron: "0 6 * * *", parameters: []}',
      '{cron: "0 6 * * *", parameters: {city: Berlin}}',
      '{cron: "0 6 * * *", parameters: "{{ $P }}"}',
      '{cron: "0 6 * * *", slug: 1}',
      '{cron: "0 6 * * *", slug: null}',
      '{cron: "0 6 * * *", slug: 2024-01-01}',
      '{schedule: {cron: "0 6 * * *"}}',
      '{schedule: {cron: "0 6 * * *"}, active: true}',
      "{timezone: UTC}",
      "{active: false}",
      ...[
        "3600",
        "0",
        "-1",
        "0.5",
        '"3600"',
        "1d",
        "5 minutes",
        "PT5M",
        "pt5m",
        "P1M",
        "-PT5M",
        "true",
        ".inf",
        "1.0e+20",
      ],
      ...[
        '"01:00:00"',
        "1:00:00",
        '"00:30"',
        '"0:30"',
        '"100:00:00"',
        '"1 day, 01:00:00"',
        '"2 days"',
        '"00:00:00"',
      ],
      ...['"{{ $X }}"', "2020-01-01", "[5]", "{a: 1}"],
    ].map((value) =>
      value.startsWith("{") || /^(?:null|"0 6)/.test(value) ? value : `{interval: ${value}}`,
    ),
  )
  .concat(
    [
      ...[
        '"2020-01-01"',
        "2020-01-01",
        "2020-01-01T00:00:00",
        '"2020-01-01T00:00:00Z"',
        '"2020-13-01"',
        "now",
        "tomorrow",
      ],
      ...[
        '""',
        "5",
        '"12:00"',
        '"2020-W05"',
        '"20200101"',
        '"2020-02-30"',
        "2020-01-01, slug: x",
        "2020-01-01, timezone: UTC",
      ],
      ...['"2020-01-01", slug: x', '"2020-01-01", day_or: true', "[2020]"],
    ].map((value) => `{interval: 3600, anchor_date: ${value}}`),
  )
  .concat(
    [
      ...[
        "FREQ=DAILY",
        "freq=daily",
        "RRULE:FREQ=DAILY",
        "bad",
        "",
        "5",
        "FREQ=DAILY;",
        "INTERVAL=2",
        "FREQ=FORTNIGHTLY",
      ],
      ...[
        "FREQ=DAILY;BYDAY=XX",
        "FREQ=DAILY;FOO=1",
        "FREQ=DAILY;BYHOUR=25",
        "FREQ=DAILY;BYMONTH=13",
        "FREQ = DAILY",
      ],
      ...[
        "FREQ=DAILY;UNTIL=20200101T000000Z",
        "FREQ=DAILY;UNTIL=tomorrow",
        "EXRULE:FREQ=DAILY",
        "RDATE:20300101",
      ],
      ...[
        "DTSTART:20200101T000000\nRRULE:FREQ=DAILY",
        "DTSTART:20200101T000000\nRRULE:FREQ=DAILY;UNTIL=20300101T000000Z",
      ],
      ...["DTSTART:20200101T000000", "BEGIN:VEVENT", "RRULE:FREQ=DAILY\nSUMMARY:x", "{{ $RULE }}"],
      ...[
        '{"rrule": "FREQ=DAILY"}',
        '{"rrule": "FREQ=DAILY", "x": 1}',
        '{"a": 1}',
        "DTSTART=20200101T000000;FREQ=DAILY",
      ],
    ].map((rrule) => `{rrule: ${JSON.stringify(rrule)}}`),
  )
  .concat([
    '{rrule: FREQ=DAILY, timezone: ""}',
    "{rrule: FREQ=DAILY, timezone: Foo/Bar}",
    "{rrule: FREQ=DAILY, day_or: true}",
  ]);

/** The whole value of `schedules`, or more keys of the deployment. */
const LISTS = [
  "schedules: []",
  "schedules: null",
  "schedules: {}",
  'schedules: "{{ $S }}"',
  'schedules: {cron: "0 6 * * *"}',
  'schedule: {cron: "0 6 * * *"}',
  "schedule: {}",
  "schedule: null",
  "schedule: []",
  "schedule: 5",
  'schedule: "0 6 * * *"',
  'schedule: {cron: "0 6 * * *"}\nschedules: []',
  'schedule: {cron: "0 6 * * *"}\nschedules: null',
  'schedule: {}\nschedules: [{cron: "0 6 * * *"}]',
];

/** From the file to what is sent to the server, by Prefect's own functions. */
const TRUTH = `
import asyncio, contextlib, io, json, pathlib, sys, tempfile
from rich.console import Console
from prefect.client.schemas.actions import DeploymentScheduleCreate
try:
    from prefect.cli.deploy._config import _handle_deprecated_schedule_fields as old, _load_deploy_configs_and_actions as load
    from prefect.cli.deploy._schedules import _construct_schedules as construct
except ImportError:
    import yaml
    import prefect.cli.deploy as deploy
    old = getattr(deploy, "_handle_deprecated_schedule_fields")
    load = lambda path, console: (yaml.safe_load(path.read_text())["deployments"], {})
    construct = lambda config, outputs, **rest: deploy._construct_schedules(config, outputs)
folder = pathlib.Path(tempfile.mkdtemp())
def verdict(text):
    path = folder / "prefect.yaml"
    path.write_text(text)
    try:
        deployments, _ = load(path, console=Console(file=io.StringIO()))
        if not deployments: return "the file is dropped"
        schedules = construct(old(deployments[0]), {}, console=None, is_interactive=lambda: False)
        for schedule in schedules or []:
            made = DeploymentScheduleCreate(**schedule) if isinstance(schedule, dict) else schedule
            made.model_dump(mode="json")
        return None
    except Exception as error:
        return f"{type(error).__name__}: {error}"
print(json.dumps([verdict(text) for text in json.load(sys.stdin)]))
`;

function ask(version: PrefectVersion, code: string, question: unknown): unknown {
  const answer = execFileSync(executable(`prefect-${version}`, "python"), ["-W", "ignore", "-c", code], {
    input: JSON.stringify(question),
    encoding: "utf8",
    maxBuffer: 1e8,
    // A template that is filled in with nothing is not what is tested here.
    env: cleanEnvironment({ PREFECT_LOGGING_LEVEL: "CRITICAL", PYTHONUTF8: "1", CRON: "0 6 * * *" }),
  });
  return JSON.parse(answer.trim().split("\n").at(-1) ?? "");
}

/**
 * Not from Python 3.13 on. There dateutil reads dates, and refuses a few that the rule takes for every Python, such as
 * `now`: the rule says nothing, and must still call nothing an error that Prefect takes.
 */
function hasPendulum(version: PrefectVersion): boolean {
  const code =
    "import importlib.util, json; print(json.dumps(importlib.util.find_spec('pendulum') is not None))";
  return ask(version, code, null) as boolean;
}

function fileOf(lines: string): string {
  const indented = lines.split("\n").map((line) => `    ${line}\n`);
  return `deployments:\n  - name: hello\n    entrypoint: flows/hello.py:hello\n${indented.join("")}`;
}

describePrefect(
  "schedules",
  () => {
    it("refuses what is an error here, and takes what is none", () => {
      const files = [...SCHEDULES.map((item) => `schedules:\n  - ${item}`), ...LISTS].map(fileOf);
      const truth = ask(NEWEST, TRUTH, files) as (string | null)[];
      const byPendulum = hasPendulum(NEWEST);
      const wrong = files.flatMap((text, index) => {
        // Templates are filled in before, and here they are not.
        if (text.includes("{{ $CRON") || text.includes("{{ $RULE")) return [];
        const errors = findIn(schedules, text).filter(({ severity }) => severity === "error");
        if (errors.length === 0 && text.includes("anchor_date") && !byPendulum) return [];
        return errors.length > 0 === (truth[index] !== null) ? [] : [{ text, truth: truth[index], errors }];
      });
      expect(wrong).toEqual([]);
    });

    it("judges thousands of random expressions as we do", () => {
      const { cron, interval, rrule, anchor } = ask(NEWEST, RANDOM, {
        seed: 20260101,
        count: 1500,
      }) as Random;
      expect(cron.filter(([text, taken]) => "refused" in parseCron(text) === taken)).toEqual([]);
      expect(
        interval.filter(([text, seconds]) => {
          const own = parseDuration(text);
          return (
            (own === undefined ? null : Math.sign(own)) !== (seconds === null ? null : Math.sign(seconds))
          );
        }),
      ).toEqual([]);
      expect(
        rrule.filter(([text, taken]) => "refused" in parseRecurrence(text, new Date()) === taken),
      ).toEqual([]);
      const byPendulum = hasPendulum(NEWEST);
      expect(
        anchor.filter(([text, prefect, dateutil]) => {
          const own = judgeAnchor(text);
          if (own === "taken") return byPendulum && !prefect;
          return (byPendulum && prefect) || (own === "refused" && (prefect || dateutil));
        }),
      ).toEqual([]);
      for (const judged of [cron, rrule, anchor]) {
        const taken = judged.filter(([, each]) => each).length;
        expect(taken).toBeGreaterThan(judged.length / 10);
        expect(taken).toBeLessThan(judged.length);
      }
    });

    it("knows the time zones that we know", () => {
      const zones = ask(NEWEST, ZONES, null) as { client: string[]; rrule: string[] };
      const odd = ["Factory", "localtime"]; // Of the system, and no place.
      expect(zones.client.filter((zone) => !isTimeZone(zone) && !odd.includes(zone))).toEqual([]);
      expect(zones.rrule.filter((zone) => !isTimeZone(zone))).toEqual([]);
      for (const zone of ["europe/berlin", "PST", "CST", "UTC+1", "+01:00", "Europe/Bärlin", ""]) {
        expect([zone, isTimeZone(zone), zones.client.includes(zone)]).toEqual([zone, false, false]);
      }
    });

    it("never fires where we say so", () => {
      const never = [
        { cron: "0 0 30 FEB *" },
        { cron: "0 0 31 2 1" },
        { cron: "0 0 31 4,6,9,11 *" },
        { cron: "0 0 * * * 0 2020" },
        { rrule: "FREQ=DAILY;COUNT=5" },
        { rrule: "FREQ=DAILY;UNTIL=20200101" },
        { rrule: "FREQ=DAILY;UNTIL=20990101T000000Z" },
        { rrule: "FREQ=DAILY;BYMONTH=13" },
        { rrule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30" },
        { rrule: "FREQ=DAILY;INTERVAL=-1" },
      ];
      const fires = [
        { cron: "0 0 29 2 *" },
        { cron: "0 0 31 * *" },
        { cron: "0 0 L 2 *" },
        { cron: "0 0 * 2 5#5" },
        { cron: "0 0 31 2,3 *" },
        { rrule: "FREQ=DAILY;COUNT=100000" },
        { rrule: "DTSTART:20990101T000000\nRRULE:FREQ=DAILY;COUNT=5" },
        { rrule: "FREQ=MONTHLY;BYMONTHDAY=-1;BYMONTH=2" },
        { rrule: "FREQ=DAILY;UNTIL=20990101" },
      ];
      const truth = ask(NEWEST, DATES, [...never, ...fires]) as boolean[];
      expect(truth).toEqual([...never.map(() => false), ...fires.map(() => true)]);
      const said = [...never, ...fires].map((schedule) => {
        const text = fileOf(`schedules:\n  - ${JSON.stringify(schedule)}`);
        return !findIn(schedules, text).some(({ rule }) => rule === "schedule-never");
      });
      expect(said).toEqual(truth);
    });
  },
  [NEWEST],
);

describePrefect(
  "schedules",
  () => {
    it("refuses what is an error for its version, and takes what is none", () => {
      const files = [...SCHEDULES.map((item) => `schedules:\n  - ${item}`)].map(fileOf);
      const truth = ask("3.4.14", TRUTH, files) as (string | null)[];
      const wrong = files.flatMap((text, index) => {
        if (text.includes("{{ $")) return [];
        const errors = findIn(schedules, text, { version: "3.4.14" }).filter(
          ({ severity }) => severity === "error",
        );
        return errors.length > 0 && truth[index] === null ? [{ text, errors }] : [];
      });
      expect(wrong).toEqual([]);
    });
  },
  ["3.4.14"],
);

interface Random {
  readonly cron: readonly (readonly [string, boolean])[];
  readonly interval: readonly (readonly [string, number | null])[];
  readonly rrule: readonly (readonly [string, boolean])[];
  readonly anchor: readonly (readonly [string, boolean, boolean])[];
}

const ZONES = `
import json, pytz, zoneinfo
print(json.dumps({"client": sorted(zoneinfo.available_timezones()), "rrule": list(pytz.all_timezones)}))
`;

/** As a deploy sends a schedule, and as the server's scheduler takes dates from it. */
const DATES = `
import asyncio, datetime, json, sys
from prefect.client.schemas.actions import DeploymentScheduleCreate
from prefect.client.schemas.schedules import CronSchedule, RRuleSchedule
from prefect.server.schemas.actions import DeploymentScheduleCreate as Received
def fires(keys):
    sent = DeploymentScheduleCreate(schedule=(CronSchedule if "cron" in keys else RRuleSchedule)(**keys))
    schedule = Received.model_validate(sent.model_dump(mode="json", exclude_unset=True)).schedule
    try: return len(asyncio.run(schedule.get_dates(n=1, start=datetime.datetime.now(datetime.timezone.utc)))) > 0
    except Exception: return False
print(json.dumps([fires(keys) for keys in json.load(sys.stdin)]))
`;

/** Expressions that are nearly right, with Prefect's verdict. */
const RANDOM = `
import datetime, json, random, sys
from dateutil import parser
from prefect.cli.deploy._models import RawScheduleConfig
from prefect.client.schemas.schedules import CronSchedule, IntervalSchedule, RRuleSchedule
from prefect.types._datetime import parse_datetime
asked = json.load(sys.stdin)
R = random.Random(asked["seed"])
pick = R.choice
def takes(make):
    try: make(); return True
    except Exception: return False
DAYS = ["mon", "TUE", "fri", "sun", "0", "1", "5", "6", "7", "8"]
MONTHS = ["jan", "FEB", "dec", "0", "1", "12", "13"]
STEPS = ["1", "2", "5", "0", "60", "100", "x", ""]
def item(field):
    high = [59, 23, 31, 12, 7, 59, 2099][field]
    def value():
        if R.random() < .6: return str(R.randint(0, high))
        if R.random() < .6: return pick(DAYS if field == 4 else MONTHS if field == 3 else [str(high + 1), "0", "1"])
        return pick(["*", "l", "L", "?", "", "x", "-1", "07", "mond", "60"])
    return pick([lambda: "*", value, lambda: value() + "-" + value(), lambda: "*/" + pick(STEPS), lambda: value() + "/" + pick(STEPS),
        lambda: value() + "-" + value() + "/" + pick(STEPS), lambda: value() + "#" + pick(["1", "2", "5", "6", "0", "x", ""]),
        lambda: pick(["L", "L5", "l1", "L8", "15W", "?", "H", "R", "H/5", "R(1-5)", "r/5", "r(5-1)", "mon-fri#2", "*/*", "1/2/3", "1-5/2/3", "1--2", "1.5"])])()
def cron():
    if R.random() < .03: return pick(["@daily", "@Hourly", "@reboot", "", " ", "* * * *", "@daily ", "* * * * * * * *"])
    count = pick([5] * 8 + [6, 6, 7, 4])
    return pick([" ", "  "]).join(pick(["*", str(R.randint(1, 6))]) if R.random() < .55 else ",".join(item(min(field, 6)) for _ in range(pick([1, 1, 2]))) for field in range(count))
def interval():
    number = lambda: pick([str(R.randint(0, 99)), str(R.randint(0, 99)), "1.5", "0", "00", "7", "999999999", "12345678901"])
    kind = R.random()
    if kind < .4: text = "P" + "".join(number() + pick("YMWDHS") for _ in range(R.randint(0, 2))) + pick(["", "T"]) + "".join(number() + pick("HMSD") for _ in range(R.randint(0, 3)))
    elif kind < .65: text = pick(["0", "00", "1", "01", "23", "25", "100"]) + "".join(":" + pick(["0", "00", "01", "59", "60", "00.5", "00.123456", "x", ""]) for _ in range(R.randint(1, 3)))
    elif kind < .9: text = number() + pick(["", " ", "  "]) + pick(["d", "D", "day", "days", "DAYS", "da", "dayz", "h", "m", "week", "days,", "d,"]) + pick(["", " ", ", ", ","]) + pick(["", "01:00:00", "1:00", "0:30", "x", "00:00:00.5"])
    else: text = pick(["", "1", "3600", "1e3", "1h", "5 minutes", "P", "PT", "T1H", "p1d", "P1DT", "P1D ", " P1D", "PT1M1M", "PT0.5H1S", "inf", "nan", "00:00:00Z", "01:00:00+02:00", "0"])
    return (pick("+-") if R.random() < .1 else "") + text
def rrule():
    several = lambda *values: ",".join(pick(values) for _ in range(R.randint(1, 3)))
    freq = pick(["DAILY", "daily", "WEEKLY", "MONTHLY", "YEARLY", "FOO", ""]) if R.random() < .8 else pick(["HOURLY", "MINUTELY", "SECONDLY"])
    parts = ["FREQ=" + freq] if R.random() < .9 else [pick(["", "FREQ", "BYDAY=MO"])]
    # With these, and such an interval, dateutil's verdict depends on the time of day.
    fine = freq in ("HOURLY", "MINUTELY", "SECONDLY")
    for _ in range(R.randint(0, 3)):
        parts.append(pick([lambda: "INTERVAL=" + pick(["1", "x", "", "1.5", "+1"] if fine else ["1", "2", "0", "-1", "x", "", "1.5", "+2"]), lambda: "COUNT=" + pick(["1", "0", "10", "x", "-1"]),
            lambda: "UNTIL=" + pick(["20300101", "20300101T000000", "20300101T000000Z", "20301301", "20300230", "20300101T250000", "tomorrow", "2030-01-01", "x", ""]),
            lambda: "BYDAY=" + several("MO", "TU", "1MO", "-1FR", "+2SU", "XX", "0MO", "MO(1)", "MO(0)", "", "M"), lambda: "BYWEEKDAY=" + several("MO", "FR"),
            lambda: "BYMONTH=" + several("1", "12", "13", "0", "x"), lambda: "BYMONTHDAY=" + several("1", "31", "32", "-1", "x"), lambda: "BYSETPOS=" + several("1", "-1", "0", "367", "-366"),
            lambda: "BYHOUR=" + several("0", "23", "24", "-1", "x"), lambda: "BYMINUTE=" + several("0", "59", "60"), lambda: "BYSECOND=" + several("0", "59", "60", "-1"),
            lambda: "BYYEARDAY=" + several("1", "366", "400"), lambda: "BYWEEKNO=" + several("1", "53", "-1"), lambda: "BYEASTER=" + several("0", "x"), lambda: "WKST=" + pick(["MO", "XX", "1"]), lambda: pick(["FOO=1", "A", "A=B=C", ""])])())
    text = ";".join(parts)
    kind = R.random()
    if kind < .3: return "RRULE:" + text
    if kind < .4: return "DTSTART:" + pick(["20200101T000000", "20200101T000000Z", "20200101", "20201301"]) + pick(["\\n", " "]) + pick(["RRULE:", ""]) + text
    if kind < .45: return "DTSTART;TZID=" + pick(["Europe/Berlin", "America/New_York"]) + ":20200101T000000\\nRRULE:" + text
    if kind < .5: return "RRULE:" + text + "\\n" + pick(["EXDATE:20300101T000000", "RDATE:20300101", "EXRULE:FREQ=DAILY", "EXRULE:FREQ=X", "FOO:1", "RDATE;VALUE=DATE:20300101", "EXDATE;VALUE=DATE:20300101", "EXDATE;X=1:20300101", "RRULE:FREQ=WEEKLY", "DTSTART:20200101T000000Z", "RRULE;X=1:FREQ=DAILY"])
    if kind < .52: return pick(["", "DTSTART:20200101T000000", "FREQ=DAILY:X", "RRULE:FREQ=DAILY:X", " FREQ=DAILY", "RRULE:", "RRULE: FREQ=DAILY", "RDATE:20200101", "EXDATE:20200101"])
    return text
def anchor():
    if R.random() < .2: return pick(["now", "today", "tomorrow", "2020", "2020-01", "2020-W05", "2020-W05-1", "2020-W54", "2020-032", "2021-366", "20200101", "2020/01/01", "2020-1-1", "01.02.2020", "1 Jan 2020", "12:00", "PT5M", "2020-01-01/2020-02-01", "20200101T100000Z", "2020-01-01T10", "2020-01-01 10:00:00.123", "2020-01-01T10:00:00 Europe/Berlin", "2020-01-01T24:00:00", " 2020-01-01", "2020-01-01T10:00+0200", "2020-01-01T10:00 +02:00", "2020-01-01T10:00:00z"])
    text = "%04d-%02d-%02d" % (R.randint(1990, 2030), R.randint(1, 13), R.randint(0, 32))
    if R.random() < .6: text += pick("T ") + "%02d:%02d" % (R.randint(0, 24), R.randint(0, 60)) + pick(["", ":%02d" % R.randint(0, 60)]) + pick(["", "Z", "+02:00", "-0500"])
    return text
def seconds(text):
    try: return RawScheduleConfig(interval=text).interval.total_seconds()
    except Exception: return None
several = lambda make: [make() for _ in range(asked["count"])]
day = datetime.timedelta(1)
print(json.dumps({
    "cron": [(text, takes(lambda: CronSchedule(cron=text))) for text in several(cron)],
    "interval": [(text, seconds(text)) for text in several(interval)],
    "rrule": [(text, takes(lambda: RRuleSchedule(rrule=text))) for text in several(rrule)],
    "anchor": [(text, takes(lambda: IntervalSchedule(interval=day, anchor_date=parse_datetime(text))), takes(lambda: parser.parse(text))) for text in several(anchor)],
}))
`;
