import { writeFile } from "node:fs/promises";
import { createServer, type AddressInfo, type Server } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeAuthority, selfSigned, type Certificate } from "../support/servers/certificates.ts";
import { freePort, type Part, tempDir, type TempDir } from "../support/index.ts";
import { startCaddy, startNginx, startTraefik } from "../support/servers/programs.ts";
import { flows, makeProject, prefectYaml, type Project } from "../support/project.ts";
import { deployStory } from "../support/runner/story.ts";

/** One wrong way to call a real gate. */
interface Row {
  readonly name: string;
  readonly apiUrl: (at: Gates) => string;
  /** The id of the diagnosis. */
  readonly id: string;
  /** What the sentence for the user holds of the answer. */
  readonly says: RegExp;
  readonly inputs?: Readonly<Record<string, string>>;
  /** The runner trusts the gate's authority. */
  readonly trusted?: true;
}

/** `http://127.0.0.1:PORT` or https:, one for each port of the three gates. */
interface Gates {
  readonly nginx: string;
  readonly nginxSmallHeaders: string;
  readonly nginxTls: Readonly<Record<(typeof CERTIFICATES)[number], string>>;
  readonly caddy: string;
  readonly caddySmallHeaders: string;
  readonly caddyTls: string;
  readonly caddyClientCertificate: string;
  readonly traefik: string;
  readonly traefikTls: string;
  readonly nobody: string;
}

const CERTIFICATES = [
  "good",
  "self-signed",
  "with its root",
  "expired",
  "of the future",
  "for another host",
  "without intermediate",
  "with intermediate",
  "client certificate",
] as const;

const LONG = "x".repeat(2_000);

const plain = (url: string): string => url.replace("https:", "http:");
const tls = (url: string): string => url.replace("http:", "https:");

const FAILURES: readonly Row[] = [
  {
    name: "a host that DNS does not know",
    apiUrl: () => "https://prefect.invalid/api",
    id: "dns-unknown",
    says: /ENOTFOUND.*DNS does not know prefect\.invalid/,
  },
  {
    name: "a port on which nobody listens",
    apiUrl: ({ nobody }) => `${tls(nobody)}/api`,
    id: "connection-refused",
    says: /ECONNREFUSED/,
  },
  {
    name: "an nginx that closes the connection (444)",
    apiUrl: ({ nginx }) => `${nginx}/cut/api`,
    id: "connection-reset",
    says: /ECONNRESET/,
  },
];

const TLS: readonly Row[] = [
  {
    name: "a self-signed certificate",
    apiUrl: ({ nginxTls }) => `${nginxTls["self-signed"]}/api`,
    id: "tls-self-signed",
    says: /DEPTH_ZERO_SELF_SIGNED_CERT/,
  },
  {
    name: "Traefik's default certificate",
    apiUrl: ({ traefikTls }) => `${traefikTls}/api`,
    id: "tls-self-signed",
    says: /DEPTH_ZERO_SELF_SIGNED_CERT/,
  },
  {
    name: "a private authority that the runner was not given",
    apiUrl: ({ nginxTls }) => `${nginxTls.good}/api`,
    id: "tls-issuer-unknown",
    says: /UNABLE_TO_VERIFY_LEAF_SIGNATURE.*`ca-certificate`/,
  },
  {
    name: "a private authority that the runner was not given, in front of Caddy",
    apiUrl: ({ caddyTls }) => `${caddyTls}/api`,
    id: "tls-issuer-unknown",
    says: /UNABLE_TO_VERIFY_LEAF_SIGNATURE.*`ca-certificate`/,
  },
  {
    name: "a private authority that the gate sends along",
    apiUrl: ({ nginxTls }) => `${nginxTls["with its root"]}/api`,
    id: "tls-private-ca",
    says: /SELF_SIGNED_CERT_IN_CHAIN.*`ca-certificate`/,
  },
  {
    name: "a chain without its intermediate certificate",
    apiUrl: ({ nginxTls }) => `${nginxTls["without intermediate"]}/api`,
    trusted: true,
    id: "tls-issuer-unknown",
    says: /UNABLE_TO_VERIFY_LEAF_SIGNATURE.*full chain/,
  },
  {
    name: "an expired certificate",
    apiUrl: ({ nginxTls }) => `${nginxTls.expired}/api`,
    trusted: true,
    id: "tls-expired",
    says: /CERT_HAS_EXPIRED/,
  },
  {
    name: "a certificate of the future",
    apiUrl: ({ nginxTls }) => `${nginxTls["of the future"]}/api`,
    trusted: true,
    id: "tls-not-yet-valid",
    says: /CERT_NOT_YET_VALID/,
  },
  {
    name: "a certificate for another host",
    apiUrl: ({ nginxTls }) => `${nginxTls["for another host"]}/api`,
    trusted: true,
    id: "tls-wrong-host",
    says: /ERR_TLS_CERT_ALTNAME_INVALID.*other\.example\.com/,
  },
  {
    name: "https:// on a plain port of nginx",
    apiUrl: ({ nginx }) => `${tls(nginx)}/api`,
    id: "tls-on-plain-port",
    says: /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG/,
  },
  {
    name: "https:// on a plain port of Caddy",
    apiUrl: ({ caddy }) => `${tls(caddy)}/api`,
    id: "tls-on-plain-port",
    says: /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG/,
  },
  {
    name: "https:// on a plain port of Traefik, which speaks TLS there all the same",
    apiUrl: ({ traefik }) => `${tls(traefik)}/api`,
    id: "tls-self-signed",
    says: /Traefik's default one/,
  },
  {
    name: "http:// on a TLS port of nginx",
    apiUrl: ({ nginxTls }) => `${plain(nginxTls.good)}/api`,
    id: "plain-http-on-tls-port",
    says: /^400 .*Set `api-url` to https:/,
  },
  {
    name: "http:// on a TLS port of Caddy",
    apiUrl: ({ caddyTls }) => `${plain(caddyTls)}/api`,
    id: "plain-http-on-tls-port",
    says: /^400 .*Set `api-url` to https:/,
  },
  {
    name: "http:// on a TLS port of Traefik, which knows no router there",
    apiUrl: ({ traefikTls }) => `${plain(traefikTls)}/api`,
    id: "traefik-no-router",
    says: /^404 .*start it with https:\/\/ if this is Traefik's TLS port/,
  },
  {
    name: "an nginx that wants a client certificate",
    apiUrl: ({ nginxTls }) => `${nginxTls["client certificate"]}/api`,
    trusted: true,
    id: "client-certificate-missing",
    says: /^400 /,
  },
  {
    name: "a Caddy that wants a client certificate",
    apiUrl: ({ caddyClientCertificate }) => `${caddyClientCertificate.replace("127.0.0.1", "localhost")}/api`,
    trusted: true,
    id: "tls-client-certificate",
    says: /ALERT_CERTIFICATE_REQUIRED/,
  },
  {
    name: "a Caddy that wants a client certificate, asked by its address in place of a name",
    apiUrl: ({ caddyClientCertificate }) => `${caddyClientCertificate}/api`,
    trusted: true,
    id: "wrong-virtual-host",
    says: /^421 /,
  },
];

const LIMITS: readonly Row[] = [
  {
    name: "an nginx that takes no body of this size",
    apiUrl: ({ nginx }) => `${nginx}/small-body/api`,
    id: "body-too-large",
    says: /^413 from POST .*client_max_body_size/,
  },
  {
    name: "an nginx that takes no URL of this length",
    apiUrl: ({ nginxSmallHeaders }) => `${nginxSmallHeaders}/${LONG}/api`,
    id: "url-too-long",
    says: /^414 /,
  },
  {
    name: "an nginx that takes no headers of this size",
    apiUrl: ({ nginxSmallHeaders }) => `${nginxSmallHeaders}/api`,
    inputs: { "api-key": LONG },
    id: "headers-too-large",
    says: /^400 .*shorten the token/,
  },
  {
    name: "a Caddy that takes no headers of this size",
    apiUrl: ({ caddySmallHeaders }) => `${caddySmallHeaders}/api`,
    inputs: { "api-key": LONG.repeat(3) },
    id: "headers-too-large",
    says: /^431 /,
  },
  {
    name: "nginx with a limit of requests (limit_req)",
    apiUrl: ({ nginx }) => `${nginx}/limited/api`,
    id: "rate-limited",
    says: /^429 /,
  },
  {
    name: "Traefik with a limit of requests (rateLimit), which says when to come back",
    apiUrl: ({ traefik }) => `${traefik}/limited/api`,
    id: "rate-limited",
    says: /^429 .*Retry-After/,
  },
  {
    name: "an nginx that lets no POST through",
    apiUrl: ({ nginx }) => `${nginx}/only-get/api`,
    id: "method-refused",
    says: /^405 from POST /,
  },
  {
    name: "an nginx that lets nobody through",
    apiUrl: ({ nginx }) => `${nginx}/denied/api`,
    id: "forbidden-nothing-sent",
    says: /^403 /,
  },
];

const OUTAGES: readonly Row[] = [
  {
    name: "Traefik whose forwardAuth service is down",
    apiUrl: ({ traefik }) => `${traefik}/auth-down/api`,
    id: "auth-service-down",
    says: /^500 .*forwardAuth/,
  },
  {
    name: "nginx whose auth_request service is down",
    apiUrl: ({ nginx }) => `${nginx}/auth-down/api`,
    id: "auth-service-down",
    says: /^500 .*auth_request/,
  },
  {
    name: "Caddy whose forward_auth service is down",
    apiUrl: ({ caddy }) => `${caddy}/auth-down/api`,
    id: "prefect-down",
    says: /^502 .*forward_auth/,
  },
  {
    name: "Traefik without a server",
    apiUrl: ({ traefik }) => `${traefik}/no-server/api`,
    id: "no-server",
    says: /^503 /,
  },
  {
    name: "nginx in front of a Prefect that hangs",
    apiUrl: ({ nginx }) => `${nginx}/hangs/api`,
    id: "prefect-hangs",
    says: /^504 /,
  },
  {
    name: "Traefik in front of a Prefect that hangs",
    apiUrl: ({ traefik }) => `${traefik}/hangs/api`,
    id: "prefect-hangs",
    says: /^504 /,
  },
  {
    name: "Caddy in front of a Prefect that hangs",
    apiUrl: ({ caddy }) => `${caddy}/hangs/api`,
    id: "prefect-hangs",
    says: /^504 /,
  },
];

const PAGES: readonly Row[] = [
  {
    name: "a host that Caddy does not know",
    apiUrl: ({ caddy }) => `${caddy.replace("127.0.0.1", "localhost")}/api`,
    id: "empty-answer",
    says: /^200 .*an empty body.*as Caddy does/,
  },
  {
    name: "a web page in place of the API",
    apiUrl: ({ nginx }) => `${nginx}/page/api`,
    id: "html-page",
    says: /^200 .*Check the host and path/,
  },
  {
    name: "a web page, where /api is missing from the URL too",
    apiUrl: ({ nginx }) => `${nginx}/page`,
    id: "html-page",
    says: /^200 .*Append \/api/,
  },
  {
    name: "a page to sign in",
    apiUrl: ({ nginx }) => `${nginx}/sign-in/api`,
    id: "sign-in-page",
    says: /^200 .*the host for people/,
  },
  {
    name: "the JSON of another service",
    apiUrl: ({ nginx }) => `${nginx}/json/api`,
    id: "other-json",
    says: /^200 /,
  },
  {
    name: "a path that nginx has not",
    apiUrl: ({ nginx }) => `${nginx}/nowhere/api`,
    id: "not-found",
    says: /^404 /,
  },
  {
    name: "a path that Traefik has no router for",
    apiUrl: ({ traefik }) => `${traefik}/nowhere/api`,
    id: "traefik-no-router",
    says: /^404 /,
  },
  {
    name: "a login in place of an answer",
    apiUrl: ({ nginx }) => `${nginx}/login/api`,
    id: "redirect-to-login",
    says: /^302 .*sign in at "login\.example\.com"/,
  },
  {
    name: "oauth2-proxy's own path in place of an answer",
    apiUrl: ({ nginx }) => `${nginx}/start/api`,
    id: "redirect-to-login",
    says: /^302 /,
  },
  {
    name: "Traefik that wants https (redirectScheme)",
    apiUrl: ({ traefik }) => `${traefik}/to-https/api`,
    id: "redirect-to-https",
    says: /^30[18] .*Set `api-url` to https:\/\/127\.0\.0\.1:8443\/to-https\/api\./,
  },
  {
    name: "Caddy that wants https",
    apiUrl: ({ caddy }) => `${caddy}/to-https/api`,
    id: "redirect-to-https",
    says: /^308 .*Set `api-url` to https:\/\/127\.0\.0\.1:8443\/to-https\/api\./,
  },
  {
    name: "https that leads back to http",
    apiUrl: ({ nginxTls }) => `${nginxTls.good}/to-http/api`,
    trusted: true,
    id: "redirect-to-http",
    says: /^301 /,
  },
  {
    name: "nginx that puts a slash at the end",
    apiUrl: ({ nginx }) => `${nginx}/slash/api`,
    id: "redirect-trailing-slash",
    says: /^301 /,
  },
  {
    name: "an API that has moved",
    apiUrl: ({ nginx }) => `${nginx}/moved/api`,
    id: "redirect-moved",
    says: /^308 .*Set `api-url` to https:\/\/new\.example\.com\/api/,
  },
];

let project: Project;
let home: TempDir;
let caFile: string;
let gates: Gates;
const parts: Part[] = [];
/** Accepts and never answers. */
const silent: Server = createServer();

beforeAll(async () => {
  project = await makeProject({
    "flow.py": flows("nightly"),
    "prefect.yaml": prefectYaml([{ name: "prod", entrypoint: "flow.py:nightly" }]),
  });
  home = await tempDir();
  await new Promise<void>((resolve) => {
    silent.listen(0, "127.0.0.1", resolve);
  });
  const upstreams = {
    hangs: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`,
    nobody: `http://127.0.0.1:${await freePort()}`,
  };
  const certificates = await makeCertificates(home.path);
  caFile = certificates.ca;
  gates = {
    ...(await nginxGate(certificates, upstreams)),
    ...(await caddyGate(certificates, upstreams)),
    ...(await traefikGate(upstreams)),
    nobody: upstreams.nobody,
  };
  // Each of the limits lets one request a minute through.
  for (const gate of [gates.nginx, gates.traefik]) await fetch(`${gate}/limited/api`);
});
afterAll(async () => {
  for (const part of parts) await part.stop();
  silent.close();
  await home.remove();
  await project[Symbol.asyncDispose]();
});

async function told({ apiUrl, inputs = {}, trusted }: Omit<Row, "name" | "id" | "says">) {
  const story = await deployStory({
    inputs: { "api-url": apiUrl(gates), retries: "0", ...inputs },
    workspace: project.path,
    client: "none",
    env: trusted ? { PREFECT_API_SSL_CERT_FILE: caFile } : {},
  });
  expect(story.problems, String(story.error)).toHaveLength(1);
  const [problem] = story.problems;
  return { id: story.diagnosis, sentence: `${problem?.what ?? ""} ${problem?.fix ?? ""}` };
}

async function check({ id, says, ...row }: Row): Promise<void> {
  const { id: seen, sentence } = await told(row);
  expect(seen, sentence).toBe(id);
  expect(sentence).toMatch(says);
}

describe("no connection, said for what it is:", () => {
  it.each(FAILURES)("$name", check);
});

describe("no trust in the connection, said for what it is:", () => {
  it.each(TLS)("$name", check);

  it.each(["good", "with intermediate"] as const)(
    "a certificate of an authority that the runner was given is trusted (%s)",
    async (certificate) => {
      const row = { apiUrl: (at: Gates) => `${at.nginxTls[certificate]}/api`, trusted: true } as const;
      // The page behind it: the certificate was no matter.
      expect((await told(row)).id).toBe("not-found");
    },
  );
});

describe("a request that the gate does not take, said for what it is:", () => {
  it.each(LIMITS)("$name", check);
});

describe("a service behind the gate that is down, said for what it is:", () => {
  it.each(OUTAGES)("$name", check);
});

describe("an answer that is not Prefect's, said for what it is:", () => {
  it.each(PAGES)("$name", check);
});

interface Files {
  readonly cert: string;
  readonly key: string;
}

interface Certificates {
  readonly ca: string;
  readonly of: Readonly<Record<(typeof CERTIFICATES)[number], Files>>;
}

async function makeCertificates(folder: string): Promise<Certificates> {
  const DAY = 86_400_000;
  const ca = await makeAuthority(folder);
  const below = await ca.below("Intermediate");
  const files = async (name: string, { cert, key }: Certificate, ...more: string[]): Promise<Files> => {
    const chain = join(folder, `${name}.pem`);
    await writeFile(chain, [cert.text, ...more].join(""));
    return { cert: chain, key: key.file };
  };
  const good = await ca.issue("good");
  const leaf = await below.issue("leaf");
  const expired = await ca.issue("expired", {
    notBefore: new Date(Date.now() - 2 * DAY),
    notAfter: new Date(Date.now() - DAY),
  });
  const future = await ca.issue("future", { notBefore: new Date(Date.now() + DAY) });
  const other = await ca.issue("other", { hosts: ["other.example.com"] });
  return {
    ca: ca.cert.file,
    of: {
      good: await files("good", good),
      "self-signed": await files("alone", await selfSigned(folder, "self")),
      "with its root": await files("root", good, ca.cert.text),
      expired: await files("expired", expired),
      "of the future": await files("future", future),
      "for another host": await files("other", other),
      "without intermediate": await files("leaf", leaf),
      "with intermediate": await files("chain", leaf, below.cert.text),
      "client certificate": await files("client", good),
    },
  };
}

interface Upstreams {
  readonly hangs: string;
  readonly nobody: string;
}

const isOk = (status: number): boolean => status === 200;

const JSON_TYPE = "default_type application/json;";
const HTML_TYPE = "default_type text/html;";

/** One nginx: each path a mistake, and a port for each certificate. */
async function nginxGate({ ca, of }: Certificates, { hangs, nobody }: Upstreams) {
  const own = await tempDir();
  const port = await freePort();
  const small = await freePort();
  const tlsPorts = {} as Record<(typeof CERTIFICATES)[number], number>;
  for (const name of CERTIFICATES) tlsPorts[name] = await freePort();
  const version = (path: string) =>
    `location = ${path}/api/admin/version { ${JSON_TYPE} return 200 '"3.8.8"'; }`;
  const tlsServers = CERTIFICATES.map((name) => {
    const { cert, key } = of[name];
    const verify = name === "client certificate" ? `ssl_verify_client on; ssl_client_certificate ${ca};` : "";
    return `server {
    listen 127.0.0.1:${tlsPorts[name]} ssl;
    ssl_certificate ${cert};
    ssl_certificate_key ${key};
    ${verify}
    location /to-http/ { return 301 http://$http_host$request_uri; }
    location / { return 404; }
  }`;
  });
  const configuration = join(own.path, "nginx.conf");
  await writeFile(
    configuration,
    `events {}
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  limit_req_zone $binary_remote_addr zone=all:1m rate=1r/m;
  server {
    listen 127.0.0.1:${port};
    location /ready { return 200; }
    location /cut/ { return 444; }
    ${version("/small-body")}
    location /small-body/ { client_max_body_size 1; proxy_pass ${nobody}; }
    location /limited/ { limit_req zone=all; limit_req_status 429; proxy_pass ${nobody}; }
    ${version("/only-get")}
    location /only-get/ { return 405; }
    location /denied/ { deny all; }
    location /auth-down/ { auth_request /auth; proxy_pass ${nobody}; }
    location = /auth { internal; proxy_pass ${nobody}; }
    location /hangs/ { proxy_read_timeout 1s; proxy_pass ${hangs}; }
    location /page/ { ${HTML_TYPE} return 200 "<!doctype html><title>Welcome</title>"; }
    location /sign-in/ { ${HTML_TYPE} return 200 "<!doctype html><title>Sign in</title>"; }
    location /json/ { ${JSON_TYPE} return 200 '{"status": "ok"}'; }
    location /login/ { return 302 https://login.example.com/oauth2/v2.0/authorize?state=1; }
    location /start/ { return 302 /oauth2/start?rd=$request_uri; }
    location ~ ^/slash/.*[^/]$ { return 301 $scheme://$http_host$uri/; }
    location ~ ^/moved(/.*)$ { return 308 https://new.example.com$1; }
    location / { return 404; }
  }
  server {
    listen 127.0.0.1:${small};
    large_client_header_buffers 1 1k;
    location / { return 404; }
  }
  ${tlsServers.join("\n  ")}
}
`,
  );
  const part = await startNginx(configuration, { port, home: own, path: "/ready", isReady: isOk });
  parts.push(part);
  return {
    nginx: part.url,
    nginxSmallHeaders: `http://127.0.0.1:${small}`,
    nginxTls: Object.fromEntries(
      CERTIFICATES.map((name) => [name, `https://127.0.0.1:${tlsPorts[name]}`]),
    ) as Gates["nginxTls"],
  };
}

async function caddyGate({ ca, of }: Certificates, { hangs, nobody }: Upstreams) {
  const own = await tempDir();
  const port = await freePort();
  const small = await freePort();
  const secure = await freePort();
  const client = await freePort();
  const { cert, key } = of.good;
  const configuration = join(own.path, "Caddyfile");
  await writeFile(
    configuration,
    `{
  admin off
  auto_https off
  persist_config off
  storage file_system "${own.path}"
  servers 127.0.0.1:${small} {
    max_header_size 1KB
  }
}
http://127.0.0.1:${port} {
  bind 127.0.0.1
  handle /ready {
    respond 200
  }
  handle /hangs/* {
    reverse_proxy ${hangs} {
      transport http {
        response_header_timeout 1s
      }
    }
  }
  handle /auth-down/* {
    forward_auth ${nobody} {
      uri /auth
    }
    respond 200
  }
  handle /to-https/* {
    redir https://{host}:8443{uri} 308
  }
}
http://127.0.0.1:${small} {
  bind 127.0.0.1
  respond 404
}
https://127.0.0.1:${secure} {
  bind 127.0.0.1
  tls ${cert} ${key}
  respond 404
}
https://localhost:${client}, https://127.0.0.1:${client} {
  bind 127.0.0.1
  tls ${cert} ${key} {
    client_auth {
      mode require_and_verify
      trust_pool file ${ca}
    }
  }
  respond 404
}
`,
  );
  const part = await startCaddy(configuration, { port, home: own, path: "/ready", isReady: isOk });
  parts.push(part);
  return {
    caddy: part.url,
    caddySmallHeaders: `http://127.0.0.1:${small}`,
    caddyTls: `https://127.0.0.1:${secure}`,
    caddyClientCertificate: `https://127.0.0.1:${client}`,
  };
}

/** Its configuration is JSON, which is YAML too; Traefik goes by the name of the file. */
async function traefikGate({ hangs, nobody }: Upstreams) {
  const own = await tempDir();
  const port = await freePort();
  const secure = await freePort();
  const dynamic = join(own.path, "dynamic.yml");
  const router = (path: string, service: string, ...middlewares: string[]) => ({
    rule: `PathPrefix(\`/${path}\`)`,
    entryPoints: ["web"],
    service,
    middlewares,
  });
  await writeFile(
    dynamic,
    JSON.stringify({
      http: {
        routers: {
          "auth-down": router("auth-down", "nobody", "auth"),
          limited: router("limited", "nobody", "limit"),
          "no-server": router("no-server", "none"),
          hangs: router("hangs", "hangs"),
          "to-https": router("to-https", "nobody", "https"),
          secure: { rule: "PathPrefix(`/`)", entryPoints: ["secure"], service: "nobody", tls: {} },
        },
        middlewares: {
          auth: { forwardAuth: { address: `${nobody}/auth` } },
          limit: { rateLimit: { average: 1, period: "1m", burst: 1 } },
          https: { redirectScheme: { scheme: "https", port: "8443", permanent: true } },
        },
        services: {
          nobody: { loadBalancer: { servers: [{ url: nobody }] } },
          none: { loadBalancer: { servers: [] } },
          hangs: { loadBalancer: { servers: [{ url: hangs }], serversTransport: "short" } },
        },
        serversTransports: { short: { forwardingTimeouts: { responseHeaderTimeout: "1s" } } },
      },
    }),
  );
  const part = await startTraefik(
    [
      `--entryPoints.web.address=127.0.0.1:${port}`,
      `--entryPoints.secure.address=127.0.0.1:${secure}`,
      `--providers.file.filename=${dynamic}`,
      "--global.checkNewVersion=false",
      "--global.sendAnonymousUsage=false",
    ],
    { port, home: own, path: "/no-server/", isReady: (status) => status === 503 },
  );
  parts.push(part);
  return { traefik: part.url, traefikTls: `https://127.0.0.1:${secure}` };
}
