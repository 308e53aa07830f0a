"""Runs Prefect's CLI, and tells which flow files it cannot import: it deploys those from their text, silently.
Several runs share one import of Prefect: that takes one to three seconds, and is the same for all.

Reads one JSON object from standard input: `command`, the CLI; `path`, what Python puts first on its module path for it, `.`
for the directory that a run is in; `home`, the directory whose settings several share; `parts`, the `arguments` and the `directory` of each run; `processes`, how many of them
go at once; and `stop`, whether none begins after one that failed.

A single one prints to standard output and errors. Of several, those that come after one another print to the same stream,
file descriptor 3 or one of the next ones. Behind the given marker, a line on the stream of a run is one JSON object:
`{"part": k, "begun": true, "packages": […]}` with the packages that were imported before it, `{"part": k, "failed": …}` for
a flow file, `{"part": k, "unshared": why}` where it has to be run in a process of its own, and
`{"part": k, "exit_code": n}` at its end.

With `share`, what the first runs import of installed packages and others import too is imported once for those: `files`
of each part are its flow files.
"""

import atexit
import contextlib
import gc
import importlib
import importlib.util
import json
import os
import select
import signal
import subprocess
import sys
import threading

FIRST = 3
STARTED_IN = os.getcwd()
PATIENCE = 30
"""Seconds that importing packages for all may take."""


def main():
    asked = json.load(sys.stdin)
    if len(asked["parts"]) == 1:
        return run(asked, asked.get("number", 0), asked["parts"][0])
    packages = beside("prefect_packages.py")
    os.chdir(asked["home"])
    shared = importing(asked["path"], len(asked["parts"]))
    tell(asked, 1, {"imported": shared})  # What it printed ends here, also without a line end.
    waiting = list(enumerate(asked["parts"]))
    if not shared or not asked["share"]:
        return serve(asked, waiting, packages if shared else None)
    first, others = waiting[: asked["processes"]], waiting[asked["processes"] :]
    learnt = []
    serve(asked, first, packages, learnt=learnt)
    names = worth_sharing(packages, learnt, others)
    if not names:
        return serve(asked, others, packages)
    # What becomes of a process that imports packages, nobody knows: this one goes on where it does not get that far.
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        imported = packages.import_safely(names, [part["directory"] for _, part in waiting])
        if imported is None:
            os._exit(1)
        os.write(writing, b"ready")
        os.close(writing)
        gc.freeze()
        return serve(asked, others, packages, imported=imported)
    os.close(writing)
    is_ready = bool(select.select([reading], [], [], PATIENCE)[0]) and os.read(reading, 5) == b"ready"
    os.close(reading)
    if not is_ready:
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status) if is_ready else serve(asked, others, packages)


def beside(name):
    """A file of ours, also where Python does not look beside the program that it runs (`-I`, PYTHONSAFEPATH)."""
    path = os.path.join(os.path.dirname(os.path.realpath(__file__)), name)
    spec = importlib.util.spec_from_file_location(name[:-3], path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def worth_sharing(packages, learnt, others):
    """Of the packages that the first runs have imported, those that more than one of the others will."""
    counts = packages.imported_by(file for _, part in others for file in part["files"])
    return sorted({name for name in learnt if counts.get(name.split(".")[0], 0) > 1})


def serve(asked, waiting, packages, learnt=None, imported=None):
    """Runs them, so many at once as there may be.

    `packages` is prefect_packages.py; None where each run starts by itself. `learnt` takes the packages that the runs
    import; `imported` is what this process has imported for them.
    """
    waiting = list(waiting)
    free = list(range(FIRST, FIRST + asked["processes"]))
    running = {}
    try:
        while waiting or running:
            while waiting and free:
                number, part = waiting.pop(0)
                stream = free.pop(0)
                names = imported.names if imported else []
                tell(asked, stream, {"part": number, "begun": True, "packages": names})
                reading, writing = os.pipe()
                pid = os.fork() if packages else other_process(asked, number, part, stream)
                if pid == 0:
                    running.clear()  # They are not this one's.
                    os.close(reading)
                    take_output(stream, asked["processes"])
                    if imported:
                        imported.watch(lambda why: unshared(asked, number, why))
                    watch = None if learnt is None else packages.Watch()
                    shared = set(sys.modules)
                    exit_code = ended(lambda: run(asked, number, part))
                    if watch:
                        os.write(writing, " ".join(watch.end()).encode())
                    leave(exit_code, shared, packages.is_of_elsewhere)
                os.close(writing)
                running[pid] = (number, stream, reading)
            pid, status = os.wait()
            if pid not in running:
                continue
            number, stream, reading = running.pop(pid)
            if learnt is not None:
                learnt.extend(read_now(reading).split())
            os.close(reading)
            exit_code = os.waitstatus_to_exitcode(status)
            tell(asked, stream, {"part": number, "exit_code": exit_code})
            free.append(stream)
            if exit_code != 0 and asked["stop"]:
                waiting = []
    finally:
        for pid in running:
            os.kill(pid, signal.SIGTERM)


def ended(work):
    """What Python makes of how its program ends: its exit code, or a message and 1."""
    try:
        code = work()
    except SystemExit as error:
        code = error.code
    except BaseException:
        sys.excepthook(*sys.exc_info())
        return 1
    if code is None or isinstance(code, int):
        return code or 0
    print(code, file=sys.stderr)
    return 1


def leave(exit_code, shared, is_own):
    """Ends this process as Python does, but for taking Prefect and other packages apart: that takes a third of the time of
    each part (3.9.1), to no avail.

    `shared` are the names of modules that the others have too. `is_own` tells of a module whether it is the project's:
    what goes with that may close or remove something.
    """
    try:
        threading._shutdown()
        atexit._run_exitfuncs()
        for module in [sys.modules[name] for name in sys.modules.keys() - shared]:
            if is_own(module):
                vars(module).clear()
        gc.collect()
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(Exception):
                stream.flush()
        os._exit(exit_code & 0xFF)


def unshared(asked, number, why):
    """Ends a run that would get something else than in a process of its own."""
    tell(asked, 1, {"part": number, "unshared": why})
    os._exit(1)


def read_now(reading):
    """What is there already: something that a run has started may keep the other end open."""
    os.set_blocking(reading, False)
    try:
        return os.read(reading, 65536).decode()
    except BlockingIOError:
        return ""


def run(asked, number, part):
    os.chdir(part["directory"])
    if "PWD" in os.environ:
        os.environ["PWD"] = part["directory"]
    # Python has made them absolute where it was started.
    for item in os.environ.get("PYTHONPATH", "").split(os.pathsep):
        if item and not os.path.isabs(item):
            there = os.path.join(STARTED_IN, item)
            sys.path[:] = [os.path.abspath(item) if path == there else path for path in sys.path]
    as_script(asked["path"])
    watch_imports(lambda failed: tell(asked, 1, {"part": number, "failed": failed}))
    sys.argv = [asked["command"][-1], *part["arguments"]]
    return cli()


def tell(asked, stream, value):
    """One write, which no other line cuts."""
    sys.stdout.flush()
    os.write(stream, (asked["marker"] + json.dumps(value) + "\n").encode())


def as_script(path):
    """What Python does for the command, which starts in this directory."""
    if sys.path and sys.path[0] in OWN_FOLDERS:
        sys.path[0] = os.path.abspath(path)
        OWN_FOLDERS.append(sys.path[0])


OWN_FOLDERS = [os.path.dirname(os.path.realpath(__file__))]


LATE = ("prefect.cli.deploy._config", "prefect.cli.deploy._core", "anyio._backends._asyncio")
"""What the command imports only when it runs, in the versions that have it: a seventh of each part's time (3.9.1)."""


def importing(path, parts):
    """Imports what every part imports, where that goes well and leaves no thread behind: a fork would lose it.
    Else each part shows by itself what is wrong.

    What is imported stays: without looking through it for garbage again and again, each part takes a fifth
    less time (3.8.8)."""
    gc.disable()
    try:
        as_script(path)
        import prefect.cli.deploy
        import prefect.deployments.runner
        import prefect.main

        for name in LATE:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
        quietly(remember_settings)
        if parts >= MANY:
            quietly(build_models)
        gc.freeze()
        return len(os.listdir("/proc/self/task")) == 1
    except BaseException:
        return False
    finally:
        gc.enable()


def remember_settings():
    """Prefect's command sets up logging anew, and takes 60 to 80 ms to write down all settings for it (3.4.14 to 3.9.1): a
    quarter of each part's time. They are read once for all parts, so what is written down of them is the same."""
    from prefect.settings import get_current_settings

    settings = get_current_settings()
    kind = type(settings)
    write = kind.to_environment_variables
    known = {}

    def written(self, *args, **kwargs):
        if self is not settings:
            return write(self, *args, **kwargs)
        key = repr((args, sorted(kwargs.items())))
        if key not in known:
            known[key] = write(self, *args, **kwargs)
        return dict(known[key])

    kind.to_environment_variables = written
    settings.to_environment_variables(include_aliases=True)


MANY = 8
"""For fewer parts, to build all models takes longer than it spares."""


def build_models():
    """Each part would build those that it uses (pydantic's `defer_build`): 20 ms, where all of them take 100 (3.9.1)."""
    import prefect.client.schemas as schemas
    from pydantic import BaseModel

    for name in ("actions", "objects", "responses", "schedules"):
        for model in list(vars(importlib.import_module(schemas.__name__ + "." + name)).values()):
            if isinstance(model, type) and issubclass(model, BaseModel) and not model.__pydantic_complete__:
                quietly(model.model_rebuild)


def cli():
    """What the script `prefect` does, and `python -m prefect`."""
    from prefect.cli import app

    return app()


def watch_imports(tell):
    """Where importing a flow file fails, `load_flow_from_entrypoint` reads the flow from its text
    (`safe_load_flow_from_entrypoint`, 3.0.11 to 3.9.1), without the defaults and types that only the import knows. What it
    does stays as it is; what it swallows is told."""
    try:
        import prefect.flows as flows

        load, sanitize = flows.safe_load_flow_from_entrypoint, flows._sanitize_and_load_flow
    except Exception:  # Another Prefect, or a broken one, which the CLI says.
        return
    lost = []

    def watched_sanitize(definition, *args, **kwargs):
        before = quietly(described, definition) or {}
        try:
            return sanitize(definition, *args, **kwargs)
        finally:
            after = quietly(described, definition) or {}
            lost.extend([name, kind] for name, kind in before if before[name, kind] != after.get((name, kind)))

    def watched_load(entrypoint, *args, **kwargs):
        error = sys.exc_info()[1]
        del lost[:]
        try:
            return load(entrypoint, *args, **kwargs)
        finally:
            if error is not None:
                quietly(lambda: tell(failure(entrypoint, error, lost)))

    flows.safe_load_flow_from_entrypoint = watched_load
    flows._sanitize_and_load_flow = watched_sanitize


def quietly(work, *args):
    """What is only told must not end what Prefect does: an exception may fail to say what it is."""
    try:
        return work(*args)
    except Exception:
        return None


def described(definition):
    """Which parameters have a default and a type: `{("day", "default"): "Constant(…)"}`."""
    import ast

    arguments = definition.args
    positional = arguments.posonlyargs + arguments.args
    defaults = dict(zip([each.arg for each in reversed(positional)], reversed(arguments.defaults)))
    defaults.update((each.arg, value) for each, value in zip(arguments.kwonlyargs, arguments.kw_defaults) if value)
    types = {each.arg: each.annotation for each in positional + arguments.kwonlyargs if each.annotation}
    found = {(name, "default"): ast.dump(value) for name, value in defaults.items()}
    found.update({(name, "type"): ast.dump(value) for name, value in types.items()})
    return found


def failure(entrypoint, error, lost):
    """Why a flow file could not be imported, and at which of its lines."""
    path = entrypoint.rsplit(":", 1)[0]
    cause = getattr(error, "user_exc", None) or error.__cause__ or error
    line = None
    trace = cause.__traceback__
    while trace is not None:
        if same_file(trace.tb_frame.f_code.co_filename, path):
            line = trace.tb_lineno
        trace = trace.tb_next
    if isinstance(cause, SyntaxError) and cause.filename and same_file(cause.filename, path):
        line = cause.lineno
    return {
        "entrypoint": entrypoint,
        "path": path,
        "line": line,
        "error": type(cause).__name__,
        "message": str(cause)[:1000],
        "module": cause.name if isinstance(cause, ModuleNotFoundError) else None,
        "lost": sorted(lost),
    }


def same_file(one, other):
    return os.path.realpath(one) == os.path.realpath(other)


def take_output(stream, processes):
    """The stream as output and errors, and none of the others', which would stay open with it."""
    for own in (1, 2):
        os.dup2(stream, own)
    os.closerange(FIRST, FIRST + processes)


def other_process(asked, number, part, stream):
    """The same in a process of its own, from the start."""
    process = subprocess.Popen(
        [sys.executable, *subprocess._args_from_interpreter_flags(), os.path.abspath(__file__)],
        stdin=subprocess.PIPE, stdout=stream, stderr=stream
    )
    process.stdin.write(json.dumps({**asked, "parts": [part], "number": number}).encode())
    process.stdin.close()
    OTHERS.append(process)
    return process.pid


OTHERS = []

if __name__ == "__main__":
    sys.exit(main())
