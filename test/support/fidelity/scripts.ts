import type { Files } from "../project.ts";
import { ARGUMENTS, TIMES } from "./script-arguments.ts";
import { CODE, TRIGGERS } from "./script-code.ts";
import type { FidelityScript, Given } from "./script.ts";

export const FIDELITY_SCRIPTS: readonly FidelityScript[] = [...ARGUMENTS, ...TIMES, ...TRIGGERS, ...CODE];

/** The flows that are deployed from a git repository; after an edit with another parameter. */
export function inRepository(more = ""): Files {
  const flow = (name: string) => `@flow\ndef ${name}(day: str = "today"${more}):\n    "Comes from afar."\n`;
  return {
    "flows.py": ["from prefect import flow\n", ...["local", "cloned", "stored"].map(flow)].join("\n\n"),
  };
}

/** The files of all scripts as they are for a version, each in its folder, and `deploy.py`, which runs them one by one. */
export function scriptFiles(version: string, repository: string, isEdited: boolean): Files {
  const minor = Number(version.split(".")[1]);
  const given: Given = { repository, since: (least, text, before = "") => (minor >= least ? text : before) };
  const inFolders = FIDELITY_SCRIPTS.flatMap((script) =>
    Object.entries(script.files(given)).map(([name, text]) => [
      `${script.key}/${name}`,
      isEdited ? edited(text, script.edits) : text,
    ]),
  );
  return { ...(Object.fromEntries(inFolders) as Files), "deploy.py": runningAll() };
}

function edited(text: string, edits: FidelityScript["edits"]): string {
  return edits.reduce((made, [from, to]) => made.replaceAll(from, () => to), text);
}

/** As `cd KEY && python deploy.py` for each, in one process: to import Prefect takes two seconds each time. */
function runningAll(): string {
  return `import os, runpy, sys

ROOT = os.path.dirname(os.path.abspath(__file__))
for key in ${JSON.stringify(FIDELITY_SCRIPTS.map(({ key }) => key))}:
    os.chdir(os.path.join(ROOT, key))
    sys.path[0] = os.getcwd()
    runpy.run_path(os.path.join(os.getcwd(), "deploy.py"), run_name="__main__")
os.chdir(ROOT)
`;
}
