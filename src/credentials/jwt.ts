import { quote } from "../base/quote.js";
import { jsonRecord } from "../base/record.js";

/** What a JWT says about itself (RFC 7519), times in epoch milliseconds. Its signature is the gate's business. */
export interface Jwt {
  readonly issuer?: string;
  readonly audiences: readonly string[];
  readonly subject?: string;
  readonly expires?: number;
  readonly notBefore?: number;
  readonly issued?: number;
}

/** Undefined where the token is not a JWT: an opaque token is as good. */
export function readJwt(token: string): Jwt | undefined {
  const [header, payload, signature, ...more] = token.split(".");
  if (signature === undefined || more.length > 0) return undefined;
  const claims = jsonObject(payload);
  if (!claims || !jsonObject(header)) return undefined;
  const { iss, aud, sub, exp, nbf, iat } = claims;
  const audiences = (Array.isArray(aud) ? aud : [aud]).filter(
    (one): one is string => typeof one === "string",
  );
  return {
    audiences,
    ...(typeof iss === "string" ? { issuer: iss } : {}),
    ...(typeof sub === "string" ? { subject: sub } : {}),
    ...(typeof exp === "number" ? { expires: exp * 1000 } : {}),
    ...(typeof nbf === "number" ? { notBefore: nbf * 1000 } : {}),
    ...(typeof iat === "number" ? { issued: iat * 1000 } : {}),
  };
}

/** For people: whom it is for and how long it lives. The claims come from outside, and are no secrets. */
export function describeJwt(jwt: Jwt, now: number): string {
  const said = [
    ...(jwt.audiences.length > 0 ? [`audience ${jwt.audiences.map((one) => quote(one)).join(", ")}`] : []),
    ...(jwt.issuer === undefined ? [] : [`issuer ${quote(jwt.issuer)}`]),
    ...(jwt.subject === undefined ? [] : [`subject ${quote(jwt.subject)}`]),
    ...(jwt.expires === undefined
      ? ["no expiry"]
      : [
          jwt.expires > now
            ? `valid for another ${duration(jwt.expires - now)}`
            : `expired ${duration(now - jwt.expires)} ago`,
        ]),
  ];
  return said.join(", ");
}

/** `45 s`, `12 min`, `3 h`, `5 days`. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3_600)} h` : `${Math.round(seconds / 86_400)} days`;
}

/** Characters of a signature, at least, by the first letters of `alg`: RSA of 2048 bits, ECDSA, HMAC (RFC 7518). */
const SIGNATURE: readonly (readonly [RegExp, number])[] = [
  [/^(RS|PS)/, 342],
  [/^(ES|Ed)/, 86],
  [/^HS256/, 43],
];

/** Whether the token begins as a JWT does, and is not a whole one: cut when it was copied. */
export function isCutJwt(token: string): boolean {
  const [first, ...rest] = token.split(".");
  const header = jsonObject(first);
  if (typeof header?.["alg"] !== "string") return false;
  if (typeof header["enc"] === "string") return rest.length !== 4; // a JWE (RFC 7516)
  const [payload, signature] = rest;
  if (rest.length !== 2 || !jsonObject(payload)) return true;
  const least = SIGNATURE.find(([alg]) => alg.test(String(header["alg"])))?.[1] ?? 0;
  return (signature ?? "").length < least;
}

function jsonObject(part: string | undefined): Record<string, unknown> | undefined {
  return jsonRecord(Buffer.from(part ?? "", "base64url").toString("utf8"));
}
