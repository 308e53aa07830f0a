import { describe, expect, test } from "vitest";
import { decide } from "../../../src/plan/decision.js";
import { deletionDigest, planDigest, rowDigest } from "../../../src/plan/digest.js";
import type { Body, RecordedWrite } from "../../../src/gateway/recording.js";
import { knownDeployment } from "../../support/deployment.ts";

const LIVE = { id: "d1", name: "one", flow_id: "f1", version: "1", tags: [] as string[] };
const URL = "https://prefect.example.com/api";
const SHA = "3093268512345678901234567890123456789012";

interface Around {
  readonly live?: Body | undefined;
  readonly id?: string;
  readonly content?: Body;
  readonly unknown?: readonly string[];
  readonly automations?: Body[];
  readonly clean?: (text: string) => string;
}

function digest(
  body: Body,
  { live, id = "d1", content, unknown = [], automations = [], clean }: Around = {},
) {
  const before = live && { ...LIVE, ...live };
  const held: RecordedWrite = {
    ...{ id, flowName: "f", name: "one", live: before, body, automations },
    ...{ method: before ? "PATCH" : "POST", ownedDeleted: true, deletedSchedules: [] },
  };
  return rowDigest(decide({ deployment: knownDeployment(content), held }, before, []), unknown, {
    clean: clean ?? ((text) => text),
  });
}

const later = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

describe("a digest is the same", () => {
  test("for the same change, whatever the order of keys, and how numbers are written", () => {
    const [one, other] = [
      { job_variables: { b: 1, a: { d: 2, c: 3 } }, tags: ["x"] },
      { tags: ["x"], job_variables: { a: { c: 3, d: 2 }, b: 1 } },
    ];
    expect(digest(one, { live: {} })).toBe(digest(other, { live: {} }));
    expect(digest(one)).toBe(digest(other));
  });

  test.each<[string, Body, Body]>([
    [
      "another commit, which the client makes a version of",
      { version: "30932685", version_info: { type: "vcs:github", commit_sha: SHA } },
      { version: "11111111", version_info: { type: "vcs:github", commit_sha: `11111111${SHA.slice(8)}` } },
    ],
    [
      "another moment, from which an interval counts where the file has none",
      { schedules: [{ schedule: { interval: 600, anchor_date: later(-1) } }] },
      { schedules: [{ schedule: { interval: 600, anchor_date: later(-9) } }] },
    ],
    [
      "another start of a rule, which Prefect made up",
      { schedules: [{ schedule: { rrule: "DTSTART:20200101T000000\nRRULE:FREQ=DAILY" } }] },
      { schedules: [{ schedule: { rrule: "RRULE:FREQ=DAILY" } }] },
    ],
  ])("for %s", (_, one, other) => {
    expect(digest({ tags: ["new"], ...one })).toBe(digest({ tags: ["new"], ...other }));
  });

  test("for another start that Prefect made up, where it is all that changes", () => {
    const schedule = (rrule: string) => ({
      schedules: [{ slug: "x", active: true, schedule: { rrule, timezone: "UTC" } }],
    });
    const start = (seconds: number) =>
      new Date(Date.now() - seconds * 1_000).toISOString().replace(/[-:]|\.\d+Z/g, "");
    const of = (seconds: number) =>
      digest(schedule(`DTSTART:${start(seconds)}\nFREQ=SECONDLY;INTERVAL=7`), {
        live: schedule("DTSTART:20200101T000000\nFREQ=DAILY"),
      });
    expect(of(1)).toBe(of(6));
  });

  test("for another id that stands for the one that the server will give", () => {
    const trigger = (id: string) => [
      { name: "on", actions: [{ type: "run-deployment", deployment_id: id }] },
    ];
    const of = (id: string) => digest({}, { id, automations: trigger(id) });
    expect(of("0f1e2d3c-0000-4000-8000-000000000001")).toBe(of("0f1e2d3c-0000-4000-8000-000000000002"));
  });

  test("for another value of what the file takes from the environment", () => {
    const content = { version: "{{ $GITHUB_SHA }}" };
    const of = (version: string) => digest({ version }, { live: { version: "0" }, content });
    expect(of("a")).toBe(of("b"));
  });

  test("for another value that only a build tells", () => {
    const built = {
      unknown: ["job_variables.image"],
      content: { work_pool: { job_variables: { image: "{{ image }}" } } },
    };
    for (const live of [undefined, {}, { job_variables: { image: "old" } }]) {
      const of = (image: string) => digest({ tags: ["x"], job_variables: { image } }, { live, ...built });
      expect(of("a")).toBe(of("b"));
    }
    const live = { job_variables: { image: "old" } };
    expect(digest({ job_variables: { image: "a" } }, { live, ...built })).toBeUndefined();
  });

  test("for another order of the rows", () => {
    expect(planDigest(["a", undefined, "b"], URL)).toBe(planDigest(["b", "a"], URL));
  });
});

describe("a digest is another one", () => {
  const base = digest({ tags: ["x"] }, { live: {} });
  test.each<[string, string | undefined]>([
    ["for another value", digest({ tags: ["y"] }, { live: {} })],
    ["for another value on the server", digest({ tags: ["x"] }, { live: { tags: ["z"] } })],
    ["for one field more", digest({ tags: ["x"], description: "d" }, { live: {} })],
    ["for a new deployment", digest({ tags: ["x"] })],
    ["for nothing", digest({ tags: [] }, { live: {} })],
  ])("%s", (_, other) => {
    expect(base).toMatch(/^[0-9a-f]{64}$/);
    expect(other).not.toBe(base);
  });

  test.each<[string, Body]>([
    ["parameters", { parameters: { day: 1 } }],
    ["job variables", { job_variables: { cpu: 1 } }],
    [
      "an anchor that the file gives",
      { schedules: [{ schedule: { interval: 600, anchor_date: later(-600) } }] },
    ],
    [
      "a start that the file gives",
      { schedules: [{ schedule: { rrule: "DTSTART:20210101T000000\nRRULE:FREQ=DAILY" } }] },
    ],
    ["a version that the file gives", { version: "2" }],
  ])("for a new deployment with other %s, which a plan does not show", (_, body) => {
    expect(digest({ tags: ["x"], ...body })).not.toBe(digest({ tags: ["x"] }));
  });

  test("for a deletion, of another deployment of that name, and of one that somebody has changed", () => {
    const of = (more: Body) => planDigest([deletionDigest({ flow: "f", live: { ...LIVE, ...more } })], URL);
    const all = [planDigest([], URL), of({}), of({ id: "d2" }), of({ pull_steps: [] }), of({ paused: true })];
    expect(new Set(all).size).toBe(all.length);
    expect(of({ updated: "later", last_polled: "later", status: "READY" })).toBe(of({}));
  });

  test("for another server", () => {
    expect(planDigest(["a"], URL)).not.toBe(planDigest(["a"], "https://staging.example/api"));
  });
});

test("a digest is none of a secret: short values could be found by trying", () => {
  const of = (value: string) => digest({ job_variables: { env: { DB_PASSWORD: value } } }, { live: {} });
  expect(of("a")).toBe(of("b"));
  const cleaned = (value: string) =>
    digest({ description: `uses ${value}` }, { clean: (text) => text.replaceAll(value, "***") });
  expect(cleaned("s3cret")).toBe(cleaned("hunter2"));
});
