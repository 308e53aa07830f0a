import { createPrivateKey, X509Certificate, type KeyObject } from "node:crypto";
import { resolve } from "node:path";
import { attempt } from "../base/attempt.js";
import type { Findings } from "../base/findings.js";
import { NotRead, tryRead } from "../base/project-files.js";

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----(?:(?!-----BEGIN)[\s\S])*?-----END \1-----/g;

const CERTIFICATE = "-----BEGIN CERTIFICATE-----, its lines, -----END CERTIFICATE-----";

/** The input that a text comes from, and how to speak of its kind. */
interface Asked {
  readonly input: "ca-certificate" | "client-certificate" | "client-key";
  readonly workspace: string;
  readonly findings: Findings;
}

/** What proves to the gate who this is. PEM texts. */
export interface ClientCertificate {
  /** The certificate, and any intermediate ones behind it. */
  readonly cert: string;
  /** Not encrypted. Secret. */
  readonly key: string;
  /** For the log: whose it is and how long it is valid. From outside: quote it. */
  readonly subject: string;
  readonly expires: Date;
}

/**
 * Reads the input `ca-certificate`: PEM text, or the path of a PEM file relative to the workspace.
 * Returns the certificates as PEM text, or undefined after a problem.
 *
 * Checked here because Prefect's client ends in a bare FileNotFoundError or SSLError.
 */
export function readCaCertificate(value: string, workspace: string, findings: Findings): string | undefined {
  const asked: Asked = { input: "ca-certificate", workspace, findings };
  const pem = readPem(value, asked);
  const found = pem && certificatesIn(pem, asked);
  if (!found) return undefined;
  for (const { validToDate } of found.read) {
    if (validToDate.getTime() >= Date.now()) continue;
    findings.warning(
      `${found.place}: a certificate in it expired on ${day(validToDate)}.`,
      "Give the authority's present one.",
    );
  }
  return found.text;
}

/**
 * Reads the inputs `client-certificate` and `client-key` for mTLS: each PEM text, or the path of a PEM file relative
 * to the workspace. Returns undefined after a problem.
 */
export function readClientCertificate(
  values: { readonly certificate: string; readonly key: string },
  workspace: string,
  findings: Findings,
): ClientCertificate | undefined {
  const asked: Asked = { input: "client-certificate", workspace, findings };
  const askedKey: Asked = { input: "client-key", workspace, findings };
  const pem = readPem(values.certificate, asked);
  const found = pem && certificatesIn(pem, asked);
  const keyPem = readPem(values.key, askedKey);
  const key = keyPem && keyIn(keyPem, askedKey);
  if (!found || !key) return undefined;
  const [own] = found.read;
  if (!own.checkPrivateKey(key.key)) {
    findings.problem(
      "`client-key` does not belong to the first certificate in `client-certificate`.",
      "Give the key that the certificate was made for; behind the certificate itself may stand intermediate ones, never before it.",
    );
    return undefined;
  }
  if (own.validToDate.getTime() < Date.now()) {
    findings.problem(
      `\`client-certificate\` expired on ${day(own.validToDate)}; gates reject it.`,
      "Have a new one issued, and store it with its key.",
    );
    return undefined;
  }
  return {
    cert: found.text,
    key: key.text,
    subject: own.subject.replaceAll("\n", ", "),
    expires: own.validToDate,
  };
}

interface Pem {
  readonly text: string;
  /** For messages: the input, or the file that it names. */
  readonly place: string;
}

function readPem(value: string, { input, workspace, findings }: Asked): Pem | undefined {
  const given = value.trim();
  if (given === "") {
    findings.problem(`\`${input}\` is given but empty.`, EMPTY[input]);
    return undefined;
  }
  // Secrets and variables are often stored on one line.
  if (given.includes("-----") || given.includes("\n")) {
    return { text: given.replaceAll("\\n", "\n"), place: `\`${input}\`` };
  }
  const read = tryRead(resolve(workspace, given));
  if (!(read instanceof NotRead)) return { text: read.toString("utf8"), place: given };
  // What is not a path may be a secret that was given by mistake.
  const isPath = given.length <= 200 && (/[\\/]/.test(given) || /\.(pem|crt|cer|key)$/i.test(given));
  const isShown = isPath && input !== "client-key" && /^[\w@%+=:,./\\ ~-]+$/.test(given);
  findings.problem(
    `The file${isShown ? ` ${JSON.stringify(given)}` : ""} of \`${input}\` cannot be read (${read.brief}).`,
    "Give its path relative to the repository, and check it out or write it in a step before; or give the PEM text itself.",
  );
  return undefined;
}

const EMPTY: Readonly<Record<Asked["input"], string>> = {
  "ca-certificate":
    "Where it comes from a variable or secret, check its name; where the server's certificate is a public one, leave the input out.",
  "client-certificate": "Where it comes from a variable or secret, check its name.",
  "client-key":
    "Check the name of the secret that it comes from; a pull request from a fork gets no secrets.",
};

interface Certificates extends Pem {
  readonly read: readonly [X509Certificate, ...X509Certificate[]];
}

function certificatesIn({ text, place }: Pem, { input, findings }: Asked): Certificates | undefined {
  const blocks = [...text.matchAll(BLOCK)];
  const certificates = blocks.filter(([, label]) => label === "CERTIFICATE").map(([block]) => block);
  const read = certificates.map((block) => attempt(() => new X509Certificate(block)));
  const [first, ...others] = read.filter((certificate) => certificate !== undefined);
  const wrong = /PRIVATE KEY-----/.test(text)
    ? `holds a private key, which does not belong there${input === "client-certificate" ? ", but in `client-key`" : ""}.`
    : (halfBlock(text, blocks.length) ??
      (certificates.length === 0
        ? "holds no certificate in PEM form."
        : read.includes(undefined)
          ? `is damaged: certificate ${read.indexOf(undefined) + 1} of ${read.length} cannot be read, as when a line is missing.`
          : undefined));
  if (wrong !== undefined || first === undefined) {
    const whose = input === "ca-certificate" ? "the authority's certificate" : "the client's certificate";
    findings.problem(`${place} ${wrong ?? ""}`, `Give ${whose} in PEM form: ${CERTIFICATE}.`);
    return undefined;
  }
  return { text: `${certificates.join("\n")}\n`, place, read: [first, ...others] };
}

function keyIn({ text }: Pem, { findings }: Asked): { key: KeyObject; text: string } | undefined {
  const blocks = [...text.matchAll(BLOCK)];
  const block = blocks.find(([, label]) => label?.endsWith("PRIVATE KEY"))?.[0];
  const key = block === undefined ? undefined : attempt(() => createPrivateKey(block));
  if (block !== undefined && key) return { key, text: `${block}\n` };
  const encrypted = block !== undefined && block.includes("ENCRYPTED");
  const what =
    halfBlock(text, blocks.length) ??
    (encrypted
      ? "is encrypted, and this action takes no passphrase."
      : block !== undefined
        ? "is damaged: it cannot be read, as when a line is missing."
        : blocks.some(([, label]) => label === "CERTIFICATE")
          ? "holds a certificate, and no private key."
          : "holds no private key in PEM form.");
  findings.problem(
    `\`client-key\` ${what}`,
    encrypted
      ? "Store it as a secret without one: `openssl pkey -in client.key -out plain.key` takes it off."
      : "Give the client's private key in PEM form, as it was issued with the certificate.",
  );
  return undefined;
}

function halfBlock(text: string, blocks: number): string | undefined {
  const marks = text.match(/-----(BEGIN|END) /g)?.length ?? 0;
  return marks === 2 * blocks ? undefined : "has a BEGIN line without its END line, or the reverse.";
}

/** `2026-11-24` */
export function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
