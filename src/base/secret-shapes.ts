/** Forms that nothing but a secret has. Each takes linear time, whatever the text. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/\bgh[pousr]_\w{20,}|\bgithub_pat_\w{20,}/g, "a token of GitHub"],
  [/\bglpat-[\w-]{20,}/g, "a token of GitLab"],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g, "an access key of AWS"],
  [/\bpn[ub]_\w{16,}/g, "an API key of Prefect"],
  [/\bxox[abeprs]-[\w-]{10,}/g, "a token of Slack"],
  [/\bhooks\.slack\.com\/(?:services|workflows|triggers)\/[\w/-]{10,}/g, "a webhook of Slack"],
  [/\bdiscord(?:app)?\.com\/api\/webhooks\/[\w/-]{10,}/g, "a webhook of Discord"],
  [/\bwebhook\.office\.com\/[\w@/.-]{10,}/g, "a webhook of Teams"],
  [/\bsk_live_\w{16,}/g, "a key of Stripe"],
  [/\bAIza[\w-]{35}/g, "an API key of Google"],
  [/\b(?:Shared)?Acc(?:ount|ess)Key=[\w+/=]{20,}/g, "a key of Azure"],
  [/[?&]sig=[\w%+/=-]{20,}/g, "a signed URL of Azure"],
  [/\bX-Amz-Signature=[0-9a-f]{32,}/gi, "a signed URL of AWS"],
  // To its end: what stands between is the key.
  [
    /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[^-]|-(?!----))*(?:-----END [A-Z ]*PRIVATE KEY-----)?/g,
    "a private key",
  ],
  [/(?<![\w-])eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/g, "a JWT"],
  [/\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@{}]*:(?![$<*])[^\s/@{}]+@/gi, "a URL with a password"],
];

/** What a text holds: `a token of GitHub`; undefined where it has no such form. */
export function kindOfSecret(text: string): string | undefined {
  return SHAPES.find(([shape]) => text.search(shape) >= 0)?.[1];
}

/** The text with `…`, or something else, in place of all that has such a form. */
export function withoutSecrets(text: string, instead = "…"): string {
  return SHAPES.reduce((rest, [shape]) => rest.replaceAll(shape, () => instead), text);
}
