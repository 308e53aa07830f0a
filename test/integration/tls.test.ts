import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startCaddy } from "../support/servers/programs.ts";
import { type Authority, makeAuthority } from "../support/servers/certificates.ts";
import { usePrefectServer } from "../support/hooks.ts";
import { createWorkPool, freePort, type Part, tempDir, type TempDir } from "../support/index.ts";
import { flows, makeProject, type Project, prefectYaml } from "../support/project.ts";
import { deployed, deployStory, told, type Story } from "../support/runner/story.ts";
import { NO_WORKER } from "../support/warnings.ts";

/** Caddy with a certificate of a private authority, and nothing else. */
async function startCaddyTls(upstream: string, ca: Authority): Promise<Part> {
  const home = await tempDir();
  const port = await freePort();
  const { cert, key } = await ca.issue("server");
  const configuration = join(home.path, "Caddyfile");
  await writeFile(
    configuration,
    `{
  admin off
  auto_https off
  persist_config off
}
https://127.0.0.1:${port} {
  bind 127.0.0.1
  tls "${cert.file}" "${key.file}"
  reverse_proxy ${upstream}
}
`,
  );
  return startCaddy(configuration, { home, port, tls: true, isReady: (status) => status === 200 });
}

describe("a server with a certificate of a private authority", () => {
  const prefect = usePrefectServer();
  let folder: TempDir;
  let ca: Authority;
  let gate: Part;
  let project: Project;
  beforeAll(async () => {
    folder = await tempDir();
    ca = await makeAuthority(folder.path);
    gate = await startCaddyTls(prefect().url, ca);
    project = await makeProject({
      "flow.py": flows("nightly"),
      "prefect.yaml": prefectYaml([{ name: "prod", entrypoint: "flow.py:nightly" }]),
      "certs/ca.pem": ca.cert.text,
    });
  });
  beforeEach(() => createWorkPool(prefect(), "pool"));
  afterAll(async () => {
    await gate.stop();
    await folder.remove();
    await project[Symbol.asyncDispose]();
  });

  const run = (
    inputs: Readonly<Record<string, string>>,
    env: Readonly<Record<string, string>> = {},
  ): Promise<Story> =>
    deployStory({
      inputs: { "api-url": gate.apiUrl, retries: "0", ...inputs },
      workspace: project.path,
      // What the machine trusts must not decide.
      env: { SSL_CERT_FILE: "", ...env },
    });

  it.each<[string, () => string]>([
    ["as the path of a file", () => "certs/ca.pem"],
    ["as PEM text", () => ca.cert.text],
    ["as PEM text on one line", () => ca.cert.text.replaceAll("\n", "\\n")],
  ])("that is given %s is deployed to, by preflight and by Prefect's own client", async (_how, value) => {
    const story = await run({ "ca-certificate": value() });
    expect(story.error).toBeUndefined();
    expect(story.results).toEqual(["created nightly/prod"]);
    expect(told(story.warnings)).toEqual([`prefect.yaml:5: ${NO_WORKER}`]);
  });

  it("that is not given is told which input takes it, and nothing is deployed", async () => {
    const story = await run({});
    expect(story.diagnosis).toMatch(/^tls-(issuer-unknown|private-ca)$/);
    expect(story.problems[0]?.fix).toContain("`ca-certificate`");
    expect(await deployed(prefect())).toEqual([]);
  });

  it("is deployed to unchecked where `tls-skip-verify` says so, with a loud warning", async () => {
    const story = await run({ "tls-skip-verify": "true" });
    expect(story.results).toEqual(["created nightly/prod"]);
    expect(told(story.warnings)).toEqual([
      "The server's certificate is not checked (`tls-skip-verify`): whoever is between this runner and the server can read the credential. Give the certificate of the private authority as `ca-certificate` instead.",
      `prefect.yaml:5: ${NO_WORKER}`,
    ]);
    expect(story.log).toContain("NOT CHECKED");
  });

  it("is not deployed to where only a checked-out file or a variable switches the check off", async () => {
    await project.write({ "prefect.toml": "[api]\ntls_insecure_skip_verify = true\n" });
    const story = await run({}, { PREFECT_API_TLS_INSECURE_SKIP_VERIFY: "true" });
    await project.write({ "prefect.toml": "" });
    expect(story.diagnosis).toMatch(/^tls-/);
    expect(story.warnings.map(({ what }) => what)).toEqual([
      "api.tls_insecure_skip_verify from environment variable PREFECT_API_TLS_INSECURE_SKIP_VERIFY is not used: the server's certificate is checked all the same.",
      "api.tls_insecure_skip_verify from prefect.toml is not used: the server's certificate is checked all the same.",
    ]);
    expect(await deployed(prefect())).toEqual([]);
  });

  it("that another authority has signed is refused, also by `ca-certificate`", async () => {
    const other = await makeAuthority(folder.path, "Other CA");
    const story = await run({ "ca-certificate": other.cert.text });
    expect(story.diagnosis).toMatch(/^tls-/);
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ["a CA file that is not there", { "ca-certificate": "certs/none.pem" }, "cannot be read (ENOENT)"],
    ["a CA and no check", { "ca-certificate": "certs/ca.pem", "tls-skip-verify": "true" }, "are both given"],
    ["a word in place of true or false", { "tls-skip-verify": "maybe" }, '`tls-skip-verify` is "maybe"'],
  ])("%s is an error before anything is sent", async (_what, inputs, words) => {
    const story = await run(inputs);
    expect(story.problems.map(({ what }) => what).join()).toContain(words);
    expect(await deployed(prefect())).toEqual([]);
  });
});
