import { writeFile } from "node:fs/promises";
import { rootCertificates } from "node:tls";
import { isDeepStrictEqual } from "node:util";
import type { Contents, Dump } from "./dump.ts";

/** One certificate in place of 150: the CLI builds four TLS contexts for each deployment, which is half of its time. */
export async function lighter(folder: string): Promise<Record<string, string>> {
  const file = `${folder}/loopback.pem`;
  await writeFile(file, rootCertificates[0] ?? "");
  return { PREFECT_API_SSL_CERT_FILE: file };
}

/** Without runs: a trigger that waits for an event in vain starts one after a while, whoever deployed it. */
export function comparedOf({ exact, comparable, ...rest }: Dump): Dump {
  const without = (contents: Contents): Contents => ({ ...contents, flowRuns: [] });
  return { ...rest, exact: without(exact), comparable: without(comparable) };
}

/**
 * The one difference that is meant: of no description the CLI makes the text "None" when it creates a deployment, and
 * none with the second deploy (3.2.15 to 3.9.1). The action creates it without one.
 */
export function withoutNone({ comparable, ...rest }: Dump): Dump {
  const deployments = comparable.deployments.map((one) =>
    one["description"] === "None" ? { ...one, description: null } : one,
  );
  return { ...rest, comparable: { ...comparable, deployments } };
}

/** `plain/prod` of `updated plain/prod`, sorted. */
export function named(results: readonly string[], action: string): string[] {
  const found = results.filter((result) => result.startsWith(`${action} `));
  return found.map((result) => result.slice(action.length + 1)).sort();
}

type Item = Readonly<Record<string, unknown>>;

/** Each with the automations that run it, by `flow/name`. */
function deploymentsIn({ deployments, automations, flows: all }: Contents): Map<string, unknown> {
  const names = new Map(all.map((flow) => [flow["id"], flow["name"]]));
  return new Map(
    deployments.map((one) => {
      const flow = names.get(one["flow_id"]) ?? one["flow_id"];
      const name = `${String(flow)}/${String(one["name"])}`;
      const own = automations.filter(({ actions }) => {
        const id = (actions as Item[])[0]?.["deployment_id"];
        return id === name || id === one["id"];
      });
      return [name, [one, own]];
    }),
  );
}

export function unchangedIn(before: Contents, after: Contents): string[] {
  const was = deploymentsIn(before);
  const same = [...deploymentsIn(after)].filter(([name, one]) => isDeepStrictEqual(was.get(name), one));
  return same.map(([name]) => name).sort();
}

/** `deployments plain/prod.tags: "[]" and "[\"x\"]"`: what the one has, and the other. */
export function unequal(one: Contents, other: Contents): string[] {
  return (Object.keys(one) as (keyof Contents)[]).flatMap((kind) =>
    deeplyUnequal(byName(one[kind]), byName(other[kind])).map((found) => `${kind} ${found.slice(1)}`),
  );
}

/** Several may have one name. */
function byName(items: readonly Item[]): Record<string, Item[]> {
  const grouped = Map.groupBy(items, (item) =>
    [item["flow_id"] ?? item["work_pool_name"], item["name"]]
      .filter((part) => typeof part === "string")
      .join("/"),
  );
  return Object.fromEntries(grouped);
}

function deeplyUnequal(one: unknown, other: unknown): string[] {
  if (isDeepStrictEqual(one, other)) return [];
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null)
    return [`: ${shown(one)} and ${shown(other)}`];
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return keys.flatMap((key) =>
    deeplyUnequal((one as Item)[key], (other as Item)[key]).map((found) => `.${key}${found}`),
  );
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
