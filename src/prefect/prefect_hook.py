"""Runs at the start of each Python that `deploy-command` starts, as its `sitecustomize`, and tells what Prefect's deploy
functions do there.

Prefect's own functions make the requests, as they always do. Added is what the requests do not tell: which line of the
project asks for a deployment, what `deploy()` swallows, which tag of an image is another one each time. In a plan no image
is built or pushed. What never ends (`serve`) is ended, and so is what would write to another server.

`hook.json` beside this file has `told`, the file to tell in; `mode`; `settings`, the variables that Prefect is to read;
`api_url`, the server that they stand for; and `unseen`, the URL that the project sees. In the first file, each line is one JSON object. `file` and `line` are those of the
call in the project, and left out where nobody knows them:
`{"started": pid}` and `{"ended": pid}` of each Python;
`{"prefect": version, "python": path, "pid": n}` once Prefect is imported, before its first request;
`{"asked": "flow/name", …}` for each deployment that is asked for, then `{"applied": …, …}` where it was sent, or
`{"failed": …, "error": text, …}`; `{"image": "repo:tag"}` for a tag that is another one each time;
`{"request": "POST /variables/", …}` before each request;
`{"stopped": what, …}` for what cannot be done here; `{"error": type, "message": …, …}` for what ended the program;
`{"pid": n, "main": path, "files": […], "calls": […], "flows": […], "unknown": […]}` at its end: see `tell_code`.
"""

import contextvars
import gc
import json
import os
import sys

OWN = os.path.abspath(__file__)
URL = "PREFECT_API_URL"
with open(os.path.join(os.path.dirname(OWN), "hook.json"), encoding="utf-8") as stream:
    HOOK = json.load(stream)
IS_PLAN = HOOK["mode"] == "plan"
CALL = contextvars.ContextVar("prefect_deploy_call", default=None)
"""The place of the call that is under way, where the frames do not lead to it: in a task or thread of its own."""


def tell(place=None, **told):
    """Not where the file is gone, or something else: who reads it sees that."""
    line = json.dumps({**told, **(place or {})}) + "\n"
    try:
        stream = os.open(HOOK["told"], os.O_WRONLY | os.O_APPEND | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return
    try:
        os.write(stream, line.encode())
    except OSError:
        pass
    finally:
        os.close(stream)


def stop(what):
    """Ends the program: by an exception that `except Exception` lets pass."""
    tell(asking(), stopped=what)
    raise SystemExit("Stopped by the step that runs this: " + what)


# Where the project asks


LIBRARY = os.path.dirname(os.__file__) + os.sep
PROGRAMS = (os.path.join(sys.prefix, "bin"), os.path.join(sys.prefix, "Scripts"))


def is_of_project(path):
    parts = path.replace("\\", "/").split("/")
    installed = "site-packages" in parts or "dist-packages" in parts
    installed = installed or path.startswith(LIBRARY) or os.path.dirname(path) in PROGRAMS
    return not installed and not path.startswith("<") and os.path.abspath(path) != OWN


def here():
    frame = sys._getframe(1)
    while frame is not None:
        path = frame.f_code.co_filename
        if is_of_project(path):
            return {"file": os.path.abspath(path), "line": frame.f_lineno}
        frame = frame.f_back
    return None


def asking():
    return CALL.get() or here()


def around(function, before=None, after=None):
    """The function, with the place of its first caller kept while it works; also where it gives back something to await.

    `before` gets its arguments; `after` gets them, by position and by name, and the error that it ended with, or None.
    """
    import functools
    import inspect

    def ended(args, given, error):
        if after:
            after(args, given, error)

    async def later(waiting, place, args, given):
        token = CALL.set(place)
        try:
            result = await waiting
        except BaseException as error:
            ended(args, given, error)
            raise
        finally:
            CALL.reset(token)
        ended(args, given, None)
        return result

    @functools.wraps(function)
    def watched(*args, **given):
        place = asking()
        token = CALL.set(place)
        try:
            if before:
                before(*args, **given)
            result = function(*args, **given)
        except BaseException as error:
            ended(args, given, error)
            raise
        finally:
            CALL.reset(token)
        if inspect.isawaitable(result):
            return later(result, place, args, given)
        ended(args, given, None)
        return result

    return watched


def watch(owner, names, before=None, after=None):
    for name in names:
        function = vars(owner).get(name)
        if isinstance(function, classmethod):
            setattr(owner, name, classmethod(around(function.__func__, before, after)))
        elif function is not None:
            setattr(owner, name, around(function, before, after))


# Prefect's modules, once they have been run (3.0.11 to 3.9.1)


def of_prefect(module):
    import prefect.context  # Which reads the settings, once and for all.

    give_back()
    MAIN.append(getattr(sys.modules.get("__main__"), "__file__", None))
    tell(prefect=module.__version__, python=sys.executable, pid=os.getpid())


def of_zones(module):
    """Prefect asks for all time zones several times for each deployment, which takes 25 ms of looking through folders."""
    import functools

    known = functools.cache(module.available_timezones)
    module.available_timezones = lambda: set(known())


def of_flows(module):
    def name_of(args, given):
        return "{}/{}".format(args[0].name, given.get("name", args[1] if len(args) > 1 else None))

    def asked(*args, **given):
        tell(asking(), asked=name_of(args, given))

    def failed(args, given, error):
        if error is not None:
            tell_failed(asking(), name_of(args, given), error)

    watch(module.Flow, ("deploy", "adeploy"), asked, failed)
    watch(module.Flow, ("to_deployment", "ato_deployment"))


def tell_failed(place, name, error):
    tell(place, failed=name, error=type(error).__name__ + ": " + str(error)[:2000])


def of_deployments(module):
    kind = module.RunnerDeployment
    watch(kind, ("from_flow", "from_entrypoint", "from_storage", "afrom_storage"))
    make = kind.__init__
    places = {}

    def made(self, *args, **kwargs):
        make(self, *args, **kwargs)
        places[id(self)] = (self, asking())  # It is kept, so that no other one gets its id.

    def name_of(deployment):
        return "{}/{}".format(getattr(deployment, "flow_name", "?"), getattr(deployment, "name", "?"))

    def place_of(deployment):
        return places.get(id(deployment), (deployment, None))[1] or asking()

    def applied(args, given, error):
        if error is None:
            tell(place_of(args[0]), applied=name_of(args[0]))
        else:
            tell_failed(place_of(args[0]), name_of(args[0]), error)

    def asked(*deployments, image=None, **others):
        unbuilt(image)
        for each in deployments:
            tell(place_of(each), asked=name_of(each))

    def failed(deployments, given, error):
        for each in deployments if error is not None else ():
            tell_failed(place_of(each), name_of(each), error)

    kind.__init__ = made
    watch(kind, ("apply", "aapply"), after=applied)
    watch(module, ("deploy", "adeploy"), asked, failed)


def unbuilt(image):
    """In a plan: whatever class the image is of. The tag that its own way of building gives it is known after that only."""
    build = getattr(image, "build", None)
    if build is None or getattr(image, "_prefect_deploy", False):
        return
    is_own = not getattr(type(image), "__module__", "").startswith("prefect.")

    def left_out(*args, **kwargs):
        print("(A plan: {} is not built and not pushed, whatever Prefect says.)".format(image.reference), flush=True)

    def built(*args, **kwargs):
        result = build(*args, **kwargs)
        tell(image=image.reference)
        return result

    changed = {"build": left_out, "push": lambda *args, **kwargs: None} if IS_PLAN else {"build": built} if is_own else {}
    try:
        for name, function in {**changed, "_prefect_deploy": True}.items():
            object.__setattr__(image, name, function)
    except (AttributeError, TypeError):
        if IS_PLAN:
            stop("an image of this class cannot be kept from being built")
    if IS_PLAN and is_own:
        tell(image=image.reference)


def of_image(module):
    make = module.DockerImage.__init__

    def made(self, name, tag=None, *args, **kwargs):
        make(self, name, tag, *args, **kwargs)
        if not tag and not module.parse_image_tag(name)[1]:
            tell(image=self.reference)
        unbuilt(self)

    module.DockerImage.__init__ = made


def of_runner(module):
    def start(*args, **kwargs):
        stop("`serve` never ends")

    module.Runner.start = start


def of_building(names):
    """In a plan: functions that build or push something, and whose result the project may use."""

    def change(module):
        for name in names:
            if IS_PLAN and hasattr(module, name):
                setattr(module, name, lambda *args, _name=name, **kwargs: stop("`" + _name + "` builds or pushes an image"))

    return change


def of_client(module):
    def sent(client, request, *args, **kwargs):
        url = str(request.url)
        own = HOOK["settings"][URL]
        if url.startswith(HOOK["unseen"] + "/"):
            url = own + url[len(HOOK["unseen"]) :]
            request.url = type(request.url)(url)
        if url.startswith(own + "/"):
            tell(asking(), request=request.method + " " + url[len(own) :].split("?")[0])
        elif request.method not in ("GET", "HEAD") and not url.endswith(("/filter", "/count")):
            stop("it sends {} {} to another server than `api-url` names".format(request.method, request.url.path))

    for name in ("PrefectHttpxAsyncClient", "PrefectHttpxSyncClient"):
        kind = getattr(module, name, None)
        if kind:
            watch(kind, ("send",), before=sent)


CHANGES = {
    "zoneinfo": of_zones,
    "prefect": of_prefect,
    "prefect.flows": of_flows,
    "prefect.deployments.runner": of_deployments,
    "prefect.docker.docker_image": of_image,
    "prefect.runner.runner": of_runner,
    "prefect.client.base": of_client,
    "prefect.utilities.dockerutils": of_building(("build_image", "push_image")),
    "prefect._internal.buildx": of_building(("buildx_build_image", "buildx_push_image")),
    "prefect_docker.deployments.steps": of_building(("build_docker_image", "push_docker_image")),
}


class Finder:
    """Finds nothing itself: what another one finds is changed once it has been run."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        change = CHANGES.get(name)  # Somebody may only ask where it is; and it may be loaded again.
        if change is None:
            return None
        for finder in sys.meta_path:
            spec = None if finder is Finder else finder.find_spec(name, path, target)
            if spec is not None:
                break
        else:
            return None
        loader, run = spec.loader, spec.loader.exec_module

        def run_and_change(module):
            if name == "prefect":
                take_settings()
            # To look for garbage in all of Prefect takes 0.2 s while it is imported, and 0.4 at the end of Python (3.9.1).
            collects = gc.isenabled()
            gc.disable()
            try:
                run(module)
            finally:
                gc.freeze()
                if collects:
                    gc.enable()
            change(module)

        loader.exec_module = run_and_change
        return spec


OUTSIDE = {}
"""What the variables of `settings` are to the project, and to what it starts."""


def take_settings():
    given = os.environ.get(URL, "").rstrip("/")
    if given not in ("", HOOK["unseen"], HOOK["api_url"], HOOK["settings"][URL]):
        stop("it sets PREFECT_API_URL to another server than `api-url` names")
    for name, value in HOOK["settings"].items():
        OUTSIDE[name] = os.environ.get(name)
        os.environ[name] = value


def give_back():
    for name, value in OUTSIDE.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


# The end of the program


def tell_error(kind, error, trace):
    place = None
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        if is_of_project(path):
            place = {"file": os.path.abspath(path), "line": trace.tb_lineno}
        trace = trace.tb_next
    if isinstance(error, SyntaxError) and error.filename:
        place = {"file": os.path.abspath(error.filename), "line": error.lineno}
    tell(place, error=kind.__name__, message=str(error)[:2000])


MAKERS = {"deploy": 0, "adeploy": 0, "to_deployment": 0, "ato_deployment": 0, "RunnerDeployment": 0}
MAKERS.update({"from_flow": 1, "from_entrypoint": 1, "from_storage": 2, "afrom_storage": 2})
"""What makes a deployment, and where its name stands among the arguments without a name."""
MOST_FILES = 500
MAIN = []
"""The file of the program, which Python takes out of the module before `atexit`."""


def tell_code():
    """The files of the project that were loaded, and what in them says what another run may deploy: the calls that make a
    deployment, with the name where it is written out, and whether the flow is the same one each time; the flows whose name
    is; and the places from which code may be run that was not loaded this time."""
    if "prefect" not in sys.modules:
        return
    paths = {*MAIN, *(getattr(module, "__file__", None) for module in list(sys.modules.values()))}
    files = sorted(path for path in map(os.path.abspath, filter(None, paths)) if path.endswith(".py") and is_of_project(path))
    if len(files) > MOST_FILES:
        return
    told = {"calls": [], "flows": [], "unknown": []}
    for path in files:
        for kind, found in code_in(path):
            told[kind].append({"file": path, **found})
    tell(pid=os.getpid(), main=os.path.abspath(MAIN[0]) if MAIN and MAIN[0] else None, files=files, **told)


def code_in(path):
    """Also a maker that is handed on without being called, which may be called anywhere."""
    import ast

    with open(path, "rb") as stream:
        tree = ast.parse(stream.read())
    fixed = fixed_names(tree)
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name in fixed:
            for name in flow_names(node):
                yield "flows", {"function": node.name, "name": name}
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name, of = written_call(node, fixed)
            if of is not None:
                yield "calls", {"line": node.lineno, "end": node.end_lineno, "name": name, "fixed": of}
            if runs_code(node):
                yield "unknown", {"line": node.lineno}
        elif isinstance(node, ast.Attribute) and node.attr in MAKERS and id(node) not in called:
            yield "calls", {"line": node.lineno, "end": node.end_lineno, "name": None, "fixed": False}
        elif isinstance(node, (ast.Import, ast.ImportFrom)) and is_unloaded(node):
            yield "unknown", {"line": node.lineno}


def flow_names(function):
    """The name of the flow that a decorator makes of it, where that is written out or left out."""
    import ast

    for decorator in function.decorator_list:
        call = decorator if isinstance(decorator, ast.Call) else None
        named = call.func if call else decorator
        if getattr(named, "id", getattr(named, "attr", None)) != "flow":
            continue
        given = {each.arg: each.value for each in call.keywords} if call else {}
        name = given.get("name")
        if None in given or (call and call.args):
            continue
        if name is None:
            yield function.name.replace("_", "-")
        elif isinstance(name, ast.Constant) and isinstance(name.value, str):
            yield name.value


def runs_code(call):
    """`exec(…)`, `runpy.run_path(…)`, `subprocess.run([sys.executable, …])`"""
    import ast

    name = getattr(call.func, "id", getattr(call.func, "attr", None))
    if name in ("exec", "eval", "run_path", "run_module", "import_module", "__import__"):
        return True
    if name not in ("run", "Popen", "call", "check_call", "check_output", "system", "create_subprocess_exec"):
        return False
    texts = [each.value for each in ast.walk(call) if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    is_python = any("python" in text or "prefect" in text or ".py" in text or ".sh" in text for text in texts)
    return is_python or any(getattr(each, "attr", None) == "executable" for each in ast.walk(call))


def is_unloaded(node):
    """Whether it imports a file of the project that was not loaded: a condition may lead there another time."""
    import ast
    from importlib.machinery import PathFinder

    modules = [node.module] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names]
    level = getattr(node, "level", 0)
    for module in filter(None, modules):
        if module in sys.modules or (level and any(name.endswith("." + module) for name in sys.modules)):
            continue
        spec = None if level else PathFinder.find_spec(module.split(".")[0])
        if level or (spec and is_of_project(spec.origin or (list(spec.submodule_search_locations or [""]) + [""])[0])):
            return True
    return False


def fixed_names(tree):
    """What stands for the same function or module all through a file: it is defined or imported once, and never set."""
    import ast
    from collections import Counter

    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    bound = Counter()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            bound[node.id] += 1
        elif isinstance(node, ast.arg):
            bound[node.arg] += 1
        elif isinstance(node, (*functions, ast.ClassDef)):
            bound[node.name] += 1
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            bound.update(each.asname or each.name.split(".")[0] for each in node.names)
    top = [node.name for node in tree.body if isinstance(node, functions)]
    for node in tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            top += [each.asname or each.name.split(".")[0] for each in node.names]
    return {name for name in top if bound[name] == 1}


def written_call(node, fixed):
    """The name of the deployment that a call makes, where it is written out, and whether its flow is the same each time;
    None for that where the call makes none."""
    import ast

    def text(value):
        return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else None

    def is_fixed(value):
        while isinstance(value, ast.Attribute):
            value = value.value
        if isinstance(value, ast.Call):
            return text({each.arg: each.value for each in value.keywords}.get("entrypoint")) is not None
        return isinstance(value, ast.Name) and value.id in fixed

    function = node.func
    of = function.value if isinstance(function, ast.Attribute) else None
    maker = function.attr if of else getattr(function, "id", None)
    if maker == "getattr":
        return None, False if any(text(each) in MAKERS for each in node.args) else None
    if maker not in MAKERS:
        return None, None
    given = {each.arg: each.value for each in node.keywords}
    # `deploy(a, b)` gets deployments that are made elsewhere.
    is_list = maker in ("deploy", "adeploy") and (of is None or getattr(of, "id", None) == "prefect")
    if is_list and "name" not in given:
        return None, None
    at = MAKERS[maker]
    name = given.get("name", node.args[at] if len(node.args) > at else None)
    flow = of
    if maker in ("from_flow", "RunnerDeployment"):
        flow = given.get("flow", node.args[0] if node.args else None)
    elif maker in ("from_entrypoint", "from_storage", "afrom_storage"):
        entrypoint = given.get("entrypoint", node.args[at - 1] if len(node.args) >= at else None)
        return text(name), text(entrypoint) is not None
    return text(name), is_fixed(flow)


def quietly(work):
    def done(*args):
        try:
            work(*args)
        except Exception:  # What is only told must not end what it is about.
            pass

    return done


def begin():
    import atexit

    tell(started=os.getpid())
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=lambda: tell(started=os.getpid()))
    sys.meta_path.insert(0, Finder)
    show = sys.excepthook

    def shown(*error):
        quietly(tell_error)(*error)
        show(*error)

    sys.excepthook = shown
    atexit.register(lambda: tell(ended=os.getpid()))
    atexit.register(quietly(tell_code))


def go_on():
    """Runs the file of this name that this one stands before: that of the machine, or of the project."""
    import importlib.util
    from importlib.machinery import PathFinder

    own = os.path.dirname(OWN)
    sys.path[:] = [path for path in sys.path if os.path.abspath(path) != own]
    spec = PathFinder.find_spec(__name__)
    if spec and spec.loader:
        module = importlib.util.module_from_spec(spec)
        sys.modules[__name__] = module
        spec.loader.exec_module(module)


begin()
go_on()
