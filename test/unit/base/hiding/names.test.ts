import { expect, test } from "vitest";
import { isSecretName } from "../../../../src/base/hiding/names.js";

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");

const SECRETS = words(`
  password PASSWORD db_password DbPassword dbpassword mysql_pwd DB_PASS pass passwd passphrase passcode PGPASSWORD
  token accessToken access_token GITHUB_TOKEN tokens verify_token secret clientSecret client-secret SECRETS secret_id
  AWS_SECRET_ACCESS_KEY aws_access_key_id AWSAccessKeyId apikey apiKey api_key api-key API_KEY_2 APIKEY X-Api-Key
  x-functions-key Ocp-Apim-Subscription-Key private_key privateKey private_key_pem signing_key encryption_key
  ENCRYPTIONKEY sas_key account_key AccountKey SharedAccessKey SharedAccessSignature storage_key kms_key license_key
  ssh_key sshKey deploy_key routing_key webhook SLACK_WEBHOOK_URL webhookUrl webhooks cookie cookies Set-Cookie
  session session_id sessionToken dsn SENTRY_DSN sentryDsn sig signature X-Amz-Signature connection_string
  connectionString CONN_STR connstr connection_url conn_uri auth basic_auth basicAuth Authorization auth_string
  auth_config bearer bearer_token credential credentials GOOGLE_APPLICATION_CREDENTIALS creds private is_private jwt otp
  github_pat psk presigned_url signedUrl sas_url hash_salt APIkey apitoken accesskey auth_data session_data
`);

const OTHERS = words(`
  key keys primary_key primaryKey partition_key foreign_key sort_key cache_key idempotency_key public_key publicKey
  s3_key object_key result_storage_key merge_keys monkey keyboard hockey turkey keyword keywords key_vault_name keyspace
  author authors authority authenticated auth_type author_id session_count session_timeout sessions spark_session_name
  max_tokens maxTokens num_tokens prompt_tokens tokens_per_minute tokenizer tokenizer_name tokenize token_ttl token_file
  secret_name secretName secretKeyRef password_file password_policy cookie_name bypass compass pass_rate encompass
  signal sigma significance design assignment saltwater salted patch patient pattern pathological data_path
  private_subnet privateLink conn_id connection_id connection_timeout description name user username client_id tenant_id
  subscription_id account_id region bucket url database_url host port path log_level LEVEL image namespace command env
  access_keyword api_keyboard labels tags entrypoint cron timezone schedule day date version
`);

test.each(SECRETS)("%s is the name of a secret", (name) => {
  expect(isSecretName(name)).toBe(true);
});

test.each(OTHERS)("%s is none", (name) => {
  expect(isSecretName(name)).toBe(false);
});

test.each(["pass\u200bword", "to\u00adken", "ＰＡＳＳＷＯＲＤ", "ａｐｉＫｅｙ"])("%j too", (name) => {
  expect(isSecretName(name)).toBe(true);
});

test("a very long name is told in no time", () => {
  const started = performance.now();
  for (const part of ["A", "a", "Aa", "_", "token", "key_"]) isSecretName(part.repeat(200_000));
  expect(performance.now() - started).toBeLessThan(5_000);
});
