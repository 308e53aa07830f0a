import { lstatSync, readlinkSync } from "node:fs";
import { dirname, isAbsolute, join, parse, relative, resolve, sep } from "node:path";
import { isInside, realPath } from "./inside.js";

/** In bytes. Linux takes no longer one (PATH_MAX). */
const LONGEST_PATH = 4_096;
/** Folders in one path: nobody has more, and each is looked at. */
const MOST_PARTS = 255;
/** As many as Linux follows in one path. */
const MOST_LINKS = 40;

/** Whether a path may be one of a file at all. Tells by the text alone. */
export function isPossible(path: string): boolean {
  return Buffer.byteLength(path) < LONGEST_PATH && path.split(sep).length <= MOST_PARTS;
}

interface Root {
  readonly written: string;
  readonly real: string;
}

/** `circle`: its links lead to each other. */
export type Refused = "outside" | "circle";

/**
 * Where paths lead through symbolic links, as far as they stay below some roots. What lies outside of them is never
 * looked at: a link that leads out is known by its own text, whether something is there or not. So nothing that is said
 * of it tells what there is on this machine.
 */
export class Places {
  private readonly roots: readonly Root[];
  /** By path, all links above it followed: the text of the link there, or null. Undefined: nothing is there. */
  private readonly links = new Map<string, { readonly target: string | null | undefined }>();
  private readonly known = new Map<string, { readonly place: string } | Refused>();

  /** @param roots absolute paths of folders, or of single files */
  constructor(roots: readonly string[]) {
    this.roots = roots.map((root) => ({ written: resolve(root), real: realPath(root) ?? resolve(root) }));
  }

  /** Whether a path is below a root as it is written. */
  isBelow(path: string): boolean {
    return this.roots.some(({ written, real }) => isInside(path, written) || isInside(path, real));
  }

  /** The path without links in it, also of what is not there. */
  of(path: string): { readonly place: string } | Refused {
    let found = this.known.get(path);
    if (!found) this.known.set(path, (found = this.follow(path)));
    return found;
  }

  private follow(path: string): { readonly place: string } | Refused {
    let { at, rest } = this.start(resolve(path));
    let followed = 0;
    for (let name = rest.pop(); name !== undefined; name = rest.pop()) {
      if (name === "" || name === ".") continue;
      const next = name === ".." ? dirname(at) : join(at, name);
      const target = name === ".." || !this.isWithin(next) ? null : this.linkAt(next);
      // Below what is not there nothing is; for the system it makes no difference whether a part leads up again.
      if (target === undefined) return { place: [next, ...rest.toReversed().filter(isName)].join(sep) };
      if (target === null) {
        at = next;
        continue;
      }
      followed += 1;
      if (followed > MOST_LINKS) return "circle";
      if (isAbsolute(target)) {
        const start = this.start(resolve(target));
        at = start.at;
        rest = [...rest, ...start.rest];
      } else rest.push(...partsOf(target));
    }
    return this.isWithin(at) ? { place: at } : "outside";
  }

  /** Where the way of an absolute path begins, and its parts, the last one first. */
  private start(path: string): { at: string; rest: string[] } {
    for (const { written, real } of this.roots) {
      for (const from of [real, written])
        if (isInside(path, from)) return { at: real, rest: partsOf(relative(from, path)) };
    }
    const { root } = parse(path);
    return { at: root, rest: partsOf(path.slice(root.length)) };
  }

  private isWithin(path: string): boolean {
    return this.roots.some(({ real }) => isInside(path, real));
  }

  private linkAt(path: string): string | null | undefined {
    let found = this.links.get(path);
    if (!found) this.links.set(path, (found = { target: readLink(path) }));
    return found.target;
  }
}

/**
 * Whether a path lies in a folder as it is written, and out of it where symbolic links lead, whether something is there
 * or not.
 */
export function leavesByLink(path: string, folder: string): boolean {
  return isInside(path, folder) && new Places([folder]).of(path) === "outside";
}

function isName(part: string): boolean {
  return part !== "" && part !== "." && part !== "..";
}

/** The last one first. */
function partsOf(path: string): string[] {
  return path.split(sep === "\\" ? /[\\/]/ : "/").toReversed();
}

/** Null where no link is, undefined where nothing is. */
function readLink(path: string): string | null | undefined {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (!stats) return undefined;
    return stats.isSymbolicLink() ? readlinkSync(path) : null;
  } catch {
    return null; // Who reads it learns why not.
  }
}
