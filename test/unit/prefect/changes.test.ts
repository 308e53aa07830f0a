import { describe, expect, test } from "vitest";
import { gatewayEnvironment } from "../../../src/gateway/gateway.js";
import { changesBetween, withChanges } from "../../../src/prefect/changes.js";

describe("what a program changes in its environment", () => {
  const given = { PATH: "/bin", HOME: "/root", LANG: "C" };

  test.each([
    ["nothing", {}, { set: {}, removed: [] }],
    ["a variable that is new", { VIRTUAL_ENV: "/v" }, { set: { VIRTUAL_ENV: "/v" }, removed: [] }],
    ["a value", { PATH: "/v/bin:/bin" }, { set: { PATH: "/v/bin:/bin" }, removed: [] }],
    ["to an empty value", { HOME: "" }, { set: { HOME: "" }, removed: [] }],
    ["by taking it out", { HOME: undefined }, { set: {}, removed: ["HOME"] }],
    ["with a name of JavaScript's", { constructor: "x" }, { set: { constructor: "x" }, removed: [] }],
    ["but for what Python adds itself", { LC_CTYPE: "C.UTF-8" }, { set: {}, removed: [] }],
  ])("is seen: %s", (_what, changed, expected) => {
    const after = Object.entries({ ...given, ...changed }).filter(([, value]) => value !== undefined);
    const found = Object.fromEntries(after) as Record<string, string>;
    const changes = changesBetween(given, found);
    expect(changes).toEqual(expected);
    expect(changes && withChanges(given, changes)).toEqual({ ...found, LC_CTYPE: undefined });
  });

  test("is made to another environment, beside what that has", () => {
    const changes = changesBetween(given, { PATH: "/v/bin", LANG: "C", UV: "/uv" });
    expect(changes && withChanges({ ...given, PREFECT_API_URL: "http://127.0.0.1:9" }, changes)).toEqual({
      ...{ PATH: "/v/bin", LANG: "C", UV: "/uv", PREFECT_API_URL: "http://127.0.0.1:9" },
    });
  });

  const ofGateway = Object.keys(gatewayEnvironment({ apiUrl: "http://127.0.0.1:9/x/api" }, "", {}));
  test.each([...ofGateway, "prefect_api_url", "PREFECT_HOME", "PYTHONTZPATH"])(
    "cannot be made where this step decides itself: %s",
    (name) => {
      expect(changesBetween(given, { ...given, [name]: "x" })).toBeUndefined();
      expect(changesBetween({ ...given, [name]: "x" }, given)).toBeUndefined();
      expect(changesBetween({ ...given, [name]: "x" }, { ...given, [name]: "x" })).toBeDefined();
    },
  );

  test("cannot be made with bytes that are no text", () => {
    expect(changesBetween(given, { ...given, X: "\udcff" })).toBeUndefined();
  });
});
