import { cleanEnvironment } from "../../scripts/parts.mjs";
import { executable } from "./paths.ts";
import { type Part, startPart } from "./part.ts";
import { tempDir } from "./temp.ts";

/** Envoy with a configuration that makes it listen on this port of 127.0.0.1. */
export async function startEnvoy(
  configuration: string,
  port: number,
  isReady: (status: number) => boolean,
): Promise<Part> {
  return startPart({
    name: "Envoy",
    command: executable("gates", "envoy"),
    args: [
      "-c",
      configuration,
      "--disable-hot-restart",
      "--concurrency",
      "1",
      "--log-level",
      "warn",
      "--file-flush-interval-msec",
      "100",
    ],
    env: cleanEnvironment(),
    port,
    home: await tempDir(),
    isReady,
  });
}
