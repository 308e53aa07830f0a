import { expect, test } from "vitest";
import { hideInText } from "../../../../src/base/hiding/texts.js";

test.each([
  ["PASSWORD=hunter2 PORT=80", "PASSWORD=*** PORT=80"],
  ["--password=hunter2 --port 80", "--password=*** --port 80"],
  ["run --api-token hunter2 --port 80", "run --api-token *** --port 80"],
  ["curl -u ci:hunter2 https://x", "curl -u *** https://x"],
  ["export DB_PASSWORD='hunter 2' y", "export DB_PASSWORD='***' y"],
  ['{"apiKey": "hunter2", "b": 1', '{"apiKey": "***", "b": 1'],
  [String.raw`{\"token\": \"hunter2\", \"a\": \"b\"}`, String.raw`{\"token\": \"***\", \"a\": \"b\"}`],
  ["{'name': 'X_TOKEN', 'value': 'hunter2'}", "{'name': 'X_TOKEN', 'value': '***'}"],
  ['login(password="hunter2", user="u")', 'login(password="***", user="u")'],
  ["d['password'] = 'hunter2'", "d['password'] = '***'"],
  ["<password>hunter2</password>", "<password>***</password>"],
  ["password: correct horse\nuser: x", "password: ***\nuser: x"],
  ["Authorization: Bearer hunter2", "Authorization: ***"],
  ["-H 'Authorization: Bearer hunter2'", "-H 'Authorization: ***'"],
  ["Cookie: a=b; c=hunter2", "Cookie: ***"],
  ["X-Api-Key: hunter2", "X-Api-Key: ***"],
  ["with Bearer eyJhbGciOiJIUzI1NiJ9", "with Bearer ***"],
  ["with Basic Y2k6aHVudGVyMg==", "with Basic ***"],
  [
    "https://x.blob.core.windows.net/c?sv=1&sig=hunter2%2Fabc&se=1",
    "https://x.blob.core.windows.net/c?sv=1&sig=***&se=1",
  ],
  [
    "https://b.s3.amazonaws.com/x?X-Amz-Signature=0a1b&y=1",
    "https://b.s3.amazonaws.com/x?X-Amz-Signature=***&y=1",
  ],
  ["to=https%3A%2F%2Fh%3Ftoken%3Dhunter2", "to=https%3A%2F%2Fh%3Ftoken%3D***"],
  [
    "AccountName=x;AccountKey=hunter2==;EndpointSuffix=core",
    "AccountName=x;AccountKey=***;EndpointSuffix=core",
  ],
  ["Endpoint=sb://x/;SharedAccessKey=hunter2=", "Endpoint=sb://x/;SharedAccessKey=***"],
  ["Server=x;Pwd=hunter2;Database=y", "Server=x;Pwd=***;Database=y"],
  ["https://hooks.slack.com/services/T000/B000/hunter2hunter2", "https://***"],
  ["postgres://app:hunter2@db/x", "***db/x"],
  ["a\n-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----\nb", "a\n***\nb"],
  ["-----BEGIN RSA PRIVATE KEY-----\nhunter2", "***"],
  [`ghp_${"a1B2".repeat(9)} and more`, "*** and more"],
])("%s", (text, clean) => {
  expect(hideInText(text)).toBe(clean);
});

test.each([
  "password={{ $X }}",
  "token: {{ prefect.blocks.secret.x }}",
  "TOKEN=$TOKEN run ${TOKEN} ${{ secrets.TOKEN }}",
  "key=value primary_key=id max_tokens=4096",
  "Basic cleanup of tables, bearer of news",
  "Set `api_key`, see the docs",
  "Deploying with token refresh",
  "amqp://h/x and https://prefect.example.com/api",
  "verify_token=true secret=null token=<your-token> password=***",
])("%s stays as it is", (text) => {
  expect(hideInText(text)).toBe(text);
});

test("a text made to take long takes no time", () => {
  const parts = [
    "a",
    "a-",
    "token=",
    'token="',
    'token=\\"',
    "token: x ",
    "token:\n",
    "token={{",
    "a=\\",
    "-u a:",
    "-",
  ];
  const shapes = [
    "-----BEGIN PRIVATE KEY-----",
    "a://b:",
    '"name": "token", ',
    "Bearer ",
    "A",
    " ",
    "hooks.slack.com/services/",
  ];
  for (const part of [...parts, ...shapes]) {
    const started = performance.now();
    hideInText(part.repeat(300_000 / part.length));
    expect(performance.now() - started, part).toBeLessThan(3_000);
  }
});
