import { isRecord, jsonRecord } from "../base/record.js";
import { run, type RunOptions } from "./process.js";

/** What an interpreter tells of itself, and of how it was started. */
export interface Look {
  /** Absolute. */
  readonly python: string | undefined;
  readonly version: string | undefined;
  /** Whether the package tzdata knows every time zone that the system knows. */
  readonly tzdata: boolean;
  /** The program that was asked for, on its PATH. */
  readonly located: string | undefined;
  /** Its working directory, without links. */
  readonly directory: string | undefined;
  /** Its environment, where that was asked for. */
  readonly environment: Readonly<Record<string, string>> | undefined;
}

/**
 * Without importing Prefect: 25 ms, where `importlib.metadata` takes 55, and `prefect version` 6 s. The name of a folder
 * has the version (PyPA, "Recording installed projects"); what is installed otherwise goes the long way.
 *
 * Zones are compared by name, since `zoneinfo.available_timezones` opens each of 600 files. What is not a zone there has a
 * dot, a plus or a name of its own.
 */
const LOOK = `
import json, os, shutil, sys
def version():
    for folder in sys.path:
        for name in os.listdir(folder) if os.path.isdir(folder) else ():
            if name.startswith("prefect-") and name.endswith(".dist-info"):
                return name[:-10].split("-", 1)[1]
    import importlib.metadata
    return importlib.metadata.version("prefect")
def tzdata():
    lists = [os.path.join(folder, "tzdata", "zones") for folder in sys.path]
    lists = [path for path in lists if os.path.isfile(path)]
    known = set(open(lists[0]).read().split()) if lists else set()
    others = {"leapseconds", "localtime", "posixrules", "SECURITY", "Factory"}
    system = set()
    for top in ("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo"):
        for folder, _, names in os.walk(top):
            inside = os.path.relpath(folder, top)
            if inside.split(os.sep)[0] not in ("posix", "right"):
                system.update(os.path.normpath(os.path.join(inside, name)) for name in names)
    return bool(system) and {name for name in system if "." not in name and name[0] != "+"} - others <= known
found = {"python": sys.executable, "directory": os.path.realpath(os.getcwd())}
if sys.argv[1]:
    found["located"] = shutil.which(sys.argv[1])
if sys.argv[2] == "environment":
    found["environment"] = dict(os.environ)
for what in version, tzdata:
    try:
        found[what.__name__] = what()
    except Exception:
        break
print("\\n" + "look=" + json.dumps(found))
`;

/**
 * Asks an interpreter. `-I`: nothing of the project is imported.
 *
 * @param python the interpreter, and what starts it
 * @param program what to look for on its PATH, or nothing
 * @returns no look where it could not answer, and what was printed where that was because it failed
 * @throws as `run`
 */
export async function lookWith(
  python: readonly string[],
  { program = "", environment = false }: { readonly program?: string; readonly environment?: boolean },
  options: Pick<RunOptions, "cwd" | "env" | "signal">,
): Promise<{ readonly look?: Look; readonly failed?: string }> {
  const asked = [program, environment ? "environment" : ""];
  const { output, exitCode } = await run([...python, "-I", "-c", LOOK, ...asked], options);
  options.signal?.throwIfAborted();
  const answer = jsonRecord(/^look=(.*)$/m.exec(output)?.[1] ?? "");
  if (answer) return { look: lookOf(answer) };
  // An answer that something else has broken still holds the environment.
  const others = output.split("\n").filter((line) => !line.includes("look="));
  return exitCode === 0 ? {} : { failed: others.join("\n") };
}

function lookOf(answer: Readonly<Record<string, unknown>>): Look {
  const text = (key: string): string | undefined => {
    const value = answer[key];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const version = text("version");
  const environment = answer["environment"];
  return {
    ...{ python: text("python"), located: text("located"), directory: text("directory") },
    version: version !== undefined && /^\d+\.\d+\.\S+$/.test(version) ? version : undefined,
    tzdata: answer["tzdata"] === true,
    environment: isRecord(environment) ? (environment as Record<string, string>) : undefined,
  };
}
