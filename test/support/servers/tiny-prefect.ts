import type http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { omit } from "../../../src/base/record.js";
import type { LiveAutomation, LiveDeployment, LiveFlow } from "../../../src/server/state.js";
import { sendJson, sendPage, startTinyApi, type Asked, type TinyApi } from "./tiny-api.ts";

type Row = Record<string, unknown> & { id: string; name: string };

/** What is done to requests in place of answering them. */
export interface Fault {
  /** `POST /flows/`: the request, with names in place of ids. */
  readonly at: string | RegExp;
  /** Of those, the first one that it is done to, from 1. Default: 1 */
  readonly from?: number;
  /** To how many. Default: all from then on. */
  readonly times?: number;
  /** The server has done it all the same. */
  readonly done?: boolean;
  readonly answer: (response: http.ServerResponse) => unknown;
}

/** Prefect's own refusal. */
export const refuses = (response: http.ServerResponse): void => {
  sendJson(response, { detail: "It is not wanted." }, 422);
};

/** Waiting does not help. */
export const forbids = (response: http.ServerResponse): void => {
  sendJson(response, { detail: "Forbidden" }, 403);
};

/** Nobody knows whether it was done. */
export const fails = (response: http.ServerResponse): void => {
  response.writeHead(502).end();
};

/** A database that is locked. */
export const isBusy = (response: http.ServerResponse): void => {
  sendJson(response, { exception_message: "Service Unavailable" }, 503);
};

/** `00000000-0000-4000-8000-000000000012` */
export const uuid = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

type Reply = readonly [status: number, body?: unknown];

/** What `runs` holds of a queue. */
export const queueId = (pool: string, queue: string): string => `queue ${queue} of ${pool}`;

const NOT_FOUND: Reply = [404, { detail: "Not found" }];

/**
 * What Prefect does with the requests that write and put back, in memory: upserts, ids of its own, queues that come to
 * be with a deployment. test/integration/commit.test.ts proves that the real one does so too.
 */
export class TinyPrefect {
  readonly flows: Row[] = [];
  readonly deployments: Row[] = [];
  readonly automations: (Row & { owner?: string })[] = [];
  /** `pool/fast` */
  readonly queues: string[] = [];
  /** What somebody has set of every queue. */
  queueFields: Record<string, unknown> = {};
  /** Ids of the flows, or of the queues, of runs. */
  readonly runs: string[] = [];
  readonly faults: Fault[] = [];
  /** Each request that was answered, with names in place of ids: `PATCH /deployments/<etl/prod>`. */
  readonly requests: string[] = [];
  readonly bodies: unknown[] = [];
  /** How many were under way whenever one came. */
  readonly together: number[] = [];
  /** Before each answer, in milliseconds. */
  delayMs = 0;
  private underWay = 0;
  private ids = 0;
  private written = 0;
  private readonly names = new Map<string, string>();
  private readonly hits = new Map<Fault, number>();

  start(): Promise<TinyApi> {
    return startTinyApi((asked, response) => void this.serve(asked, response));
  }

  /** What would be seen of it, without ids. */
  dump(): unknown {
    const named = (value: unknown): unknown => JSON.parse(this.named(JSON.stringify(value)));
    const sorted = (rows: readonly Row[]): Row[] =>
      rows.map((row) => ({ ...row, id: "" })).sort((one, other) => one.name.localeCompare(other.name));
    return named({
      flows: sorted(this.flows),
      deployments: sorted(this.deployments).map(({ schedules, ...rest }) => ({
        ...omit(rest, "updated"),
        schedules: (schedules as Row[])
          .map((one) => JSON.stringify({ ...one, id: "", created: "", deployment_id: "" }))
          .sort(),
      })),
      automations: sorted(this.automations),
      queues: [...this.queues].sort(),
    });
  }

  /** Writes, in their order. */
  get writes(): string[] {
    return this.requests.filter((line) => !/^GET|\/(?:filter|count|validate)$/.test(line));
  }

  /** What was sent with the requests of this form. */
  sent(form: string): unknown[] {
    return this.bodies.filter((_, index) => this.requests[index] === form);
  }

  flow(name: string, more: Record<string, unknown> = {}): LiveFlow {
    return this.added(this.flows, { name, ...more }, name);
  }

  /** Also its flow, where there is none of that name. */
  deployment(flow: string, name: string, more: Record<string, unknown> = {}): LiveDeployment {
    const { id: flow_id } = this.flows.find((one) => one.name === flow) ?? this.flow(flow);
    const row = this.added(this.deployments, { name, flow_id, schedules: [] }, `${flow}/${name}`);
    this.set(row, more);
    return row as unknown as LiveDeployment;
  }

  automation(name: string, body: Record<string, unknown>, owner?: string): LiveAutomation {
    return this.added(this.automations, { name, ...body, ...(owner === undefined ? {} : { owner }) }, name);
  }

  /** As the server gives them: whom they belong to is in no answer. */
  shownAutomations(): LiveAutomation[] {
    return this.automations.map((one) => omit(one, "owner") as LiveAutomation);
  }

  /** Adds to those that are there. */
  schedule(row: Row, schedules: readonly Record<string, unknown>[]): void {
    for (const one of schedules) {
      const name = `schedule ${String(one["slug"])}`;
      this.added(row["schedules"] as Row[], { active: true, ...one, deployment_id: row.id }, name);
    }
  }

  /** Text with names in place of ids. */
  named(text: string): string {
    return text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => `<${this.names.get(id) ?? "?"}>`);
  }

  private added<R extends Row>(rows: R[], body: Record<string, unknown>, name: string): R {
    const row = { ...body, id: uuid((this.ids += 1)), created: "2026-01-01" } as unknown as R;
    rows.push(row);
    this.names.set(row.id, name);
    return row;
  }

  private set(row: Row, { concurrency_limit, schedules, ...fields }: Record<string, unknown>): void {
    Object.assign(row, fields, {
      updated: `2026-01-01T00:00:00.000${String((this.written += 1)).padStart(3, "0")}Z`,
    });
    if (concurrency_limit === null) row["global_concurrency_limit"] = null;
    if (typeof concurrency_limit === "number") row["global_concurrency_limit"] = { limit: concurrency_limit };
    if (Array.isArray(schedules)) {
      row["schedules"] = [];
      this.schedule(row, schedules as Record<string, unknown>[]);
    }
    const { work_pool_name: pool, work_queue_name: queue } = row;
    const path = `${String(pool)}/${String(queue)}`;
    if (typeof pool === "string" && typeof queue === "string" && !this.queues.includes(path)) {
      this.queues.push(path);
    }
  }

  private async serve(asked: Asked, response: http.ServerResponse): Promise<void> {
    const line = this.named(`${asked.method} ${asked.path}`);
    this.requests.push(line);
    this.bodies.push(asked.text === "" ? undefined : JSON.parse(asked.text));
    this.together.push((this.underWay += 1));
    if (this.delayMs > 0) await sleep(this.delayMs);
    this.underWay -= 1;
    const fault = this.faults.find((one) => this.isHit(one, line));
    if (fault && !fault.done) {
      fault.answer(response);
      return;
    }
    if (asked.path.endsWith("/automations/filter")) {
      sendPage(response, asked, this.shownAutomations());
      return;
    }
    if (asked.path.endsWith("/deployments/filter")) {
      const rows = this.deployments.filter(({ id }) => asked.text.includes(id));
      sendPage(response, asked, rows);
      return;
    }
    const [status, body] = this.answer(asked);
    if (fault) fault.answer(response);
    else if (body === undefined) response.writeHead(status).end();
    else sendJson(response, body, status);
  }

  private isHit(fault: Fault, line: string): boolean {
    const isAt = typeof fault.at === "string" ? fault.at === line : fault.at.test(line);
    if (!isAt) return false;
    const hit = (this.hits.get(fault) ?? 0) + 1;
    this.hits.set(fault, hit);
    const { from = 1, times = Infinity } = fault;
    return hit >= from && hit < from + times;
  }

  private answer({ method, path, text }: Asked): Reply {
    const body = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>;
    const [, kind = "", ...rest] = path.split("/").map(decodeURIComponent);
    const [first = "", second = "", third = ""] = rest;
    switch (`${method} ${kind}`) {
      case "GET work_pools":
        return this.queues.includes(`${first}/${third}`)
          ? [200, { id: queueId(first, third), name: third, ...this.queueFields }]
          : NOT_FOUND;
      case "DELETE work_pools":
        return this.removed(this.queues, (one) => one === `${first}/${third}`);
      case "GET flows":
        return this.found(this.flows, (one) => first === "name" && one.name === second);
      case "POST flows": {
        const known = this.flows.find(({ name }) => name === body["name"]);
        return known ? [200, known] : [201, this.added(this.flows, body, String(body["name"]))];
      }
      case "DELETE flows":
        return this.removed(this.flows, ({ id }) => id === first);
      case "POST flow_runs":
        return [200, this.runs.filter((flow) => text.includes(flow)).length];
      case "DELETE automations": {
        if (first !== "owned-by") return this.removed(this.automations, ({ id }) => id === first);
        const owned = this.automations.filter(({ owner }) => owner === second);
        for (const one of owned) this.automations.splice(this.automations.indexOf(one), 1);
        return [202, null];
      }
      case "POST automations": {
        const { owner_resource, ...row } = body;
        return [201, this.automation(String(row["name"]), row, String(owner_resource))];
      }
      default:
        return kind === "deployments" ? this.ofDeployments(method, rest, text) : NOT_FOUND;
    }
  }

  private ofDeployments(
    method: string,
    [first = "", second = "", third = ""]: string[],
    text: string,
  ): Reply {
    const flowOf = ({ flow_id }: Row) => this.flows.find(({ id }) => id === flow_id)?.name;
    if (first === "name") {
      return this.found(this.deployments, (one) => flowOf(one) === second && one.name === third);
    }
    if (first === "count") {
      const users = this.deployments.flatMap((one) => [
        String(one["flow_id"]),
        queueId(String(one["work_pool_name"]), String(one["work_queue_name"])),
      ]);
      return [200, users.filter((user) => text.includes(JSON.stringify(user))).length];
    }
    const body = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>;
    if (first === "") {
      const flow = this.flows.find(({ id }) => id === body["flow_id"]);
      if (!flow) return [409, { detail: "Data integrity conflict." }];
      const known = this.deployments.find((one) => flowOf(one) === flow.name && one.name === body["name"]);
      const row = known ?? this.deployment(flow.name, String(body["name"]));
      this.set(row, { schedules: [], ...body });
      return [known ? 200 : 201, row];
    }
    const row = this.deployments.find(({ id }) => id === first);
    if (!row) return NOT_FOUND;
    if (second === "schedules") {
      const schedules = row["schedules"] as Row[];
      if (method === "GET") return [200, schedules];
      if (method === "DELETE") return this.removed(schedules, ({ id }) => id === third);
      this.schedule(row, JSON.parse(text) as Record<string, unknown>[]);
      return [201, schedules];
    }
    if (method === "DELETE") return this.removed(this.deployments, ({ id }) => id === first);
    this.set(row, body);
    return [204];
  }

  private found(rows: readonly Row[], is: (row: Row) => boolean): Reply {
    const row = rows.find(is);
    return row ? [200, row] : NOT_FOUND;
  }

  private removed<T>(rows: T[], is: (row: T) => boolean): Reply {
    const at = rows.findIndex(is);
    if (at < 0) return NOT_FOUND;
    rows.splice(at, 1);
    return [204];
  }
}
