import { quote } from "../../base/quote.js";
import { clientCertificate } from "./client-certificate.js";
import type { Diagnosis, DiagnosisContext, Failed } from "./types.js";

type Row = Omit<Diagnosis, "saw" | "retry"> & {
  readonly codes: readonly string[] | RegExp;
  /** A clause: what was seen, before the code. */
  readonly seen: string;
  readonly retry?: true;
};

/** No answer came: the code of the failure says why. */
export function diagnoseFailure(failure: Failed, context: DiagnosisContext): Diagnosis {
  const { code, url } = failure;
  const { host, hostname } = new URL(context.apiUrl);
  const row = rows(host, hostname, context).find(({ codes }) =>
    codes instanceof RegExp ? codes.test(code) : codes.includes(code),
  );
  const { id, seen, means, todo, retry } = row ?? OTHER;
  const detail = failure.detail === undefined ? "" : `: ${quote(failure.detail)}`;
  const waited = failure.waitedMs === undefined ? "" : ` after ${Math.round(failure.waitedMs / 100) / 10} s`;
  return { id, saw: `${seen} ${url} (${code}${waited})${detail}.`, means, todo, retry: retry ?? false };
}

const CA_TODO = "Give the certificate of that authority as `ca-certificate`, a PEM file or its text.";

const rows = (host: string, hostname: string, context: DiagnosisContext): readonly Row[] => [
  {
    codes: ["ENOTFOUND"],
    id: "dns-unknown",
    seen: "No address for the host of",
    means: `DNS does not know ${hostname}, at least not on this runner.`,
    todo: "Correct the host in `api-url`, or, where the name is an internal one, use a runner inside that network.",
  },
  {
    codes: ["EAI_AGAIN"],
    id: "dns-unavailable",
    seen: "No answer from DNS about the host of",
    means: "The runner's name server cannot be reached at the moment.",
    todo: "Run the job again, and if it stays so, check the DNS settings of the runner.",
    retry: true,
  },
  {
    codes: ["ECONNREFUSED"],
    id: "connection-refused",
    seen: "Connection refused by",
    means: `The host is there, but nothing listens on ${host}.`,
    todo: "Start the gate or Prefect there, or correct the host and port in `api-url`.",
    retry: true,
  },
  {
    codes: ["ECONNRESET", "EPIPE"],
    id: "connection-reset",
    seen: "Connection cut by",
    means: "The gate, or a firewall on the way, closed the connection before it answered.",
    todo: "Check in the gate's log whether this runner's address is blocked, and that `api-url` names the right port.",
    retry: true,
  },
  {
    codes: ["ETIMEDOUT"],
    id: "connection-timeout",
    seen: "No connection to",
    means: "A firewall drops what this runner sends, or the host is down.",
    todo: "Allow this runner's address at the gate, or use a self-hosted runner inside that network.",
    retry: true,
  },
  {
    codes: ["EHOSTUNREACH", "ENETUNREACH"],
    id: "host-unreachable",
    seen: "No route to",
    means: "This runner's network has no way to that address, which is so for a private or an IPv6-only one.",
    todo: "Use a runner inside that network, or give the host in `api-url` an address that this runner can reach.",
    retry: true,
  },
  {
    codes: ["TIMEOUT"],
    id: "request-timeout",
    seen: "No complete answer in time from",
    means: "The connection stands or is being made, but the gate or Prefect behind it hangs.",
    todo: "Check that Prefect and its database answer, and that `api-url` names the right port.",
    retry: true,
  },
  {
    codes: ["ERR_PROXY_CONNECT"],
    id: "proxy-unreachable",
    seen: "No connection to the HTTP proxy on the way to",
    means: "The HTTP proxy that HTTPS_PROXY (or HTTP_PROXY, for http://) names cannot be reached.",
    todo: `Correct the address of the proxy, or name ${hostname} in NO_PROXY where this runner reaches it directly.`,
    retry: true,
  },
  {
    codes: ["ERR_PROXY_TUNNEL"],
    id: "proxy-tunnel-refused",
    seen: "No tunnel to",
    means: `The HTTP proxy that HTTPS_PROXY names did not open a way to ${host}.`,
    todo: "Let that proxy allow the host, or name the host in NO_PROXY where this runner reaches it directly.",
  },
  ...certificateRows(host, hostname),
  ...handshakeRows(host, hostname, context),
  {
    codes: /^HPE_HEADER_OVERFLOW$|^BODY_TOO_LARGE$/,
    id: "answer-too-large",
    seen: "Too large an answer from",
    means: "No answer of Prefect to this request is that large.",
    todo: "Check that `api-url` is the address of the Prefect API.",
  },
  {
    codes: /^HPE_/,
    id: "not-http",
    seen: "Something other than HTTP from",
    means: `What listens on ${host} speaks another protocol than HTTP/1.1.`,
    todo: "Correct the port in `api-url`.",
  },
];

const certificateRows = (host: string, hostname: string): readonly Row[] => [
  {
    codes: ["DEPTH_ZERO_SELF_SIGNED_CERT"],
    id: "tls-self-signed",
    seen: "Self-signed certificate from",
    // Traefik answers so on a plain port too, and wherever it has no certificate for the host (measured, 3.7.15).
    means:
      "The gate's certificate vouches for itself, as also Traefik's default one does where it has no other for the host.",
    todo: `Give the gate a certificate for ${hostname}, or give its certificate as \`ca-certificate\`.`,
  },
  {
    codes: ["SELF_SIGNED_CERT_IN_CHAIN", "CERT_UNTRUSTED", "INVALID_CA"],
    id: "tls-private-ca",
    seen: "Certificate of an unknown authority from",
    means:
      "The gate's certificate comes from a private certificate authority that this runner does not know.",
    todo: CA_TODO,
  },
  {
    codes: [
      "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
      "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
      "UNABLE_TO_GET_ISSUER_CERT",
    ],
    id: "tls-issuer-unknown",
    seen: "Certificate without its issuer from",
    means:
      "The gate's certificate comes from a private authority, or the gate leaves out the intermediate one.",
    todo: "Let the gate send its full chain, or give the authority's certificate as `ca-certificate`.",
  },
  {
    codes: ["CERT_HAS_EXPIRED"],
    id: "tls-expired",
    seen: "Expired certificate from",
    means: "The gate's certificate has expired.",
    todo: `Renew the certificate of ${host}.`,
  },
  {
    codes: ["CERT_NOT_YET_VALID"],
    id: "tls-not-yet-valid",
    seen: "Certificate of the future from",
    means: "The gate's certificate is not valid yet, or the clock of this runner is wrong.",
    todo: `Check the dates of the certificate of ${host} and the runner's clock.`,
  },
  {
    codes: ["ERR_TLS_CERT_ALTNAME_INVALID", "HOSTNAME_MISMATCH"],
    id: "tls-wrong-host",
    seen: "Certificate for other names from",
    means: `The gate's certificate does not name ${hostname}.`,
    todo: "Use a host that the certificate names in `api-url`, or give the gate a certificate for this one.",
  },
];

/** Node says EPROTO for all of them; src/http.ts takes the code out of the message. */
const handshakeRows = (host: string, hostname: string, context: DiagnosisContext): readonly Row[] => [
  {
    codes: /^EPROTO$|WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/,
    id: "tls-on-plain-port",
    seen: "No TLS from",
    means: `The port of ${host} speaks plain HTTP.`,
    todo: "Use the gate's https port in `api-url`, or http:// where the way to the gate is a trusted one.",
  },
  {
    codes: /ALERT_CERTIFICATE_REQUIRED|ALERT_BAD_CERTIFICATE|ALERT_UNKNOWN_CA/,
    seen: "Handshake refused by",
    ...clientCertificate(
      { missing: "tls-client-certificate", refused: "tls-client-certificate-refused" },
      context,
    ),
  },
  {
    // Measured with Caddy 2.11: an unknown host gives INTERNAL_ERROR, mTLS below TLS 1.3 HANDSHAKE_FAILURE.
    codes: /ALERT_(INTERNAL_ERROR|HANDSHAKE_FAILURE|UNRECOGNIZED_NAME|ACCESS_DENIED)/,
    id: "tls-refused",
    seen: "Handshake refused by",
    means: `The gate has no certificate for ${hostname}, wants a client certificate, or shares no TLS version with this runner.`,
    todo: "Use the host that the gate's configuration names in `api-url`, and look for the handshake in the gate's log.",
  },
  {
    codes: /^ERR_SSL_|^ERR_TLS_|CERT/,
    id: "tls-failed",
    seen: "No TLS connection to",
    means: "The TLS handshake failed for the reason that the code names.",
    todo: "Look for the handshake in the gate's log, and check its certificate and TLS versions.",
  },
];

const OTHER: Omit<Row, "codes"> = {
  id: "connection-failed",
  seen: "No answer from",
  means: "The connection failed for the reason that the code names.",
  todo: "Check `api-url`, and that this runner can reach that host and port.",
};
