import { isAbsolute, relative, resolve } from "node:path";
import { findModule, type Entrypoint } from "../../project/entrypoint.js";
import { besidePrefectFile, slashed } from "../../project/folders.js";
import { flowsOf } from "./entrypoint-flows.js";
import type { Place } from "./entrypoint-place.js";
import type { Words } from "./spot.js";
import type { PythonFile } from "../../project/python/types.js";

/** The file of an entrypoint, where it is there and can be read; says so where not. */
export function fileOf(path: string, python: PythonFile | undefined, place: Place): PythonFile | undefined {
  if (python && process.platform === "linux") return python;
  if (!python && isRefused(path, [path], place)) return undefined;
  const isThere = python !== undefined || place.folders.isFile(path);
  const other = place.folders.otherCase(path);
  if (other !== undefined) {
    place.say("entrypoint-case", {
      severity: isThere ? "warning" : undefined,
      what: `${path} is spelt ${other} on disk; on Linux that is another file.`,
      fix: `Write \`${other}\`.`,
      corrected: place.corrected(other, path),
    });
  } else if (!isThere) place.say("entrypoint-file-missing", missingFile(path, place));
  return python;
}

/** Whether one of these files is there and not read; says so. */
function isRefused(shown: string, paths: readonly string[], place: Place): boolean {
  const { around, directory, say } = place;
  const refusalOf = around.refusals(directory);
  const [refusal] = paths.flatMap((path) => refusalOf(path) ?? []);
  // A folder of that name is not a file, and that is said.
  if (refusal === undefined || refusal.reason === "folder") return false;
  // Prefect may well import it.
  const isDeployed = refusal.reason !== "special" && refusal.reason !== "unreadable";
  say("file-not-read", {
    severity: isDeployed ? "warning" : undefined,
    what: `${shown} ${refusal.words}; nothing of this flow is checked.`,
    fix: isDeployed
      ? "Name a file of the repository, relative to the directory in which the action deploys."
      : "Put the flow into a regular file.",
  });
  return true;
}

function missingFile(path: string, place: Place): Words {
  const { context, entry, folders } = place;
  const instead = context.disk.insteadOfFile(resolve(place.directory, path));
  if (instead !== undefined) {
    return {
      what: `${path} is ${instead}, and no file; Prefect cannot import the flow.`,
      fix:
        instead === "a folder"
          ? "Name the Python file that is meant."
          : "Correct the symbolic link, and check that what it leads to is committed.",
    };
  }
  if (isAbsolute(path)) {
    return {
      severity: "warning", // It may be there on the machine that deploys, such as in a container.
      what: `there is no file ${path} on this machine; Prefect imports the flow where it deploys.`,
      fix: "Name the file relative to the directory in which the action deploys.",
    };
  }
  const what = `there is no file ${path} here; Prefect cannot import the flow.`;
  const forward = path.replaceAll("\\", "/");
  if (forward !== path && folders.isFile(forward)) {
    const fix = `Write the path with forward slashes: \`${forward}\`.`;
    return { what, fix, corrected: place.corrected(forward, path) };
  }
  const beside = besidePrefectFile(path, entry, context);
  if (beside !== undefined) {
    return {
      what,
      fix: `It lies beside the prefect file, and paths start at \`working-directory\`: set \`run-from: prefect-file\`, or write \`${beside}\`.`,
    };
  }
  const { workingDirectory = place.directory, disk } = context;
  if (workingDirectory !== place.directory && disk.isFile(resolve(workingDirectory, path))) {
    const other = slashed(relative(place.directory, resolve(workingDirectory, path)));
    const fix = `With \`run-from: prefect-file\` paths start at the prefect file: write \`${other}\`, or take \`run-from\` out.`;
    return { what, fix };
  }
  const near = place.around.nearestFile(path.trim(), folders);
  return near === undefined
    ? {
        what,
        fix: "Write the path from the directory in which the action deploys, and check that the file is committed.",
      }
    : { what, fix: `Do you mean \`${near}\`?`, corrected: place.corrected(near, path) };
}

/** The file of a module, where it is a local one; says where that cannot be. */
export function moduleOf(
  { module, name, hasColon }: Extract<Entrypoint, { kind: "module" }>,
  found: PythonFile | undefined,
  place: Place,
): PythonFile | undefined {
  const whole = hasColon ? undefined : findModule(`${module}.${name}`, place.ground);
  const isBound = found && (found.openEnded || found.names.has(name) || found.functions.has(name));
  if (whole && !isBound) {
    const [flow] = flowsOf(whole);
    place.say("entrypoint-syntax", {
      what: "the entrypoint names a module and no function.",
      fix: `Add the function: \`${module}.${name}:${flow ?? "function"}\`.`,
    });
    return undefined;
  }
  const file = module.replaceAll(".", "/");
  if (found || isRefused(module, [`${file}/__init__.py`, `${file}.py`], place)) return found;
  const [first = "", ...rest] = module.split(".");
  // Without a local package of that name it is one that is installed, or will be.
  if (rest.length > 0 && place.folders.isFile(`${first}/__init__.py`)) {
    place.say("entrypoint-file-missing", {
      severity: "warning",
      what: `there is no module ${module} in the package ${first} here.`,
      fix: `Check the name; Prefect imports it from ${file}.py.`,
    });
  }
  return undefined;
}
