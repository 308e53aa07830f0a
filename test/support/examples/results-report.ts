import { clearResults, readResults } from "./results.ts";

const COLUMNS = ["example", "right", "none", "wrong", "expired", "wrongHost"] as const;
const HEADINGS = [
  "example",
  "right credential",
  "no credential",
  "wrong credential",
  "expired",
  "wrong host",
];

/** Vitest's global set-up of the integration tests: the results of old runs go, and this run's are printed at its end. */
export default async function setup(): Promise<() => Promise<void>> {
  await clearResults();
  return async () => {
    const results = await readResults();
    if (results.length === 0) return;
    const rows = [HEADINGS, ...results.map((row) => COLUMNS.map((column) => row[column]))];
    const widths = HEADINGS.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
    console.log("\nEvery way in, and what each was answered with:\n");
    for (const row of rows)
      console.log(
        `  ${row
          .map((text, index) => text.padEnd(widths[index] ?? 0))
          .join("  ")
          .trimEnd()}`,
      );
  };
}
