import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { Findings } from "../../../src/base/findings.js";
import type { Manifest } from "../../../src/project/manifest.js";
import { readManifests } from "../../support/fidelity/manifests.ts";

const directory = realpathSync(mkdtempSync(join(tmpdir(), "manifest-pieces-")));
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

function read(text: string): Manifest {
  writeFileSync(join(directory, "prefect.yaml"), text);
  const findings = new Findings();
  const [manifest] = readManifests(["prefect.yaml"], directory, (path) => path, findings);
  if (!manifest || findings.problems.length > 0) throw new Error(JSON.stringify(findings.problems));
  return manifest;
}

/** What the file is with only these of its deployments. */
function only({ pieces }: Manifest, ...which: number[]): string {
  if (!pieces) throw new Error("It was not cut.");
  return [pieces.head, ...which.map((index) => pieces.items[index] ?? ""), pieces.tail].join("");
}

const contents = ({ deployments }: Manifest) => deployments.map(({ content }) => content);

const FILE = `# A comment: deployments
name: project # deployments:
pull:
  - prefect.deployments.steps.set_working_directory: { directory: /opt }

deployments:
  # The first.
  - name: one
    entrypoint: flows/a.py:run
    description: |+
      - name: no deployment

        deployments:

    schedules:
      - cron: "0 */5 * * *"
        slug: a

  - name: two
    entrypoint: "flows/b.py:run"
    description: "goes on
- name: in the next line
      and one more"
    parameters: { list: [1, 2], text: "a & b", when: 2024-01-01 }
  # Between.

  -   name: three
      entrypoint: flows/c.py:run
      tags:
      - x
# After.
prefect-version: 3.8.8
build: []
`;

describe("a file that is cut at its deployments", () => {
  test("is the same text when all is put together", () => {
    const manifest = read(FILE);
    expect(only(manifest, 0, 1, 2)).toBe(FILE);
  });

  test.each([[[0]], [[1]], [[2]], [[0, 1]], [[1, 2]], [[0, 2]]])(
    "loads to the same values with deployments %j alone",
    (which) => {
      const manifest = read(FILE);
      const part = read(only(manifest, ...which));
      expect(contents(part)).toEqual(which.map((index) => contents(manifest)[index]));
      expect([part.pull, part.steps]).toEqual([manifest.pull, manifest.steps]);
    },
  );

  test("may have Windows's line ends, a document's marks, items without an indentation, no last line end", () => {
    const text =
      "---\r\ndeployments:\r\n- name: a\r\n  entrypoint: f.py:a\r\n- name: b\r\n  entrypoint: f.py:b";
    const manifest = read(text);
    expect(only(manifest, 0, 1)).toBe(text);
    expect(contents(read(only(manifest, 0)))).toEqual([{ name: "a", entrypoint: "f.py:a" }]);
    expect(contents(read(only(manifest, 1)))).toEqual([{ name: "b", entrypoint: "f.py:b" }]);
  });

  test.each([
    ["an anchor and an alias", "deployments:\n- &a\n  name: a\n- <<: *a\n  entrypoint: f.py:b\n"],
    ["an alias beside it", "x: &x [1]\ndeployments:\n- name: a\n  tags: *x\n"],
    [
      "an alias right behind a colon",
      'deployments:\n- { name: a, x: {"a":&x [1]} }\n- { name: b, x: {"b":*x} }\n',
    ],
    ["a key behind a question mark", "deployments:\n- name: a\n- name: b\n?\n  pull\n: []\n"],
    ["a list in brackets", "deployments: [{ name: a }, { name: b }]\n"],
    ["a list in brackets over lines", "deployments: [\n  { name: a },\n  { name: b } ]\n"],
    ["a dash on a line of its own", "deployments:\n-\n  name: a\n- name: b\n"],
    ["a key of more than a word", "? deployments\n: - name: a\n  - name: b\n"],
    ["a line break that only YAML knows", 'deployments:\n- name: a\n  description: "a\u2028b"\n'],
    ["no deployments", "name: a\n"],
  ])("%s: it is left whole", (_what, text) => {
    expect(read(text).pieces).toBeUndefined();
  });

  test("whatever stands in it, is cut right or not at all", () => {
    const value = fc.oneof(
      fc.stringMatching(/^[ -~]{0,20}$/).map((text) => JSON.stringify(text)),
      fc.constantFrom(
        "plain",
        "|\n      - name: x\n      deployments:",
        "[a,\n  - b]",
        "{ a: 1 }",
        "\n      - a",
        "''",
      ),
    );
    const item = fc.tuple(fc.constantFrom("  - ", "- ", "  -\n    "), fc.array(value, { maxLength: 3 }));
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 4 }), fc.boolean(), (items, tail) => {
        const text = `deployments:\n${items
          .map(([dash, values], at) => {
            const keys = values.map((each, index) => `    k${index}: ${each}\n`).join("");
            return `${dash}name: n${at}\n${dash === "- " ? keys.replaceAll(/^ {2}/gm, "") : keys}`;
          })
          .join("# -\n")}${tail ? "pull: []\n" : ""}`;
        let whole: Manifest;
        try {
          whole = read(text);
        } catch {
          return; // No YAML.
        }
        if (!whole.pieces) return;
        for (const index of whole.deployments.keys()) {
          expect(contents(read(only(whole, index)))).toEqual([contents(whole)[index]]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
