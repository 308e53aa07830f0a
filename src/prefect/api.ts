import { ActionError } from "../errors.js";
import { ConnectionError, request, type Target } from "../http.js";
import { pause } from "../pause.js";

/** A deployment as the server has it. */
export interface LiveDeployment {
  readonly id: string;
  readonly name: string;
  readonly flow_id: string;
  /** ISO 8601. */
  readonly updated: string;
}

/** Most rows that a server hands out at once (`PREFECT_SERVER_API_DEFAULT_LIMIT`). */
const PAGE = 200;

const TRIES = 4;

/** The few reads that this action needs of Prefect's REST API. */
export class PrefectApi {
  /**
   * @param csrf what the preflight got where the server has CSRF protection on: it counts reads by POST as writes
   */
  constructor(
    private readonly target: Target,
    private csrf: { readonly token: string; readonly client: string } | undefined,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** The same server, asked by a deadline of its own: for the report of a run that was stopped. */
  within(ms: number): PrefectApi {
    return new PrefectApi(this.target, this.csrf, AbortSignal.timeout(ms));
  }

  /** Deployments with one of these names, of whatever flow; all where `names` is undefined. */
  deploymentsByName(names: readonly string[] | undefined): Promise<LiveDeployment[]> {
    return this.all("/deployments/filter", names && { deployments: { name: { any_: names } } });
  }

  deploymentsById(ids: readonly string[]): Promise<LiveDeployment[]> {
    return this.all("/deployments/filter", { deployments: { id: { any_: ids } } });
  }

  /** Which of these work pools there are. */
  async workPools(names: readonly string[]): Promise<Set<string>> {
    if (names.length === 0) return new Set();
    const pools = await this.all<{ name: string }>("/work_pools/filter", {
      work_pools: { name: { any_: names } },
    });
    return new Set(pools.map(({ name }) => name));
  }

  /** Flow names by flow id. */
  async flowNames(ids: readonly string[]): Promise<Map<string, string>> {
    const flows = await this.all<{ id: string; name: string }>("/flows/filter", {
      flows: { id: { any_: ids } },
    });
    return new Map(flows.map(({ id, name }) => [id, name]));
  }

  private async all<Row>(path: string, filter: object | undefined): Promise<Row[]> {
    const rows: Row[] = [];
    for (;;) {
      const page = await this.read<Row>(path, { ...filter, limit: PAGE, offset: rows.length });
      rows.push(...page);
      if (page.length < PAGE) return rows;
    }
  }

  /** Reads may be repeated, whatever went wrong before. */
  private async read<Row>(path: string, json: object): Promise<Row[]> {
    let trouble = "";
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      if (attempt > 1) await pause(500 * 2 ** attempt, this.signal);
      try {
        const answer = await request(this.target, {
          method: "POST",
          path,
          json,
          headers: this.csrf
            ? { "Prefect-Csrf-Token": this.csrf.token, "Prefect-Csrf-Client": this.csrf.client }
            : {},
          timeoutMs: 30_000,
          signal: this.signal,
        });
        if (answer.status === 200) {
          const body = JSON.parse(answer.body) as unknown;
          if (Array.isArray(body)) return body as Row[];
          trouble = "an answer that is not a list";
          break;
        }
        trouble = `${answer.status}`;
        // A CSRF token lives for an hour (3.8.8), and a deploy with image builds may take longer.
        const mayHaveExpired = answer.status === 403 && this.csrf !== undefined && attempt === 1;
        if (mayHaveExpired) await this.renewCsrfToken();
        else if (answer.status < 500 && answer.status !== 429) break;
      } catch (error) {
        if (!(error instanceof ConnectionError) && !(error instanceof SyntaxError)) throw error;
        trouble = error instanceof ConnectionError ? error.code : "an answer that is not JSON";
      }
    }
    throw new ActionError({
      what: `Reading ${path} from the server failed (${trouble}), although the connection check before passed.`,
      mend: "Run the job again; if it fails again, look for this request in the gate's log.",
    });
  }

  private async renewCsrfToken(): Promise<void> {
    if (!this.csrf) return;
    const { client } = this.csrf;
    const path = `/csrf-token?client=${client}`;
    const answer = await request(this.target, {
      method: "GET",
      path,
      timeoutMs: 30_000,
      signal: this.signal,
    });
    const { token } = JSON.parse(answer.body) as { token?: unknown };
    if (typeof token === "string") this.csrf = { token, client };
  }
}
