/**
 * Where a text gives a secret away: in clear, escaped for JSON, percent-encoded in any of the ways in which that is
 * done, or inside of something in base64, whatever stands around it there.
 *
 * Written without a look at how src/ makes its masks: it decodes the text, where those encode the secret.
 */
export function leaks(text: string, secrets: readonly string[]): string[] {
  const readings = [text, percentDecoded(text), jsonDecoded(text), ...base64Decoded(text)];
  return secrets.filter((secret) => readings.some((reading) => reading.includes(secret)));
}

/** As of a URL, and as of a form, where a space is a plus. */
function percentDecoded(text: string): string {
  const decode = (encoded: string) =>
    encoded.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
      Buffer.from(run.replaceAll("%", ""), "hex").toString("utf8"),
    );
  // Twice, since a URL can be part of a URL.
  return [text, text.replaceAll("+", "%20")]
    .flatMap((each) => [decode(each), decode(decode(each))])
    .join("\n");
}

function jsonDecoded(text: string): string {
  return text
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/\\x([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/\\(["'\\/])/g, "$1");
}

function base64Decoded(text: string): string[] {
  const runs = text.match(/[A-Za-z0-9+/_-]{8,}/g) ?? [];
  // A run may begin with other letters, such as those of a word that stands directly before it.
  return runs.flatMap((run) =>
    [0, 1, 2, 3].map((start) => Buffer.from(run.slice(start), "base64").toString("utf8")),
  );
}
