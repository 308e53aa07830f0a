import { writtenId } from "../../../src/prefect/deploy-cli.js";
import { gatewayEnvironment, startGateway, type Reply } from "../../../src/gateway/gateway.js";
import type { Call } from "../../../src/server/upstream.js";
import { ask } from "../ask.ts";
import { sharedPrefectCommand } from "../shared/client.ts";
import type { Project } from "../project.ts";
import { bare } from "../runner/story.ts";
import type { CliRun } from "../../../src/prefect/run-cli.js";

/** What the real CLI asked, what it was answered, and the deployments that it said it had written. */
export interface Recording {
  readonly exchanges: readonly { readonly call: Call; readonly reply: Reply }[];
  readonly ids: readonly string[];
}

/** Runs the real CLI, the newest, over a project, against a gateway that answers so. */
export async function record(project: Project, answer: (call: Call) => Promise<Reply>): Promise<Recording> {
  const exchanges: Recording["exchanges"][number][] = [];
  let reason: unknown;
  const gateway = await startGateway({
    answer: async (call) => {
      const reply = await answer(call);
      exchanges.push({ call, reply });
      return reply;
    },
    stopped: (error) => {
      reason ??= error;
    },
    websocket: () => Promise.resolve(undefined),
  });
  try {
    const command = [sharedPrefectCommand(), "--no-prompt", "deploy", "--all"];
    const env = gatewayEnvironment(gateway, "http://127.0.0.1", {});
    const { exitCode, output } = await bare(command, project.path, env);
    if (exitCode !== 0) throw new Error(output, { cause: reason });
    return { exchanges, ids: output.split("\n").flatMap((line) => writtenId(line) ?? []) };
  } finally {
    await gateway.close();
  }
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/**
 * The CLI without the CLI: sends what was recorded, with the ids that it is given now in place of those of then, and
 * stops where it would: where an answer is an error, and was none then, or the other way round.
 *
 * @returns its ids, and why it stopped
 */
export async function replay({ exchanges, ids }: Recording, apiUrl: string): Promise<CliRun> {
  const known = new Map<string, string>();
  const now = (text: string) => text.replace(UUID, (id) => known.get(id) ?? id);
  for (const { call, reply } of exchanges) {
    const { method, path, text } = call;
    const found = await ask(apiUrl, { method, path: now(path.text), text: text && now(text) });
    if (found.status < 400 !== reply.status < 400)
      return {
        ids: [],
        failedImports: [],
        isWatched: true,
        isBegun: true,
        failure: `${method} ${path.text}: ${found.status}`,
      };
    const [old, given] = [idIn(reply), idIn(found)];
    if (old !== undefined && given !== undefined) known.set(old, given);
  }
  return { ids: ids.map(now), failedImports: [], isWatched: true, isBegun: true };
}

function idIn({ body }: Reply): string | undefined {
  const value: unknown = body === "" ? undefined : JSON.parse(body);
  return typeof value === "object" && value !== null && "id" in value ? String(value.id) : undefined;
}
