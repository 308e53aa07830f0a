import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { authorizing } from "../../../src/credentials/authorizing.js";
import type { AskedCredential, Credential, Mint } from "../../../src/credentials/credential.js";

const MINT: Mint = { kind: "oidc-audience", audience: "https://prefect.example.com" };
const START = Date.parse("2026-01-31T12:00:00Z");

beforeEach(() => {
  vi.useFakeTimers({ now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A JWT that is issued now by the provider's clock, and lives so many seconds. */
function jwt(lives: number, name: string, { clock = 0, issued = true } = {}): Credential {
  const iat = (Date.now() + clock) / 1_000;
  const claims = { sub: name, exp: iat + lives, ...(issued ? { iat } : {}) };
  return { kind: "bearer", token: `${part({ alg: "none" })}.${part(claims)}.s`, from: "oidc-audience" };
}

const headerOf = (credential: Credential) => ({
  Authorization: `Bearer ${credential.kind === "bearer" ? credential.token : ""}`,
});

/** What is minted is made when it is asked for. */
function auth(
  first: Credential,
  make: (number: number) => Credential | Promise<Credential>,
  asked: AskedCredential = MINT,
) {
  let minted = 0;
  const made = authorizing(asked, first, async () => make((minted += 1)));
  return { ...made, minted: () => minted };
}

const never = (): Credential => {
  throw new Error("Nothing is to be minted.");
};

describe("what cannot be had again", () => {
  test.each<[string, Credential, Record<string, string>]>([
    ["user and password", { kind: "basic", user: "ci", password: "pw" }, { Authorization: "Basic Y2k6cHc=" }],
    ["a stored token", { kind: "bearer", token: "t", from: "api-key" }, { Authorization: "Bearer t" }],
    ["no credential", { kind: "none" }, {}],
  ])("stays for the whole run: %s", async (_what, credential, headers) => {
    const { current, ...one } = auth(credential, never, credential);
    expect(await one.headers()).toEqual(headers);
    vi.setSystemTime(START + 24 * 3_600_000);
    expect(await one.headers()).toEqual(headers);
    expect(await one.renew(headers)).toBe(false);
    expect(await current()).toBe(credential);
    expect(one.minted()).toBe(0);
  });

  test("is a stored JWT, also after its end", async () => {
    const stored: Credential = { ...jwt(60, "stored"), from: "api-key" } as Credential;
    const one = auth(stored, never, stored);
    vi.setSystemTime(START + 120_000);
    expect(await one.headers()).toEqual(headerOf(stored));
  });
});

describe("a minted token", () => {
  test("is asked for again once three quarters of its life are over, and not before", async () => {
    const first = jwt(400, "first");
    const one = auth(first, (number) => jwt(100, `minted ${number}`));
    vi.setSystemTime(START + 299_000);
    expect(await one.headers()).toEqual(headerOf(first));
    expect(one.minted()).toBe(0);
    vi.setSystemTime(START + 300_000);
    const second = jwt(100, "minted 1");
    expect(await one.headers()).toEqual(headerOf(second));
    expect(await one.current()).toEqual(second);
    // By the life of the new one from then on.
    vi.setSystemTime(START + 374_000);
    expect(await one.headers()).toEqual(headerOf(second));
    expect(one.minted()).toBe(1);
    vi.setSystemTime(START + 375_000);
    await one.headers();
    expect(one.minted()).toBe(2);
  });

  test.each([-3_600_000, 3_600_000])(
    "goes by its life, and not by the provider's clock (%i ms)",
    async (clock) => {
      const one = auth(jwt(400, "first", { clock }), () => jwt(400, "second", { clock }));
      vi.setSystemTime(START + 299_000);
      await one.headers();
      expect(one.minted()).toBe(0);
      vi.setSystemTime(START + 301_000);
      await one.headers();
      expect(one.minted()).toBe(1);
    },
  );

  test("that does not say when it was issued goes by this clock", async () => {
    const one = auth(jwt(400, "first", { issued: false }), () => jwt(400, "second"));
    vi.setSystemTime(START + 299_000);
    await one.headers();
    expect(one.minted()).toBe(0);
    vi.setSystemTime(START + 300_000);
    await one.headers();
    expect(one.minted()).toBe(1);
  });

  test("that is not a JWT is asked for again only where it was refused", async () => {
    const opaque: Credential = { kind: "bearer", token: "opaque", from: "token-url" };
    const one = auth(opaque, () => ({ ...opaque, token: "another" }));
    vi.setSystemTime(START + 24 * 3_600_000);
    expect(await one.headers()).toEqual({ Authorization: "Bearer opaque" });
    expect(await one.renew({ Authorization: "Bearer opaque" })).toBe(true);
    expect(await one.headers()).toEqual({ Authorization: "Bearer another" });
    expect(one.minted()).toBe(1);
  });

  test("is asked for once, however many requests wait for it", async () => {
    const first = jwt(100, "first");
    let answer: (credential: Credential) => void = () => undefined;
    const one = auth(first, () => new Promise((resolve) => (answer = resolve)));
    vi.setSystemTime(START + 80_000);
    const waiting = [one.headers(), one.headers(), one.current(), one.renew(headerOf(first))];
    await vi.waitUntil(() => one.minted() === 1);
    const second = jwt(100, "second");
    answer(second);
    expect(await Promise.all(waiting)).toEqual([headerOf(second), headerOf(second), second, true]);
    expect(one.minted()).toBe(1);
  });

  test("that another request has renewed meanwhile is not renewed once more", async () => {
    const first = jwt(100, "first");
    const one = auth(first, (number) => jwt(100, `minted ${number}`));
    expect(await one.renew(headerOf(first))).toBe(true);
    expect(await one.renew(headerOf(first))).toBe(true);
    expect(one.minted()).toBe(1);
    const second = await one.headers();
    expect(await one.renew(second)).toBe(true);
    expect(one.minted()).toBe(2);
  });

  test("that cannot be had is an error, and is asked for again the next time", async () => {
    const first = jwt(100, "first");
    const one = auth(first, (number) => {
      if (number === 1) throw new Error("the provider is away");
      return jwt(100, "second");
    });
    await expect(one.renew(headerOf(first))).rejects.toThrow("the provider is away");
    // The old one lives on: nothing else is known of it.
    expect(await one.headers()).toEqual(headerOf(first));
    expect(await one.renew(headerOf(first))).toBe(true);
    expect(one.minted()).toBe(2);
    vi.setSystemTime(START + 80_000);
    await expect(auth(jwt(-1, "over"), () => Promise.reject(new Error("away"))).headers()).rejects.toThrow(
      "away",
    );
  });
});
