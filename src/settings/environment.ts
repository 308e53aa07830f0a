/**
 * What a runner gives an action and not a `run:` step (actions/runner 2.336, `NodeScriptActionHandler` against
 * `ScriptHandler`): inputs, one that is misspelt too; the file that the post step's state is read from; and the keys to
 * the job's artifacts and caches. Of `ACTIONS_…`, which is the runner's to add to, only what is known to be in both.
 */
const OF_ACTIONS_ALONE =
  /^(?:INPUT_|GITHUB_STATE$|ACTIONS_(?!ID_TOKEN_REQUEST_(?:URL|TOKEN)$|ORCHESTRATION_ID$|(?:ALLOW|RUNNER|STEP)_))/i;

/** Whether a variable stays with this action: nothing that it starts has it. */
export function isWithheld(name: string): boolean {
  return OF_ACTIONS_ALONE.test(name);
}

/**
 * The environment of the CLI: what a `run:` step of the job would have, with the settings that were asked for on top.
 * Pure.
 *
 * Flow files are imported in it, in a plan too: they must not get at the credential in another form, and must not decide
 * what the post step does. That they may ask for an ID token where the job may (`id-token: write`) is as in a `run:` step.
 */
export function childEnvironment(
  inherited: NodeJS.ProcessEnv,
  settings: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  const decided = new Set(Object.keys(settings));
  const kept = Object.entries(inherited).filter(
    // Prefect reads variables without regard to case: `prefect_api_key` is a rival too.
    ([name]) => !isWithheld(name) && !decided.has(name.toUpperCase()),
  );
  return {
    COLUMNS: "120", // Prefect's boxes, without a terminal: 80 breaks most lines
    ...Object.fromEntries(kept),
    // A secret, or a value that is not to be shown, is known by its line: no line is broken (2.x to 3.9.1).
    PREFECT_CLI_WRAP_LINES: "false",
    PYTHONUNBUFFERED: "1", // its output streams into the log as it comes
    PYTHONUTF8: "1", // Windows: prefect.yaml is UTF-8, and so is the log
    ...settings,
  };
}
