import type http from "node:http";
import { describe, expect, test } from "vitest";
import { asked, OddRequestError, oddRequest, passedOn } from "../../../src/gateway/asked.js";

const SECRET = "s3cr3t";

const line = (method: string | undefined, url: string | undefined) =>
  asked({ method, url } as unknown as http.IncomingMessage, SECRET);

const FIX =
  "Where it comes from a name in the prefect file or in a flow file, use one without `/`, `\\`, `%`, `#` and `?`. Otherwise a flow file or a step does this besides deploying: take it out there.";

describe("a request line", () => {
  test.each([
    ["GET", "/flows/name/a%20b?limit=1"],
    ["HEAD", "/health"],
    ["OPTIONS", "/flows/"],
    ["POST", "/deployments/"],
    ["PATCH", "/deployments/1"],
    ["PUT", "/automations/1"],
    ["DELETE", "/"],
  ])("is read by its method and its path below the API: %s %s", (method, path) => {
    const read = line(method, `/${SECRET}/api${path}`);
    expect([read?.method, read?.path.text]).toEqual([method, path]);
  });

  test.each([
    ["/", "/"],
    ["another secret", "/other/api/flows/"],
    ["no URL", undefined],
  ])("of whoever does not know the secret is none: %s", (_title, url) => {
    expect(line("GET", url)).toBeUndefined();
    expect(line("BREW", url)).toBeUndefined();
  });

  test.each<[string, string | undefined, string, string]>([
    ["beside the API", "GET", `/${SECRET}/ui/x`, 'GET "/…/ui/x"'],
    ["of the API itself", "GET", `/${SECRET}/api`, 'GET "/…/api"'],
    ["of what only begins as the API does", "GET", `/${SECRET}/apixx/`, 'GET "/…/apixx/"'],
    ["with something before the secret", "GET", `/x/${SECRET}/api/`, 'GET "/x/"'],
    ["with a host", "GET", `http://x/${SECRET}/api/flows/`, 'GET "http://x/flows/"'],
    ["with the secret in its query alone", "GET", `/api/flows/?x=${SECRET}`, 'GET "/api/flows/?x=…"'],
    ["without a method", undefined, `/${SECRET}/ui/x`, ' "/…/ui/x"'],
  ])("%s is refused", (_title, method, url, shown) => {
    expect(() => line(method, url)).toThrow(OddRequestError);
    expect(() => line(method, url)).toThrow(
      `Unexpected request ${shown}, which was not sent to the server: it is not below the API. ${FIX}`,
    );
  });

  test.each(["TRACE", "CONNECT", "PROPFIND", "get", ""])("with the method %j is refused", (method) => {
    expect(() => line(method, `/${SECRET}/api/flows/`)).toThrow(
      `Unexpected request ${method} "/flows/", which was not sent to the server: the API has no such method.`,
    );
  });

  test("with an odd path is refused, and says why, without the secret", () => {
    expect(() => line("GET", `/${SECRET}/api/flows/../${SECRET}`)).toThrow(OddRequestError);
    expect(() => line("GET", `/${SECRET}/api/flows/../${SECRET}`)).toThrow(
      'Unexpected request GET "/flows/../…", which was not sent to the server: the path holds a dot segment.',
    );
  });
});

test("what is said of an odd request is short", () => {
  const { message } = oddRequest({ method: "GET", url: "/a".repeat(500) }, SECRET, "why");
  expect(message.length).toBeLessThan(FIX.length + 300);
  expect(oddRequest({}, SECRET, "why").message).toBe(
    `Unexpected request  "", which was not sent to the server: why. ${FIX}`,
  );
});

describe("headers that go on", () => {
  const SENT = {
    accept: "*/*",
    "user-agent": "prefect/3.8.8",
    "x-prefect-api-version": "0.8.4",
    authorization: "Bearer x",
    cookie: "a=b",
    host: "localhost",
    "x-http-method-override": "DELETE",
    "sec-websocket-key": "k",
    "sec-websocket-version": "13",
    "sec-websocket-protocol": "prefect",
    "sec-websocket-extensions": "e",
  };

  test("with a request are three, and no others", () => {
    expect(passedOn(SENT)).toEqual({
      accept: "*/*",
      "user-agent": "prefect/3.8.8",
      "x-prefect-api-version": "0.8.4",
    });
    expect(passedOn({})).toEqual({});
  });

  test("of a websocket are those of its handshake", () => {
    expect(passedOn(SENT, "websocket")).toEqual({
      "user-agent": "prefect/3.8.8",
      "sec-websocket-key": "k",
      "sec-websocket-version": "13",
      "sec-websocket-protocol": "prefect",
      "sec-websocket-extensions": "e",
    });
  });

  test.each<[string, string | string[], boolean]>([
    ["with every printable character", " !azAZ09~", true],
    ["of 1000 characters", "x".repeat(1_000), true],
    ["of more", "x".repeat(1_001), false],
    ["with nothing in it", "", false],
    ["with a line end", "a\r\nb: c", false],
    ["with a line end behind", "a\n", false],
    ["with a tab before", "\ta", false],
    ["with a letter outside ASCII", "ü", false],
    ["given twice", ["a", "b"], false],
  ])("%s", (_title, accept, goesOn) => {
    expect(passedOn({ accept } as unknown as http.IncomingHttpHeaders)).toEqual(goesOn ? { accept } : {});
  });
});
