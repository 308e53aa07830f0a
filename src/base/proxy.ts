import { BlockList, isIP } from "node:net";
import { attempt } from "./attempt.js";
import { ActionError, type Problem } from "./errors.js";
import { isLoopback } from "./loopback.js";
import { portOf } from "./port.js";

/**
 * The job's HTTP proxy for a request: by http_proxy or https_proxy, and no_proxy, each also in upper case, as curl and
 * Python's urllib read them. None for loopback: it is this machine, and a proxy is another one, which over http would
 * read the credential, and then find nothing. Pure.
 *
 * @throws ActionError where the variable does not name one; never with its value, which may hold a password
 */
export function proxyFor(url: URL, env: NodeJS.ProcessEnv): URL | undefined {
  const { name, value } = variable(env, url.protocol === "https:" ? "https_proxy" : "http_proxy");
  if (value === "" || isLoopback(url) || isDirect(url, variable(env, "no_proxy").value)) return undefined;
  const proxy = proxyOf(value);
  if (!proxy || !/^https?:$/.test(proxy.protocol)) throw new ActionError(malformed(name));
  return proxy;
}

/**
 * Prefect's client reads all of them at its start, also where it needs none, and ends in a traceback of httpx.
 *
 * @throws ActionError
 */
export function checkProxies(env: NodeJS.ProcessEnv): void {
  const problems = ["http_proxy", "https_proxy", "all_proxy"]
    .map((lower) => variable(env, lower))
    .filter(({ value }) => value !== "" && !proxyOf(value))
    .map(({ name }) => malformed(name));
  if (problems.length > 0) throw new ActionError(problems);
}

/** The one in lower case wins, also where it is empty. */
function variable(env: NodeJS.ProcessEnv, lower: string): { name: string; value: string } {
  const name = env[lower] === undefined ? lower.toUpperCase() : lower;
  return { name, value: env[name] ?? "" };
}

function malformed(name: string): Problem {
  return {
    what: `\`${name}\` is not the URL of an HTTP proxy.`,
    fix: "Write it as http://proxy.example.com:3128, without spaces; in a user or password before the host, write `#`, `/`, `?` and `@` as %23, %2F, %3F and %40.",
  };
}

function proxyOf(value: string): URL | undefined {
  const text = value.includes("://") ? value : `http://${value}`;
  const url = /\s/.test(text) || !URL.canParse(text) ? undefined : new URL(text);
  const isProxy = url && /^(?:https?|socks5h?):$/.test(url.protocol) && url.hostname !== "";
  // Of a password that is not encoded.
  return isProxy && !/[?#]|\/.*@/.test(text.slice(text.indexOf("://") + 3)) ? url : undefined;
}

/** One of the hosts in NO_PROXY: a name stands for the names below it too. */
interface Host {
  /** As it is written. */
  readonly text: string;
  /** A name, an IP address without brackets, or `*`. */
  readonly host: string;
  /** Of a netmask. */
  readonly prefix: number | undefined;
  readonly port: number | undefined;
}

/** Without those that nobody can read. */
function hostsOf(noProxy: string): Host[] {
  return noProxy.split(/[\s,]+/).flatMap((text) => {
    const parts =
      /^\[(?<host>[^\]]+)\](?:\/(?<prefix>\d+)|:(?<port>\d+))?$/.exec(text) ??
      /^(?<host>[^/:[\]]+)(?::(?<port>\d+))?$/.exec(text) ??
      /^(?<host>[\da-f.:]+)(?:\/(?<prefix>\d+))?$/i.exec(text);
    const { host = "", prefix, port } = parts?.groups ?? {};
    const name = host.toLowerCase().replace(/^\*?\.|\.$/g, "");
    const isAddress = isIP(name) !== 0;
    if (name === "" || ((/[:/]/.test(name) || text.includes("[") || prefix) && !isAddress)) return [];
    return [{ text, host: name, prefix: numbered(prefix), port: numbered(port) }];
  });
}

function numbered(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}

function isDirect(url: URL, noProxy: string): boolean {
  const name = url.hostname.replace(/^\[|\]$|\.$/g, "");
  const port = portOf(url);
  return hostsOf(noProxy).some((one) => {
    if (one.port !== undefined && one.port !== port) return false;
    if (one.host === "*" || name === one.host || name.endsWith(`.${one.host}`)) return true;
    return isIP(one.host) !== 0 && isIP(name) !== 0 && holds(one, name);
  });
}

function holds({ host, prefix }: Host, address: string): boolean {
  const list = new BlockList(); // It knows an IPv4 address in IPv6 too.
  const longest = isIP(host) === 4 ? 32 : 128;
  // It throws where the netmask is longer than the address.
  attempt(() => {
    list.addSubnet(host, prefix ?? longest, family(host));
  });
  return list.check(address, family(address));
}

function family(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 4 ? "ipv4" : "ipv6";
}

/**
 * NO_PROXY for Prefect's client. Measured with httpx 0.27.2 and 0.28.1: a client ends at its start ("Invalid port:
 * ':1]'") where there are brackets, an IPv6 address with a port or a netmask, or a name outside ASCII.
 */
export function readableNoProxy(noProxy: string): string {
  return hostsOf(noProxy)
    .filter(({ text, host, prefix, port }) => {
      const isBare = prefix === undefined && port === undefined;
      return /^[!-~]+$/.test(text) && (isIP(host) !== 6 || isBare);
    })
    .map(({ text, host }) => (isIP(host) === 6 ? host : text))
    .join(",");
}
