import type { Inputs } from "../../src/inputs/types.js";

const INPUTS: Inputs = {
  mode: "deploy",
  apiUrl: "https://own.example/api",
  uiUrl: "https://own.example",
  credential: { kind: "none" },
  headers: {},
  tls: { ca: undefined, caFile: undefined, client: undefined, skipVerify: false },
  names: [],
  changedSince: undefined,
  sharedPaths: [],
  ignoreRules: [],
  prefectFiles: ["prefect.yaml"],
  runFrom: "working-directory",
  workingDirectory: "/work",
  deployCommand: [],
  prefectCommand: ["prefect"],
  profile: undefined,
  environment: undefined,
  timeout: 1,
  retries: 0,
  configTarget: "none",
  keepConfig: false,
  summary: true,
  transaction: true,
  concurrency: 8,
  onCommitError: "put-back",
  onImportError: "warning",
  keepPausedSchedules: false,
  clearSchedules: false,
  failOnChanges: false,
  unknown: "named",
  shard: undefined,
  shards: undefined,
  comment: "never",
  githubToken: "",
  allowUntrustedCode: false,
  prune: false,
  pruneLimit: 10,
  pruneScope: undefined,
  expectedPlan: undefined,
};

/** Inputs as they are read, where a test is about a few of them only. */
export function someInputs(more: Partial<Inputs> = {}): Inputs {
  return { ...INPUTS, ...more };
}
