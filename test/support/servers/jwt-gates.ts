import { readFile } from "node:fs/promises";
import { freePort } from "../../../scripts/parts.mjs";
import type { ExampleContext } from "../examples/example.ts";
import type { Issuer } from "./issuer.ts";
import type { Part } from "./part.ts";
import { startEnvoy } from "./programs.ts";

type Files = Pick<ExampleContext, "file" | "render">;

/** The Envoy of examples/jwt-envoy, for the host 127.0.0.1, with an issuer in GitHub's place. */
export async function startJwtEnvoy(files: Files, prefectPort: number, issuer: Issuer): Promise<Part> {
  const port = await freePort();
  return startWithIssuer(
    files,
    port,
    issuer,
    "token.actions.githubusercontent.com",
    jwtEnvoyAddresses(port, prefectPort),
  );
}

/** The same with its TLS to GitHub's host left in place: `keys` is an HTTPS server that stands there. */
export async function startJwtEnvoyOverTls(
  { render }: Files,
  prefectPort: number,
  keys: { readonly port: number; readonly ca: string },
): Promise<Part> {
  const port = await freePort();
  const configuration = await render("envoy.yaml", {
    ...jwtEnvoyAddresses(port, prefectPort),
    "address: token.actions.githubusercontent.com, port_value: 443": `address: 127.0.0.1, port_value: ${keys.port}`,
    "/etc/ssl/certs/ca-certificates.crt": keys.ca,
  });
  return startEnvoy(configuration, { port, isReady: (status) => status === 401 });
}

const jwtEnvoyAddresses = (port: number, prefectPort: number) => ({
  "address: 0.0.0.0, port_value: 8080": `address: 127.0.0.1, port_value: ${port}`,
  "address: prefect, port_value: 4200": `address: 127.0.0.1, port_value: ${prefectPort}`,
  "/.well-known/jwks": "/jwks",
  '"prefect.example.com", "prefect.example.com:*"': `"127.0.0.1:${port}"`,
});

/** The Envoy of an example that only says whether a token is good, with an issuer in the identity provider's place. */
export async function startTokenService(files: Files, issuer: Issuer): Promise<Part> {
  const port = await freePort();
  return startWithIssuer(files, port, issuer, "login.example.com", {
    "address: 0.0.0.0, port_value: 9000": `address: 127.0.0.1, port_value: ${port}`,
  });
}

/** TLS to the issuer, whose place one on loopback takes. */
const TLS = / {6}transport_socket:\n[\s\S]*ca-certificates\.crt }\n/;

async function startWithIssuer(
  { file, render }: Files,
  port: number,
  issuer: Issuer,
  issuerHost: string,
  addresses: Readonly<Record<string, string>>,
): Promise<Part> {
  const [tls = ""] = TLS.exec(await readFile(file("envoy.yaml"), "utf8")) ?? [];
  const configuration = await render("envoy.yaml", {
    [tls]: "",
    ...addresses,
    [`address: ${issuerHost}, port_value: 443`]: `address: 127.0.0.1, port_value: ${issuer.port}`,
    [`https://${issuerHost}`]: issuer.url,
  });
  return startEnvoy(configuration, { port, isReady: (status) => status === 401 });
}
