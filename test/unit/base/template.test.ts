import { describe, expect, test } from "vitest";
import { expand, hasPlaceholder } from "../../../src/base/template.js";

const ENV = { STAGE: "prod", EMPTY: "", A_1: "one", "a.b": "dotted", STÄGE: "one", SİZE: "two", 段: "three" };

describe("a template", () => {
  test.each([
    ["no template at all", "no template at all"],
    ["{{ $STAGE }}", "prod"],
    ["{{$STAGE}}", "prod"],
    ["{{   $STAGE\t}}", "prod"],
    ["{{ STAGE }}", "prod"], // Prefect looks into the environment for plain names too.
    ["x-{{ $STAGE }}-{{ $A_1 }}", "x-prod-one"],
    ["{{ $STAGE }}{{ $STAGE }}", "prodprod"],
    ["{{ $EMPTY }}", ""],
    ["{{ $NOPE }}", "{{ $NOPE }}"],
    ["{{ build.image }}", "{{ build.image }}"],
    ["{{ $STAGE | upper }}", "{{ $STAGE | upper }}"], // No Jinja: Prefect leaves it unchanged.
    ["{ $STAGE }", "{ $STAGE }"],
    ["${STAGE} $STAGE", "${STAGE} $STAGE"],
    ["{{ $$STAGE }}", "prod"],
    // Python's idea of a space and of a letter.
    ["{{\u001c$STAGE\u0085}}", "prod"],
    ["{{\u00a0$STAGE\u3000}}", "prod"],
    ["{{ $STÄGE }} {{ $SİZE }} {{ $段 }}", "one two three"],
    ["{{ $constructor }}", "{{ $constructor }}"],
  ])("%j becomes %j", (text, expected) => {
    expect(expand(text, Object.assign(Object.create(null) as object, ENV))).toBe(expected);
  });

  test("takes a value as it is, also with characters that replacing gives a meaning", () => {
    expect(expand("a {{ $V }} b", { V: "$& $1 $$ {{ $V }}" })).toBe("a $& $1 $$ {{ $V }} b");
  });

  test.each([
    ["prod", false],
    ["{{ build.image }}", true],
    ["a {{ $X }}", true],
    ["{{ a | b }}", false],
    ["{{}}", false],
  ])("%j has a placeholder: %s", (text, expected) => {
    expect(hasPlaceholder(text)).toBe(expected);
    expect(hasPlaceholder(text)).toBe(expected); // No state is kept between two calls.
  });
});
