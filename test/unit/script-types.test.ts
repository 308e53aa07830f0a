import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { ROOT } from "../../scripts/parts.mjs";

const SCRIPTS = join(ROOT, "scripts");
const declarations = readdirSync(SCRIPTS).filter((name) => name.endsWith(".d.mts"));

it("there are declarations to look at", () => {
  expect(declarations.length).toBeGreaterThan(3);
});

// The compiler believes a declaration: a function that was renamed is missed when it is called, and not before.
it.each(declarations)("what %s declares is what the script has", async (declaration) => {
  const text = readFileSync(join(SCRIPTS, declaration), "utf8");
  const declared = [...text.matchAll(/^export declare (?:function|const|class) (\w+)/gm)].map(
    ([, name]) => name,
  );
  const script = join(SCRIPTS, declaration.replace(/\.d\.mts$/, ".mjs"));
  const exported = Object.keys((await import(pathToFileURL(script).href)) as object);
  expect(exported).toEqual(expect.arrayContaining(declared));
});
