"""Runs at the start of each Python that `deploy-command` starts, as its `sitecustomize`, and tells what Prefect's deploy
functions do there.

Prefect's own functions make the requests, as they always do. Added is what the requests do not tell: which line of the
project asks for a deployment, what `deploy()` swallows, which tag of an image is another one each time. In a plan no image
is built or pushed. What never ends (`serve`) is ended.

What is told is one JSON object a line in the file that PREFECT_DEPLOY_TOLD names. `file` and `line` are those of the call
in the project, and left out where nobody knows them:
`{"prefect": version, "python": path}` once Prefect is imported, before its first request;
`{"applied": "flow/name", "file": …, "line": …}` for each deployment that was sent, `{"failed": …, "error": …}` where not;
`{"image": "repo:tag"}` for a tag that Prefect makes of the time;
`{"request": "POST /variables/", …}` before each that deploying does not send;
`{"stopped": what, …}` for what cannot be done here; `{"error": type, "message": …, …}` for what ended the program;
`{"files": […], "calls": [{"file": …, "line": …, "end": …, "name": …, "fixed": …}]}` at its end: the files of the project
that were loaded, and the calls in them that make a deployment, with the name where it is written out, and whether the
flow is the same one each time.
"""

import contextvars
import gc
import os
import sys

OWN = os.path.abspath(__file__)
IS_PLAN = os.environ.get("PREFECT_DEPLOY_MODE") == "plan"
CALL = contextvars.ContextVar("prefect_deploy_call", default=None)
"""The place of the call that is under way, where the frames do not lead to it: in a task or thread of its own."""


def tell(place=None, **told):
    import json

    line = json.dumps({**told, **(place or {})}) + "\n"
    stream = os.open(os.environ["PREFECT_DEPLOY_TOLD"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(stream, line.encode())
    finally:
        os.close(stream)


def stop(what):
    """Ends the program: by an exception that `except Exception` lets pass."""
    tell(asking(), stopped=what)
    raise SystemExit("Stopped by the step that runs this: " + what)


# Where the project asks


def is_of_project(path):
    parts = path.replace("\\", "/").split("/")
    installed = "site-packages" in parts or "dist-packages" in parts or path.startswith(os.path.dirname(os.__file__) + os.sep)
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

    `before` gets its arguments, `after` its positional ones and the error that it ended with, or None.
    """
    import functools
    import inspect

    def ended(args, error):
        if after:
            after(args, error)

    async def later(waiting, place, args):
        token = CALL.set(place)
        try:
            result = await waiting
        except BaseException as error:
            ended(args, error)
            raise
        finally:
            CALL.reset(token)
        ended(args, None)
        return result

    @functools.wraps(function)
    def watched(*args, **kwargs):
        place = asking()
        token = CALL.set(place)
        try:
            if before:
                before(*args, **kwargs)
            result = function(*args, **kwargs)
        except BaseException as error:
            ended(args, error)
            raise
        finally:
            CALL.reset(token)
        if inspect.isawaitable(result):
            return later(result, place, args)
        ended(args, None)
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
    MAIN.append(getattr(sys.modules.get("__main__"), "__file__", None))
    tell(prefect=module.__version__, python=sys.executable)
    os.environ.update(OUTSIDE)
    if CERTIFICATE not in OUTSIDE:
        os.environ.pop(CERTIFICATE, None)


def of_zones(module):
    """Prefect asks for all time zones several times for each deployment, which takes 25 ms of looking through folders."""
    import functools

    known = functools.cache(module.available_timezones)
    module.available_timezones = lambda: set(known())


def of_flows(module):
    watch(module.Flow, ("deploy", "adeploy", "to_deployment", "ato_deployment"))


def of_deployments(module):
    kind = module.RunnerDeployment
    watch(kind, ("from_flow", "from_entrypoint", "from_storage", "afrom_storage"))
    make = kind.__init__
    places = {}

    def made(self, *args, **kwargs):
        make(self, *args, **kwargs)
        places[id(self)] = (self, asking())  # It is kept, so that no other one gets its id.

    def applied(args, error):
        self = args[0]
        name = self.flow_name + "/" + self.name
        place = places.get(id(self), (self, None))[1] or asking()
        if error is None:
            tell(place, applied=name)
        else:
            tell(place, failed=name, error=type(error).__name__ + ": " + str(error)[:2000])

    kind.__init__ = made
    watch(kind, ("apply", "aapply"), after=applied)
    watch(module, ("deploy", "adeploy"), before=unbuilt)


def unbuilt(*deployments, image=None, **others):
    """Whatever class the image is of."""
    if IS_PLAN and hasattr(image, "build"):
        image.build = image.push = lambda *args, **kwargs: None


def of_image(module):
    make = module.DockerImage.__init__

    def made(self, name, tag=None, *args, **kwargs):
        make(self, name, tag, *args, **kwargs)
        if not tag and not module.parse_image_tag(name)[1]:
            tell(image=self.reference)
        unbuilt(image=self)

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


EXPECTED = ("flows", "deployments", "automations")
"""What deploying writes."""


def of_client(module):
    def sent(client, request, *args, **kwargs):
        _, _, path = request.url.path.rpartition("/api/")
        reads = request.method == "GET" or path.endswith(("/filter", "/count"))
        if not reads and path.split("/")[0] not in EXPECTED:
            tell(asking(), request=request.method + " /" + path)

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
        change = CHANGES.pop(name, None)
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
MAKERS |= {"from_flow": 1, "from_entrypoint": 1, "from_storage": 2, "afrom_storage": 2}
"""What makes a deployment, and where its name stands among the arguments without a name."""
MOST_FILES = 500
MAIN = []
"""The file of the program, which Python takes out of the module before `atexit`."""


def tell_calls():
    if "prefect" not in sys.modules:
        return
    paths = {*MAIN, *(getattr(module, "__file__", None) for module in list(sys.modules.values()))}
    files = sorted(path for path in map(os.path.abspath, filter(None, paths)) if path.endswith(".py") and is_of_project(path))
    if len(files) <= MOST_FILES:
        tell(files=files, calls=[call for path in files for call in calls_in(path)])


def calls_in(path):
    """Also a maker that is handed on without being called, which may be called anywhere."""
    import ast

    with open(path, "rb") as stream:
        tree = ast.parse(stream.read())
    fixed = fixed_names(tree)
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name, of = written_call(node, fixed)
            if of is None:
                continue
        elif isinstance(node, ast.Attribute) and node.attr in MAKERS and id(node) not in called:
            name, of = None, False
        else:
            continue
        yield {"file": path, "line": node.lineno, "end": node.end_lineno, "name": name, "fixed": of}


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


CERTIFICATE = "PREFECT_API_SSL_CERT_FILE"
OUTSIDE = {CERTIFICATE: os.environ[CERTIFICATE]} if CERTIFICATE in os.environ else {}


def lighten():
    """What changes nothing but the time that this takes. Prefect builds four TLS contexts for each deployment (3.8.8), to
    speak to loopback without TLS: of one certificate, and not of 150. It reads its settings when it is imported."""
    os.environ[CERTIFICATE] = os.path.join(os.path.dirname(OWN), "loopback.pem")


def quietly(work):
    def done(*args):
        try:
            work(*args)
        except Exception:  # What is only told must not end what it is about.
            pass

    return done


def begin():
    import atexit

    # Whoever has not come by here gets no answer: nobody would see what it does.
    os.environ["PREFECT_API_URL"] = os.environ["PREFECT_API_URL"].replace("/unseen/", "/")
    sys.meta_path.insert(0, Finder)
    lighten()
    show = sys.excepthook

    def shown(*error):
        quietly(tell_error)(*error)
        show(*error)

    sys.excepthook = shown
    atexit.register(quietly(tell_calls))


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
