// Written by scripts/steps.py from the installed Prefect.
/** A step of Prefect's own: a Python function and its parameters. */
export interface Step {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Takes other parameters too (`**settings`). */
  readonly open: boolean;
  /** Fields that later steps can use; null: not known. */
  readonly outputs: readonly string[] | null;
}

/** Those of the newest Prefect, by their full names. */
export const STEPS: Readonly<Record<string, Step>> = {
  "prefect.deployments.steps.git_clone": {
    required: ["repository"],
    optional: [
      "branch",
      "commit_sha",
      "include_submodules",
      "access_token",
      "credentials",
      "directories",
      "clone_directory_name",
    ],
    open: false,
    outputs: ["directory"],
  },
  "prefect.deployments.steps.pip_install_requirements": {
    required: [],
    optional: ["directory", "requirements_file", "stream_output"],
    open: false,
    outputs: ["stderr", "stdout"],
  },
  "prefect.deployments.steps.pull_from_remote_storage": {
    required: ["url"],
    optional: [],
    open: true,
    outputs: ["directory"],
  },
  "prefect.deployments.steps.pull_with_block": {
    required: ["block_document_name", "block_type_slug"],
    optional: [],
    open: false,
    outputs: ["directory"],
  },
  "prefect.deployments.steps.run_shell_script": {
    required: ["script"],
    optional: ["directory", "env", "stream_output", "expand_env_vars", "shell"],
    open: false,
    outputs: ["stderr", "stdout"],
  },
  "prefect.deployments.steps.run_step": {
    required: ["step"],
    optional: ["upstream_outputs"],
    open: false,
    outputs: null,
  },
  "prefect.deployments.steps.set_working_directory": {
    required: ["directory"],
    optional: [],
    open: false,
    outputs: ["directory"],
  },
  "prefect.deployments.steps.core.run_step": {
    required: ["step"],
    optional: ["upstream_outputs"],
    open: false,
    outputs: null,
  },
  "prefect.deployments.steps.core.run_steps": {
    required: ["steps"],
    optional: ["upstream_outputs", "print_function", "deployment", "flow_run", "logger"],
    open: false,
    outputs: null,
  },
  "prefect.deployments.steps.pull.agit_clone": {
    required: ["repository"],
    optional: [
      "branch",
      "commit_sha",
      "include_submodules",
      "access_token",
      "credentials",
      "directories",
      "clone_directory_name",
    ],
    open: false,
    outputs: ["directory"],
  },
  "prefect.deployments.steps.pull.git_clone": {
    required: ["repository"],
    optional: [
      "branch",
      "commit_sha",
      "include_submodules",
      "access_token",
      "credentials",
      "directories",
      "clone_directory_name",
    ],
    open: false,
    outputs: ["directory"],
  },
  "prefect.deployments.steps.pull.pull_from_remote_storage": {
    required: ["url"],
    optional: [],
    open: true,
    outputs: ["directory"],
  },
  "prefect.deployments.steps.pull.pull_with_block": {
    required: ["block_document_name", "block_type_slug"],
    optional: [],
    open: false,
    outputs: ["directory"],
  },
  "prefect.deployments.steps.pull.set_working_directory": {
    required: ["directory"],
    optional: [],
    open: false,
    outputs: ["directory"],
  },
  "prefect.deployments.steps.utility.pip_install_requirements": {
    required: [],
    optional: ["directory", "requirements_file", "stream_output"],
    open: false,
    outputs: ["stderr", "stdout"],
  },
  "prefect.deployments.steps.utility.run_shell_script": {
    required: ["script"],
    optional: ["directory", "env", "stream_output", "expand_env_vars", "shell"],
    open: false,
    outputs: ["stderr", "stdout"],
  },
};
