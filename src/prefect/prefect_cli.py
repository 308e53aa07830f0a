"""Runs Prefect's CLI, and tells which flow files it cannot import: it deploys those from their text, silently.
Several runs go side by side, after one import of Prefect: that takes one to three seconds, and is the same for all.

Reads one JSON object from standard input: `command`, the CLI; `path`, what Python puts first on its
module path for it; `parts`, the arguments of each run. A single one prints to standard output and errors; of several,
what part k prints goes to file descriptor 3 + k.

Behind the given marker, a line on standard output is one JSON object: `{"part": k, "exit_code": n}` at the end of one of
several, and `{"part": k, "failed": …}` for a flow file.
"""

import gc
import json
import os
import signal
import subprocess
import sys

FIRST = 3


def main():
    asked = json.load(sys.stdin)
    parts = asked["parts"]
    if len(parts) == 1:
        as_script(asked["path"])
        return run(asked, 0, sys.stdout.fileno())
    shared = importing(asked["path"])
    running = {}
    try:
        for part, arguments in enumerate(parts):
            sys.stdout.flush()
            pid = os.fork() if shared else other_process(asked["command"] + arguments, FIRST + part)
            if pid == 0:
                running.clear()  # They are not this one's.
                # Not for what the part starts: that would keep the stream open.
                answers = os.dup(sys.stdout.fileno())
                take_output(part, len(parts))
                return run(asked, part, answers)
            os.close(FIRST + part)
            running[pid] = part
        while running:
            pid, status = os.wait()
            if pid in running:
                exit_code = os.waitstatus_to_exitcode(status)
                answer(asked, sys.stdout.fileno(), {"part": running.pop(pid), "exit_code": exit_code})
    finally:
        for pid in running:
            os.kill(pid, signal.SIGTERM)
    return 0


def run(asked, part, answers):
    watch_imports(lambda failed: answer(asked, answers, {"part": part, "failed": failed}))
    sys.argv = [asked["command"][-1], *asked["parts"][part]]
    return cli()


def answer(asked, stream, value):
    """One write, which the lines of others do not cut."""
    sys.stdout.flush()
    os.write(stream, (asked["marker"] + json.dumps(value) + "\n").encode())


def as_script(path):
    """What Python does for the command."""
    if sys.path and sys.path[0] == os.path.dirname(os.path.realpath(__file__)):
        sys.path[0] = path


def importing(path):
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

        gc.freeze()
        return len(os.listdir("/proc/self/task")) == 1
    except BaseException:
        return False
    finally:
        gc.enable()


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


def take_output(part, parts):
    """The part's own stream as its output and errors, and none of the others', which would stay open with it."""
    for stream in (1, 2):
        os.dup2(FIRST + part, stream)
    os.closerange(FIRST + part, FIRST + parts)


def other_process(command, stream):
    OTHERS.append(subprocess.Popen(command, stdout=stream, stderr=stream))
    return OTHERS[-1].pid


OTHERS = []

if __name__ == "__main__":
    sys.exit(main())
