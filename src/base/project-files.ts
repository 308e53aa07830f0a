import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
  type Stats,
} from "node:fs";
import { dirname, resolve } from "node:path";
import { isInside } from "./inside.js";

/** More than twice a prefect file of 10,000 deployments. */
export const MAX_FILE_BYTES = 10_000_000;
/** Of all files of one run together. */
export const MAX_ALL_BYTES = 100_000_000;

/** `folder`, `special`: no regular file. `outside`: a validation does not read it. `many`: the sum is too much. */
export type Reason = "missing" | "folder" | "special" | "large" | "outside" | "many" | "unreadable";

/** Why a file is not read. */
export class NotRead extends Error {
  override readonly name = "NotRead";

  constructor(
    readonly reason: Reason,
    /** Behind the name of the file: `is a named pipe`. */
    readonly words: string,
    /** The same in parentheses: `ENOENT`. */
    readonly brief = words,
  ) {
    super(words);
  }
}

/** Windows has no such flag, and no such files. */
const NO_WAITING = (constants as Partial<typeof constants>).O_NONBLOCK ?? 0;

/**
 * The content of a regular file; also behind a symbolic link. Nothing else is opened: a named pipe waits for a writer,
 * `/dev/zero` has no end, and to open some devices is to use them.
 *
 * @throws NotRead
 */
export function readRegularFile(path: string, maxBytes = MAX_FILE_BYTES): Buffer {
  try {
    refuseSpecial(statSync(path));
    const file = openSync(path, constants.O_RDONLY | NO_WAITING);
    try {
      const stats = fstatSync(file); // Another file may have come to this place.
      refuseSpecial(stats);
      if (stats.size > maxBytes) throw tooLarge(maxBytes);
      return readAtMost(file, stats.size, maxBytes);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw notRead(error);
  }
}

/** Whether there is a regular file; false for every path that cannot be one. */
export function isRegularFile(path: string): boolean {
  return kindOf(path)?.isFile() ?? false;
}

export function isFolder(path: string): boolean {
  return kindOf(path)?.isDirectory() ?? false;
}

/** What is there and is neither a regular file nor a folder, in words: `a named pipe`. */
export function specialKind(path: string): string | undefined {
  const stats = kindOf(path);
  return stats === undefined || stats.isFile() || stats.isDirectory() ? undefined : wordsOf(stats);
}

function kindOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // Too long a name, or one with NUL in it.
  }
}

/**
 * The files of a checkout, each read within limits. With `roots` nothing outside of them is read or listed, wherever
 * links lead: what is found there would be told to whoever wrote the checkout.
 */
export class ProjectFiles {
  private readonly roots: readonly { readonly written: string; readonly real: string }[] | undefined;
  private readonly sizes = new Map<string, number>();
  private sum = 0;

  /** @param roots absolute paths of folders, or of single files; undefined: everything may be read */
  constructor(
    roots?: readonly string[],
    private readonly maxAllBytes = MAX_ALL_BYTES,
  ) {
    this.roots = roots?.map((root) => ({ written: resolve(root), real: realPath(root) ?? resolve(root) }));
  }

  /** @throws NotRead */
  read(path: string): Buffer {
    const place = this.placeOf(path);
    if (this.sizes.has(place)) return readRegularFile(place);
    const rest = this.maxAllBytes - this.sum;
    try {
      const bytes = readRegularFile(place, Math.min(rest, MAX_FILE_BYTES));
      this.sizes.set(place, bytes.length);
      this.sum += bytes.length;
      return bytes;
    } catch (error) {
      if (rest >= MAX_FILE_BYTES || !(error instanceof NotRead) || error.reason !== "large") throw error;
      const limit = this.maxAllBytes / 1_000_000;
      throw new NotRead("many", `is not read: the files of this check have more than ${limit} MB together`);
    }
  }

  /** Why a file that is there is not read; undefined where it is read, and where there is none. */
  refusal(path: string): NotRead | undefined {
    try {
      this.read(path);
      return undefined;
    } catch (error) {
      return error instanceof NotRead && error.reason !== "missing" ? error : undefined;
    }
  }

  isFile(path: string): boolean {
    return this.mayRead(path) && isRegularFile(path);
  }

  /** Names in a folder; none where it cannot be read. */
  list(folder: string): readonly string[] {
    try {
      return this.mayRead(folder) ? readdirSync(folder) : [];
    } catch {
      return [];
    }
  }

  private mayRead(path: string): boolean {
    try {
      this.placeOf(path);
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Where a path leads. What lies outside is refused by the path alone, so that nothing is told of what is there.
   *
   * @throws NotRead
   */
  private placeOf(path: string): string {
    const { roots } = this;
    if (roots === undefined) return path;
    if (!roots.some(({ written, real }) => isInside(path, written) || isInside(path, real)))
      throw new NotRead("outside", "lies outside of the repository, where a validation reads nothing");
    const place = realPath(path);
    const isWithin = (found: string): boolean => roots.some(({ real }) => isInside(found, real));
    // What is not there would be outside all the same. A descriptor in /proc may have a file and no path.
    if (place === undefined ? kindOf(path) === undefined && isWithin(nearest(path)) : isWithin(place))
      return place ?? path;
    throw new NotRead("outside", "leads out of the repository by a link, where a validation reads nothing");
  }
}

/** Undefined where nothing is there, or where it cannot be told. */
function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** Where the nearest folder above leads that is there. */
function nearest(path: string): string {
  const above = dirname(path);
  return realPath(above) ?? (above === path ? path : nearest(above));
}

function readAtMost(file: number, size: number, maxBytes: number): Buffer {
  const chunks: Buffer[] = [];
  let length = 0;
  for (;;) {
    // Files of /proc say that they are empty.
    const chunk = Buffer.allocUnsafe(Math.max(size - length, 65_536) + 1);
    const count = readSync(file, chunk);
    if (count === 0) return Buffer.concat(chunks, length);
    chunks.push(chunk.subarray(0, count));
    length += count;
    if (length > maxBytes) throw tooLarge(maxBytes);
  }
}

function refuseSpecial(stats: Stats): void {
  if (stats.isFile()) return;
  if (stats.isDirectory()) throw new NotRead("folder", "is a folder", "EISDIR");
  throw new NotRead("special", `is ${wordsOf(stats)}, and no regular file`);
}

function wordsOf(stats: Stats): string {
  if (stats.isFIFO()) return "a named pipe";
  return stats.isSocket() ? "a socket" : "a device";
}

function tooLarge(maxBytes: number): NotRead {
  return new NotRead("large", `has more than ${maxBytes / 1_000_000} MB`);
}

/** A path that no file can have is one of a file that is missing. */
const MISSING = new Set(["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ERR_INVALID_ARG_VALUE"]);

function notRead(error: unknown): NotRead {
  if (error instanceof NotRead) return error;
  const { code = "unknown error" } = error as NodeJS.ErrnoException;
  return MISSING.has(code)
    ? new NotRead("missing", "does not exist", code)
    : new NotRead("unreadable", `cannot be read (${code})`, code);
}
