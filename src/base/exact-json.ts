/**
 * JSON with its numbers as they are written: `1.0` and `12345678901234567891` are not what JavaScript makes of them,
 * and Prefect's client and server tell them from `1` and `12345678901234567000`.
 *
 * A number that JavaScript would write otherwise becomes an object of `JSON.rawJSON`, which `JSON.stringify` writes as
 * it came, and which is deeply equal to another one of the same text (ECMAScript, "JSON.parse source text access").
 */
export function parseExact(text: string): unknown {
  // Most texts have none: then the ordinary way takes a fraction of the time.
  if (!/\d\.\d*0\s*[,\]}]|\d{16}|\d[eE][+-]?\d+\s*[,\]}]/.test(text)) return JSON.parse(text);
  return JSON.parse(text, function (this: unknown, _key: string, value: unknown, ...[context]: unknown[]) {
    const source = (context as { source?: string } | undefined)?.source;
    const isPlain = typeof value !== "number" || source === undefined || isWritten(value, source);
    return isPlain ? value : RAW.rawJSON(source);
  });
}

/**
 * Whether JavaScript writes the number as it came, or as another who reads it takes for the same: Python's `1e-05` is
 * `0.00001` in an answer of the server (3.8.8, 3.9.1), and neither is a whole number.
 */
function isWritten(value: number, source: string): boolean {
  const text = String(value);
  return text === source || (/e-/i.test(source) && /\.|e-/.test(text));
}

interface RawJson {
  readonly rawJSON: string;
}

const RAW = JSON as unknown as {
  rawJSON: (text: string) => RawJson;
  isRawJSON: (value: unknown) => boolean;
};

export function isExactNumber(value: unknown): value is RawJson {
  return RAW.isRawJSON(value);
}

/** The value with ordinary numbers in place of such ones, at any depth. */
export function withNumbers(value: unknown): unknown {
  if (isExactNumber(value)) return Number(value.rawJSON);
  if (Array.isArray(value)) return value.map(withNumbers);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withNumbers(inner)]));
}
