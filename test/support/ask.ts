import type { Reply } from "../../src/gateway/gateway.js";
import type { Call } from "../../src/server/upstream.js";
import { waitFor } from "./wait.ts";

/**
 * One request, as it is, over a connection of its own: Prefect's server closes one that was silent for 5 s, and a
 * process on a busy machine may not have heard of it when it asks again ("other side closed").
 */
export async function ask(
  apiUrl: string,
  { method, path, text }: Pick<Call, "method" | "text"> & { readonly path: string },
  headers: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  const answer = await fetch(apiUrl + path, {
    method,
    headers: { "content-type": "application/json", connection: "close", ...headers },
    ...(text === undefined ? {} : { body: text }),
  });
  return { status: answer.status, body: await answer.text() };
}

/**
 * The same with JSON. Asked again while SQLite is locked by another write (503: nothing was written).
 *
 * @returns the body of the answer, as it came
 * @throws Error with status and body, on any other answer than 2xx
 */
export async function askText(
  apiUrl: string,
  method: Call["method"],
  path: string,
  body: unknown,
  headers?: Readonly<Record<string, string>>,
): Promise<string> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const answer = await waitFor(
    async () => {
      const one = await ask(apiUrl, { method, path, text }, headers);
      return one.status !== 503 && one;
    },
    { what: `${method} ${path} answered with another status than 503`, interval: 250 },
  );
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.body}`);
  return answer.body;
}

/** The same, with the body of the answer parsed, and `undefined` where there is none. */
export async function askJson(...question: Parameters<typeof askText>): Promise<unknown> {
  const text = await askText(...question);
  return text === "" ? undefined : (JSON.parse(text) as unknown);
}

const READS = /\/(filter|count|paginate|validate|get_scheduled_flow_runs)$/;

/** Everything but reads. */
export function isWrite({ method, path }: { readonly method: string; readonly path: string }): boolean {
  return method !== "GET" && !(method === "POST" && READS.test(path));
}
