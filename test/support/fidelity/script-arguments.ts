import { IMAGE, type FidelityScript } from "./script.ts";

export const ARGUMENTS: readonly FidelityScript[] = [
  {
    key: "arguments",
    name: "all arguments of flow.deploy() at once",
    files: () => ({
      "deploy.py": `from prefect import flow
from prefect.events import DeploymentEventTrigger


@flow(description="Of the flow", version="7")
def arguments(day: str = "today", sizes: dict = {}):
    "Not this one."


arguments.deploy(
    name="v1.2 (nightly) é",
    work_pool_name="pool",
    image="repo/arguments:1",
    build=False,
    push=False,
    work_queue_name="urgent",
    job_variables={"env": {"A": "1", "B": "2"}, "cpu": 1.0, "none": None},
    cron="0 3 * * *",
    paused=True,
    concurrency_limit=3,
    triggers=[DeploymentEventTrigger(expect={"acme.a"})],
    parameters={"day": "monday", "sizes": {"big": 12345678901234567891, "half": [1.0, 2.5e-7, None, True]}},
    description="Every night",
    tags=["b", "a"],
    version="1.2",
    enforce_parameter_schema=False,
    print_next_steps=False,
    ignore_warnings=True,
)
arguments.deploy("few", ${IMAGE})
`,
    }),
    edits: [
      ["urgent", "later"],
      ["repo/arguments:1", "repo/arguments:2"],
      ['"B": "2"}, "cpu": 1.0', '"C": "3"}, "cpu": 2'],
      ["paused=True", "paused=False"],
      ["concurrency_limit=3", "concurrency_limit=4"],
      ['"day": "monday", ', ""],
      ["Every night", "Every evening"],
      ['["b", "a"]', '["a", "c"]'],
      ['"1.2"', '"1.3"'],
      ["schema=False", "schema=True"],
      ['"acme.a"', '"acme.b"'],
      ['version="7"', 'version="8"'],
    ],
  },
  {
    key: "removed",
    name: "arguments that the edit takes away",
    files: () => ({
      "deploy.py": `from prefect import deploy, flow
from prefect.events import DeploymentEventTrigger


@flow
def removed(day: str = "today", hour: int = 1):
    "Of the flow."


given = dict(
    work_queue_name="urgent", job_variables={"env": {"A": "1"}}, cron="0 3 * * *", paused=True, concurrency_limit=3,
    parameters={"hour": 2}, description="Every night", tags=["a"], version="1.2", enforce_parameter_schema=False,
    triggers=[DeploymentEventTrigger(expect={"acme.a"})],
)
deploy(*[removed.to_deployment(key, **{key: value}) for key, value in given.items()], ${IMAGE})
removed.deploy("all", ${IMAGE}, **given)
`,
    }),
    edits: [
      [", **{key: value}", ""],
      [", **given", ""],
    ],
  },
  {
    key: "changing",
    name: "arguments that the edit adds, a flow whose parameters change, and one with another name than its function",
    files: ({ since }) => ({
      "deploy.py": `from datetime import datetime, timezone
from prefect import flow
from pydantic import BaseModel


class Size(BaseModel):
    height: int = 1


@flow(name="changing-named")
def changing(size: Size = Size(), at: datetime = datetime(2030, 1, 1)):
    "Takes a model."


changing.deploy("model", ${IMAGE}, parameters={"size": {"height": 2}, "at": datetime(2031, 1, 1, tzinfo=timezone.utc).isoformat()})
changing.deploy("plain", ${IMAGE})
${since(2, `from prefect.utilities.annotations import freeze; changing.deploy("frozen", ${IMAGE}, parameters={"size": freeze({"height": 2})})`)}
changing.with_options(name="changing-renamed", description="Another").deploy("plain", ${IMAGE})
`,
    }),
    edits: [
      ['freeze({"height": 2})', '{"height": 2}'],
      ["at: datetime", "width: float, at: datetime"],
      ["height: int = 1", "height: float = 1.5"],
      ["size: Size = Size()", "size: Size"],
      ["changing-renamed", "changing-other"],
      [
        'changing.deploy("plain", ',
        'changing.deploy("plain", cron="0 1 * * *", tags=["x"], concurrency_limit=1, description="Now", work_queue_name="new", ',
      ],
    ],
  },
  {
    key: "undocumented",
    name: "a flow without a docstring, and one that gets one",
    files: () => ({
      "deploy.py": `from prefect import deploy, flow


@flow
def undocumented():
    return 1


@flow
def documented():
    return 1


undocumented.deploy("one", ${IMAGE}, tags=["a"])
deploy(
    undocumented.to_deployment("described", description="Of the deployment"),
    documented.to_deployment("one"),
    ${IMAGE},
)
`,
    }),
    edits: [
      ["def documented():", 'def documented():\n    "Now it has."'],
      [', description="Of the deployment"', ""],
      ['["a"]', '["b"]'],
    ],
  },
  {
    key: "versioned",
    name: "versions of the deployment, of the flow, and of git",
    files: ({ since }) => ({
      "deploy.py": `from prefect import flow


@flow(version="of-flow")
def versioned():
    "Has a version."


@flow
def hashed():
    "Has that of its file, or of the commit."


versioned.deploy("flow", ${IMAGE}, tags=["a"])
hashed.deploy("file", ${IMAGE}, tags=["a"])
versioned.deploy("own", ${IMAGE}, version="of-deployment")
${since(
  4,
  `from prefect import deploy
from prefect.flows import VersionType

versioned.deploy("simple", ${IMAGE}, version_type=VersionType.SIMPLE)
versioned.deploy("git", ${IMAGE}, tags=["a"], version_type=VersionType.GIT)
versioned.deploy("git-own", ${IMAGE}, version="of-deployment", version_type=VersionType.GIT)
deploy(hashed.to_deployment("simple-file", version_type=VersionType.SIMPLE), ${IMAGE})
`,
)}`,
    }),
    edits: [
      // Where nothing but the commit is another one, the action leaves the version as it is: src/plan/decision.ts.
      ['tags=["a"]', 'tags=["b"]'],
      ["of-flow", "of-flow-2"],
      ["of-deployment", "of-deployment-2"],
    ],
  },
  {
    key: "limited",
    name: "concurrency limits",
    files: ({ since }) => ({
      "deploy.py": `from prefect import deploy, flow
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy


@flow
def limited():
    "Not too often."


limited.deploy("number", ${IMAGE}, concurrency_limit=1)
limited.deploy("config", ${IMAGE}, concurrency_limit=ConcurrencyLimitConfig(limit=2))
deploy(
    limited.to_deployment("cancelling", concurrency_limit=ConcurrencyLimitConfig(limit=3, collision_strategy="CANCEL_NEW")),
    limited.to_deployment(
        "to-number",
        concurrency_limit=ConcurrencyLimitConfig(limit=4, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
    ),
    limited.to_deployment("gone", concurrency_limit=ConcurrencyLimitConfig(limit=5)),
    ${since(6, `limited.to_deployment("graceful", concurrency_limit=ConcurrencyLimitConfig(limit=1, grace_period_seconds=120)),`)}
    ${IMAGE},
)
`,
    }),
    edits: [
      ["concurrency_limit=1)", "concurrency_limit=6)"],
      ["limit=2)", 'limit=2, collision_strategy="CANCEL_NEW")'],
      ['limit=3, collision_strategy="CANCEL_NEW"', "limit=7"],
      [
        "concurrency_limit=ConcurrencyLimitConfig(limit=4, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)",
        "concurrency_limit=4",
      ],
      [", concurrency_limit=ConcurrencyLimitConfig(limit=5)", ""],
      ["grace_period_seconds=120", "grace_period_seconds=60"],
    ],
  },
];

export const TIMES: readonly FidelityScript[] = [
  {
    key: "timed",
    name: "interval, cron and rrule, one and several of each, added, changed and removed",
    files: () => ({
      "deploy.py": `from datetime import timedelta
from prefect import deploy, flow


@flow
def timed():
    "Runs by itself."


timed.deploy("interval", ${IMAGE}, interval=3600)
timed.deploy("rrule", ${IMAGE}, rrule="FREQ=DAILY;BYHOUR=4")
deploy(
    timed.to_deployment("timedelta", interval=timedelta(minutes=90)),
    timed.to_deployment("intervals", interval=[600, 900.5, timedelta(days=1)]),
    timed.to_deployment("crons", cron=["0 1 * * *", "0 2 * * *"]),
    timed.to_deployment("rrules", rrule=["FREQ=WEEKLY;BYDAY=MO", "FREQ=HOURLY;INTERVAL=5"]),
    timed.to_deployment("added"),
    timed.to_deployment("paused", cron="0 6 * * *", paused=True),
    timed.to_deployment("other-kind", cron="0 6 * * *"),
    ${IMAGE}, push=False, print_next_steps_message=False, ignore_warnings=True,
)
`,
    }),
    edits: [
      ["interval=3600", "interval=7200"],
      [', rrule="FREQ=DAILY;BYHOUR=4"', ""],
      ["minutes=90", "minutes=45"],
      ["[600, 900.5, ", "[900.5, "],
      ['"0 1 * * *", "0 2 * * *"', '"0 2 * * *", "0 3 * * *"'],
      [', "FREQ=HOURLY;INTERVAL=5"', ""],
      ['"added"', '"added", cron="0 5 * * *"'],
      ["paused=True", "paused=False"],
      ['"other-kind", cron="0 6 * * *"', '"other-kind", interval=86400'],
    ],
  },
  {
    key: "scheduled",
    name: "schedule and schedules, by slugs where the version has them",
    files: ({ since }) => ({ "deploy.py": since(1, SCHEDULES, SCHEDULES_BEFORE) }),
    edits: [
      [
        'Cron("0 1 * * *", timezone="Europe/Berlin")',
        'Cron("0 2 * * *", timezone="Europe/Rome", active=False)',
      ],
      ['    Cron("0 3 * * *", slug="third"),\n', ""],
      ["minutes=10", "minutes=20"],
      ['slug="old"', 'slug="new"'],
      [", Interval(timedelta(hours=2))]", ", Interval(timedelta(hours=3))]"],
      [', schedules=[Cron("0 9 * * *")]', ", schedules=[]"],
      ['"Europe/Paris"', '"Asia/Tokyo"'],
      ['{"day": "tuesday"}', '{"hour": 2}'],
      ['DeploymentScheduleCreate(schedule=CronSchedule(cron="0 9 * * *"))', ""],
      ["max_scheduled_runs=3", "max_scheduled_runs=4"],
      ["active=True", "active=False"],
    ],
  },
];

const SCHEDULES = `from datetime import datetime, timedelta, timezone
from prefect import deploy, flow
from prefect.schedules import Cron, Interval, RRule


@flow
def scheduled(day: str = "today", hour: int = 1):
    "Runs by itself."


anchor = datetime(2024, 1, 1, 6, tzinfo=timezone.utc)
many = [
    Cron("0 1 * * *", slug="first", parameters={"day": "tuesday"}, day_or=False),
    Interval(timedelta(minutes=10), anchor_date=anchor, slug="second", timezone="Europe/Paris", active=True),
    Cron("0 3 * * *", slug="third"),
    RRule("DTSTART:20240101T000000\\nRRULE:FREQ=DAILY", slug="fourth", timezone="Europe/Paris"),
]
scheduled.deploy("one", ${IMAGE}, schedule=Cron("0 1 * * *", timezone="Europe/Berlin"))
scheduled.deploy("many", ${IMAGE}, schedules=many)
scheduled.deploy("emptied", ${IMAGE}, schedules=[Cron("0 9 * * *")])
scheduled.deploy("renamed", ${IMAGE}, schedule=Cron("0 7 * * *", slug="old"))
deploy(
    scheduled.to_deployment("dicts", schedules=[{"schedule": {"cron": "0 8 * * *", "timezone": "Europe/Paris"}, "active": True}]),
    scheduled.to_deployment("slugged", schedules=[Cron("0 9 * * *"), Cron("0 5 * * *", slug="kept")]),
    scheduled.to_deployment("unanchored", schedules=[Interval(timedelta(hours=1), slug="hourly")]),
    scheduled.to_deployment("two-kinds", schedules=[Cron("0 4 * * *"), Interval(timedelta(hours=2))]),
    ${IMAGE},
)
`;

const SCHEDULES_BEFORE = `from datetime import datetime, timedelta, timezone
from prefect import deploy, flow
from prefect.client.schemas.actions import DeploymentScheduleCreate
from prefect.client.schemas.schedules import CronSchedule, IntervalSchedule, RRuleSchedule


@flow
def scheduled(day: str = "today"):
    "Runs by itself."


anchor = datetime(2024, 1, 1, 6, tzinfo=timezone.utc)
many = [
    DeploymentScheduleCreate(schedule=CronSchedule(cron="0 1 * * *", timezone="Europe/Paris"), active=True),
    DeploymentScheduleCreate(schedule=IntervalSchedule(interval=timedelta(minutes=10), anchor_date=anchor), max_scheduled_runs=3),
    DeploymentScheduleCreate(schedule=RRuleSchedule(rrule="FREQ=DAILY", timezone="Europe/Paris"), catchup=True, max_active_runs=2),
    DeploymentScheduleCreate(schedule=CronSchedule(cron="0 9 * * *"))
]
scheduled.deploy("many", ${IMAGE}, schedules=many)
deploy(scheduled.to_deployment("one", schedules=many[:1]), scheduled.to_deployment("last", schedules=many[3:]), ${IMAGE})
`;
