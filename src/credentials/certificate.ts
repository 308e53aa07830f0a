import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Findings } from "../findings.js";

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g;

const CERTIFICATE = "-----BEGIN CERTIFICATE-----, its lines, -----END CERTIFICATE-----";

/**
 * Reads the input `ca-certificate`: PEM text, or the path of a PEM file relative to the workspace.
 * Returns the certificates as PEM text, or undefined after a problem.
 *
 * Checked here because Prefect's client ends in a bare FileNotFoundError or SSLError.
 */
export function readCaCertificate(value: string, workspace: string, findings: Findings): string | undefined {
  const given = value.trim();
  if (given === "") {
    findings.problem(
      "`ca-certificate` is given but empty.",
      "Where it comes from a variable or secret, check its name; where the server's certificate is a public one, leave the input out.",
    );
    return undefined;
  }
  // Secrets and variables are often stored on one line.
  const pem = given.includes("-----") || given.includes("\n");
  const text = pem ? given.replaceAll("\\n", "\n") : readPem(given, workspace, findings);
  return text === undefined ? undefined : certificatesIn(text, pem ? "`ca-certificate`" : given, findings);
}

function readPem(path: string, workspace: string, findings: Findings): string | undefined {
  try {
    return readFileSync(resolve(workspace, path), "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    // What is no path may be a secret that was given by mistake.
    const shown = path.length <= 200 && /^[\w@%+=:,./\\ ~-]+$/.test(path) ? ` ${JSON.stringify(path)}` : "";
    findings.problem(
      `The file${shown} of \`ca-certificate\` cannot be read (${code}).`,
      "Give its path relative to the repository, and check it out or write it in a step before; or give the PEM text itself.",
    );
    return undefined;
  }
}

function certificatesIn(text: string, place: string, findings: Findings): string | undefined {
  const blocks = [...text.matchAll(BLOCK)];
  const certificates = blocks.filter(([, label]) => label === "CERTIFICATE").map(([block]) => block);
  const read = certificates.map(parsed);
  const marks = text.match(/-----(BEGIN|END) /g)?.length ?? 0;
  const wrong = /PRIVATE KEY-----/.test(text)
    ? "holds a private key, which does not belong there."
    : marks !== 2 * blocks.length
      ? "has a BEGIN line without its END line, or the reverse."
      : certificates.length === 0
        ? "holds no certificate in PEM form."
        : read.includes(undefined)
          ? `is damaged: certificate ${read.indexOf(undefined) + 1} of ${read.length} cannot be read, as when a line is missing.`
          : undefined;
  if (wrong !== undefined) {
    findings.problem(`${place} ${wrong}`, `Give the authority's certificate in PEM form: ${CERTIFICATE}.`);
    return undefined;
  }
  for (const ends of read.flatMap((certificate) => certificate?.validToDate ?? [])) {
    if (ends.getTime() >= Date.now()) continue;
    findings.warning(
      `${place}: a certificate in it ran out on ${ends.toISOString().slice(0, 10)}.`,
      "Give the authority's present one.",
    );
  }
  return `${certificates.join("\n")}\n`;
}

function parsed(block: string): X509Certificate | undefined {
  try {
    return new X509Certificate(block);
  } catch {
    return undefined;
  }
}
