import { rulesOf } from "./rules-of.js";

const LATER =
  "In `pull` it is a warning: the deploy succeeds, and every flow run fails, unless the worker's Prefect knows better.";

export const STEP_RULES = rulesOf({
  "step-shape": [
    "error",
    "A step that is not one name with its inputs",
    "A step is a mapping with one key, the name of a Python function, and below it its inputs as a mapping. A text drops " +
      "the whole file; two keys or empty inputs end in an error where the step runs (3.0.11, 3.4.14, 3.8.8). " +
      LATER,
  ],
  "step-unknown": [
    "error",
    "A step that Prefect does not have",
    "The function is imported where the step runs; what cannot be imported ends in an error there. Only names below " +
      "`prefect.deployments.steps` and of Prefect 2's `prefect.projects` are judged. " +
      LATER,
  ],
  "step-argument": [
    "error",
    "An input that a step does not take, or lacks",
    "Inputs are the arguments of a Python function: an unknown or a missing one is a `TypeError` where the step runs. What " +
      "Prefect's own steps take is read from the newest one (3.8.8). " +
      LATER,
  ],
  "step-conflict": [
    "error",
    "Two inputs that exclude each other",
    "`git_clone` ends in a `ValueError` where it gets both `access_token` and `credentials`, or both `branch` and " +
      "`commit_sha` (3.8.8). " +
      LATER,
  ],
  "step-credentials": [
    "error",
    "A token where `git_clone` takes credentials, or the other way round",
    "`{{ prefect.blocks.github-credentials.name }}` is all that the block holds, a mapping. As an `access_token` it ends " +
      "in `TypeError: quote_from_bytes() expected bytes` (3.8.8, 3.9.1), and becomes a part of the URL in 3.0.11. A text " +
      "as `credentials` ends in `AttributeError: 'str' object has no attribute 'items'` (3.0.11, 3.8.8, 3.9.1). " +
      LATER,
  ],
  "empty-section": [
    "warning",
    "An empty section of steps that does not turn off the file's",
    "A deployment's `build: []` runs no build steps. With an empty `push` Prefect runs the file's push steps all the same. " +
      "`pull: []` means no pull steps from 3.8.0 on, `pull:` and `pull: {}` mean those of the file (3.0.11, 3.8.8, 3.9.1).",
  ],
  "step-shell": [
    "warning",
    "Shell syntax where no shell runs",
    "`run_shell_script` starts each line as one program. `|`, `&&` and `>` are handed to it as arguments, `$NAME` as it " +
      "stands, unless `shell: true` (from 3.6.23 on) or `expand_env_vars: true` says otherwise (3.8.8).",
  ],
  "step-requires": [
    "note",
    "A step that installs packages",
    "Where the package cannot be imported, Prefect installs it with pip or uv: for `build` and `push` on the runner, for " +
      "`pull` at the start of every flow run, from whatever index is set up there.",
  ],
  "no-pull": [
    "warning",
    "No `pull` section",
    "Without steps to pull the code Prefect stores `set_working_directory` with the folder in which `prefect deploy` ran, " +
      "which is the runner's. Before 3.8.0 an empty `pull: []` does the same. Not so with the step " +
      "`build_docker_image`, nor, from 3.6.25 on, with an `image` in the job variables.",
  ],
  "runner-path": [
    "warning",
    "A folder of the runner in a pull step",
    "Pull steps run on the worker, later. The runner's workspace is not there.",
  ],
  "secret-in-clear": [
    "warning",
    "A secret written in clear",
    "It is in the repository's history, and everyone who can read the deployment on the server can read it there. Found by " +
      "its form or by the name of its key; its value is never shown.",
  ],
});
