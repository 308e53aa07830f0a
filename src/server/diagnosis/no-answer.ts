/** The gate asks for a client certificate (mTLS), and got none, or none that it takes. */
export const CERTIFICATE = {
  missing: [
    "The gate wants a client certificate (mTLS), and none was given.",
    "Give one that the gate's authority has issued as `client-certificate`, with its key as `client-key`.",
  ],
  refused: [
    "The gate does not take the certificate in `client-certificate`.",
    "Compare the authority that issued it, and its dates, with the authority that the gate's configuration names for clients.",
  ],
} as const;

/** What it means that no answer came, and what to do: see ANSWERS. */
export const NO_ANSWER = {
  "dns-unknown": [
    "DNS does not know {hostname}, at least not on this runner.",
    "Correct the host in `api-url`, or, where the name is an internal one, use a runner inside that network.",
  ],
  "dns-unavailable": [
    "The runner's name server cannot be reached at the moment.",
    "Run the job again, and if it stays so, check the DNS settings of the runner.",
  ],
  "connection-refused": [
    "The host is there, but nothing listens on {host}.",
    "Start the gate or Prefect there, or correct the host and port in `api-url`.",
  ],
  "connection-reset": [
    "The gate, or a firewall on the way, closed the connection to {host} before it answered.",
    "Check in the gate's log whether this runner's address is blocked, and that `api-url` names the right port.",
  ],
  "connection-timeout": [
    "A firewall drops what this runner sends to {host}, or the host is down.",
    "Allow this runner's address at the gate, or use a self-hosted runner inside that network.",
  ],
  "host-unreachable": [
    "This runner's network has no way to the address of {host}, which is so for a private or an IPv6-only one.",
    "Use a runner inside that network, or give the host in `api-url` an address that this runner can reach.",
  ],
  "request-timeout": [
    "The connection to {host} stands or is being made, but the gate or Prefect behind it hangs.",
    "Check that Prefect and its database answer, and that `api-url` names the right port.",
  ],
  "proxy-unreachable": [
    "The HTTP proxy that HTTPS_PROXY (or HTTP_PROXY, for http://) names cannot be reached.",
    "Correct the address of the proxy, or name {hostname} in NO_PROXY where this runner reaches it directly.",
  ],
  "proxy-tunnel-refused": [
    "The HTTP proxy that HTTPS_PROXY names did not open a way to {host}.",
    "Let that proxy allow the host, or name the host in NO_PROXY where this runner reaches it directly.",
  ],
  "answer-too-large": [
    "No answer of Prefect to this request is that large.",
    "Check that `api-url` is the address of the Prefect API.",
  ],
  "unknown-encoding": [
    "The answer is encoded in a way that this action does not know, although the request asks for none (Accept-Encoding: identity).",
    "Turn compression off at the gate for the path of `api-url`, or let it use gzip.",
  ],
  "damaged-encoding": [
    "The body is not in the encoding that the header Content-Encoding names, or was damaged on the way.",
    "Turn compression off at the gate for the path of `api-url`, or let whatever sets that header compress the body too.",
  ],
  "not-http": [
    "What listens on {host} speaks another protocol than HTTP/1.1.",
    "Correct the port in `api-url`.",
  ],
  "malformed-http": [
    "The gate sends malformed HTTP, such as Content-Length twice, or Content-Length with Transfer-Encoding.",
    "Fix the filter or middleware of the gate that changes Prefect's answers, or update the gate; the code names what is wrong.",
  ],
  "connection-failed": [
    "The connection to {host} failed for the reason that the code names.",
    "Check `api-url`, and that this runner can reach that host and port.",
  ],

  // No TLS.
  "tls-self-signed": [
    // Traefik answers so on a plain port too, and wherever it has no certificate for the host (measured, 3.7.15).
    "The gate's certificate vouches for itself, as also Traefik's default one does where it has no other for the host.",
    "Give the gate a certificate for {hostname}, or give its certificate as `ca-certificate`.",
  ],
  "tls-private-ca": [
    "The gate's certificate comes from a private certificate authority that this runner does not know.",
    "Give the certificate of that authority as `ca-certificate`, a PEM file or its text.",
  ],
  "tls-issuer-unknown": [
    "The gate's certificate comes from a private authority, or the gate leaves out the intermediate one.",
    "Let the gate send its full chain, or give the authority's certificate as `ca-certificate`.",
  ],
  "tls-expired": ["The gate's certificate has expired.", "Renew the certificate of {host}."],
  "tls-not-yet-valid": [
    "The gate's certificate is not valid yet, or the clock of this runner is wrong.",
    "Check the dates of the certificate of {host} and the runner's clock.",
  ],
  "tls-wrong-host": [
    "The gate's certificate does not name {hostname}.",
    "Use a host that the certificate names in `api-url`, or give the gate a certificate for this one.",
  ],
  "tls-on-plain-port": [
    "What listens on {host} speaks plain HTTP.",
    "Use the gate's https port in `api-url`, or http:// where the way to the gate is a trusted one.",
  ],
  "tls-client-certificate": CERTIFICATE.missing,
  "tls-client-certificate-refused": CERTIFICATE.refused,
  "tls-refused": [
    "The gate has no certificate for {hostname}, wants a client certificate, or shares no TLS version with this runner.",
    "Use the host that the gate's configuration names in `api-url`, and look for the handshake in the gate's log.",
  ],
  "tls-failed": [
    "The TLS handshake failed for the reason that the code names.",
    "Look for the handshake in the gate's log, and check its certificate and TLS versions.",
  ],
} as const;

type Row = readonly [codes: RegExp, id: keyof typeof NO_ANSWER, seen: string];

/** By the code of Node or OpenSSL, the first that fits: which answer that is, and what was seen, before the URL. */
const CODES: readonly Row[] = [
  [/^ENOTFOUND$/, "dns-unknown", "No address for the host of"],
  [/^EAI_AGAIN$/, "dns-unavailable", "No answer from DNS about the host of"],
  [/^ECONNREFUSED$/, "connection-refused", "Connection refused by"],
  [/^(?:ECONNRESET|EPIPE)$/, "connection-reset", "Connection cut by"],
  [/^ETIMEDOUT$/, "connection-timeout", "No connection to"],
  [/^(?:EHOSTUNREACH|ENETUNREACH)$/, "host-unreachable", "No route to"],
  [/^TIMEOUT$/, "request-timeout", "No complete answer in time from"],
  [/^ERR_PROXY_CONNECT$/, "proxy-unreachable", "No connection to the HTTP proxy on the way to"],
  [/^ERR_PROXY_TUNNEL$/, "proxy-tunnel-refused", "No tunnel to"],
  [/^DEPTH_ZERO_SELF_SIGNED_CERT$/, "tls-self-signed", "Self-signed certificate from"],
  [
    /^(?:SELF_SIGNED_CERT_IN_CHAIN|CERT_UNTRUSTED|INVALID_CA)$/,
    "tls-private-ca",
    "Certificate of an unknown authority from",
  ],
  [
    /^UNABLE_TO_(?:VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT(?:_LOCALLY)?)$/,
    "tls-issuer-unknown",
    "Certificate without its issuer from",
  ],
  [/^CERT_HAS_EXPIRED$/, "tls-expired", "Expired certificate from"],
  [/^CERT_NOT_YET_VALID$/, "tls-not-yet-valid", "Certificate of the future from"],
  [
    /^(?:ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/,
    "tls-wrong-host",
    "Certificate for other names from",
  ],
  // Of these Node says EPROTO; src/base/http.ts takes the code out of the message.
  [/^EPROTO$|WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/, "tls-on-plain-port", "No TLS from"],
  [
    /ALERT_(?:CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA)/,
    "tls-client-certificate",
    "Handshake refused by",
  ],
  // Measured with Caddy 2.11: an unknown host gives INTERNAL_ERROR, mTLS below TLS 1.3 HANDSHAKE_FAILURE.
  [
    /ALERT_(?:INTERNAL_ERROR|HANDSHAKE_FAILURE|UNRECOGNIZED_NAME|ACCESS_DENIED)/,
    "tls-refused",
    "Handshake refused by",
  ],
  [/^ERR_SSL_|^ERR_TLS_|CERT/, "tls-failed", "No TLS connection to"],
  [/^(?:HPE_HEADER_OVERFLOW|BODY_TOO_LARGE)$/, "answer-too-large", "Too large an answer from"],
  [/^UNKNOWN_ENCODING$/, "unknown-encoding", "An unknown Content-Encoding from"],
  [/^DAMAGED_ENCODING$/, "damaged-encoding", "A body that cannot be decoded from"],
  [/^HPE_INVALID_(?:CONSTANT|VERSION)$/, "not-http", "Something other than HTTP from"],
  [/^HPE_/, "malformed-http", "Malformed HTTP from"],
];
const OTHER: Row = [/^/, "connection-failed", "No answer from"];

/** Which answer a failure is, and what was seen. */
export function failureOf(code: string): Row {
  return CODES.find(([codes]) => codes.test(code)) ?? OTHER;
}
