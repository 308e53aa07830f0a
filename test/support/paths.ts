import { executablePath, isReady } from "../../scripts/parts.mjs";

/** Full path of a command of a part (`gates`, `prefect-3.9.1`, …), such as `traefik`, `prefect` or `python`. */
export function executable(part: string, command: string): string {
  if (!isReady(part)) {
    throw new Error(`${part} is not set up: run "node scripts/setup.mjs" and read what it says.`);
  }
  return executablePath(part, command);
}
