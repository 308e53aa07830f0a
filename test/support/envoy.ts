import { readFile } from "node:fs/promises";
import { cleanEnvironment, freePort } from "../../scripts/parts.mjs";
import type { ExampleContext } from "./example.ts";
import type { Issuer } from "./issuer.ts";
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

/** TLS to the issuer, whose place one on loopback takes. */
const TLS = / {6}transport_socket:\n[\s\S]*ca-certificates\.crt }\n/;
const GITHUB = "https://token.actions.githubusercontent.com";

/** The Envoy of examples/jwt-envoy, for the host 127.0.0.1, with an issuer in GitHub's place. */
export async function startJwtEnvoy(
  { file, render }: Pick<ExampleContext, "file" | "render">,
  prefectPort: number,
  issuer: Issuer,
): Promise<Part> {
  const port = await freePort();
  const [tls = ""] = TLS.exec(await readFile(file("envoy.yaml"), "utf8")) ?? [];
  const configuration = await render("envoy.yaml", {
    [tls]: "",
    "address: 0.0.0.0, port_value: 8080": `address: 127.0.0.1, port_value: ${port}`,
    "address: prefect, port_value: 4200": `address: 127.0.0.1, port_value: ${prefectPort}`,
    "address: token.actions.githubusercontent.com, port_value: 443": `address: 127.0.0.1, port_value: ${issuer.port}`,
    [`${GITHUB}/.well-known/jwks`]: issuer.jwksUrl,
    [GITHUB]: issuer.url,
    '"prefect.example.com", "prefect.example.com:*"': `"127.0.0.1:${port}"`,
  });
  return startEnvoy(configuration, port, (status) => status === 401);
}

const PROVIDER = "https://login.example.com";

/** The Envoy of an example that only says whether a token is good, with an issuer in the identity provider's place. */
export async function startTokenService(
  { file, render }: Pick<ExampleContext, "file" | "render">,
  issuer: Issuer,
): Promise<Part> {
  const port = await freePort();
  const [tls = ""] = TLS.exec(await readFile(file("envoy.yaml"), "utf8")) ?? [];
  const configuration = await render("envoy.yaml", {
    [tls]: "",
    "address: 0.0.0.0, port_value: 9000": `address: 127.0.0.1, port_value: ${port}`,
    "address: login.example.com, port_value: 443": `address: 127.0.0.1, port_value: ${issuer.port}`,
    [`${PROVIDER}/jwks`]: issuer.jwksUrl,
    [PROVIDER]: issuer.url,
  });
  return startEnvoy(configuration, port, (status) => status === 401);
}
