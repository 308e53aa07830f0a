import { json, jsonText, particulars, saw } from "./answer.js";
import { diagnoseFailure } from "./diagnose-failure.js";
import { diagnoseOutage } from "./diagnose-outage.js";
import { diagnosePage } from "./diagnose-page.js";
import { diagnoseRedirect } from "./diagnose-redirect.js";
import { diagnoseRefusal } from "./diagnose-refusal.js";
import { diagnoseRequest } from "./diagnose-request.js";
import type { Answered, Diagnosis, DiagnosisContext, Good, Observation, Verdict } from "./types.js";

/**
 * What one probe request proves, or what its answer means and what to do about it.
 * Pure: the table behind it is "What an answer means" in docs/troubleshooting.md.
 *
 * Only `GET {api}/admin/version` and `POST {api}/deployments/filter {"limit": 0}` prove anything:
 * `/health` and `/ready` answer 200 without credentials, and a UI answers 200 to every path.
 */
export function diagnose(observation: Observation, context: DiagnosisContext): Verdict {
  if (observation.kind === "failure") return diagnoseFailure(observation, context);
  return proof(observation) ?? explain(observation, context) ?? unexpected(observation);
}

/** The answer proves something, but not what was asked for. */
export function outOfPlace(observation: Answered, good: Good): Diagnosis {
  if (good.good !== "csrf-wanted") return unexpected(observation);
  return {
    id: "csrf-headers-lost",
    saw: saw(observation, `"Missing CSRF token." although one was sent`),
    means: "The gate takes the headers Prefect-Csrf-Token and Prefect-Csrf-Client away.",
    todo: "Let the gate pass both headers on to Prefect.",
    retry: false,
  };
}

function proof(answer: Answered): Good | undefined {
  const value = json(answer);
  if (answer.method === "POST") {
    if (answer.status === 200 && Array.isArray(value)) return { good: "list" };
    // Measured on 3.8.8: with CSRF protection every write without a token is answered so.
    const wanted = answer.status === 403 && jsonText(answer, "detail") === "Missing CSRF token.";
    return wanted ? { good: "csrf-wanted" } : undefined;
  }
  if (answer.status !== 200) return undefined;
  if (isVersion(value)) return { good: "version", serverVersion: value };
  const token = jsonText(answer, "token");
  return token === undefined || jsonText(answer, "client") === undefined
    ? undefined
    : { good: "csrf-token", token };
}

/** Releases, `3.8.9.dev1`, and `0+unknown`, which a server installed from a git checkout says. */
function isVersion(value: unknown): value is string {
  return typeof value === "string" && /^\d+[.+][\w.+-]{1,60}$/.test(value);
}

function explain(answer: Answered, context: DiagnosisContext): Diagnosis | undefined {
  const { status } = answer;
  if (status === 200 || status === 404) return diagnosePage(answer, context);
  if (status >= 300 && status < 400) return diagnoseRedirect(answer, context);
  if (status === 401 || status === 403) return diagnoseRefusal(answer, context);
  if (status >= 400 && status < 500) return diagnoseRequest(answer, context);
  return diagnoseOutage(answer, context);
}

function unexpected(answer: Answered): Diagnosis {
  return {
    id: "unexpected-answer",
    saw: saw(answer, ...particulars(answer)),
    means: "This is not what a Prefect server answers.",
    todo: "Check that `api-url` is the address of the Prefect API, and look for this request in the gate's log.",
    retry: false,
  };
}
