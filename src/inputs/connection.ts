import type { Findings } from "../base/findings.js";
import { cleanSecret, controlCharacter, isAscii } from "../base/secrets.js";
import { chooseCredential } from "../credentials/choose.js";
import { isMint } from "../credentials/credential.js";
import { parseHeaders } from "../credentials/headers.js";
import { isCutJwt } from "../credentials/jwt.js";
import { UNSET, type RawInputs } from "./raw.js";
import type { AskedInputs } from "./types.js";
import { defaultUiUrl, requiredUrl, travelsInClear, url } from "./url.js";

/** Where the server is, and how this job proves who it is. */
type Connection = Pick<AskedInputs, "apiUrl" | "uiUrl" | "credential" | "headers">;

/** Reads and checks the URLs, the credential and the headers. */
export function readConnection(raw: RawInputs, findings: Findings): Connection {
  const apiUrl = requiredUrl(raw("api-url"), findings);
  const headers = parseHeaders(raw("headers"), findings);
  const credential = chooseCredential(
    {
      authString: secret("auth-string", raw, findings),
      username: secret("username", raw, findings),
      password: secret("password", raw, findings),
      apiKey: token(secret("api-key", raw, findings), findings),
      oidcAudience: audience(secret("oidc-audience", raw, findings), findings),
      tokenUrl: tokenUrl(secret("token-url", raw, findings), findings),
      clientId: secret("client-id", raw, findings),
      clientSecret: secret("client-secret", raw, findings),
      scope: secret("scope", raw, findings),
      audience: secret("audience", raw, findings),
    },
    headers,
    findings,
  );
  const sends = credential.kind !== "none" || Object.keys(headers).length > 0;
  if (sends && travelsInClear(apiUrl)) {
    findings.warning(
      "`api-url` is http:// and its host is not this machine: the credential travels in clear.",
      "Use https://.",
    );
  }
  if (isMint(credential) && credential.kind === "token-url" && travelsInClear(credential.url)) {
    findings.problem(
      "`token-url` is http:// and its host is not this machine: the client secret would travel in clear.",
      "Use https://.",
    );
  }
  const uiUrl = raw("ui-url").trim() ? url("ui-url", raw("ui-url"), findings) : defaultUiUrl(apiUrl);
  return { apiUrl, uiUrl, credential, headers };
}

function secret(name: string, raw: RawInputs, findings: Findings): string | undefined {
  const value = raw(name);
  if (value.trim() === UNSET) return undefined;
  const { clean, note } = cleanSecret(value);
  if (note) findings.note(`\`${name}\`: ${note}`);
  const control = controlCharacter(clean);
  if (control) {
    findings.problem(
      `\`${name}\` holds a control character (${control}) in its middle, which no HTTP header can carry.`,
      "Store the secret again, on one line; nothing of it is shown here.",
    );
  }
  if (clean.length > LONGEST_SECRET) {
    findings.problem(
      `\`${name}\` has ${clean.length} characters, more than gates and servers take in a header (8 kB).`,
      "Check what is stored in it: a file, or several secrets at once, do not belong there.",
    );
  }
  if (/^(["'`]).+\1$/s.test(clean)) quoted(name, findings);
  return clean;
}

/** nginx, Apache and Envoy take 8 kB for one header, or for a few of them. */
const LONGEST_SECRET = 7_500;

/** Quotes are part of a secret; a password may really have them. */
function quoted(name: string, findings: Findings): void {
  const what = `\`${name}\` is in quotes, which are sent as a part of it.`;
  const fix = "Store it without quotes: `NAME=value` files need them, secrets do not.";
  if (name === "password") findings.warning(what, `${fix} Where they belong to the password, all is well.`);
  else findings.problem(what, fix);
}

function tokenUrl(value: string | undefined, findings: Findings): string | undefined {
  if (value === undefined || value === "") return value;
  return url("token-url", value, findings) || "https://refused.invalid"; // given, which a second problem must not deny
}

/** It is shown, and sent to GitHub: a secret that was given by mistake must be neither. */
function audience(value: string | undefined, findings: Findings): string | undefined {
  if (value === undefined || (!value.startsWith("eyJ") && !/^(?!urn:|api:)[^:/\s]+:(?!\/\/)/.test(value)))
    return value;
  findings.problem(
    "`oidc-audience` looks like a token, or like user:password, and not like an audience.",
    "Give the audience that the gate expects, for example https://prefect.example.com; a token belongs in `api-key`, user and password in `auth-string`.",
  );
  return value;
}

/** What goes behind `Bearer `, which is often copied with it. */
function token(value: string | undefined, findings: Findings): string | undefined {
  if (value === undefined) return undefined;
  const clean = value.replace(/^(?:authorization:\s*)?bearer(?:\s+|$)/i, "");
  if (clean !== value) findings.note("`api-key`: the word Bearer before it was removed; store it without.");
  if (!isAscii(clean)) {
    // Measured on 3.4.14 and 3.8.8: a UnicodeEncodeError. Basic is base64, and takes any character.
    findings.problem(
      "`api-key` holds a character outside ASCII, which Prefect's client cannot send.",
      "Store the token again; typographic quotes or dashes come from copying it out of a document.",
    );
  } else if (/^[^:\s]+:[^:]*$/.test(clean)) {
    findings.problem(
      "`api-key` holds a colon, which no token has: it looks like user:password.",
      "Give it as `auth-string`.",
    );
  } else if (/ /.test(clean)) {
    findings.problem("`api-key` holds a space, which no token has (RFC 6750).", "Store the token alone.");
  } else if (isCutJwt(clean)) {
    findings.problem(
      "`api-key` begins as a JWT does, but is not a whole one: it was cut when it was copied.",
      "Store the whole token, three parts with two dots between them.",
    );
  }
  return clean;
}
