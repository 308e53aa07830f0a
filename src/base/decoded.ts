import { pipeline, Readable, type Duplex } from "node:stream";

type Bytes = AsyncIterable<Buffer>;

type Zlib = typeof import("node:zlib");

/** What decodes a body that begins with this byte. */
type Decoder = (zlib: Zlib, first: number) => Duplex;

/** By the name in `Content-Encoding` (RFC 9110, section 8.4.1). */
const DECODERS = new Map<string, Decoder>([
  ["gzip", (zlib) => zlib.createGunzip()],
  ["x-gzip", (zlib) => zlib.createGunzip()],
  // Some servers leave the zlib format off, whose first byte ends in 8 (RFC 1950).
  ["deflate", (zlib, first) => ((first & 15) === 8 ? zlib.createInflate() : zlib.createInflateRaw())],
  ["br", (zlib) => zlib.createBrotliDecompress()],
]);

/** No gate compresses more often than that, and each one multiplies what has to be decoded. */
const MOST = 3;

/** The `Content-Encoding` of an answer holds one that is not known, or too many. */
class UnknownEncoding extends Error {
  readonly code = "UNKNOWN_ENCODING";
}

/**
 * The bytes of a body without its encodings. Decoded as they are read, so that who stops reading has all that is needed
 * in memory. An empty body has no encoding, whatever its header says.
 *
 * @param header Content-Encoding
 * @throws with the code UNKNOWN_ENCODING; what reading the body throws; errors of node:zlib, see {@link decodingCode}
 */
export function decoded(body: Bytes, header = ""): Bytes {
  const names = header
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity");
  return names.reduceRight((bytes, name) => without(name, bytes, names.length), body);
}

async function* without(name: string, bytes: Bytes, count: number): AsyncGenerator<Buffer> {
  const rest = bytes[Symbol.asyncIterator]();
  const first = await rest.next();
  if (first.done) return;
  const create = DECODERS.get(name);
  if (!create || count > MOST) throw new UnknownEncoding(name);
  const decoder = create(process.getBuiltinModule("node:zlib"), first.value[0] ?? 0);
  const source = Readable.from(whole(first.value, { [Symbol.asyncIterator]: () => rest }));
  // Hands the errors of one on to the other; what was thrown is what reading the decoder throws.
  pipeline(source, decoder, () => undefined);
  yield* decoder as Bytes;
}

async function* whole(first: Buffer, rest: Bytes): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

/** What an error of {@link decoded} stands for, by its code. Undefined where reading the body itself failed. */
export function decodingCode(
  code: string,
): "ECONNRESET" | "UNKNOWN_ENCODING" | "DAMAGED_ENCODING" | undefined {
  // The end is missing, as it is where a connection was cut.
  if (code === "Z_BUF_ERROR") return "ECONNRESET";
  if (code === "UNKNOWN_ENCODING") return code;
  return /^(?:Z_|ERR__ERROR_)/.test(code) ? "DAMAGED_ENCODING" : undefined;
}
