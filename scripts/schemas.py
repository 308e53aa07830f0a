"""Writes src/validate/rules/schemas/prefect-yaml.generated.ts from installed Prefect packages.

    PYTHON scripts/schemas.py                  print the JSON Schema of this Python's Prefect
    python3 scripts/schemas.py write           install each version below in turn (needs uv on PATH), and write the file

Then format the file with prettier. A test holds it against the installed versions
(test/integration/validate-structure.test.ts).

The schema says what the models of `prefect.cli.deploy._models` (3.4.19 and later) take in pydantic's lax mode. It is
made from pydantic's own description of the models. What pydantic cannot say of itself is said here, once for each
kind, and compared with pydantic each time: the texts that it takes for numbers and booleans. A validator that this
script does not know ends it.
"""

import importlib.metadata
import json
import pathlib
import re
import subprocess
import sys
import tempfile

TARGET = pathlib.Path(__file__).parent.parent / "src/validate/rules/schemas/prefect-yaml.generated.ts"

# The first version of each minor, and each version that changed the models (git log of _models.py), with a day on
# which its dependencies were current. Equal schemas are written once.
VERSIONS = {
    "3.0.0": "2024-09-20",
    "3.1.0": "2024-11-05",
    "3.2.0": "2025-02-12",
    "3.3.0": "2025-04-03",
    "3.4.0": "2025-05-06",
    "3.4.18": "2025-09-16",
    "3.4.19": "2025-09-22",
    "3.4.21": "2025-10-04",
    "3.4.23": "2025-10-15",
    "3.5.0": "2025-11-04",
    "3.6.0": "2025-11-11",
    "3.6.5": "2025-12-09",
    "3.6.6": "2025-12-17",
    "3.6.11": "2026-01-18",
    "3.6.17": "2026-02-18",
    "3.7.0": "2026-05-10",
    "3.7.7": "2026-07-08",
    "3.8.0": "2026-07-27",
    "3.8.8": "2026-10-10",
}

LAX = {
    "integer": {
        "anyOf": [
            {"type": ["integer", "boolean"]},
            {"type": "string", "pattern": r"^\s*[+-]?\d+(_\d+)*(\.0+)?\s*$"},
        ]
    },
    "boolean": {
        "anyOf": [
            {"type": "boolean"},
            {"enum": [0, 1]},
            {
                "type": "string",
                "pattern": "^([01tTfFyYnN]|[tT][rR][uU][eE]|[fF][aA][lL][sS][eE]|[yY][eE][sS]|[nN][oO]|[oO][nN]|[oO][fF][fF])$",
            },
        ]
    },
    # Which texts it takes is not said here.
    "duration": {"type": ["number", "boolean", "string"], "format": "duration"},
    "date-time": {"type": ["number", "string"], "format": "date-time"},
}

# Validators that refuse nothing of what their field's type takes, or that look at the text of a value, which this
# schema does not.
HARMLESS = {
    "_wrap_single_action_mappings",
    "_normalize_action_mappings",
    "_validate_actions",
    "_validate_deployments",
    "validate_active",
    "valid_cron_string",
    "valid_timezone",
    "validate_rrule_str",
    "validate_timezone",
    "default_anchor_date",
    "validate_max_scheduled_runs",
    "normalize_schedule_rrule",
}
# Of the type of dates in pydantic_extra_types.
DATE_TIME = {"_validate"}
ONE_OF = {"_one_of_schedule": ("cron", "interval", "rrule")}


def schema_of_this_prefect():
    try:
        from prefect.cli.deploy._models import PrefectYamlModel
    except ImportError:
        return None

    from pydantic.json_schema import GenerateJsonSchema

    check_lax()

    class Lax(GenerateJsonSchema):
        def int_schema(self, schema):
            bounds = {"gt": "exclusiveMinimum", "ge": "minimum"}
            limits = {bounds[key]: schema[key] for key in bounds if key in schema}
            return {"lax": "integer", **limits}

        def bool_schema(self, schema):
            return {"lax": "boolean"}

        def timedelta_schema(self, schema):
            return {"lax": "duration"}

        def datetime_schema(self, schema):
            return {"lax": "date-time"}

        def dict_schema(self, schema):
            keys = schema.get("keys_schema", {}).get("type", "any")
            made = super().dict_schema(schema)
            return {**made, **({"propertyNames": {"type": {"str": "string", "none": "null"}[keys]}} if keys != "any" else {})}

        def tagged_union_schema(self, schema):
            if all(is_trigger(choice) for choice in schema["choices"].values()):
                return {"type": "object"}
            return super().tagged_union_schema(schema)

        def function_before_schema(self, schema):
            return self.function(schema, lambda: super(Lax, self).function_before_schema(schema))

        def function_after_schema(self, schema):
            return self.function(schema, lambda: super(Lax, self).function_after_schema(schema))

        def function_wrap_schema(self, schema):
            return self.function(schema, lambda: super(Lax, self).function_wrap_schema(schema))

        def function_plain_schema(self, schema):
            return {"unknown": name_of(schema)}

        def model_schema(self, schema):
            return {"type": "object"} if is_trigger(schema) else super().model_schema(schema)

        def function(self, schema, inner):
            name = name_of(schema)
            if is_trigger(schema):
                return {"type": "object"}
            if name in DATE_TIME:
                return {"lax": "date-time"}
            if name in HARMLESS:
                return inner()
            if name in ONE_OF:
                said = {key: {"not": {"type": "null"}} for key in ONE_OF[name]}
                one_of = [{"required": [key], "properties": {key: said[key]}} for key in ONE_OF[name]]
                return {"allOf": [inner(), {"oneOf": one_of}]}
            return {"unknown": name}

    made = compact(PrefectYamlModel.model_json_schema(schema_generator=Lax))
    for name, field in PrefectYamlModel.model_fields.items():
        if field.alias and PrefectYamlModel.model_config.get("populate_by_name"):
            made["properties"][name] = made["properties"][field.alias]
    for (definition, name), then in taken_later().items():
        made["$defs"][definition]["properties"].get(name, {})["x-later"] = then
    return made


def taken_later():
    """What the models for the file let pass, and those refuse that the CLI makes of it afterwards."""
    from pydantic import TypeAdapter

    from prefect.client.schemas.actions import DeploymentCreate
    from prefect.client.schemas.objects import ConcurrencyOptions
    from prefect.deployments.runner import RunnerDeployment

    name = DeploymentCreate.model_json_schema()["properties"]["name"]
    later = {("DeploymentConfig", "name"): {"pattern": name["pattern"]}}
    options = ConcurrencyOptions.model_json_schema()
    later["ConcurrencyLimitSpec", "collision_strategy"] = {"enum": options["$defs"]["ConcurrencyLimitStrategy"]["enum"]}
    for form in options["properties"].get("grace_period_seconds", {}).get("anyOf", []):
        if form["type"] == "integer":
            bounds = {key: form[key] for key in ("minimum", "maximum") if key in form}
            later["ConcurrencyLimitSpec", "grace_period_seconds"] = bounds
    types = TypeAdapter(RunnerDeployment.model_fields["version_type"].annotation).json_schema()
    later["DeploymentConfig", "version_type"] = {"enum": types["$defs"]["VersionType"]["enum"]}
    return later


def is_trigger(schema):
    """Before 3.6.5 triggers were models, with validators that rewrite what they get. They are left open."""
    while schema["type"] != "model" and "schema" in schema:
        schema = schema["schema"]
    if schema["type"] == "definition-ref":
        return "Trigger:" in schema["schema_ref"]
    return schema["type"] == "model" and schema["cls"].__name__.endswith("Trigger")


def name_of(schema):
    function = schema["function"]["function"]
    return getattr(function, "__name__", str(function))


def check_lax():
    """Holds what is said of texts above against pydantic."""
    from pydantic import TypeAdapter, ValidationError

    samples = "5| 5 |+5|-5|5.0|5.|5.5|1_000|1__0|_1|1_|0x1||1e3|05|5.00|5.01|true|True|tRUE|yes|Y|on|off|oFF|No|n|f|F"
    samples += "|nope|t|tr|0|1|2|01| yes|null|none|{{ x }}|1.0|inf|nan|-0|+|-|5-|1,000|5 5|yes "
    for kind, type_ in (("integer", int), ("boolean", bool)):
        pattern = LAX[kind]["anyOf"][-1]["pattern"]
        for sample in samples.split("|"):
            try:
                TypeAdapter(type_).validate_python(sample)
                taken = True
            except ValidationError:
                taken = False
            if taken != (re.search(pattern, sample) is not None):
                raise SystemExit(f"pydantic {'takes' if taken else 'refuses'} {sample!r} for {kind}, unlike the pattern")


def compact(node):
    """Drops what says nothing about validity, and puts the lax kinds in."""
    used = set()

    def walk(node, in_properties=False):
        if isinstance(node, list):
            return [walk(item) for item in node]
        if not isinstance(node, dict):
            return node
        if "lax" in node and not in_properties:
            used.add(node["lax"])
            rest = {key: value for key, value in node.items() if key in ("exclusiveMinimum", "minimum")}
            return {"$ref": f"#/$defs/{node['lax']}", **rest}
        if "unknown" in node and not in_properties:
            unknown.add(node["unknown"])
            return {}
        out = {}
        for key, value in node.items():
            if not in_properties and key in ("title", "description", "default", "examples"):
                continue
            if not in_properties and key == "additionalProperties" and value is True:
                continue
            out[key] = walk(value, in_properties=key in ("properties", "$defs") and not in_properties)
        if "anyOf" in out and not in_properties:
            out["anyOf"] = [item for index, item in enumerate(out["anyOf"]) if item not in out["anyOf"][:index]]
        return out

    unknown = set()
    made = walk(node)
    # `str` keys of a free mapping are said by `propertyNames`.
    made.setdefault("$defs", {}).update({kind: LAX[kind] for kind in used})
    if unknown:
        raise SystemExit(f"validators that this script does not know: {sorted(unknown)}")
    return prune(made)


def prune(schema):
    """Without definitions that nothing refers to."""
    defs = schema.pop("$defs", {})
    wanted, queue = {}, [schema]
    while queue:
        for name in re.findall(r'"#/\$defs/([^"]+)"', json.dumps(queue.pop())):
            if name not in wanted:
                wanted[name] = defs[name]
                queue.append(defs[name])
    return {**schema, "$defs": dict(sorted(wanted.items()))}


def schema_of(python):
    done = subprocess.run([python, __file__], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{python}:\n{done.stderr}")
    answer = json.loads(done.stdout.splitlines()[-1])
    return answer["version"], answer["schema"]


def install(version, day, folder):
    home = f"{folder}/{version}"
    # Servers of 3.8 do not start with a newer fastapi.
    more = ["fastapi==0.139.0"] if version.startswith("3.8.") else []
    for command in (
        ["uv", "venv", "--quiet", home],
        ["uv", "pip", "install", "--quiet", "--python", f"{home}/bin/python", "--exclude-newer", day]
        + [f"prefect=={version}", *more],
    ):
        subprocess.run(command, check=True)
    return f"{home}/bin/python"


HEAD = """// Written by scripts/schemas.py from the installed Prefect packages.
import type { Schema } from "../schema.js";

"""


def write():
    schemas, since = [], []
    with tempfile.TemporaryDirectory() as folder:
        for version, day in VERSIONS.items():
            _, schema = schema_of(install(version, day, folder))
            if schema not in schemas:
                schemas.append(schema)
            if not since or since[-1][1] != schemas.index(schema):
                since.append((version, schemas.index(schema)))
            print(version, "no models" if schema is None else f"schema {schemas.index(schema)}")
    defs = {}
    texts = [share(schema, defs) for schema in schemas]
    lines = [HEAD]
    for name, text in defs.values():
        lines.append(f"const {name}: Schema = {text};\n")
    lines.append("\n/** From which version on which models check the file; none: undefined. Oldest first. */\n")
    lines.append("export const SCHEMAS: readonly { readonly since: string; readonly schema: Schema | undefined }[] = [\n")
    lines += [f'  {{ since: "{version}", schema: {texts[index]} }},\n' for version, index in since]
    lines.append("];\n\n/** The newest version that was looked at. */\n")
    lines.append(f'export const NEWEST = "{list(VERSIONS)[-1]}";\n')
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text("".join(lines))


def share(schema, defs):
    """A schema as code in which definitions that several versions have in common are constants."""
    if schema is None:
        return "undefined"
    names = {}
    for name, definition in schema["$defs"].items():
        text = json.dumps(definition)
        known = defs.setdefault((name, text), (f"{re.sub('[^A-Z]', '_', name.upper())}_{len(defs)}", text))
        names[name] = known[0]
    whole = json.dumps({key: value for key, value in schema.items() if key != "$defs"})
    entry = defs.setdefault(("", whole), (f"FILE_{len(defs)}", whole))[0]
    listed = ", ".join(f"{json.dumps(name)}: {constant}" for name, constant in names.items())
    return f'{{ ...{entry}, $defs: {{ {listed} }} }}'


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            version = importlib.metadata.version("prefect")
            print(json.dumps({"version": version, "schema": schema_of_this_prefect()}))
        case ["write"]:
            write()
        case _:
            raise SystemExit(__doc__)
