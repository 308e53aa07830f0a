import { words } from "../words.js";

/**
 * Whether a name says that its value is a secret: `DB_PASSWORD`, `apiKey`, `X-Functions-Key`, `sentry_dsn`. Pure.
 *
 * A guess by words. In doubt it says yes: a value that is not shown is a nuisance, one that is shown cannot be taken
 * back.
 */
export function isSecretName(name: string): boolean {
  const parts = wordsOf(name);
  const last = parts.at(-1);
  if (last === undefined) return false;
  const all = parts.join("_");
  if (TELLS_ABOUT.has(last) || COUNT_OF_TOKENS.test(all)) return false;
  const known = all.replace(NO_TOKEN, "");
  // `APIkey` is not a word of ours until its parts are put together.
  return (
    SECRET.test(known) ||
    SECRET.test(known.replaceAll("_", "")) ||
    SECRET_AT_END.test(all) ||
    isSecretKey(parts, last)
  );
}

/** `clientSecret`, `client-secret`, `CLIENT_SECRET_2`: client, secret. */
function wordsOf(name: string): string[] {
  return name
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replace(/(?<=[\p{Ll}\d])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, " ")
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== "");
}

/** Wherever it stands in a name, also as a part of a word: `mypassword`, `secrets`, `accesstoken`. */
const SECRET =
  /pass_?w(?:or)?[dt]|pass_?phrase|passcode|kennwort|secret|token|credential|webhook|bearer|cookie|htpasswd|signature|shared_?access|conn(?:ection)?_?str(?:ing)?|conn(?:ection)?_ur[il]|auth_?(?:string|header|value|data|code|config)|session_?(?:id|key|data)|(?:pre)?_?signed_?ur[il]|sas_?ur[il]|(?:api|access|private|secret|signing|encryption|master|account|shared|ssh|auth|license|licence|sas)_?keys?(?!word|board|note|stone|space|frame|pad)/;

/** Only as the last word: `basic_auth`, and neither `author` nor `auth_type`; `SMTP_PASS`, and neither `bypass` nor `pass_rate`. */
const SECRET_AT_END =
  /(?:^|_)(?:pass|pwd|pw|auth|authorization|oauth|session|dsn|sig|sas|jwt|pat|otp|totp|psk|salt|hmac|private|creds?)$/;

/** `tokenizer`, which makes tokens of another kind. */
const NO_TOKEN = /tokeni[sz][a-z]*/g;

/** Those of a language model: `max_tokens`, `prompt_tokens`, `tokens_per_minute`. */
const COUNT_OF_TOKENS =
  /^(?:(?:max|min|num|n|no|number|total|count|avg|input|output|prompt|completion)_(?:[a-z_]*_)?tokens?|tokens?_per_[a-z_]+)$/;

/** A word at the end that says something of a secret, and not the secret: `secret_name`, `token_ttl`, `password_file`. */
const TELLS_ABOUT = new Set(
  words(`
  name names type types kind label description title arn ref refs block column field file files
  filename path paths dir directory folder count counts limit limits length len size budget usage rate
  index ttl age expiry expires expiration lifetime timeout rotation interval enabled disabled required
  policy version provider algorithm alg method mode scope scopes audience issuer format schema prefix
  suffix
`),
);

/** `sas_key`, `x-functions-key`, `licenseKey`: any key but one of data. `key` alone is the key of a mapping. */
function isSecretKey(parts: readonly string[], last: string): boolean {
  return last === "key" && parts.length > 1 && !parts.some((word) => KEYS_OF_DATA.has(word));
}

const KEYS_OF_DATA = new Set(
  words(`
  primary partition foreign sort sorting order ordering group grouping natural surrogate unique
  composite candidate alternate business join merge upsert lookup hash range shard cluster clustering
  distribution bucket dedup dedupe deduplication idempotency concurrency cache row rows column field
  index id object s blob file path prefix folder message record event entity item config setting
  option json yaml dict map metric label tag annotation data page translation context public task run
  flow job resource lock mutex topic state result watermark checkpoint table time date timestamp
  parent child node edge feature target source dimension fact hot next last parameter param variable
  block artifact asset dataset step
`),
);
