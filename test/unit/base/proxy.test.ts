import { describe, expect, test } from "vitest";
import { ActionError } from "../../../src/base/errors.js";
import { checkProxies, proxyFor, readableNoProxy } from "../../../src/base/proxy.js";

const PROXY = "http://proxy.corp:3128";

const by = (url: string, env: NodeJS.ProcessEnv) => proxyFor(new URL(url), env)?.href;

describe("the proxy of a request", () => {
  test.each<[env: NodeJS.ProcessEnv, url: string, proxy: string | undefined]>([
    [{}, "https://a.example", undefined],
    [{ HTTPS_PROXY: PROXY }, "https://a.example", `${PROXY}/`],
    [{ https_proxy: PROXY }, "https://a.example", `${PROXY}/`],
    [{ HTTPS_PROXY: PROXY }, "http://a.example", undefined],
    [{ http_proxy: PROXY }, "https://a.example", undefined],
    [{ http_proxy: PROXY, HTTP_PROXY: "http://other:1" }, "http://a.example", `${PROXY}/`],
    // Set and empty, it counts too (curl, Python).
    [{ http_proxy: "", HTTP_PROXY: PROXY }, "http://a.example", undefined],
    [{ HTTPS_PROXY: "proxy.corp:3128" }, "https://a.example", `${PROXY}/`],
    [{ HTTPS_PROXY: "proxy.corp" }, "https://a.example", "http://proxy.corp/"],
    [{ HTTPS_PROXY: "u:p@proxy.corp:3128" }, "https://a.example", "http://u:p@proxy.corp:3128/"],
    [{ HTTPS_PROXY: "https://proxy.corp" }, "https://a.example", "https://proxy.corp/"],
    [{ HTTPS_PROXY: PROXY, NO_PROXY: "*" }, "https://a.example", undefined],
    [{ HTTPS_PROXY: PROXY, NO_PROXY: "a.example", no_proxy: "" }, "https://a.example", `${PROXY}/`],
    [{ HTTPS_PROXY: PROXY, NO_PROXY: "b.example", no_proxy: "a.example" }, "https://a.example", undefined],
  ])("with %j, of %s: %s", (env, url, proxy) => {
    expect(by(url, env)).toBe(proxy);
  });

  test.each<[noProxy: string, direct: readonly string[], proxied: readonly string[]]>([
    ["", [], ["a.example"]],
    ["*", ["a.example", "10.0.0.1", "[fd00::1]"], []],
    [
      "example.com",
      ["example.com", "EXAMPLE.com", "a.b.example.com", "example.com."],
      ["badexample.com", "com"],
    ],
    [".example.com", ["example.com", "a.example.com", "a.example.com:8443"], ["badexample.com"]],
    ["*.Example.com", ["a.example.com"], ["badexample.com"]],
    ["example.com.", ["a.example.com"], []],
    ["a.example:8443", ["a.example:8443", "x.a.example:8443"], ["a.example", "a.example:443"]],
    ["a.example:443", ["a.example"], ["a.example:8443"]],
    ["x, a.example  b.example\t.c.example ,,", ["a.example", "b.example", "c.example", "x"], ["d.example"]],
    ["10.0.0.1", ["10.0.0.1", "[::ffff:10.0.0.1]"], ["10.0.0.2", "10.0.0.1.example"]],
    ["10.0.0.1:8443", ["10.0.0.1:8443"], ["10.0.0.1"]],
    ["10.0.0.0/8", ["10.0.0.1", "10.255.255.255:8443"], ["11.0.0.1", "a.example"]],
    ["10.1.2.3/32,0.0.0.0/0", ["10.1.2.3", "8.8.8.8"], ["[fd00::1]"]],
    ["fd00::/8", ["[fd00::1]", "[fdff::1]:8443"], ["[fe00::1]", "10.0.0.1"]],
    ["[fd00::]/8", ["[fd00::1]"], ["[fe00::1]"]],
    ["fd00::1", ["[fd00::1]", "[fd00:0::0:1]:8443"], ["[fd00::2]"]],
    ["[fd00::1]", ["[fd00::1]", "[fd00::1]:8443"], ["[fd00::2]"]],
    ["[fd00::1]:8443", ["[fd00::1]:8443"], ["[fd00::1]"]],
    // What nobody can read names no host, and stops nothing.
    [
      "10.0.0.0/33,10.0.0.0/,/8,fd00::/129,[::1,:,.,a.example:x,::1::",
      [],
      ["10.0.0.1", "a.example", "[fd00::1]"],
    ],
  ])("with NO_PROXY=%j: none for %j, one for %j", (noProxy, direct, proxied) => {
    const env = { HTTPS_PROXY: PROXY, NO_PROXY: noProxy };
    for (const host of direct) expect(by(`https://${host}/api`, env), host).toBeUndefined();
    for (const host of proxied) expect(by(`https://${host}/api`, env), host).toBe(`${PROXY}/`);
  });

  test("is none for this machine, whatever NO_PROXY says", () => {
    expect(by("http://localhost:4200", { HTTP_PROXY: PROXY, NO_PROXY: "" })).toBeUndefined();
  });
});

describe("a proxy that cannot be one", () => {
  const SECRET = "hunter22";
  const saidBy = (work: () => unknown): string => {
    try {
      work();
    } catch (error) {
      expect(error).toBeInstanceOf(ActionError);
      expect((error as Error).message).not.toMatch(/hunter22|proxy\.corp/);
      return (error as Error).message;
    }
    return "";
  };
  const MALFORMED = [
    ...[`htp://${SECRET}@proxy.corp`, `http://u:${SECRET}@proxy.corp:port`, "http:proxy.corp:3128"],
    ...[
      "http://",
      "://proxy.corp",
      " http://proxy.corp",
      "http://proxy.corp ",
      "http://a proxy.corp",
      "http://[::1",
    ],
    ...[
      `http://u:${SECRET}#@proxy.corp:1`,
      `http://u:${SECRET}?@proxy.corp:1`,
      `http://u:pw/${SECRET}@proxy.corp:1`,
    ],
  ];

  test.each(MALFORMED)("%j is an error, by the name of its variable and without its value", (value) => {
    const said = saidBy(() => by("https://a.example", { https_proxy: value }));
    expect(said).toMatch(/^`https_proxy` is not the URL of an HTTP proxy\. /);
    expect(
      saidBy(() => {
        checkProxies({ https_proxy: value });
      }),
    ).toBe(said);
  });

  test("is one too where only Prefect's client would read it; all are told at once", () => {
    const said = saidBy(() => {
      checkProxies({ HTTP_PROXY: "htp://x", HTTPS_PROXY: "http://a:b", all_proxy: "x://" });
    });
    expect(said.match(/`\w+` is not/g)).toEqual([
      "`HTTP_PROXY` is not",
      "`HTTPS_PROXY` is not",
      "`all_proxy` is not",
    ]);
  });

  test("a SOCKS proxy is an error only where a request would need it", () => {
    const env = { HTTPS_PROXY: "socks5://proxy.corp:1080", NO_PROXY: "a.example" };
    expect(saidBy(() => by("https://b.example", env))).toMatch(
      /^`HTTPS_PROXY` is not the URL of an HTTP proxy\. /,
    );
    expect(by("https://a.example", env)).toBeUndefined();
    expect(() => {
      checkProxies(env);
    }).not.toThrow();
  });

  test("none is an error where there is none", () => {
    expect(() => {
      checkProxies({ HTTP_PROXY: "", HTTPS_PROXY: "proxy.corp:3128", all_proxy: PROXY });
    }).not.toThrow();
  });
});

// Measured with httpx 0.27.2 and 0.28.1: what is left out or changed here ends every client at its start ("Invalid
// port: ':1]'", "Invalid IDNA hostname"), also one that uses no proxy.
test.each([
  ["", ""],
  ["a.example, .b.example c.example:8080", "a.example,.b.example,c.example:8080"],
  ["10.0.0.0/8,10.0.0.1:80,*", "10.0.0.0/8,10.0.0.1:80,*"],
  ["[::1],::1,[fd00::1]", "::1,::1,fd00::1"],
  ["a.example,fd00::/8,[fd00::]/8,[::1]:80,a.example:x,é.example,[,::1::", "a.example"],
])("NO_PROXY=%j, as Python's httpx can read it: %j", (value, readable) => {
  expect(readableNoProxy(value)).toBe(readable);
});
