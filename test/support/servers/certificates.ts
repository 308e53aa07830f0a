import "reflect-metadata";
import { webcrypto } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { isIP } from "node:net";
import { join } from "node:path";
import * as x509 from "@peculiar/x509";

x509.cryptoProvider.set(webcrypto as unknown as Parameters<typeof x509.cryptoProvider.set>[0]);

type KeyPair = webcrypto.CryptoKeyPair;

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const DAY = 86_400_000;

/** PEM text, and where it lies as a file. */
export interface Pem {
  readonly text: string;
  /** Absolute. */
  readonly file: string;
}

export interface Certificate {
  /** The certificate alone. */
  readonly cert: Pem;
  readonly key: Pem;
}

export interface CertificateOptions {
  /** DNS names and IP addresses; the first is the common name too. Default `127.0.0.1`, `localhost`. */
  readonly hosts?: readonly string[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly use?: "server" | "client";
}

export interface Authority {
  /** The authority's own certificate. */
  readonly cert: Pem;
  /** A certificate of this authority. */
  issue(name: string, options?: CertificateOptions): Promise<Certificate>;
  /** An authority below this one. */
  below(name: string): Promise<Authority>;
}

/**
 * A private certificate authority whose files lie in `folder`. With all that Python 3.13 asks for
 * (VERIFY_X509_STRICT): key usage, key identifiers.
 */
export function makeAuthority(folder: string, name = "Test CA"): Promise<Authority> {
  return authority(folder, name);
}

/** A certificate that vouches for itself. */
export async function selfSigned(folder: string, name: string): Promise<Certificate> {
  const keys = await makeKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: `CN=${name}`,
    ...validity({}),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [alternativeNames(["127.0.0.1", "localhost"])],
  });
  return save(folder, name, certificate, keys);
}

interface Signer {
  readonly certificate: x509.X509Certificate;
  readonly keys: KeyPair;
}

async function authority(folder: string, name: string, above?: Signer): Promise<Authority> {
  const keys = await makeKeys();
  const common = { serialNumber: serial(), ...validity({}), signingAlgorithm: ALGORITHM };
  const extensions = [
    new x509.BasicConstraintsExtension(true, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
  ];
  const certificate = above
    ? await x509.X509CertificateGenerator.create({
        ...common,
        subject: `CN=${name}`,
        issuer: above.certificate.subject,
        signingKey: above.keys.privateKey,
        publicKey: keys.publicKey,
        extensions: [...extensions, await x509.AuthorityKeyIdentifierExtension.create(above.keys.publicKey)],
      })
    : await x509.X509CertificateGenerator.createSelfSigned({
        ...common,
        name: `CN=${name}`,
        keys,
        extensions,
      });
  const own: Signer = { certificate, keys };
  return {
    cert: (await save(folder, name, certificate, keys)).cert,
    issue: (leaf, options = {}) => issue(folder, leaf, own, options),
    below: (lower) => authority(folder, lower, own),
  };
}

async function issue(
  folder: string,
  name: string,
  above: Signer,
  options: CertificateOptions,
): Promise<Certificate> {
  const keys = await makeKeys();
  const hosts = options.hosts ?? ["127.0.0.1", "localhost"];
  const use = options.use === "client" ? x509.ExtendedKeyUsage.clientAuth : x509.ExtendedKeyUsage.serverAuth;
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    ...validity(options),
    subject: `CN=${options.use === "client" ? name : (hosts[0] ?? name)}`,
    issuer: above.certificate.subject,
    signingAlgorithm: ALGORITHM,
    signingKey: above.keys.privateKey,
    publicKey: keys.publicKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([use]),
      ...(options.use === "client" ? [] : [alternativeNames(hosts)]),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(above.keys.publicKey),
    ],
  });
  return save(folder, name, certificate, keys);
}

function makeKeys(): Promise<KeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
}

function validity({ notBefore, notAfter }: CertificateOptions): { notBefore: Date; notAfter: Date } {
  return {
    notBefore: notBefore ?? new Date(Date.now() - DAY),
    notAfter: notAfter ?? new Date(Date.now() + 30 * DAY),
  };
}

function alternativeNames(hosts: readonly string[]): x509.SubjectAlternativeNameExtension {
  return new x509.SubjectAlternativeNameExtension(
    hosts.map((value) => ({ type: isIP(value) ? "ip" : "dns", value })),
  );
}

function serial(): string {
  return `01${Buffer.from(webcrypto.getRandomValues(new Uint8Array(8))).toString("hex")}`;
}

async function save(
  folder: string,
  name: string,
  certificate: x509.X509Certificate,
  keys: KeyPair,
): Promise<Certificate> {
  const exported = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  const write = async (suffix: string, text: string): Promise<Pem> => {
    const file = join(folder, `${name.replaceAll(/[^\w-]+/g, "-").toLowerCase()}.${suffix}`);
    await writeFile(file, text, { mode: 0o600 });
    return { text, file };
  };
  return {
    cert: await write("crt", `${certificate.toString("pem")}\n`),
    key: await write("key", `${x509.PemConverter.encode(exported, "PRIVATE KEY")}\n`),
  };
}
