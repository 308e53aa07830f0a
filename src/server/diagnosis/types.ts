import type { SentToken } from "../../credentials/credential.js";
import type { Jwt } from "../../credentials/jwt.js";
import type { Method } from "../../base/http.js";

/** What one probe request met, as plain data: the whole input of a diagnosis. */
export type Observation =
  | {
      readonly kind: "answer";
      readonly method: Method;
      /** The URL asked for, without credentials. */
      readonly url: string;
      readonly status: number;
      /** Lower-case names. */
      readonly headers: Readonly<Record<string, string>>;
      /** When it came, by this runner's clock: epoch milliseconds. */
      readonly receivedAt?: number;
      /** At most the first 4,096 characters. */
      readonly body: string;
    }
  | {
      readonly kind: "failure";
      readonly url: string;
      /** Node's or OpenSSL's code: `ECONNREFUSED`, `CERT_HAS_EXPIRED`, `TIMEOUT`, … */
      readonly code: string;
      /** For `TIMEOUT`. */
      readonly waitedMs?: number;
      /** What the code leaves open, as the names on a certificate for another host. From outside. */
      readonly detail?: string;
    };

export type Answered = Extract<Observation, { kind: "answer" }>;

export type Failed = Extract<Observation, { kind: "failure" }>;

/** What the action was about to use, without the secrets. */
export interface DiagnosisContext {
  readonly apiUrl: string;
  readonly credential: "basic" | "bearer" | "none";
  /** Names of the custom headers that are sent. */
  readonly headerNames: readonly string[];
  /** Whether user or password (Basic) hold a character outside ASCII. Left out: no. */
  readonly outsideAscii?: boolean;
  /** Whether one is shown to a gate that asks. Left out: no. */
  readonly clientCertificate?: boolean;
  /** Of a Bearer token: which input it comes from, and what it says about itself where it is a JWT. */
  readonly token?: { readonly from: SentToken["from"]; readonly jwt?: Jwt };
}

export interface Diagnosis {
  /** Stable, kebab-case: the row in the troubleshooting table. */
  readonly id: string;
  /** One sentence: what was seen. */
  readonly saw: string;
  /** One sentence: what it means. */
  readonly means: string;
  /** One sentence: what to do. */
  readonly todo: string;
  /** Whether waiting may help. Never true for 401 and 403. */
  readonly retry: boolean;
}

/** What an answer of Prefect itself proves. */
export type Good =
  | { readonly good: "version"; readonly serverVersion: string }
  /** A POST with a body passed. */
  | { readonly good: "list" }
  /** Prefect was reached, and wants a CSRF token with every write. */
  | { readonly good: "csrf-wanted" }
  | { readonly good: "csrf-token"; readonly token: string };

/** Told apart by `"id" in verdict`. */
export type Verdict = Good | Diagnosis;
