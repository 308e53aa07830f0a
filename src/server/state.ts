import { apiPath } from "./api-path.js";
import type { Upstream } from "./upstream.js";
import { RefusedError } from "./upstream.js";

/** A deployment as the server gives it (`DeploymentResponse`, 3.0.11 to 3.8.8). */
export type LiveDeployment = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly name: string;
  readonly flow_id: string;
};

export type LiveFlow = Readonly<Record<string, unknown>> & { readonly id: string; readonly name: string };

/** An automation as the server gives it; whom it belongs to is in no answer (3.8.8). */
export type LiveAutomation = LiveFlow;

/** A deployment that will be asked for, by what is known of its names. */
export interface Foreseen {
  readonly flow?: string | undefined;
  readonly name?: string | undefined;
}

/** Names in one filter: fewer than the rows of a page, so that a full page is rare. */
const CHUNK = 150;

/** By name, as the server has it unless asked, many are alike, and might change places between two pages. */
export const STABLE = { sort: "CREATED_DESC" };

/**
 * What the server holds of the deployments of this run: read in pages, not one by one, and remembered. What was not
 * foreseen is asked for when it is needed.
 */
export class ServerState {
  /** No row is older. In the milliseconds of `performance.now()`. */
  readonly since = performance.now();
  private readonly flows = new Map<string, LiveFlow | undefined>();
  private readonly byName = new Map<string, LiveDeployment[]>();
  private loading = Promise.resolve();
  private foreseen: Promise<readonly LiveAutomation[] | undefined> | undefined;
  private automationRows: Promise<readonly LiveAutomation[]> | undefined;

  constructor(private readonly upstream: Upstream) {}

  /** Reads ahead what will be asked for: deployments of these names, flows of those. One load after another. */
  load(names: readonly string[], flowNames: readonly string[]): Promise<void> {
    const loaded = this.loading.then(() => this.loadMissing(names, flowNames));
    this.loading = loaded.catch(() => undefined);
    return loaded;
  }

  private async loadMissing(names: readonly string[], flowNames: readonly string[]): Promise<void> {
    const wantedNames = [...new Set(names)].filter((name) => !this.byName.has(name));
    const wantedFlows = [...new Set(flowNames)].filter((name) => !this.flows.has(name));
    await Promise.all([
      inChunks(wantedNames, (some) => this.loadDeployments(some)),
      inChunks(wantedFlows, (some) => this.loadFlows(some)),
    ]);
  }

  private async loadDeployments(names: readonly string[]): Promise<[]> {
    const rows = await rowsWith<LiveDeployment>(this.upstream, { deployments: "name" }, names, STABLE);
    for (const name of names) this.byName.set(name, []);
    for (const deployment of rows) {
      const known = this.byName.get(deployment.name);
      if (known) known.push(deployment);
      else this.byName.set(deployment.name, [deployment]);
    }
    return [];
  }

  /** Reads ahead the flows of all deployments that were read: where their names are not known. */
  loadFlowsOfDeployments(): Promise<void> {
    const loaded = this.loading.then(async () => {
      const known = new Set([...this.flows.values()].map((flow) => flow?.id));
      const ids = [...this.byName.values()].flat().map(({ flow_id }) => flow_id);
      const missing = [...new Set(ids)].filter((id) => !known.has(id));
      const rows = await rowsWith<LiveFlow>(this.upstream, { flows: "id" }, missing, STABLE);
      for (const flow of rows) this.flows.set(flow.name, flow);
    });
    this.loading = loaded.catch(() => undefined);
    return loaded;
  }

  private async loadFlows(names: readonly string[]): Promise<[]> {
    const rows = await rowsWith<LiveFlow>(this.upstream, { flows: "name" }, names, STABLE);
    for (const name of names) this.flows.set(name, undefined);
    for (const flow of rows) this.flows.set(flow.name, flow);
    return [];
  }

  /** Whether all that the names tell of a deployment has been read ahead by now. */
  hasRead({ flow, name }: Foreseen): boolean {
    const isNameRead = name === undefined || this.byName.has(name);
    return isNameRead && (flow === undefined || this.flows.has(flow));
  }

  /** Asks again the next time: something has been written. */
  forget(): void {
    this.flows.clear();
    this.byName.clear();
  }

  /** @param which its id, or its name */
  forgetDeployment(which: string): void {
    for (const [name, found] of this.byName) {
      if (name === which || found.some(({ id }) => id === which)) this.byName.delete(name);
    }
  }

  forgetFlow(name: string): void {
    this.flows.delete(name);
  }

  async flow(name: string): Promise<LiveFlow | undefined> {
    if (!this.flows.has(name)) {
      this.flows.set(name, await this.upstream.found<LiveFlow>(apiPath`/flows/name/${name}`));
    }
    return this.flows.get(name);
  }

  async deployment(flowName: string, name: string): Promise<LiveDeployment | undefined> {
    if (!this.byName.has(name)) await this.load([name], [flowName]);
    const flow = await this.flow(flowName);
    return this.byName.get(name)?.find(({ flow_id }) => flow_id === flow?.id);
  }

  /** Begins to read the automations. Where that fails, they are read once more when they are needed. */
  foreseeAutomations(): void {
    this.foreseen ??= this.readAutomations().catch(() => undefined);
  }

  /** All of the server: which of them belong to a deployment can only be told from what they do. */
  automations(): Promise<readonly LiveAutomation[]> {
    const foreseen = this.foreseen ?? Promise.resolve(undefined);
    this.automationRows ??= foreseen.then((rows) => rows ?? this.readAutomations());
    return this.automationRows;
  }

  private async readAutomations(): Promise<readonly LiveAutomation[]> {
    try {
      return await this.upstream.rows<LiveAutomation>(apiPath`/automations/filter`, STABLE);
    } catch (error) {
      // A server without automations.
      if (error instanceof RefusedError && error.answer.status === 404) return [];
      throw error;
    }
  }
}

/**
 * The rows of a kind with one of these values in a field.
 *
 * @param by `{ flows: "name" }`
 */
export function rowsWith<Row>(
  upstream: Upstream,
  by: Readonly<Record<string, "id" | "name">>,
  values: readonly string[],
  more: object = {},
): Promise<Row[]> {
  const [[kind, field] = ["", ""]] = Object.entries(by);
  return inChunks(values, (any_) =>
    upstream.rows<Row>(apiPath`/${kind}/filter`, { [kind]: { [field]: { any_ } }, ...more }),
  );
}

export async function inChunks<Row>(
  names: readonly string[],
  read: (names: readonly string[]) => Promise<Row[]>,
): Promise<Row[]> {
  const chunks = Array.from({ length: Math.ceil(names.length / CHUNK) }, (_, index) =>
    names.slice(index * CHUNK, (index + 1) * CHUNK),
  );
  const rows: Row[] = [];
  // Two at a time: more do not help a server on SQLite, and fewer leave it idle.
  for (let index = 0; index < chunks.length; index += 2) {
    const pages = await Promise.all(chunks.slice(index, index + 2).map(read));
    for (const row of pages.flat()) rows.push(row);
  }
  return rows;
}
