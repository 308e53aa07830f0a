import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { day, readCaCertificate, readClientCertificate } from "../../../src/credentials/certificate.js";
import { Findings } from "../../../src/base/findings.js";
import { type Authority, makeAuthority } from "../../support/servers/certificates.ts";

/** Of nobody. */
const KEY_PEM = generateKeyPairSync("ec", { namedCurve: "P-256" })
  .privateKey.export({ type: "pkcs8", format: "pem" })
  .toString();

let folder: string;
let ca: Authority;
let pem: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "prefect-deploy-test-"));
  ca = await makeAuthority(folder);
  pem = ca.cert.text;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function read(value: string) {
  const findings = new Findings();
  const text = readCaCertificate(value, folder, findings);
  const said = (list: readonly { what: string; fix: string }[]) =>
    list.map(({ what, fix }) => `${what} ${fix}`);
  return { text, problems: said(findings.problems), warnings: said(findings.warnings) };
}

describe("ca-certificate", () => {
  test("is read as PEM text, as the path of a file, with CRLF, and on one line with \\n", () => {
    const expected = { text: pem.trim() + "\n", problems: [], warnings: [] };
    expect(read(pem)).toEqual(expected);
    expect(read("test-ca.crt")).toEqual(expected);
    expect(read(ca.cert.file)).toEqual(expected);
    expect(read(`# our CA\n${pem}\n\n`)).toEqual(expected);
    expect(read(pem.trim().replaceAll("\n", "\\n"))).toEqual(expected);
    expect(read(pem.replaceAll("\n", "\r\n")).problems).toEqual([]);
  });

  test("may hold several certificates", () => {
    expect(read(pem + pem).text).toBe(`${pem.trim()}\n${pem.trim()}\n`);
  });

  test.each<[string, () => string, string]>([
    ["nothing", () => " ", "given but empty"],
    [
      "a path that is not there",
      () => "certs/ca.pem",
      'The file "certs/ca.pem" of `ca-certificate` cannot be read (ENOENT)',
    ],
    ["a folder", () => ".", "(EISDIR)"],
    ["a text that is not a PEM", () => "hello\nworld", "holds no certificate"],
    ["a key", () => readKey(), "holds a private key"],
    [
      "a PEM without its first line",
      () => pem.split("\n").slice(1).join("\n"),
      "BEGIN line without its END line, or the reverse",
    ],
    [
      "a PEM without its last line",
      () => pem.trim().split("\n").slice(0, -1).join("\n"),
      "BEGIN line without its END line",
    ],
    [
      "a PEM without a line in its middle",
      () => pem.split("\n").toSpliced(3, 1).join("\n"),
      "is damaged: certificate 1 of 1",
    ],
    [
      "a PEM without a line in its second one",
      () => pem + pem.split("\n").toSpliced(3, 1).join("\n"),
      "certificate 2 of 2",
    ],
    ["10 kB of something else", () => "x".repeat(10_240), "(ENAMETOOLONG)"],
  ])("that is %s is refused, and not shown", (_what, value, words) => {
    const given = value();
    const { text, problems } = read(given);
    expect(text).toBeUndefined();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(words);
    for (const line of given.split("\n").filter((one) => one.length > 40))
      expect(problems[0]).not.toContain(line);
  });

  test("that is a file without a certificate is named", async () => {
    await writeFile(join(folder, "notes.txt"), "hello");
    expect(read("notes.txt").problems[0]).toMatch(/^notes\.txt holds no certificate/);
  });

  test("that has expired is a warning", async () => {
    const { cert } = await ca.issue("old", {
      notAfter: new Date("2026-01-02"),
      notBefore: new Date("2026-01-01"),
    });
    expect(read(cert.text).warnings).toEqual([
      "`ca-certificate`: a certificate in it expired on 2026-01-02. Give the authority's present one.",
    ]);
  });
});

function readKey(): string {
  return "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg\n-----END PRIVATE KEY-----";
}

describe("client-certificate and client-key", () => {
  const client = (name: string, more: { notAfter?: Date; notBefore?: Date } = {}) =>
    ca.issue(name, { use: "client", ...more });

  function readBoth(certificate: string, key: string) {
    const findings = new Findings();
    const both = readClientCertificate({ certificate, key }, folder, findings);
    return { both, problems: findings.problems.map(({ what, fix }) => `${what} ${fix}`) };
  }

  test("are read as text, as files, on one line, and with intermediate certificates behind", async () => {
    const { cert, key } = await client("ci");
    const { both, problems } = readBoth(cert.text, key.text);
    expect(problems).toEqual([]);
    expect(both).toMatchObject({
      cert: `${cert.text.trim()}\n`,
      key: `${key.text.trim()}\n`,
      subject: "CN=ci",
    });
    expect(readBoth(cert.file, key.file).both).toEqual(both);
    expect(readBoth(...([cert, key].map(oneLine) as [string, string])).both).toEqual(both);
    expect(readBoth(cert.text + pem, key.text).both?.cert).toBe(`${cert.text.trim()}\n${pem.trim()}\n`);
  });

  test("that do not belong together are refused, also where the authority's comes first", async () => {
    const { cert, key } = await client("ci");
    const other = await client("other");
    const words = "`client-key` does not belong to the first certificate in `client-certificate`.";
    expect(readBoth(cert.text, other.key.text).problems.join()).toContain(words);
    expect(readBoth(pem + cert.text, key.text).problems.join()).toContain(words);
  });

  test("that have expired are refused: no gate takes them", async () => {
    const ended = await client("old", {
      notBefore: new Date("2026-01-01"),
      notAfter: new Date("2026-01-02"),
    });
    expect(readBoth(ended.cert.text, ended.key.text).problems.join()).toContain("expired on 2026-01-02");
  });

  test.each<[string, (key: string) => string, string]>([
    ["nothing", () => " ", "`client-key` is given but empty"],
    ["a file that is not there", () => "no/such.key", "of `client-key` cannot be read (ENOENT)"],
    ["a certificate", () => pem, "holds a certificate, and no private key"],
    ["a text that is not a PEM", () => "hello\nworld", "holds no private key in PEM form"],
    [
      "one without its last line",
      (key) => key.trim().split("\n").slice(0, -1).join("\n"),
      "BEGIN line without",
    ],
    ["one without a line in its middle", (key) => key.split("\n").toSpliced(1, 1).join("\n"), "is damaged"],
    ["an encrypted one", encrypted, "is encrypted, and this action takes no passphrase"],
    ["10 kB of something else", () => "x".repeat(10_240), "(ENAMETOOLONG)"],
  ])("a key that is %s is refused, and not shown", async (_what, change, words) => {
    const { cert, key } = await client("ci");
    const given = change(key.text);
    const { both, problems } = readBoth(cert.text, given);
    expect(both).toBeUndefined();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(words);
    for (const line of given.split("\n").filter((one) => /^[\w+/=]{20,}$/.test(one))) {
      expect(problems[0]).not.toContain(line);
    }
  });

  test("a certificate input with a key in it says where that belongs", async () => {
    const { cert, key } = await client("ci");
    expect(readBoth(cert.text + key.text, key.text).problems.join()).toContain(
      "`client-certificate` holds a private key, which does not belong there, but in `client-key`.",
    );
  });
});

function oneLine({ text }: { text: string }): string {
  return text.trim().replaceAll("\n", "\\n");
}

function encrypted(key: string): string {
  return createPrivateKey(key)
    .export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "secret" })
    .toString();
}

describe("each sentence", () => {
  const CA =
    "Give the authority's certificate in PEM form: -----BEGIN CERTIFICATE-----, its lines, -----END CERTIFICATE-----.";
  const CLIENT =
    "Give the client's certificate in PEM form: -----BEGIN CERTIFICATE-----, its lines, -----END CERTIFICATE-----.";
  const KEY = "Give the client's private key in PEM form, as it was issued with the certificate.";
  const PATH =
    "Give its path relative to the repository, and check it out or write it in a step before; or give the PEM text itself.";
  const HALF = "has a BEGIN line without its END line, or the reverse.";
  const said = (name: "ca" | "certificate" | "key", value: string): string[] => {
    const findings = new Findings();
    if (name === "ca") readCaCertificate(value, folder, findings);
    else {
      const given = { certificate: pem, key: KEY_PEM, [name]: value };
      readClientCertificate(given, folder, findings);
    }
    return findings.problems.map(({ what, fix }) => `${what} ${fix}`);
  };
  const without = (line: number) => pem.split("\n").toSpliced(line, 1).join("\n");

  test.each<[string, "ca" | "certificate" | "key", () => string, string]>([
    [
      "nothing",
      "ca",
      () => "",
      "`ca-certificate` is given but empty. Where it comes from a variable or secret, check its name; where the server's certificate is a public one, leave the input out.",
    ],
    [
      "nothing",
      "certificate",
      () => "\n",
      "`client-certificate` is given but empty. Where it comes from a variable or secret, check its name.",
    ],
    [
      "nothing",
      "key",
      () => " ",
      "`client-key` is given but empty. Check the name of the secret that it comes from; a pull request from a fork gets no secrets.",
    ],
    ["two lines", "ca", () => "a\nb", `\`ca-certificate\` holds no certificate in PEM form. ${CA}`],
    [
      "two lines",
      "certificate",
      () => "a\nb",
      `\`client-certificate\` holds no certificate in PEM form. ${CLIENT}`,
    ],
    ["two lines", "key", () => "a\nb", `\`client-key\` holds no private key in PEM form. ${KEY}`],
    [
      "a key",
      "ca",
      () => KEY_PEM,
      `\`ca-certificate\` holds a private key, which does not belong there. ${CA}`,
    ],
    [
      "a key",
      "certificate",
      () => pem + KEY_PEM,
      `\`client-certificate\` holds a private key, which does not belong there, but in \`client-key\`. ${CLIENT}`,
    ],
    ["a certificate", "key", () => pem, `\`client-key\` holds a certificate, and no private key. ${KEY}`],
    ["half of one", "ca", () => without(0), `\`ca-certificate\` ${HALF} ${CA}`],
    ["one and a half", "ca", () => `${pem}-----BEGIN CERTIFICATE-----\n`, `\`ca-certificate\` ${HALF} ${CA}`],
    ["half of one", "key", () => KEY_PEM.replace(/-----END.*/s, ""), `\`client-key\` ${HALF} ${KEY}`],
    [
      "a damaged one",
      "ca",
      () => without(2),
      `\`ca-certificate\` is damaged: certificate 1 of 1 cannot be read, as when a line is missing. ${CA}`,
    ],
    [
      "a damaged one behind",
      "certificate",
      () => pem + without(2) + pem,
      `\`client-certificate\` is damaged: certificate 2 of 3 cannot be read, as when a line is missing. ${CLIENT}`,
    ],
    [
      "a damaged one",
      "key",
      () => KEY_PEM.split("\n").toSpliced(1, 1).join("\n"),
      `\`client-key\` is damaged: it cannot be read, as when a line is missing. ${KEY}`,
    ],
    [
      "an encrypted one",
      "key",
      () => encrypted(KEY_PEM),
      "`client-key` is encrypted, and this action takes no passphrase. Store it as a secret without one: `openssl pkey -in client.key -out plain.key` takes it off.",
    ],
    [
      "one that does not belong to it",
      "key",
      () => KEY_PEM,
      "`client-key` does not belong to the first certificate in `client-certificate`. Give the key that the certificate was made for; behind the certificate itself may stand intermediate ones, never before it.",
    ],
    // A path is shown, and what may be a secret is not.
    [
      "a path",
      "ca",
      () => "a/b.c",
      `The file "a/b.c" of \`ca-certificate\` cannot be read (ENOENT). ${PATH}`,
    ],
    [
      "a path of Windows",
      "ca",
      () => "a\\b",
      `The file "a\\\\b" of \`ca-certificate\` cannot be read (ENOENT). ${PATH}`,
    ],
    [
      "a name",
      "ca",
      () => "ca.PEM",
      `The file "ca.PEM" of \`ca-certificate\` cannot be read (ENOENT). ${PATH}`,
    ],
    [
      "a name",
      "certificate",
      () => "my ca.crt",
      `The file "my ca.crt" of \`client-certificate\` cannot be read (ENOENT). ${PATH}`,
    ],
    [
      "a name with more behind",
      "ca",
      () => "ca.pem.x",
      `The file of \`ca-certificate\` cannot be read (ENOENT). ${PATH}`,
    ],
    ["a word", "ca", () => "hunter2", `The file of \`ca-certificate\` cannot be read (ENOENT). ${PATH}`],
    [
      "a path with odd characters",
      "ca",
      () => "a/b$",
      `The file of \`ca-certificate\` cannot be read (ENOENT). ${PATH}`,
    ],
    [
      "a path with odd characters before",
      "ca",
      () => "$a/b",
      `The file of \`ca-certificate\` cannot be read (ENOENT). ${PATH}`,
    ],
    [
      "a path of a key",
      "key",
      () => "a/b.key",
      `The file of \`client-key\` cannot be read (ENOENT). ${PATH}`,
    ],
    [
      "a path of 200 characters",
      "ca",
      () => `a/${"b".repeat(198)}`,
      `The file "a/${"b".repeat(198)}" of \`ca-certificate\` cannot be read (ENOENT). ${PATH}`,
    ],
    [
      "a longer one",
      "ca",
      () => `a/${"b".repeat(199)}`,
      `The file of \`ca-certificate\` cannot be read (ENOENT). ${PATH}`,
    ],
  ])("of %s for the %s", (_title, name, value, expected) => {
    expect(said(name, value())).toEqual([expected]);
  });

  test("of one that has expired", async () => {
    const { cert, key: own } = await ca.issue("old", {
      use: "client",
      notBefore: new Date("2026-01-01"),
      notAfter: new Date("2026-01-02"),
    });
    const findings = new Findings();
    readClientCertificate({ certificate: cert.text, key: own.text }, folder, findings);
    expect(findings.problems).toEqual([
      {
        what: "`client-certificate` expired on 2026-01-02; gates reject it.",
        fix: "Have a new one issued, and store it with its key.",
      },
    ]);
    const { text, warnings } = read(`${cert.text}${pem}`);
    expect(text).toBe(`${cert.text.trim()}\n${pem.trim()}\n`);
    expect(warnings).toHaveLength(1);
  });

  test("is none where all is well, and the end is said", async () => {
    const { cert, key: own } = await ca.issue("ci", { use: "client", notAfter: new Date("2046-01-02") });
    const findings = new Findings();
    const both = readClientCertificate({ certificate: cert.text, key: own.text }, folder, findings);
    expect(findings.problems).toEqual([]);
    expect(day(both?.expires ?? new Date(0))).toBe("2046-01-02");
  });
});
