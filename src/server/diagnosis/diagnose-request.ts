import { clientCertificate } from "./client-certificate.js";
import { particulars, retryAfter, saw } from "./answer.js";
import type { Answered, Diagnosis, DiagnosisContext } from "./types.js";

type Row = Pick<Diagnosis, "id" | "means" | "todo"> & { readonly when: (answer: Answered) => boolean };

/** 4xx other than 401, 403 and 404: the gate does not take the request as it is. */
export function diagnoseRequest(answer: Answered, context: DiagnosisContext): Diagnosis | undefined {
  const row = [...WRONG_PORT(context), ...LIMITS, ...OTHER].find(({ when }) => when(answer));
  if (row === undefined) return undefined;
  const { id, means, todo } = row;
  if (answer.status === 429) return { id, saw: saw(answer, ...retryAfter(answer)), means, todo, retry: true };
  return { id, saw: saw(answer, ...particulars(answer)), means, todo, retry: false };
}

const WRONG_PORT = (context: DiagnosisContext): readonly Row[] => [
  {
    id: "plain-http-on-tls-port",
    // In the words of nginx, of Go (Caddy, Traefik) and of Apache.
    when: is(
      400,
      /plain HTTP request was sent to HTTPS|HTTP request to an HTTPS server|speaking plain HTTP to/i,
    ),
    means: "The port speaks TLS, and `api-url` starts with http://.",
    todo: `Set \`api-url\` to ${context.apiUrl.replace(/^http:/, "https:")}.`,
  },
  {
    when: is(400, /No required SSL certificate was sent|SSL certificate error/i),
    ...clientCertificate(
      { missing: "client-certificate-missing", refused: "client-certificate-refused" },
      context,
    ),
  },
];

const LIMITS: readonly Row[] = [
  {
    id: "rate-limited",
    when: is(429),
    means: "The gate takes no more requests from this runner for now.",
    todo: "Raise the gate's rate limit for the path of `api-url`: a deploy sends about nine requests per deployment.",
  },
  {
    id: "headers-too-large",
    when: (answer) =>
      is(431)(answer) ||
      is(400, /header or cookie too large|header.{0,40}(too (large|long)|exceeds)/i)(answer),
    means: "The headers are larger than the gate allows.",
    todo: "Raise the gate's limit for request headers, or shorten the token in `api-key` or the values in `headers`.",
  },
  {
    id: "body-too-large",
    when: is(413),
    means: "The gate's limit for the body of a request is below the few bytes that were sent.",
    todo: "Raise the gate's limit for request bodies to some megabytes (nginx: client_max_body_size).",
  },
  {
    id: "url-too-long",
    when: is(414),
    means: "The URL is longer than the gate allows.",
    todo: "Shorten the path in `api-url`, or raise the gate's limit for the request line.",
  },
];

const OTHER: readonly Row[] = [
  {
    id: "method-refused",
    when: is(405),
    means: "The gate does not let this method through to the Prefect API.",
    todo: "Allow GET, POST, PATCH and DELETE at the gate for the path of `api-url`.",
  },
  {
    id: "proxy-authentication",
    when: is(407),
    means: "A forward proxy between this runner and the gate wants credentials of its own.",
    todo: "Let that proxy pass the host in `api-url` without credentials, or use a runner that needs no proxy.",
  },
  {
    id: "wrong-virtual-host",
    when: is(421),
    // Measured: Caddy 2.11 that wants a client certificate says so too where it is asked by IP address.
    means: "The gate does not serve this host on this connection, or only with a client certificate.",
    todo: "Use the host that the gate's configuration names in `api-url`.",
  },
];

function is(status: number, body?: RegExp): (answer: Answered) => boolean {
  return (answer) => answer.status === status && (body?.test(answer.body) ?? true);
}
