import { rulesOf } from "./rules-of.js";

const DROPPED =
  "Prefect 3.4.19 and later hold the file against models first. One value of a wrong kind drops the whole file, with a " +
  'yellow line; the final error is "An entrypoint must be provided". ';

export const STRUCTURE_RULES = rulesOf({
  "invalid-value": [
    "error",
    "A value of a kind that Prefect refuses",
    `${DROPPED}YAML makes numbers, dates and booleans of texts without quotes, and nothing of a key without a value. ` +
      "Earlier versions fail in the middle of the deploy. Measured on 3.0.11, 3.4.14 and 3.8.8.",
  ],
  "invalid-choice": [
    "error",
    "A `version_type` that Prefect does not know",
    "The file is read, and the deploy then ends with a ValidationError, when other deployments are written already (3.8.8).",
  ],
  "unknown-key": [
    "warning",
    "A key that Prefect ignores",
    "Prefect says nothing about keys that it does not know, and deploys without them: `schedlues` never runs, and " +
      "`infra_overrides` of Prefect 2 changes nothing (3.0.11 to 3.8.8). It knows `flow_name`, and takes the name of the code all " +
      "the same. Keys that begin with `x-`, `_` or a dot are left alone.",
  ],
  "missing-name": [
    "error",
    "A deployment without a name",
    'Of several deployments `prefect deploy --all` skips it and exits 0; a single one ends in "A deployment name must be ' +
      'provided"; a pattern in `--name` ends in a TypeError (3.0.11, 3.4.14, 3.8.8).',
  ],
  "missing-entrypoint": [
    "error",
    "A deployment without an entrypoint",
    'The deploy stops there with "An entrypoint must be provided", when those before it are written already; a pattern in ' +
      "`--name` skips it (3.0.11, 3.4.14, 3.8.8).",
  ],
  "deployment-name": [
    "error",
    "A name with a character that Prefect refuses",
    "`/ % & < >` cannot stand in a name: the client refuses it, or the server answers 500 (3.0.11, 3.4.14, 3.8.8).",
  ],
  "repeated-name": [
    "error",
    "The same name twice for the same flow",
    "Both are one deployment to Prefect: the later one silently overwrites the earlier one, and `prefect deploy` exits 0 " +
      "(3.0.11 to 3.8.8). So `plan` and `deploy` refuse two of one name, in one file or in several. `a` and `a.py` are one name.",
  ],
  "no-deployments": [
    "warning",
    "A file without deployments",
    'There is nothing to deploy: `prefect deploy --all` ends with "An entrypoint must be provided" (3.0.11, 3.4.14, 3.8.8).',
  ],
  "work-pool-missing": [
    "warning",
    "No work pool",
    'Without a name and without a default work pool the deploy ends with "A work pool is required" (3.0.11, 3.4.14, ' +
      "3.8.8). The default is the setting `deployments.default_work_pool_name`: PREFECT_DEFAULT_WORK_POOL_NAME, or " +
      "`[deployments] default_work_pool_name` in prefect.toml.",
  ],
  "concurrency-limit": [
    "error",
    "A concurrency limit that is refused in the deploy",
    "A mapping needs `collision_strategy`, ENQUEUE or CANCEL_NEW, in capitals; without it the deploy ends with a " +
      "ValidationError. The server answers 422 to a limit below 1. `grace_period_seconds` is 60 to 86400 (3.0.11, 3.4.14, 3.8.8).",
  ],
  "tags-text": [
    "warning",
    "Tags that are one text",
    "Prefect takes a text for a list of its letters: `tags: ab` becomes the tags `a` and `b` (3.8.8).",
  ],
  "tag-value": [
    "warning",
    "A tag that is not a text",
    "Prefect makes a text of it, as Python writes it: `yes` becomes the tag `True`, `1.10` becomes `1.1`, an item without " +
      "a value `None`, and a list in the list is one tag, `['a', 'b']` (3.8.8, 3.9.1).",
  ],
  "sla-cloud": [
    "warning",
    "Service level agreements without Prefect Cloud",
    'With a server of your own the deploy ends with "SLA configuration is currently only supported on Prefect Cloud", when ' +
      "the deployment is written already and those after it are not; also for `sla: []` (3.4.14, 3.8.8). Prefect 3.0 ignores " +
      "the key.",
  ],
  "toml-syntax": [
    "unchecked",
    "prefect.toml or pyproject.toml is not TOML",
    "Prefect reads both in every command, and ends with a SettingsError (3.8.8). So it does where a file begins with a " +
      "byte order mark; what is not UTF-8 is a UnicodeDecodeError (3.2.15, 3.8.8). Prefect 3.0 reads neither.",
  ],
  "toml-flat-key": [
    "warning",
    "A PREFECT_… key in a TOML file",
    "Prefect ignores it: `PREFECT_API_URL` in prefect.toml sets nothing, though `prefect config view` prints it (3.0.11 to " +
      "3.8.8). Without an API URL Prefect deploys to a server of its own that ends with the command.",
  ],
});
