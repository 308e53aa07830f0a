import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
  type Stats,
} from "node:fs";
import { join } from "node:path";
import { attempt } from "./attempt.js";
import { isPossible, Places } from "./places.js";

/** More than twice a prefect file of 10,000 deployments. */
export const MAX_FILE_BYTES = 10_000_000;
/** Of all files of one run together. */
export const MAX_ALL_BYTES = 100_000_000;

/** `folder`, `special`: no regular file. `outside`: a validation does not read it. `many`: the sum is too much. */
export type Reason = "missing" | "folder" | "special" | "large" | "outside" | "many" | "unreadable";

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
  return withRegularFile(path, (file, { size }) => {
    if (size > maxBytes) throw tooLarge(maxBytes);
    return readAtMost(file, size, maxBytes);
  });
}

/** The first bytes of a regular file, also of a large one; none where it is not read. */
export function beginningOf(path: string, bytes: number): Buffer {
  const read = orRefusal(() =>
    withRegularFile(path, (file) => {
      const buffer = Buffer.alloc(bytes);
      return buffer.subarray(0, readSync(file, buffer));
    }),
  );
  return read instanceof NotRead ? Buffer.alloc(0) : read;
}

/** @throws NotRead */
function withRegularFile<T>(path: string, use: (file: number, stats: Stats) => T): T {
  try {
    refuseSpecial(statSync(path));
    const file = openSync(path, constants.O_RDONLY | NO_WAITING);
    try {
      const stats = fstatSync(file); // Another file may have come to this place.
      refuseSpecial(stats);
      return use(file, stats);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw notRead(error);
  }
}

/** The same; why not, where it is not read. */
export function tryRead(path: string, maxBytes = MAX_FILE_BYTES): Buffer | NotRead {
  return orRefusal(() => readRegularFile(path, maxBytes));
}

function orRefusal<T>(read: () => T): T | NotRead {
  try {
    return read();
  } catch (error) {
    if (error instanceof NotRead) return error;
    throw error;
  }
}

/** Whether there is a regular file; false for every path that cannot be one. */
export function isRegularFile(path: string): boolean {
  return kindOf(path)?.isFile() ?? false;
}

export function isFolder(path: string): boolean {
  return kindOf(path)?.isDirectory() ?? false;
}

/** Whether the path of a file in this folder could be longer than the machine takes. */
export function isTooLong(folder: string): boolean {
  try {
    lstatSync(join(folder, "x".repeat(100)), { throwIfNoEntry: false });
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENAMETOOLONG";
  }
}

/** What is there and is neither a regular file nor a folder, in words: `a named pipe`. */
export function specialKind(path: string): string | undefined {
  const stats = kindOf(path);
  return stats === undefined || stats.isFile() || stats.isDirectory() ? undefined : wordsOf(stats);
}

/** Whether there is a symbolic link, and nothing where it leads. */
export function isLinkToNothing(path: string): boolean {
  return kindOf(path) === undefined && (attempt(() => lstatSync(path).isSymbolicLink()) ?? false);
}

/** It throws for too long a name, or one with NUL in it. */
function kindOf(path: string): Stats | undefined {
  return attempt(() => statSync(path, { throwIfNoEntry: false }));
}

/**
 * The files of a checkout, each read within limits. With `roots` nothing outside of them is read or listed, wherever
 * links lead: what is found there would be told to whoever wrote the checkout.
 */
export class ProjectFiles {
  private readonly places: Places | undefined;
  private readonly sizes = new Map<string, number>();
  private sum = 0;

  /** @param roots absolute paths of folders, or of single files; undefined: everything may be read */
  constructor(
    roots?: readonly string[],
    private readonly maxAllBytes = MAX_ALL_BYTES,
  ) {
    this.places = roots && new Places(roots);
  }

  /** @throws NotRead */
  read(path: string): Buffer {
    const place = this.placeOf(path);
    if (this.sizes.has(place)) return readRegularFile(place);
    const rest = this.maxAllBytes - this.sum;
    const read = tryRead(place, Math.min(rest, MAX_FILE_BYTES));
    if (read instanceof NotRead) {
      if (rest >= MAX_FILE_BYTES || read.reason !== "large") throw read;
      const limit = this.maxAllBytes / 1_000_000;
      throw new NotRead("many", `is not read: the files of this check have more than ${limit} MB together`);
    }
    this.sizes.set(place, read.length);
    this.sum += read.length;
    return read;
  }

  /** The same; undefined where it is not read, for whatever reason. */
  readIfAllowed(path: string): Buffer | undefined {
    const read = this.tryRead(path);
    return read instanceof NotRead ? undefined : read;
  }

  /** Why a file that is there is not read; undefined where it is read, and where there is none. */
  refusal(path: string): NotRead | undefined {
    const read = this.tryRead(path);
    return read instanceof NotRead && read.reason !== "missing" ? read : undefined;
  }

  isFile(path: string): boolean {
    const place = this.allowed(path);
    return place !== undefined && isRegularFile(place);
  }

  /** What stands where a file should; undefined where nothing does, or where it may not be told. */
  insteadOfFile(path: string): "a folder" | "a link to nothing" | undefined {
    const place = this.allowed(path);
    if (place === undefined) return undefined;
    if (isFolder(place)) return "a folder";
    return isLinkToNothing(path) ? "a link to nothing" : undefined;
  }

  /** Names in a folder; none where it cannot be read. */
  list(folder: string): readonly string[] {
    return attempt(() => readdirSync(this.placeOf(folder))) ?? [];
  }

  private tryRead(path: string): Buffer | NotRead {
    return orRefusal(() => this.read(path));
  }

  private allowed(path: string): string | undefined {
    return attempt(() => this.placeOf(path));
  }

  /**
   * Where a path leads. What lies outside is refused by the path alone, so that nothing is told of what is there.
   *
   * @throws NotRead
   */
  private placeOf(path: string): string {
    if (!isPossible(path)) throw new NotRead("missing", "does not exist", "ENAMETOOLONG");
    if (this.places === undefined) return path;
    if (!this.places.isBelow(path))
      throw new NotRead("outside", "lies outside of the repository, where a validation reads nothing");
    const found = this.places.of(path);
    if (found === "outside")
      throw new NotRead("outside", "leads out of the repository by a link, where a validation reads nothing");
    if (found === "circle") throw new NotRead("unreadable", "cannot be read (ELOOP)", "ELOOP");
    return found.place;
  }
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
