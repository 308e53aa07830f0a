import { createPrivateKey } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCaCertificate, readClientCertificate } from "../../../src/credentials/certificate.js";
import { Findings } from "../../../src/base/findings.js";
import { type Authority, makeAuthority } from "../../support/servers/certificates.ts";

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
