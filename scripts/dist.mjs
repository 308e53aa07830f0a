// How dist/ differs from what its sources build: every file of both, whatever its kind.

import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** One sentence for each file of the folder `dist` that is missing, too many, or not byte for byte as in `fresh`. */
export function distDifferences(dist, fresh) {
  const names = [...new Set([...list(fresh), ...list(dist)])].sort();
  return names.flatMap((name) => difference(name, join(dist, name), join(fresh, name)));
}

function list(folder) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

/** A link is not the file that it leads to: elsewhere it may lead to another. */
function difference(name, committed, built) {
  if (!existsSync(committed)) return [`dist/${name} is missing.`];
  if (!existsSync(built)) return [`dist/${name} does not come from the sources.`];
  const same = lstatSync(committed).isFile() && readFileSync(committed).equals(readFileSync(built));
  return same ? [] : [`dist/${name} is not what the sources build.`];
}
