import { expect, it } from "vitest";
import { isFor } from "../../../scripts/parts.mjs";

it.each([
  { python: "3.10.13", part: "prefect-3.9.1", expected: false },
  { python: "3.11.0", part: "prefect-3.9.1", expected: true },
  { python: "3.13.0", part: "prefect-3.9.1", expected: true },
  { python: "3.9.18", part: "prefect-3.0.11", expected: false },
  { python: "3.12.9", part: "prefect-3.0.11", expected: true },
  { python: "3.13.0", part: "prefect-3.0.11", expected: false },
  { python: "3.14.1", part: "prefect-3.2.15", expected: false },
  { python: "3.13.0", part: "prefect-3.4.14", expected: true },
  { python: "3.13.0", part: "gates", expected: true },
])("$part on Python $python: $expected", ({ python, part, expected }) => {
  expect(isFor(python, part)).toBe(expected);
});
