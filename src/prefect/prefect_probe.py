"""Asks the Prefect that the CLI would use: which version it is, which settings are in force,
and how it reads the prefect files.

Run by the interpreter that runs the CLI, in the CLI's own environment and directory. Flow files
are parsed here, never imported; importing Prefect may run code of the project all the same. Reads one
JSON object from standard input and prints one line, the given marker and then JSON. Gets no secrets, only
what stands for them, to be compared.

Runs on every Python and Prefect that a user may have, Prefect 2 included, so that it can say so.
"""

import ast
import gc
import importlib.metadata
import json
import os
import stat
import sys
import warnings


def main():
    gc.disable()  # Importing Prefect makes much that stays, and this ends soon.
    asked = json.load(sys.stdin)
    os.chdir(asked["home"])
    answer = {"python": sys.executable, "version": version(), "settings": None, "files": []}
    answer.update({"changedEnvironment": [], "throughGateway": False})
    if answer["version"] is not None and int(answer["version"].split(".")[0]) >= 3:
        answer["settings"] = effective_settings(asked["expected"])
        answer["changedEnvironment"] = changed_environment(asked["environment"])
        answer["files"] = [
            read_prefect_file(file["path"], file["directory"], asked["steps"]) for file in asked["files"]
        ]
        answer["throughGateway"] = goes_to(asked["gateway"])
    # One write: other programs of the command may print to the same stream.
    sys.stdout.write("\n" + asked["marker"] + json.dumps(answer) + "\n")
    sys.stdout.flush()


def version():
    """The installed version; 0.1 s, where importing Prefect takes a second."""
    for distribution in ("prefect", "prefect-client"):
        try:
            return importlib.metadata.version(distribution)
        except importlib.metadata.PackageNotFoundError:
            pass
    return None


def effective_settings(expected):
    """What `get_current_settings()` says. `prefect config view` is not evidence: it shows flat keys
    in TOML files as if they were in force."""
    warnings.simplefilter("ignore")
    try:
        # Importing them reads the settings already.
        from prefect.context import get_settings_context
        from prefect.settings import get_current_settings

        settings = get_current_settings()
        profile = get_settings_context().profile
    except ImportError:
        raise
    except Exception as error:  # pydantic's own text may quote values
        return {"error": type(error).__name__}
    auth_string = secret(settings.api, "auth_string")
    key = secret(settings.api, "key")
    headers = getattr(getattr(settings, "client", None), "custom_headers", None) or {}
    return {
        "api_url": settings.api.url,
        "ui_url": getattr(settings, "ui_url", None),
        "auth_string_supported": hasattr(settings.api, "auth_string"),
        "auth_string_set": bool(auth_string),
        "auth_string_as_asked": (auth_string or "") == expected["auth_string"],
        "key_set": bool(key),
        "key_as_asked": (key or "") == expected["api_key"],
        "headers": sorted(headers),
        "headers_missing": sorted(
            name for name, value in expected["headers"].items() if headers.get(name) != value
        ),
        "ssl_cert_file": settings.api.ssl_cert_file,
        "tls_insecure_skip_verify": bool(settings.api.tls_insecure_skip_verify),
        "prompt": settings.cli.prompt,
        "profile": getattr(profile, "name", None),
        "default_work_pool": getattr(
            getattr(settings, "deployments", None), "default_work_pool_name", None
        ),
    }


def goes_to(url):
    """Whether a Prefect that is given this URL in its environment would go there. The last thing to ask, since it
    changes this process."""
    from prefect.settings import Settings

    os.environ["PREFECT_API_URL"] = url
    try:
        return Settings().api.url == url
    except Exception:  # the same as in `effective_settings`
        return False


def secret(holder, name):
    value = getattr(holder, name, None)
    return value.get_secret_value() if hasattr(value, "get_secret_value") else value


def changed_environment(passed):
    """Names of variables that the command itself changed before Prefect started."""
    return sorted(name for name, value in passed.items() if os.environ.get(name) != value)


def regular(path, flags):
    """Opens no named pipe or device, which may stand there since somebody looked, and waits for none."""
    stream = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(stream).st_mode):
        os.close(stream)
        raise OSError("no regular file")
    return stream


def read_prefect_file(path, directory, steps):
    """A prefect file as Prefect reads it in that directory: PyYAML's safe loader, then Prefect's own models where
    this version has them (`prefect.cli.deploy._models`, 3.4.19 and later). Without `steps` the texts
    that come back hold no build and push steps: a plan runs none."""
    import yaml

    os.chdir(directory)
    try:
        with open(path, "r", opener=regular) as stream:
            raw = yaml.safe_load(stream)
    except Exception as error:  # PyYAML's own, and what Python says of 2024-02-30 or of a deep nesting
        mark = getattr(error, "problem_mark", None)
        message = getattr(error, "problem", None) or "{}: {}".format(type(error).__name__, error)
        return {
            "path": path,
            "unreadable": {"line": mark.line + 1 if mark else None, "message": message},
            "rest": "",
            "deployments": [],
            "errors": [],
        }
    raw = raw if isinstance(raw, dict) else {}
    deployments = raw.pop("deployments", None)
    deployments = deployments if isinstance(deployments, list) else []
    errors = validate({**raw, "deployments": deployments})
    if not steps:
        for holder in [raw, *deployments]:
            if isinstance(holder, dict):
                holder.pop("build", None)
                holder.pop("push", None)
    return {
        "path": path,
        # The sections around the deployments, and each deployment, as text that loads to the same values.
        "rest": dump(raw, "rest") if raw else "",
        "deployments": [
            read_deployment(deployment, index) for index, deployment in enumerate(deployments)
        ],
        "errors": errors,
    }


def read_deployment(deployment, index):
    given = deployment if isinstance(deployment, dict) else {}
    return {
        "yaml": dump([deployment], index),
        "flow": flow_of(given.get("entrypoint")),
        "not_text": [
            key
            for key in ("name", "entrypoint")
            if given.get(key) is not None and not isinstance(given[key], str)
        ],
    }


def dump(value, part):
    """Text that loads to the same value, also next to other parts in one file: PyYAML takes an anchor
    only once in a file, so `part` belongs to its name. ASCII, whatever encoding the CLI reads it in."""
    import yaml

    class Dumper(yaml.SafeDumper):
        ANCHOR_TEMPLATE = "part-{}-%d".format(part)

    return yaml.dump(value, Dumper=Dumper, sort_keys=False, allow_unicode=False, width=10_000)


def validate(raw):
    """Errors that make Prefect drop the whole file."""
    try:
        from pydantic import ValidationError
        from prefect.cli.deploy._models import PrefectYamlModel
    except ImportError:
        return []
    try:
        PrefectYamlModel.model_validate(raw)
    except ValidationError as error:
        return [
            {"path": [part for part in found["loc"]], "message": found["msg"], "type": found["type"]}
            for found in error.errors(include_url=False, include_input=False, include_context=False)
        ]
    except (TypeError, ValueError) as error:
        return [{"path": [], "message": str(error), "type": type(error).__name__}]
    return []


def flow_of(entrypoint):
    """What can be known of a flow without running its file: `path/to/file.py:function`,
    `file.py:Class.method`, or `package.module.function`."""
    if not isinstance(entrypoint, str) or not entrypoint:
        return None
    entrypoint = expand(entrypoint)
    if ":" in entrypoint:
        path, name = entrypoint.rsplit(":", 1)
        if not path.endswith(".py") and not os.path.exists(path):
            path = module_file(path)
    elif "." in entrypoint:
        module, name = entrypoint.rsplit(".", 1)
        path = module_file(module)
    else:
        return {"status": "unknown"}
    return {"status": "unknown"} if path is None else parse_flow(path, name)


def module_file(module):
    """None where it is not in the working directory: an installed package, perhaps; only importing would tell."""
    path = module.replace(".", os.sep)
    candidates = (path + ".py", os.path.join(path, "__init__.py"))
    return next((candidate for candidate in candidates if os.path.exists(candidate)), None)


def expand(text):
    """`{{ $NAME }}` and `{{ NAME }}`, as Prefect fills them in from the environment."""
    import re

    return re.sub(
        r"{{\s*\$?([\w.\-\[\]]+)\s*}}", lambda found: os.environ.get(found.group(1), found.group(0)), text
    )


def parse_flow(path, name):
    if not os.path.isfile(path):
        return {"status": "no-file", "path": path}
    try:
        with open(path, "rb", opener=regular) as stream:
            tree = ast.parse(stream.read(), path)
    except (SyntaxError, ValueError) as error:
        return {
            "status": "syntax-error",
            "path": path,
            "line": getattr(error, "lineno", None),
            "message": getattr(error, "msg", None) or str(error),
        }
    except (OSError, MemoryError, RecursionError):  # not readable, or nested too deep
        return {"status": "unknown"}
    definition = find(tree, name.split("."))
    if definition is None:
        bound = name.split(".")[0] in bound_names(tree)
        return {"status": "unknown" if bound else "no-function", "path": path, "function": name}
    decorator = flow_decorator(definition)
    if decorator is None:
        certain = not definition.decorator_list and name.split(".")[0] not in bound_names(tree)
        return {"status": "no-flow" if certain else "unknown", "path": path, "function": name}
    return {
        "status": "found",
        "path": path,
        "function": name,
        "line": definition.lineno,
        "name": keyword(decorator, "name"),
        "named": any(each.arg in ("name", None) for each in getattr(decorator, "keywords", []))
        or bool(getattr(decorator, "args", [])),
    }


def find(tree, names):
    """The function at `Class.method` or `function`; the last one where there are several, as for Python."""
    holder = tree
    for name in names:
        found = [node for node in definitions(holder) if node.name == name]
        if not found:
            return None
        holder = found[-1]
    return holder if not isinstance(holder, ast.ClassDef) else None


def definitions(holder):
    """Functions and classes of a body, `if`, `try` and `with` in it included, other functions' bodies not."""
    for node in ast.iter_child_nodes(holder):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            yield node
        elif not isinstance(node, ast.expr):
            yield from definitions(node)


def bound_names(tree):
    """Names that the file may bind in another way than by `def`: then only running it would tell."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names.update((alias.asname or alias.name).split(".")[0] for alias in node.names)
            if any(alias.name == "*" for alias in node.names):
                return _Everything()
        elif isinstance(node, ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.FunctionDef) and node.name == "__getattr__" and node in tree.body:
            return _Everything()
    return names


class _Everything:
    def __contains__(self, name):
        return True


def flow_decorator(definition):
    """`@flow`, `@flow(...)`, `@prefect.flow(...)`."""
    for decorator in definition.decorator_list:
        target = decorator.func if isinstance(decorator, ast.Call) else decorator
        last = target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", None)
        if last == "flow":
            return decorator
    return None


def keyword(decorator, name):
    """The value of a keyword argument where it is a plain string."""
    for argument in getattr(decorator, "keywords", []):
        if argument.arg == name and isinstance(argument.value, ast.Constant):
            return argument.value.value if isinstance(argument.value.value, str) else None
    return None


if __name__ == "__main__":
    main()
