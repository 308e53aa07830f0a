"""Stands in for the Python of a Prefect: what Prefect takes part in is run as a fork of `prefect_parent.py`, and all
else by the Python itself. Passes on its streams, its environment and its folder, and ends as the fork does.

Its arguments: the Python, the socket of the parent, and what the Python was asked to run.
"""

import os
import sys

PROGRAMS = ("prefect", "prefect_probe.py", "prefect_cli.py")

# Read when Python or Prefect starts, in places that the parent does not read again.
OWN_PROCESS = ("PYTHON", "PREFECT_LOGGING_", "PREFECT_CLI_COLORS")
READ_AGAIN = ("PYTHONPATH", "PYTHONTZPATH")
# The parent has them from its start.
AS_PARENT = {"PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}


def main(python, path, *arguments):
    program = os.path.basename(arguments[0]) if arguments else ""
    if program not in PROGRAMS or any(needs_own_process(*variable) for variable in os.environ.items()):
        os.execv(python, [python, *arguments])
    ask(path, arguments)


def needs_own_process(name, value):
    return name.startswith(OWN_PROCESS) and name not in READ_AGAIN and AS_PARENT.get(name) != value


def ask(path, arguments):
    import _socket
    import array
    import marshal
    import signal

    connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    connection.connect(path)
    signal.signal(signal.SIGTERM, lambda *_: connection.send(b"TERM"))
    streams = sorted(int(name) for name in os.listdir("/proc/self/fd"))
    streams = [number for number in streams if number != connection.fileno() and is_open(number)]
    umask = os.umask(0)
    os.umask(umask)
    message = marshal.dumps(
        {
            "arguments": arguments and list(arguments),
            "directory": os.getcwd(),
            "environment": dict(os.environb),
            "streams": streams,
            "umask": umask,
        }
    )
    numbers = array.array("i", streams)
    length = b"%12d" % len(message)
    connection.sendmsg([length], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, numbers)])
    connection.sendall(message)
    # Whoever reads what the fork prints sees its end, and not this one's.
    for number in streams:
        os.close(number)
    status = connection.recv(100)
    code = marshal.loads(status) if status else -signal.SIGKILL
    if code < 0:
        signal.signal(-code, signal.SIG_DFL) if -code != signal.SIGKILL else None
        os.kill(os.getpid(), -code)
    os._exit(code)


def is_open(number):
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    main(*sys.argv[1:])
