"""Writes src/validate/rules/prefect-yaml.generated.ts from an installed Prefect, the newest.

    PYTHON scripts/schemas.py                  print the JSON Schema of this Python's Prefect
    python3 scripts/schemas.py write PYTHON    write the file from that of another one

Then format the file with prettier. A test compares it with the installed Prefect
(test/integration/validate-structure.test.ts).

The schema says what the models of `prefect.cli.deploy._models` take in pydantic's lax mode. Schedules are left out: they
have rules of their own. It is made from pydantic's own description of the models. What pydantic cannot say of itself is
said here, once for each kind, and compared with pydantic each time: the texts that it takes for numbers and booleans. A
validator that this script does not know ends it.
"""

import importlib.metadata
import json
import pathlib
import re
import subprocess
import sys

TARGET = pathlib.Path(__file__).parent.parent / "src/validate/rules/prefect-yaml.generated.ts"

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
    "duration": {"type": ["number", "boolean", "string"]},
}

# Validators that refuse nothing of what their field's type takes, or that look at the text of a value, which this
# schema does not.
HARMLESS = {
    "_wrap_single_action_mappings",
    "_normalize_action_mappings",
    "_validate_actions",
    "_validate_deployments",
}


def schema_of_this_prefect():
    from prefect.cli.deploy._models import PrefectYamlModel
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

        def dict_schema(self, schema):
            keys = schema.get("keys_schema", {}).get("type", "any")
            made = super().dict_schema(schema)
            return {**made, **({"propertyNames": {"type": {"str": "string", "none": "null"}[keys]}} if keys != "any" else {})}

        def function_before_schema(self, schema):
            return self.function(schema, lambda: super(Lax, self).function_before_schema(schema))

        def function_after_schema(self, schema):
            return self.function(schema, lambda: super(Lax, self).function_after_schema(schema))

        def function_wrap_schema(self, schema):
            return self.function(schema, lambda: super(Lax, self).function_wrap_schema(schema))

        def function_plain_schema(self, schema):
            return {"unknown": name_of(schema)}

        def function(self, schema, inner):
            name = name_of(schema)
            return inner() if name in HARMLESS else {"unknown": name}

    whole = PrefectYamlModel.model_json_schema(schema_generator=Lax)
    for key in ("schedule", "schedules"):
        whole["$defs"]["DeploymentConfig"]["properties"][key] = {}
    made = compact(prune(whole))
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


def write(python):
    done = subprocess.run([python, __file__], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{python}:\n{done.stderr}")
    answer = json.loads(done.stdout.splitlines()[-1])
    TARGET.write_text(f"""// Written by scripts/schemas.py from the installed Prefect.
import type {{ Schema }} from "./schema.js";

/** What the models of the newest Prefect take. */
export const PREFECT_YAML: Schema = {json.dumps(answer["schema"])};

/** The version of these models. */
export const NEWEST = "{answer["version"]}";
""")


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            version = importlib.metadata.version("prefect")
            print(json.dumps({"version": version, "schema": schema_of_this_prefect()}))
        case ["write", python]:
            write(python)
        case _:
            raise SystemExit(__doc__)
