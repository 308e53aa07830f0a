import { resolve } from "node:path";
import { withoutEnd } from "../../base/edges.js";
import { readEntrypoint, type Flaw, type Lead } from "../../project/entrypoint.js";
import { fileOf, moduleOf } from "./entrypoint-files.js";
import { flowOf, flowsOf } from "./entrypoint-flows.js";
import { Around, Place } from "./entrypoint-place.js";
import { ENTRYPOINT_RULES } from "./entrypoint-rules.js";
import { PARAMETER_RULES } from "./parameter-rules.js";
import { checkParameters } from "./parameters.js";
import type { Report } from "../../base/finding.js";
import type { DeploymentEntry } from "../../project/types.js";
import type { PythonError } from "../../project/python/types.js";
import type { RuleSet } from "../types.js";
import type { Words } from "./spot.js";

/** Whether the flow that each deployment names is there, and what it takes. */
export const entrypoints: RuleSet = {
  rules: [...ENTRYPOINT_RULES, ...PARAMETER_RULES],
  check(context, report) {
    const around = new Around(context);
    for (const { deployments } of context.files)
      for (const entry of deployments) {
        const lead = readEntrypoint(entry, context);
        if (lead) checkLead(lead, entry, new Place(entry, around, report));
      }
  },
};

function checkLead({ entrypoint, python: known }: Lead, entry: DeploymentEntry, place: Place): void {
  if (entrypoint.kind === "malformed") {
    place.say("entrypoint-syntax", malformed[entrypoint.flaw](entrypoint, place));
    return;
  }
  const python =
    entrypoint.kind === "file" ? fileOf(entrypoint.path, known, place) : moduleOf(entrypoint, known, place);
  if (!python?.isRead) return;
  if (python.error) {
    place.report("entrypoint-syntax-error", syntaxError(python.file, python.error));
    return;
  }
  const flow = flowOf(entrypoint.name, python, place);
  if (flow) checkParameters(entry, { flow, python, variables: place.context.variables }, place.report);
}

type Malformed = Extract<Lead["entrypoint"], { kind: "malformed" }>;

const malformed: Readonly<Record<Flaw, (entrypoint: Malformed, place: Place) => Words>> = {
  "no-function": ({ path }, place) => {
    const file = withoutEnd(path, /:/);
    const [flow, ...others] = flowsOf(place.context.python(resolve(place.directory, file)));
    return {
      what: "the entrypoint names a file and no function.",
      fix: `Add the function: \`${file}:${flow ?? "function"}\`.`,
      corrected: flow !== undefined && others.length === 0 ? place.corrected(`${file}:${flow}`) : undefined,
    };
  },
  "no-suffix": ({ path, name }, place) => ({
    what: "the entrypoint's file has no `.py`, so Prefect takes it for a module and finds none.",
    fix: `Write \`${path}.py:${name || "function"}\`.`,
    corrected: name && place.folders.isFile(`${path}.py`) ? place.corrected(`${path}.py:${name}`) : undefined,
  }),
  "not-python": () => ({
    what: "the entrypoint is no `file.py:function`, so Prefect takes it for a module and finds none.",
    fix: "Write `path/to/file.py:function`, with a colon and a `.py` in lower case.",
  }),
  call: ({ path, name }, place) => {
    const fixed = `${path}:${withoutCall(name)}`;
    return {
      what: "the entrypoint calls its function; Prefect looks for one whose name has brackets.",
      fix: `Leave the brackets out: \`${fixed}\`.`,
      corrected: place.corrected(fixed),
    };
  },
  space: ({ path, name }, place) => ({
    what: "the entrypoint has a space beside its colon or at its end, which Prefect takes for a part of the name.",
    fix: `Write \`${path}:${name.trim()}\`.`,
    corrected: place.corrected(`${path}:${name.trim()}`),
  }),
  shapeless: () => ({
    what: "the entrypoint is no `file.py:function` and no `module.function`; Prefect refuses it.",
    fix: "Write `path/to/file.py:function`.",
  }),
};

/** `main` of `main()`. */
function withoutCall(name: string): string {
  const open = name.indexOf("(");
  return open < 0 ? name : name.slice(0, open).trimEnd();
}

function syntaxError(file: string, { message, where, onlyBy }: PythonError): Parameters<Report>[1] {
  if (onlyBy === undefined) {
    return {
      what: `${file} is not valid Python: ${message}. Prefect cannot import the flow.`,
      fix: "Fix it; `python -m py_compile` says more.",
      where,
    };
  }
  return {
    severity: "warning",
    what: `Python ${onlyBy}, which reads the files here, refuses this line of ${file}: ${message}. A newer one may accept it.`,
    fix: "Fix it; or install the Python that deploys in a step before this one (actions/setup-python), so that it reads the files here too.",
    where,
  };
}
