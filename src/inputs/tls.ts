import type { Findings } from "../base/findings.js";
import {
  readCaCertificate,
  readClientCertificate,
  type ClientCertificate,
} from "../credentials/certificate.js";
import { UNSET, type RawInputs } from "./raw.js";
import { Scalars } from "./scalars.js";
import type { TlsInputs } from "./types.js";

/** Reads and checks the certificates. */
export function readTls(raw: RawInputs, workspace: string, findings: Findings): TlsInputs {
  const given = raw("ca-certificate");
  const ca = given.trim() === UNSET ? undefined : readCaCertificate(given, workspace, findings);
  const client = readClient(raw, workspace, findings);
  if (client && /^http:/i.test(raw("api-url").trim())) {
    findings.problem(
      "`client-certificate` is given, and `api-url` is http://: without TLS there is nobody to show it to.",
      "Use https://, or take `client-certificate` and `client-key` out.",
    );
  }
  const skipVerify = new Scalars(raw, findings).flag("tls-skip-verify");
  if (skipVerify && ca !== undefined) {
    findings.problem(
      "`ca-certificate` and `tls-skip-verify` are both given: without a check the certificate has no use.",
      "Take `tls-skip-verify` out.",
    );
  }
  return { ca, caFile: undefined, client, skipVerify };
}

function readClient(raw: RawInputs, workspace: string, findings: Findings): ClientCertificate | undefined {
  const values = { certificate: raw("client-certificate"), key: raw("client-key") };
  const has = { certificate: values.certificate.trim() !== UNSET, key: values.key.trim() !== UNSET };
  if (has.certificate && has.key) return readClientCertificate(values, workspace, findings);
  if (has.certificate || has.key) {
    const [given, missing] = has.certificate ? ["certificate", "key"] : ["key", "certificate"];
    findings.problem(
      `\`client-${given}\` is given without \`client-${missing}\`.`,
      "Give both: the certificate, and the private key that it was made for.",
    );
  }
  return undefined;
}
