"""Imports Prefect once, and runs programs as forks of that: `prefect …`, and those of this action that ask Prefect.
An import takes one to four seconds of CPU, and a test would pay it twice for each run of the action.

Listens on the socket that its argument names; `python` in this folder is what asks. Imports at the first question.
Ends when its input does, so that it does not outlive the tests.

A fork is like a process of its own, but for what imports have read from the environment: `renew` reads that again.
"""

import array
import atexit
import gc
import marshal
import os
import select
import signal
import socket
import sys
import threading
import time
import traceback
import types

# Above all streams that a program is given.
SPARE = 50


def main(path):
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listening.bind(path)
    listening.listen(64)
    wake, waker = os.pipe()
    os.set_blocking(waker, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
    has_imported = False
    while True:
        ready, _, _ = select.select([listening, 0, wake], [], [])
        if wake in ready:
            os.read(wake, 1000)
            reap()
        if 0 in ready and os.read(0, 100) == b"":
            return 0
        if listening in ready:
            connection, _ = listening.accept()
            if not has_imported:
                import_prefect()
                has_imported = True
            if os.fork() == 0:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                listening.close()
                os.close(wake)
                os.close(waker)
                keep(connection)
                os._exit(0)
            connection.close()


def reap():
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def import_prefect():
    gc.disable()
    import prefect.cli  # noqa: F401
    import prefect.cli.deploy  # noqa: F401
    import prefect.deployments.runner  # noqa: F401
    import prefect.main  # noqa: F401

    if len(os.listdir("/proc/self/task")) != 1:
        raise SystemExit("Importing Prefect has started a thread, and a fork would lose it.")
    gc.freeze()
    gc.enable()


def keep(connection):
    """Runs what is asked for in a group of its own, and says how it ended. It ends with whoever asked."""
    message, streams = receive(connection)
    pid = os.fork()
    if pid == 0:
        connection.close()
        become(message, streams)
    for stream in streams.values():
        os.close(stream)
    process = os.pidfd_open(pid)
    is_asked_to_end = False
    while True:
        ready, _, _ = select.select([connection, process], [], [])
        if process in ready:
            status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            connection.sendall(marshal.dumps(status))
            if is_asked_to_end:
                end(pid, signal.SIGKILL)
            return
        is_asked_to_end = connection.recv(100) != b""
        end(pid, signal.SIGTERM if is_asked_to_end else signal.SIGKILL)
        if not is_asked_to_end:
            return


def end(group, how):
    """The group of whoever asked gets it from the action; what runs here is not in it."""
    try:
        os.killpg(group, how)
    except ProcessLookupError:
        pass


def receive(connection):
    """The open streams come with the length of what follows."""
    numbers = array.array("i")
    length, ancillary, _, _ = connection.recvmsg(12, socket.CMSG_SPACE(16 * numbers.itemsize))
    for level, kind, data in ancillary:
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
            numbers.frombytes(data)
    text = b""
    while len(text) < int(length):
        piece = connection.recv(1 << 20)
        if not piece:
            os._exit(0)
        text += piece
    message = marshal.loads(text)
    return message, dict(zip(message["streams"], numbers))


def become(message, streams):
    """Never returns."""
    os.setsid()
    for number, stream in streams.items():
        os.dup2(stream, SPARE + number)
    os.closerange(3, SPARE)
    for number in streams:
        os.dup2(SPARE + number, number)
        os.close(SPARE + number)
    os.umask(message["umask"])
    os.chdir(message["directory"])
    for name in list(os.environb):
        del os.environb[name]
    os.environb.update(message["environment"])
    sys.argv = message["arguments"]
    more = [folder for folder in os.environ.get("PYTHONPATH", "").split(os.pathsep) if folder]
    sys.path[:1] = [os.path.dirname(os.path.realpath(sys.argv[0])), *map(os.path.abspath, more)]
    renew()
    code = run(sys.argv[0])
    threading._shutdown()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            pass
    os._exit(code)


def renew():
    """What depends on the environment, and was read by an import (3.0.11 to 3.8.8)."""
    import zoneinfo

    import prefect.context
    import prefect.logging.configuration as logging

    time.tzset()
    zoneinfo.reset_tzpath()
    prefect.context.GLOBAL_SETTINGS_CONTEXT = None
    try:
        prefect.context.GLOBAL_SETTINGS_CONTEXT = prefect.context.root_settings_context()
        logging.PROCESS_LOGGING_CONFIG = {}
        logging.setup_logging()
    except Exception:
        # An import would end with it as well.
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)


def run(script):
    """Runs it as Python does; returns its exit code."""
    module = types.ModuleType("__main__")
    module.__file__ = script
    sys.modules["__main__"] = module
    with open(script, "rb") as file:
        code = compile(file.read(), script, "exec")
    try:
        exec(code, module.__dict__)
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return (end.code or 0) & 255
        print(end.code, file=sys.stderr)
        return 1
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
