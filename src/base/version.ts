/** Compares release numbers (`3.10.1` > `3.9`); what follows them (`rc1`, `.dev2`, `+local`) does not count. */
export function compareVersions(a: string, b: string): number {
  const left = release(a);
  const right = release(b);
  for (let index = 0; index < 3; index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

function release(version: string): number[] {
  return (/^v?(\d+(?:\.\d+)*)/.exec(version)?.[1] ?? "0").split(".").map(Number);
}

/** The line of a workflow that installs Prefect, pinned to the server's version where that is known. */
export function installLine(serverVersion: string | undefined): string {
  // `3.4.14+12.gabcdef`, a build from a checkout, is in no package index.
  const version = serverVersion?.split("+")[0];
  return `\`- run: pip install "prefect${version === undefined ? ">=3,<4" : `==${version}`}"\``;
}
