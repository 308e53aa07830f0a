import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "../../../scripts/parts.mjs";
import type { Part } from "./part.ts";
import { startCaddy, startEnvoy, startNginx, startTraefik } from "./programs.ts";
import { tempDir } from "../temp.ts";

/** Two servers behind one gate, each `http://127.0.0.1:PORT`. */
export interface Split {
  /** Gets what is below `/api`. */
  readonly api: string;
  /** Gets everything else: another application of the same host, or what a gate guards in another way. */
  readonly other: string;
}

/** Real gates that send `/api` to one server and everything else to another, by the rule that one would write first. */
export const SPLIT_GATES: Readonly<Record<string, (split: Split) => Promise<Part>>> = {
  nginx: (split) => nginx(split, ""),
  /** With a path in `proxy_pass` nginx sends on what it has decoded and resolved. */
  "nginx that normalises": (split) => nginx(split, "/api/"),
  Traefik: traefik,
  Caddy: caddy,
  /** With all that Envoy can do to a path. */
  Envoy: envoy,
};

const isReady = (status: number): boolean => status === 200;

async function nginx({ api, other }: Split, path: string): Promise<Part> {
  const home = await tempDir();
  const port = await freePort();
  const configuration = join(home.path, "nginx.conf");
  await writeFile(
    configuration,
    `events {}
http {
  access_log off;
  client_body_temp_path body_temp; proxy_temp_path proxy_temp;
  server {
    listen 127.0.0.1:${port};
    location /api/ { proxy_pass ${api}${path}; }
    location / { proxy_pass ${other}; }
  }
}
`,
  );
  return startNginx(configuration, { home, port, isReady });
}

async function traefik({ api, other }: Split): Promise<Part> {
  const home = await tempDir();
  const port = await freePort();
  const dynamic = join(home.path, "dynamic.yml");
  const service = (url: string) => ({ loadBalancer: { servers: [{ url }] } });
  const routers = {
    api: { rule: "PathPrefix(`/api`)", service: "api" },
    other: { rule: "PathPrefix(`/`)", service: "other" },
  };
  const services = { api: service(api), other: service(other) };
  await writeFile(dynamic, JSON.stringify({ http: { routers, services } }));
  const args = [`--entryPoints.web.address=127.0.0.1:${port}`, `--providers.file.filename=${dynamic}`];
  return startTraefik([...args, "--global.checkNewVersion=false", "--global.sendAnonymousUsage=false"], {
    home,
    port,
    isReady,
  });
}

async function caddy({ api, other }: Split): Promise<Part> {
  const home = await tempDir();
  const port = await freePort();
  const configuration = join(home.path, "Caddyfile");
  await writeFile(
    configuration,
    `{
  admin off
  auto_https off
  persist_config off
}
http://127.0.0.1:${port} {
  bind 127.0.0.1
  handle /api/* {
    reverse_proxy ${api}
  }
  handle {
    reverse_proxy ${other}
  }
}
`,
  );
  return startCaddy(configuration, { home, port, isReady });
}

async function envoy({ api, other }: Split): Promise<Part> {
  const home = await tempDir();
  const port = await freePort();
  const configuration = join(home.path, "envoy.yaml");
  const address = (to: string | number) => ({
    socket_address: { address: "127.0.0.1", port_value: Number(String(to).split(":").at(-1)) },
  });
  const cluster = (name: string, url: string) => ({
    name,
    load_assignment: {
      cluster_name: name,
      endpoints: [{ lb_endpoints: [{ endpoint: { address: address(url) } }] }],
    },
  });
  const type = (name: string) => ({ "@type": `type.googleapis.com/envoy.extensions.filters.${name}` });
  const manager = {
    ...type("network.http_connection_manager.v3.HttpConnectionManager"),
    stat_prefix: "split",
    normalize_path: true,
    merge_slashes: true,
    path_with_escaped_slashes_action: "UNESCAPE_AND_FORWARD",
    route_config: {
      virtual_hosts: [
        {
          name: "all",
          domains: ["*"],
          routes: [
            { match: { prefix: "/api/" }, route: { cluster: "api" } },
            { match: { prefix: "/" }, route: { cluster: "other" } },
          ],
        },
      ],
    },
    http_filters: [{ name: "envoy.filters.http.router", typed_config: type("http.router.v3.Router") }],
  };
  const filter = { name: "envoy.filters.network.http_connection_manager", typed_config: manager };
  const listener = { name: "web", address: address(port), filter_chains: [{ filters: [filter] }] };
  const clusters = [cluster("api", api), cluster("other", other)];
  await writeFile(configuration, JSON.stringify({ static_resources: { listeners: [listener], clusters } }));
  return startEnvoy(configuration, { home, port, isReady });
}
