import { expect, test } from "vitest";
import { isLoopback } from "../../../src/base/loopback.js";

test.each([
  ...["localhost", "LOCALHOST", "localhost.", "prefect.localhost", "a.b.localhost.", "%6cocalhost"],
  ...["127.0.0.1", "127.255.255.254", "127.1", "0x7f.1", "2130706433", "0177.0.0.1"],
  ...["[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::FFFF:7f12:3456]", "[::ffff:0:0]"],
  ...["0.0.0.0", "0", "[::]"],
])("http://%s is this machine", (host) => {
  expect(isLoopback(new URL(`http://${host}:4200/api`))).toBe(true);
  expect(isLoopback(new URL(`https://${host}`))).toBe(true);
});

test.each([
  ...["prefect.example.com", "localhost.example.com", "notlocalhost", "local", "localhost.localdomain"],
  ...[
    "127.0.0.1.example.com",
    "128.0.0.1",
    "10.0.0.1",
    "1.127.0.0",
    "[::2]",
    "[::ffff:128.0.0.1]",
    "[fe80::1]",
  ],
])("http://%s is not", (host) => {
  expect(isLoopback(new URL(`http://${host}:4200/api`))).toBe(false);
});
