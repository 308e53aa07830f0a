import { INPUT_NAMES } from "../inputs.js";

/**
 * The environment of the CLI: the job's own, less what belongs to this action, with the settings
 * that were asked for on top. Pure.
 *
 * Left out are the action's inputs (the credential in another form), and the file that the post
 * step's state is read from: flow files are imported, and must not decide what the
 * post step does.
 */
export function childEnvironment(
  inherited: NodeJS.ProcessEnv,
  settings: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  const decided = new Set(Object.keys(settings));
  const own = new Set(INPUT_NAMES.map((input) => `INPUT_${input.toUpperCase()}`));
  const kept = Object.entries(inherited).filter(
    ([name]) =>
      !own.has(name) &&
      name !== "GITHUB_STATE" &&
      // Prefect reads variables without regard to case: `prefect_api_key` is a rival too.
      !decided.has(name.toUpperCase()),
  );
  return {
    COLUMNS: "120", // Prefect's boxes, where there is no terminal: 80 breaks most lines
    ...Object.fromEntries(kept),
    PYTHONUNBUFFERED: "1", // its output streams into the log as it comes
    PYTHONUTF8: "1", // Windows: prefect.yaml is UTF-8, and so is the log
    ...settings,
  };
}
