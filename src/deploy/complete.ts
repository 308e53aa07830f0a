import { join } from "node:path";
import type { RunContext } from "../base/run-context.js";
import type { AskedInputs, Inputs } from "../inputs/types.js";
import { quote } from "../base/quote.js";
import { day, type ClientCertificate } from "../credentials/certificate.js";
import type { Minting } from "../credentials/authorizing.js";
import { isMint, sentToken, type Credential, type Mint, type SentToken } from "../credentials/credential.js";
import { describeJwt, duration, readJwt } from "../credentials/jwt.js";
import { mint } from "../credentials/mint.js";
import { formsOf, keyLines } from "../base/secrets.js";
import { writeTemp } from "../base/runner-files.js";

/** What the inputs leave open: the place of the certificates for Prefect's client, and the token. */
export async function completeInputs(asked: AskedInputs, run: RunContext): Promise<Inputs> {
  const { log, findings } = run;
  const tls = { ...asked.tls, caFile: writeCa(asked, run.temp) };
  if (tls.skipVerify) {
    findings.warning(
      "The server's certificate is not checked (`tls-skip-verify`): whoever is between this runner and the server can read the credential.",
      "Give the certificate of the private authority as `ca-certificate` instead.",
    );
  }
  if (tls.client) sayClient(tls.client, run);
  const { credential } = asked;
  if (isMint(credential)) {
    const minted = await log.group("Ask for a token", () => mintToken(credential, tls.ca, run));
    return { ...asked, tls, credential: minted };
  }
  const sent = sentToken(credential, asked.headers);
  if (sent) warnOfEnd(sent, run);
  return { ...asked, tls, credential };
}

function sayClient(
  { key, subject, expires }: ClientCertificate,
  { log, findings, deadline }: RunContext,
): void {
  // The text of the input is masked already; here it may come from a file.
  log.mask(formsOf(keyLines(key)));
  const until = day(expires);
  log.line(
    `Client certificate: ${quote(subject)}, valid until ${until}. Prefect's client cannot show one, so it goes by a gateway of this step on loopback.`,
  );
  if (expires.getTime() >= deadline + WEEK) return;
  findings.warning(
    `\`client-certificate\` expires on ${until}, in ${duration(expires.getTime() - Date.now())}.`,
    "Have a new one issued, and store it with its key.",
  );
}

const WEEK = 7 * 24 * 60 * 60 * 1_000;

/** With `keep-config` later steps need it too: then it stays until the runner empties its folder. Holds no secret. */
function writeCa({ tls, keepConfig }: AskedInputs, temp: string): string | undefined {
  if (tls.ca === undefined) return undefined;
  const file = keepConfig ? `${temp}-ca.pem` : join(temp, "ca.pem");
  writeTemp(file, tls.ca, "wx");
  return file;
}

async function mintToken(asked: Mint, ca: string | undefined, run: RunContext): Promise<Credential> {
  const { log, env, signal } = run;
  const progress = (line: string): void => {
    log.line(line);
  };
  const token = await mint(asked, { env, ca, signal, progress });
  log.mask(formsOf([token]));
  const jwt = readJwt(token);
  log.line(
    jwt
      ? `Got a token: ${describeJwt(jwt, Date.now())}.`
      : "Got a token, which is not a JWT: how long it lives cannot be seen.",
  );
  return { kind: "bearer", token, from: asked.kind };
}

/** How to get another token while a run goes on. */
export function minting(asked: AskedInputs, inputs: Inputs, run: RunContext): Minting {
  const { credential } = asked;
  return isMint(credential)
    ? () => mintToken(credential, inputs.tls.ca, run)
    : () => Promise.resolve(inputs.credential);
}

/** A stored token cannot be had again. By this runner's clock; the diagnosis of a refusal takes the server's. */
function warnOfEnd({ token, from }: SentToken, { findings, deadline }: RunContext): void {
  const expires = readJwt(token)?.expires;
  if (expires === undefined || expires >= deadline) return;
  const left = expires - Date.now();
  findings.warning(
    left <= 0
      ? `The token in \`${from}\` expired ${duration(-left)} ago.`
      : `The token in \`${from}\` lives for another ${duration(left)} only, which is less than \`timeout\`.`,
    "Store a fresh one, or let the action ask for one in each run: `oidc-audience`, or `token-url`.",
  );
}
