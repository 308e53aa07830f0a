"""Writes what the rules know of Prefect's own steps and of time zones, from an installed Prefect, the newest.

    python3 scripts/steps.py .cache/prefect-3.9.1/bin/python

Then format the two files with prettier.
"""

import ast
import importlib
import inspect
import json
import pathlib
import pkgutil
import subprocess
import sys
import textwrap

FOLDER = pathlib.Path(__file__).parent.parent / "src" / "validate" / "rules"
PACKAGE = "prefect.deployments.steps"


def outputs(function):
    """Keys of the dictionary that a step returns; None where the source does not say."""
    found = set()
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))):
        if not isinstance(node, ast.Return) or node.value is None:
            continue
        value = node.value
        if isinstance(value, ast.Dict) and all(isinstance(key, ast.Constant) for key in value.keys):
            found.update(key.value for key in value.keys)
        elif isinstance(value, ast.Call) and getattr(value.func, "id", "") == "dict" and not value.args:
            found.update(keyword.arg for keyword in value.keywords)
        else:
            return None
    return sorted(found)


def steps():
    """Every public function that a step can name below the package."""
    package = importlib.import_module(PACKAGE)
    names = [PACKAGE, *(f"{PACKAGE}.{module.name}" for module in pkgutil.iter_modules(package.__path__))]
    known = {}
    for module in names:
        for name, value in sorted(vars(importlib.import_module(module)).items()):
            own = inspect.isfunction(value) and value.__module__.startswith(PACKAGE)
            if not own or name.startswith("_"):
                continue
            parameters = inspect.signature(value).parameters.values()
            named = [p for p in parameters if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)]
            known[f"{module}.{name}"] = {
                "required": [p.name for p in named if p.default is p.empty],
                "optional": [p.name for p in named if p.default is not p.empty],
                "open": any(p.kind is p.VAR_KEYWORD for p in parameters),
                "outputs": outputs(value),
            }
    return known


def report():
    import pytz

    print(json.dumps({"steps": steps(), "zones": list(pytz.all_timezones)}))


def main(interpreter):
    run = subprocess.run([interpreter, __file__], check=True, capture_output=True, text=True)
    answer = json.loads(run.stdout.splitlines()[-1])

    (FOLDER / "steps.generated.ts").write_text(
        "// Written by scripts/steps.py from the installed Prefect.\n"
        "/** A step of Prefect's own: a Python function and its parameters. */\n"
        "export interface Step {\n"
        "  readonly required: readonly string[];\n"
        "  readonly optional: readonly string[];\n"
        "  /** Takes other parameters too (`**settings`). */\n"
        "  readonly open: boolean;\n"
        "  /** Fields that later steps can use; null: not known. */\n"
        "  readonly outputs: readonly string[] | null;\n"
        "}\n\n"
        "/** Those of the newest Prefect, by their full names. */\n"
        f"export const STEPS: Readonly<Record<string, Step>> = {json.dumps(answer['steps'])};\n"
    )

    regions = {}
    for zone in answer["zones"]:
        region, _, rest = zone.rpartition("/")
        regions.setdefault(region, []).append(rest)
    (FOLDER / "time-zones.generated.ts").write_text(
        "// Written by scripts/steps.py from the installed Prefect.\n"
        "/** Names of time zones by region, without it. */\n"
        "export const REGIONS: Readonly<Record<string, string>> = "
        + json.dumps({region: " ".join(rest) for region, rest in regions.items()})
        + ";\n"
    )


if __name__ == "__main__":
    if sys.argv[1:]:
        main(sys.argv[1])
    else:
        report()
