import { describe, expect, test } from "vitest";

import { diagnose } from "../../../../src/server/diagnosis/diagnose.js";
import type { Diagnosis, DiagnosisContext, Observation } from "../../../../src/server/diagnosis/types.js";
import { API, none, answer, at, nginx, HTML, NGINX, JSON_TYPE, UI, location, CASES } from "./cases.js";
import { HOUR, NOW, iap, maintained, opaque, toSignIn, withToken } from "./cases.js";

describe("an answer that proves nothing", () => {
  test.each(CASES.map((row) => [row[0], row] as const))(
    "%s",
    (_seen, [, observation, context, id, retry]) => {
      const diagnosis = bad(observation, context);
      expect(diagnosis.id).toBe(id);
      expect(diagnosis.retry).toBe(retry === "retried");
      for (const text of [diagnosis.saw, diagnosis.means, diagnosis.todo])
        expect(text).toSatisfy(isOneSentence);
      expect(diagnosis.saw).not.toMatch(/STATE|NONCE/);
      expect(diagnosis.saw).toContain(observation.url);
    },
  );

  test("401 and 403 are never tried again", () => {
    const refusals = CASES.filter(([, seen]) => seen.kind === "answer" && [401, 403].includes(seen.status));
    expect(refusals.length).toBeGreaterThan(30);
    expect(refusals.filter(([, , , , retry]) => retry)).toEqual([]);
  });
});

describe("an answer that proves something", () => {
  test.each([
    ["a release", answer(200, JSON_TYPE, '"3.8.8"'), { good: "version", serverVersion: "3.8.8" }],
    [
      "a development version",
      answer(200, { "content-type": "application/json; charset=utf-8" }, '"3.7.0.dev3+24.gab1"'),
      { good: "version", serverVersion: "3.7.0.dev3+24.gab1" },
    ],
    [
      "a server from a git checkout",
      answer(200, JSON_TYPE, '"0+unknown"'),
      { good: "version", serverVersion: "0+unknown" },
    ],
    ["an empty list", answer(200, JSON_TYPE, "[]", { method: "POST" }), { good: "list" }],
    [
      "CSRF protection",
      answer(403, JSON_TYPE, '{"detail":"Missing CSRF token."}', { method: "POST" }),
      { good: "csrf-wanted" },
    ],
    [
      "a CSRF token",
      answer(200, JSON_TYPE, '{"token":"t","client":"c","expiration":"2026-11-23T19:36:30Z"}'),
      { good: "csrf-token", token: "t" },
    ],
  ])("%s", (_seen, observation, good) => {
    expect(diagnose(observation, none)).toEqual(good);
  });
});

describe("what to do is said exactly", () => {
  test.each([
    [
      "redirect to https",
      answer(301, location("https://h:8443/p/api/admin/version"), "", { apiUrl: "http://h:8080/p/api" }),
      at("http://h:8080/p/api"),
      "Set `api-url` to https://h:8443/p/api.",
    ],
    [
      "UI",
      answer(200, HTML, UI, { apiUrl: "https://h/prefect" }),
      at("https://h/prefect/"),
      "Append /api: set `api-url` to https://h/prefect/api.",
    ],
    [
      "a page of the UI, as the address bar has it",
      answer(200, HTML, UI, { apiUrl: "https://h/prefect/deployments/deployment/1" }),
      at("https://h/prefect/deployments/deployment/1"),
      "Set `api-url` to https://h/prefect/api: /deployments/deployment/1 is a page of the UI.",
    ],
    [
      "/api/v1",
      answer(404, JSON_TYPE, '{"detail":"Not Found"}'),
      at("https://h/api/v1"),
      "Set `api-url` to https://h/api.",
    ],
    [
      "/prefect/api/api on a host that is called api",
      answer(404, JSON_TYPE, '{"detail":"Not Found"}'),
      at("https://api/prefect/api/api"),
      "Set `api-url` to https://api/prefect/api.",
    ],
    [
      "/API, which Prefect answers",
      answer(404, JSON_TYPE, '{"detail":"Not Found"}'),
      at("https://h/API"),
      "Set `api-url` to https://h/api: the path of Prefect's API is /api in lower case.",
    ],
    [
      "/Prefect/Api/, which a UI answers",
      answer(200, HTML, UI),
      at("https://h/Prefect/Api/"),
      "Set `api-url` to https://h/Prefect/api: the path of Prefect's API is /api in lower case.",
    ],
    [
      "/API, which a gate does not know",
      answer(404, NGINX, nginx("404 Not Found")),
      at("https://h:8443/API"),
      "Set `api-url` to https://h:8443/api: the path of Prefect's API is /api in lower case.",
    ],
    [
      "/API, for which Traefik has no router",
      answer(404, {}, "404 page not found\n"),
      at("https://h/API"),
      "Set `api-url` to https://h/api: the path of Prefect's API is /api in lower case.",
    ],
    [
      "/API, where a web page answers",
      answer(200, HTML, "<!doctype html><title>Welcome</title>"),
      at("https://h/API"),
      "Set `api-url` to https://h/api: the path of Prefect's API is /api in lower case.",
    ],
    [
      "a base path that is not in `api-url`",
      answer(404, JSON_TYPE, '{"detail":"Not Found"}'),
      at("https://h/api"),
      "Let the gate pass the path on with /api, or put the prefix before /api in `api-url` where the server has one (PREFECT_SERVER_API_BASE_PATH).",
    ],
    [
      "a prefix that the gate and the server do not agree on",
      answer(404, JSON_TYPE, '{"detail":"Not Found"}'),
      at("https://h/prefect/api/"),
      "Let the gate take /prefect and no more off the path, or let it take off nothing and start the server with PREFECT_SERVER_API_BASE_PATH=/prefect/api.",
    ],
    [
      "a prefix that an old server does not know",
      answer(200, HTML, UI),
      at("https://h/prefect/api"),
      "Let the gate take /prefect and no more off the path, or let it take off nothing and start the server with PREFECT_SERVER_API_BASE_PATH=/prefect/api.",
    ],
    [
      "TLS port",
      answer(400, NGINX, nginx("400 The plain HTTP request was sent to HTTPS port")),
      at("http://h/api"),
      "Set `api-url` to https://h/api.",
    ],
  ])("%s", (_seen, observation, context, todo) => {
    expect(bad(observation, context).todo).toBe(todo);
  });

  test.each([
    [{ headerNames: [] }, "no credential was sent", "give a"],
    [{ headerNames: [], credential: "basic" }, "the password did not open it", "check the"],
    [{ headerNames: [], credential: "bearer" }, "the token did not open it", "check the"],
    [{ headerNames: ["Service-Token"] }, "`headers` did not open it", "check the"],
    [
      { headerNames: ["Service-Token"], credential: "bearer" },
      "the token and `headers` did not open it",
      "check the",
    ],
    // It replaces the token.
    [{ headerNames: ["Authorization"], credential: "bearer" }, "`headers` did not open it", "check the"],
  ] as const)("a browser host, asked with %j", (sends, means, todo) => {
    const seen = answer(302, location("https://login.example.com/authorize"));
    expect(bad(seen, { ...none, ...sends })).toMatchObject({
      means: `This is the browser host: people sign in at "login.example.com" (SSO), and ${means}.`,
      todo:
        "Look for the machine host, a name or path that admits a password or token, set `api-url` to it and " +
        `\`ui-url\` to https://prefect.example.com; if this host admits machines too, ${todo} credential.`,
    });
  });

  test.each([
    ["https://h/prefect/api", "https://h/prefect"],
    ["https://h/api/", "https://h"],
    ["https://h/prefect", "https://h/prefect"],
    ["https://h:8443", "https://h:8443"],
  ])("the browser host of %s, as `ui-url`, is %s", (apiUrl, uiUrl) => {
    const seen = answer(302, location("https://login.example.com/authorize"), "", { apiUrl });
    expect(bad(seen, at(apiUrl)).todo).toContain(`\`ui-url\` to ${uiUrl};`);
  });

  test.each([
    ["a date", "Fri, 02 Jan 2026 04:30:00 GMT", " until 2026-01-02 04:30 UTC"],
    ["seconds", "600", " until 2026-01-02 03:14 UTC"],
    ["neither", "soon", ""],
    ["a date past all dates", "Fri, 02 Jan 999999 04:30:00 GMT", ""],
  ])("until when a server is in maintenance: %s", (_what, value, end) => {
    const { saw, means } = bad(maintained({ "retry-after": value }), none);
    expect(means).toBe(`The Prefect server is in maintenance${end}.`);
    expect(saw).toContain(`Retry-After "${value}"`);
  });

  test.each(["Unable to parse JWT", "JWT signature is invalid", "empty token"])(
    "IAP's reason is shown, and not hidden as a secret: %s",
    (reason) => {
      expect(bad(iap(reason), opaque).saw).toContain(`because of "${reason}"`);
    },
  );

  test("IAP takes no token of GitHub, so the audience is not what to compare", () => {
    const github = { ...opaque, token: { from: "oidc-audience", jwt: { audiences: [] } } } as const;
    expect(bad(iap("JWT signature is invalid"), github).todo).toContain(
      "an ID token of a Google service account",
    );
  });

  test("a redirect to sign in names what the JWT says, as a 401 does", () => {
    const jwt = { expires: NOW + HOUR, subject: "repo:o/r:ref:refs/heads/main" };
    expect(bad(toSignIn(NOW), withToken(jwt)).saw).toContain(
      'a redirect to "https://login.example.com/authorize", sent a token with audience "prefect", ' +
        'issuer "https://idp.example.com", subject "repo:o/r:ref:refs/heads/main", valid for another 60 min.',
    );
  });

  test("a redirect to sign in says that an opaque token is no JWT, and where to get one", () => {
    const { means, todo } = bad(toSignIn(NOW), opaque);
    expect(means).toContain("did not open it: the token is not a JWT");
    expect(todo).toContain("give a JWT in place of that token (`oidc-audience`, `token-url`).");
  });

  test.each([
    ["api-key", "in `api-key`, or let the action ask for one in each run (`oidc-audience`"],
    ["headers", "in `headers`, or let the action ask"],
    ["token-url", "Ask `token-url` for a JWT"],
  ] as const)("where a JWT comes from in place of an opaque token of %s", (from, todo) => {
    const seen = answer(401, { "content-type": "text/plain" }, "Unauthorized\n");
    const diagnosis = bad(seen, { ...opaque, token: { from } });
    expect(diagnosis.means).toContain("the token, which is not a JWT");
    expect(diagnosis.todo).toContain(todo);
  });

  test.each(["oidc-audience", "token-url", "api-key"] as const)(
    "Prefect behind a Bearer gate, a token of %s: the gate has to add the inner Basic header",
    (from) => {
      const seen = answer(401, JSON_TYPE, '{"exception_message":"Unauthorized"}');
      const { means, todo } = bad(seen, { ...withToken({}), token: { from, jwt: { audiences: [] } } });
      expect(means).toContain("one Authorization header cannot hold both");
      expect(todo).toContain("replace Authorization by the inner Basic header");
    },
  );

  test("a Location is shown without its query", () => {
    const seen = answer(302, location("https://user:pw@login.example.com/authorize?state=STATE#x"));
    expect(bad(seen, none).saw).toBe(
      `302 from ${API}/admin/version, a redirect to "https://login.example.com/authorize".`,
    );
  });

  test.each([
    ["https://h/api", "ECONNREFUSED", "h:443"],
    ["http://h/api", "ECONNREFUSED", "h:80"],
    ["https://h:8443/api", "ECONNREFUSED", "h:8443"],
    ["https://[fd00::1]/api", "ECONNREFUSED", "[fd00::1]:443"],
    ["https://h/api", "ECONNRESET", "h:443"],
    ["https://h/api", "ETIMEDOUT", "h:443"],
    ["https://h/api", "EHOSTUNREACH", "h:443"],
    ["https://h/api", "TIMEOUT", "h:443"],
    ["https://h/api", "HPE_INVALID_CONSTANT", "h:443"],
    ["https://h/api", "EPROTO", "h:443"],
    ["https://h/api", "ERR_PROXY_TUNNEL", "h:443"],
    ["https://h/api", "EWHATEVER", "h:443"],
  ])(
    "of %s, %s: the port that was tried is named, also where the URL leaves it out",
    (apiUrl, code, tried) => {
      expect(bad({ kind: "failure", url: `${apiUrl}/admin/version`, code }, at(apiUrl)).means).toContain(
        tried,
      );
    },
  );

  test("malformed HTTP is shown with the parser's reason", () => {
    const detail = "Duplicate Content-Length";
    const seen = { kind: "failure", url: API, code: "HPE_UNEXPECTED_CONTENT_LENGTH", detail } as const;
    const { saw, todo } = bad(seen, none);
    expect(saw).toBe(
      `Malformed HTTP from ${API} (HPE_UNEXPECTED_CONTENT_LENGTH): "Duplicate Content-Length".`,
    );
    expect(todo).not.toContain("port");
  });

  test("what cannot be seen at the beginning of a body is shown", () => {
    const { saw } = bad(answer(200, JSON_TYPE, '\ufeff"3.8.8"'), none);
    expect(saw).toContain("body \"\\u{feff}'3.8.8'\"");
    expect(bad(answer(200, JSON_TYPE, "\ufeff"), none).saw).toContain('body "\\u{feff}"');
  });

  test("an unknown answer is shown with everything that helps", () => {
    const { saw } = bad(answer(418, { "content-type": "text/x", server: "teapot" }, "short and stout"), none);
    expect(saw).toBe(
      `418 from ${API}/admin/version, Content-Type "text/x", Server "teapot", body "short and stout".`,
    );
  });
});

describe("nothing from outside can act in the log", () => {
  const evil = '\r\n::error::pwned\u001b[31m\u0000\u2028##[error]pwned "quoted" \u202e' + "x".repeat(5000);
  const headers = {
    "content-type": evil,
    server: evil,
    "www-authenticate": evil,
    location: evil,
    "retry-after": evil,
  };
  const statuses = [200, 204, 302, 400, 401, 403, 404, 413, 418, 429, 500, 502, 503, 504, 599];
  const bodies = [
    evil,
    `<html><title>${evil}</title>`,
    `Jwt ${evil}`,
    JSON.stringify({ exception_message: evil }),
  ];
  const types = [evil, "text/html", "application/json"];

  test.each(statuses)("%i", (status) => {
    for (const body of bodies) {
      for (const type of types) {
        const { saw, means, todo } = bad(answer(status, { ...headers, "content-type": type }, body), none);
        for (const text of [saw, means, todo]) {
          expect(text).not.toMatch(/[\p{C}\u2028\u2029]|##\[|^\s*::/u);
          expect(text.length).toBeLessThan(700);
        }
      }
    }
  });
});

function bad(observation: Observation, context: DiagnosisContext): Diagnosis {
  const verdict = diagnose(observation, context);
  if (!("id" in verdict)) throw new Error(`not a diagnosis: ${verdict.good}`);
  return verdict;
}

/** What is quoted does not count: it comes from outside. */
function isOneSentence(text: string): boolean {
  const own = text.replace(/"[^"]*"/g, "Q");
  return /^[A-Z0-9`][^\n]*\.$/.test(own) && !/[.!?]\s/.test(own);
}
