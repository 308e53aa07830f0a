import { excerpt, isHtml, json, jsonText, particulars, retryAfter, saw } from "./answer.js";
import type { Answered, Diagnosis, DiagnosisContext } from "./types.js";

/** 5xx: the gate answered, and something behind it is down. */
export function diagnoseOutage(answer: Answered, context: DiagnosisContext): Diagnosis | undefined {
  switch (answer.status) {
    case 500:
      return internal(answer, context);
    case 502:
      return {
        id: "prefect-down",
        saw: saw(answer),
        // Measured: Caddy 2.11 says 502 for a dead forward_auth too.
        means: /^caddy\b/i.test(answer.headers["server"] ?? "")
          ? "Prefect, or the service that Caddy asks for authentication (forward_auth), is down behind the gate."
          : "Prefect is down behind the gate.",
        todo: "Start Prefect, or correct the address that the gate forwards to.",
        retry: true,
      };
    case 503:
      return unavailable(answer);
    case 504:
      return {
        id: "prefect-hangs",
        saw: saw(answer),
        means: "Prefect does not answer the gate in time.",
        todo: "Check that Prefect and its database respond, and that the gate forwards to the right port.",
        retry: true,
      };
    default:
      return undefined;
  }
}

function internal(answer: Answered, { outsideAscii }: DiagnosisContext): Diagnosis {
  if (json(answer) !== undefined && outsideAscii) {
    // Measured, 3.8.8: its own auth string is compared as ASCII, whatever it is.
    return {
      id: "prefect-outside-ascii",
      saw: saw(answer, excerpt(answer)),
      means:
        "Prefect's own authentication fails at characters outside ASCII, and the password or user has one.",
      todo: "Use ASCII only in PREFECT_SERVER_API_AUTH_STRING and here; typographic quotes come from copying out of a document.",
      retry: false,
    };
  }
  if (json(answer) !== undefined) {
    return {
      id: "prefect-error",
      saw: saw(answer, excerpt(answer)),
      means: "Prefect itself failed, most often because of its database.",
      todo: "Look for the error in the log of the Prefect server.",
      retry: false,
    };
  }
  // Measured: Traefik 3.7 answers with nothing, nginx 1.31 with its page.
  if (answer.body.trim() === "" || (isHtml(answer) && /500 Internal Server Error/.test(answer.body))) {
    return {
      id: "auth-service-down",
      saw: saw(answer, excerpt(answer)),
      means: "The gate cannot reach its authentication service (forwardAuth, auth_request).",
      todo: "Start that service, or correct its address in the gate's configuration.",
      retry: true,
    };
  }
  return {
    id: "server-error",
    saw: saw(answer, ...particulars(answer)),
    means: "The gate, or what is behind it, failed.",
    todo: "Look for this request in the log of the gate and of the Prefect server.",
    retry: false,
  };
}

function unavailable(answer: Answered): Diagnosis {
  if (jsonText(answer, "exception_message") !== undefined) {
    return {
      id: "prefect-busy",
      saw: saw(answer, ...retryAfter(answer)),
      means: "Prefect is up, but its database is locked or not reachable.",
      todo: "Check the database of the Prefect server, and use PostgreSQL where several clients write at once.",
      retry: true,
    };
  }
  return {
    id: "no-server",
    saw: saw(answer, ...retryAfter(answer)),
    means: "Prefect is down behind the gate.",
    todo: "Start Prefect, or correct the servers and health checks in the gate's configuration.",
    retry: true,
  };
}
