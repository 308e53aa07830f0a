import { randomBytes } from "node:crypto";
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream";
import { SETTINGS } from "../settings/names.js";
import { agentOf, codeOf, endpoint, tlsOptions, type Target } from "../http.js";

/** A server on loopback that stands between Prefect's client and the gate, for as long as the client runs. */
export interface Gateway {
  /** The API as the client gets it: `http://127.0.0.1:PORT/SEGMENT/api`; whoever does not know the segment gets 404. */
  readonly apiUrl: string;
  /** Ends it at once, with all its connections. */
  readonly close: () => Promise<void>;
}

export interface GatewayOptions {
  /** Takes a line for the log, about a request that got no answer. */
  readonly trouble: (line: string) => void;
}

/**
 * Starts a gateway that passes each request on to the target, with the target's credential in place of the client's
 * own, its certificates and its HTTP proxy. Bodies are streamed both ways. Redirects are passed on, not followed.
 *
 * It exists because Prefect's client (3.0 to 3.8) has no setting for a client certificate.
 */
export async function startGateway(target: Target, { trouble }: GatewayOptions): Promise<Gateway> {
  const base = `/${randomBytes(18).toString("base64url")}/api`;
  const server = http.createServer((incoming, outgoing) => {
    const path = incoming.url ?? "";
    if (!path.startsWith(`${base}/`)) {
      outgoing.writeHead(404).end();
      return;
    }
    const url = endpoint(target, path.slice(base.length));
    // `..` leads out of the API, where the credential has no business.
    if (!url.pathname.startsWith(`${new URL(target.apiUrl).pathname}/`)) {
      outgoing.writeHead(404).end();
      return;
    }
    const upstream = (url.protocol === "https:" ? https : http).request(url, {
      agent: agentOf(url, target),
      method: incoming.method ?? "GET",
      headers: {
        ...passedOn(incoming.headers, CLIENTS_OWN),
        ...target.headers,
        // Else Node frames no body of a GET or DELETE, and what it holds would be read as a request of its own.
        ...(incoming.headers["transfer-encoding"] === undefined ? {} : { "transfer-encoding": "chunked" }),
      },
      ...tlsOptions(target),
    });
    const noAnswer = (code: string): void => {
      trouble(`No answer from ${url.host} to ${incoming.method ?? ""} ${url.pathname} (${code}).`);
      outgoing.writeHead(502, { "content-type": "application/json" });
      outgoing.end(JSON.stringify({ exception_message: `No answer from ${url.host} (${code}).` }));
    };
    upstream.on("response", (answer) => {
      try {
        outgoing.writeHead(answer.statusCode ?? 502, passedOn(answer.headers));
      } catch {
        noAnswer("an answer that is no HTTP");
        answer.destroy();
        return;
      }
      pipeline(answer, outgoing, () => undefined); // Cut on one side: cut on the other.
    });
    let failure = "ECONNRESET"; // also where the server switched protocols (101), which nobody asked for
    upstream.on("error", (error) => {
      failure = codeOf(error);
    });
    upstream.on("close", () => {
      if (!outgoing.headersSent && !outgoing.destroyed) noAnswer(failure);
    });
    outgoing.on("close", () => {
      if (!outgoing.writableFinished) upstream.destroy();
    });
    pipeline(incoming, upstream, () => undefined);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `http://127.0.0.1:${port}${base}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/**
 * The settings with which the client uses the gateway, over the ones that it would use without. Loopback must not go
 * by the job's HTTP proxy. Without a UI of its own, links would name the gateway.
 */
export function gatewayEnvironment(
  gateway: Pick<Gateway, "apiUrl">,
  uiUrl: string,
  env: NodeJS.ProcessEnv,
): Record<string, string> {
  const direct = [env["NO_PROXY"], env["no_proxy"], "127.0.0.1"].filter(Boolean).join(",");
  return {
    [SETTINGS.apiUrl.env]: gateway.apiUrl,
    [SETTINGS.uiUrl.env]: uiUrl,
    [SETTINGS.apiKey.env]: "",
    [SETTINGS.authString.env]: "",
    [SETTINGS.customHeaders.env]: "{}",
    NO_PROXY: direct,
    no_proxy: direct,
  };
}

/** RFC 9110, section 7.6.1: about one connection, and not about the message. */
const HOP_BY_HOP = [
  ...["connection", "keep-alive", "proxy-connection", "proxy-authenticate", "proxy-authorization"],
  ...["te", "trailer", "transfer-encoding", "upgrade"],
];

const CLIENTS_OWN = ["host", "authorization"];

function passedOn(headers: http.IncomingHttpHeaders, less: readonly string[] = []): http.OutgoingHttpHeaders {
  const named = (headers.connection ?? "").split(",").map((name) => name.trim().toLowerCase());
  const dropped = new Set([...HOP_BY_HOP, ...named, ...less]);
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.has(name)));
}
