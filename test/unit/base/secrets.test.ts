import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  cleanSecret,
  controlCharacter,
  isAscii,
  redact,
  secretForms,
  type RawSecrets,
} from "../../../src/base/secrets.js";

const NONE: RawSecrets = { values: [], username: "", password: "", headers: "" };
const base64 = (text: string): string => Buffer.from(text).toString("base64");

describe("the forms of a secret hold", () => {
  test.each<[string, Partial<RawSecrets>, string[]]>([
    ["the value", { values: ["token-1"] }, ["token-1"]],
    ["the value as it is stored and cleaned", { values: [" token-1\n"] }, ["token-1", " token-1\n"]],
    ["the value without spaces that have no width", { values: ["token-1\u200b"] }, ["token-1"]],
    ["the password of an auth string alone", { values: ["ci:pass-1"] }, ["ci:pass-1", "pass-1"]],
    ["a password with a colon", { values: ["ci:pa:ss"] }, ["pa:ss"]],
    ["base64 of an auth string, as Basic sends it", { values: ["ci:pass-1\n"] }, [base64("ci:pass-1")]],
    [
      "base64 of user:password, cleaned",
      { values: ["pass-1 "], username: " ci", password: "pass-1 " },
      [base64("ci:pass-1"), "ci:pass-1", "pass-1"],
    ],
    ["a client's secret as OAuth has it in Basic", { values: ["p w/ä"] }, [base64("p+w%2F%C3%A4")]],
    ["base64 without its padding", { values: ["a>>>>"] }, ["YT4+Pj4=", "YT4+Pj4"]],
    ["base64 for URLs", { values: ["ü?>ÿ~"] }, [Buffer.from("ü?>ÿ~").toString("base64url")]],
    ["each line", { values: ["line-1\r\nline-2\rline-3\nline-4"] }, ["line-1", "line-2", "line-3", "line-4"]],
    ["base64 of each line", { values: ["line-1\nline-2"] }, [base64("line-1"), base64("line-2")]],
    ["URL-encoded text", { values: ["p@ss/w rd"] }, ["p%40ss%2Fw%20rd"]],
    ["URL-encoded text as Python writes it", { values: ["p(!) w"] }, ["p%28%21%29%20w", "p%28%21%29+w"]],
    ["JSON", { values: ['p"a\\s\ts'] }, [String.raw`p\"a\\s\ts`]],
    ["JSON as Python writes it", { values: ["pä€"] }, [String.raw`p\u00e4\u20ac`]],
    ["JSON as Go writes it", { values: ["p<a>&é"] }, [String.raw`p\u003ca\u003e\u0026é`]],
    [
      "JSON as .NET writes it",
      { values: [`p\\<a>&'"+é\``] },
      [String.raw`p\\\u003Ca\u003E\u0026\u0027\u0022\u002B\u00E9\u0060`],
    ],
    ["JSON as PHP writes it", { values: ["p/é"] }, [String.raw`p\/é`, String.raw`p\/\u00e9`]],
    ["URL-encoded text in small letters", { values: ["p@ss/w rd"] }, ["p%40ss%2fw%20rd", "p%40ss%2fw+rd"]],
    ["URL-encoded base64", { values: ["a>>>>"] }, ["YT4%2BPj4%3D", "YT4%2bPj4%3d"]],
    [
      "HTML as Python, PHP, Go and others write it",
      { values: [`<&'">`] },
      ["&#x27;&quot;", "&#039;&quot;", "&#39;&#34;", "&#39;&quot;", "&apos;&quot;", "'&quot;"].map(
        (quotes) => `&lt;&amp;${quotes}&gt;`,
      ),
    ],
    ["text in HTML", { values: [`<&'">`] }, [`&lt;&amp;'"&gt;`]],
    ["Markdown", { values: ["p*s_s\\"] }, [String.raw`p\*s\_s\\`]],
    [
      "what Python shows of a text and of bytes",
      { values: [`p'a"é\\\n`] },
      [String.raw`p\'a"é\\\n`, String.raw`p\'a"\xc3\xa9\\\n`],
    ],
    [
      "all of that for the password alone, and for user:password",
      { username: "ci", password: "p&/w" },
      [
        "p%26%2fw",
        "ci%3ap%26%2fw",
        String.raw`p\u0026/w`,
        String.raw`ci:p\u0026/w`,
        "p&amp;/w",
        "ci:p&amp;/w",
      ],
    ],
    ["the token behind Bearer", { values: ["Bearer token-1"] }, ["Bearer token-1", "token-1"]],
    ["a header's value", { headers: "X-A: value-1\nX-B:value-2" }, ["value-1", "value-2"]],
    ["a header's token alone", { headers: "Authorization: bearer token-1" }, ["token-1"]],
    [
      "what a header's Basic credential holds",
      { headers: `Authorization: Basic ${base64("ci:garden-hose")}` },
      ["ci:garden-hose", "garden-hose", base64("garden-hose")],
    ],
    [
      "a password whose bytes are read in another encoding",
      { values: ["pässwört"] },
      ["pÃ¤sswÃ¶rt", "p\ufffdssw\ufffdrt"],
    ],
    ["a header's value in JSON", { headers: '{"X-A": "val\\"ue"}' }, ['val"ue']],
    [
      "a header's value in JSON over lines",
      { headers: '{\n"X-A": "value-1",\n"X-B": "value-2"\n}' },
      ["value-1"],
    ],
    ["text that is not well-formed", { values: ["a\ud800b"] }, ["a\ud800b"]],
  ])("%s", (_case, raw, expected) => {
    expect(secretForms({ ...NONE, ...raw })).toEqual(expect.arrayContaining(expected));
  });

  test("nothing for nothing", () => {
    expect(secretForms(NONE)).toEqual([]);
    expect(
      secretForms({ ...NONE, values: ["", " ", "\n\r\n"], username: "ci", headers: "\n{}\n[1]" }),
    ).toEqual([]);
  });

  test("no empty or blank text: all would be masked", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: "binary" })),
        fc.string(),
        fc.string(),
        (values, password, headers) => {
          const forms = secretForms({ values, username: "", password, headers });
          expect(forms.filter((form) => form.trim() === "")).toEqual([]);
        },
      ),
    );
  });

  test.each(["", "-", "--", "user:", "some user:"])(
    "most of the base64 of a text that holds it, here behind %j",
    (before) => {
      const whole = base64(`${before}long-password${before}\n`);
      const kept = redact(whole, secretForms({ ...NONE, values: ["long-password"] })).split("***");
      expect(kept).toHaveLength(2);
      // At each end the letters that it shares with what stands there.
      const letters = (text: string): number => Math.ceil((text.length / 3) * 4);
      expect(kept[0]?.length).toBeLessThanOrEqual(letters(before) + 1);
      expect(kept[1]?.length).toBeLessThanOrEqual(letters(`${before}\n`) + 6);
    },
  );

  test("few, where it is made of letters and digits: each mask costs time on each line", () => {
    expect(secretForms({ ...NONE, values: ["ci:0123456789abcdefABCDEF"] }).length).toBeLessThan(24);
    expect(secretForms({ ...NONE, values: [`ci:p@ss w0rd/+%&"'é`] }).length).toBeLessThan(120);
  });

  test("the user name is not a secret, unless it is one of the values", () => {
    expect(secretForms({ ...NONE, values: ["pw"], username: "ci-user", password: "pw" })).not.toContain(
      "ci-user",
    );
    expect(secretForms({ ...NONE, values: ["ci-user:pw"] })).not.toContain("ci-user");
  });

  test("the longest first, each once", () => {
    const forms = secretForms({ ...NONE, values: ["ci:p w", "p w", "abc"], password: "p w", username: "ci" });
    expect(forms).toEqual([...forms].sort((a, b) => b.length - a.length));
    expect(new Set(forms).size).toBe(forms.length);
  });
});

describe("redacting", () => {
  test.each([
    ["nothing to hide", ["secret"], "nothing to hide"],
    ["a secret, a secret", ["secret"], "a ***, a ***"],
    ["secretsecret", ["secret"], "******"],
    // The rest of the second form would be a part of the secret.
    ["abcdef", ["abcd", "cdef"], "***"],
    ["abcdef", ["cdef", "abcd"], "***"],
    ["aaa", ["aa"], "***"],
    ["xabcx", ["abc", "b"], "x***x"],
    ["$& $1", ["$1"], "$& ***"],
    ["text", [""], "text"],
    ["", ["a"], ""],
  ])("%j without %j gives %j", (text, forms, clean) => {
    expect(redact(text, forms)).toBe(clean);
  });

  // Few letters, so that forms touch, overlap and hold each other; no `*`, which would make new ones.
  const letters = fc.string({
    unit: fc.constantFrom(...Array.from('ab:\n é"/')),
    minLength: 1,
    maxLength: 6,
  });
  const raw = fc.record({
    values: fc.array(letters, { minLength: 1, maxLength: 3 }),
    username: letters,
    password: letters,
    headers: letters.map((value) => `X-A: ${value}`),
  });
  const pieces = fc.array(
    fc.oneof(fc.nat(), fc.string({ unit: fc.constantFrom(...Array.from("abz:%=\n")) })),
    {
      maxLength: 12,
    },
  );

  test("leaves nothing of a secret, however each character of it is escaped, once or again", () => {
    const hex = (code: number, digits: number) => code.toString(16).padStart(digits, "0");
    const unitsOf = (sign: string, write: (code: number) => string) =>
      Array.from({ length: sign.length }, (_, unit) => write(sign.charCodeAt(unit))).join("");
    const percent = (sign: string) => Buffer.from(sign).toString("hex").replace(/../g, "%$&");
    const names: Record<string, string> = { "&": "amp", "<": "lt", ">": "gt", '"': "quot", "'": "apos" };
    const escapes: readonly ((sign: string) => string)[] = [
      percent,
      (sign) => percent(sign).toUpperCase(),
      (sign) => percent(sign).replaceAll("%", "\\x"),
      (sign) => unitsOf(sign, (code) => `\\u${hex(code, 4)}`),
      (sign) => unitsOf(sign, (code) => `\\u${hex(code, 4).toUpperCase()}`),
      (sign) => `\\U${hex(sign.codePointAt(0) ?? 0, 8)}`,
      (sign) => `\\u{${hex(sign.codePointAt(0) ?? 0, 1)}}`,
      (sign) => `&#${sign.codePointAt(0) ?? 0};`,
      (sign) => `&#X00${hex(sign.codePointAt(0) ?? 0, 2)};`,
      (sign) => (sign in names ? `&${names[sign] ?? ""};` : `&#x${hex(sign.codePointAt(0) ?? 0, 1)};`),
      (sign) => (/[!-/:-@[-`{-~]/.test(sign) ? `\\${sign}` : sign),
      // Left as they are: only signs that begin no escape, or another one would be read.
      (sign) => (/[%\\&]/.test(sign) ? `\\${sign}` : sign),
    ];
    const secret = fc.string({
      unit: fc.constantFrom(...Array.from(`aZ9/+%&"'\\<*_ éß€😀n`)),
      minLength: 4,
      maxLength: 12,
    });
    const choice = fc.array(fc.nat(escapes.length - 1), { minLength: 1, maxLength: 20 });
    const levels = fc.array(choice, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(secret, levels, (value, choices) => {
        fc.pre(value.trim() !== "" && value === value.trim());
        const forms = secretForms({ ...NONE, values: [value] });
        const written = choices.reduce(
          (text, chosen) =>
            Array.from(text, (sign, at) => escapes[chosen[at % chosen.length] ?? 0]?.(sign) ?? sign).join(""),
          value,
        );
        expect(redact(`before ${written} behind`, forms)).toBe("before *** behind");
      }),
      { numRuns: 500 },
    );
  });

  test("leaves no form of any secret in any text, wherever the forms stand", () => {
    fc.assert(
      fc.property(raw, pieces, fc.nat(3), (secrets, parts, overlap) => {
        const forms = secretForms(secrets);
        let text = "";
        for (const part of parts) {
          const piece = typeof part === "string" ? part : (forms[part % forms.length] ?? "");
          text = text.slice(0, Math.max(0, text.length - overlap)) + piece;
        }
        const clean = redact(text, forms);
        expect(forms.filter((form) => clean.includes(form))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  test("leaves not one character of an occurrence, and everything else", () => {
    fc.assert(
      fc.property(
        fc.array(letters, { minLength: 1 }),
        fc.string({ unit: fc.constantFrom(...Array.from("abz:")) }),
        (forms, text) => {
          const hidden = Array.from(text, (_, at) =>
            forms.some((form) =>
              Array.from(form, (_letter, index) => at - index).some(
                (start) => start >= 0 && text.startsWith(form, start),
              ),
            ),
          );
          const kept = Array.from(text, (letter, at) => (hidden[at] ? "" : letter)).join("");
          expect(redact(text, forms).replaceAll("***", "")).toBe(kept);
        },
      ),
    );
  });
});

describe("cleaning a secret", () => {
  test.each([
    ["x", "x", undefined],
    ["", "", undefined],
    ["a b", "a b", undefined],
    [" x", "x", "spaces"],
    ["x\t", "x", "spaces"],
    ["x\u00a0", "x", "spaces"],
    ["\ufeffx\u200b", "x", "spaces"],
    ["x\n", "x", "line ends"],
    ["\r\n x \r\n", "x", "line ends"],
    ["a\nb\n", "a\nb", "line ends"],
  ])("of %j gives %j", (value, clean, what) => {
    expect(cleanSecret(value)).toEqual(
      what === undefined
        ? { clean }
        : { clean, note: `${what} around it were removed; store it without them.` },
    );
  });
});

test.each([
  ["plain ü €", undefined],
  ["a\nb", "line feed"],
  ["a\rb", "carriage return"],
  ["a\tb", "tab"],
  ["a\0b", "NUL"],
  ["a\u001bb", "U+001B"],
  ["a\u007fb", "U+007F"],
  ["a\u009fb", "U+009F"],
])("the first control character of %j is %s", (value, name) => {
  expect(controlCharacter(value)).toBe(name);
});

test("ASCII is known from the rest", () => {
  expect(isAscii("plain ~")).toBe(true);
  expect(isAscii("é")).toBe(false);
});
