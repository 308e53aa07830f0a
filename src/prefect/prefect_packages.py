"""Which installed packages the flow files of a project import, and whether one process may import them for all.

Importing a package may take seconds, and forty flow files import the same ones. It may also start threads, which a fork
loses, or write files, or look at the project around it: such a package each process imports for itself.
"""

import ast
import builtins
import importlib
import os
import sys
import sysconfig
import time

LEAST = 0.05
"""Seconds that importing a package takes at least: for less it is not worth knowing."""


class Watch:
    """What is imported on the way, and how long each takes that is the first to ask for it."""

    def __init__(self):
        self.seconds = {}
        self.importing = builtins.__import__
        self.depth = 0
        builtins.__import__ = self

    def __call__(self, name, globals=None, locals=None, fromlist=(), level=0):
        if level != 0 or self.depth > 0 or name in sys.modules:
            return self.importing(name, globals, locals, fromlist, level)
        self.depth += 1
        begun = time.perf_counter()
        try:
            return self.importing(name, globals, locals, fromlist, level)
        finally:
            self.depth -= 1
            self.seconds[name] = time.perf_counter() - begun

    def end(self):
        """Names of modules that took their time and are installed."""
        builtins.__import__ = self.importing
        return [name for name, taken in self.seconds.items() if taken >= LEAST and is_installed(name)]


def installed_folders():
    names = ("purelib", "platlib")
    return [os.path.realpath(sysconfig.get_paths()[name]) + os.sep for name in names]


def is_installed(name):
    """Whether a module that was imported lies with the packages, and is no part of the project (an editable one)."""
    module = sys.modules.get(name)
    path = getattr(module, "__file__", None)
    return path is not None and os.path.realpath(path).startswith(tuple(installed_folders()))


def imported_by(files):
    """By the first part of its name, how many of these files import a module, as far as their text tells."""
    counts = {}
    for file in files:
        for name in names_in(file):
            counts[name] = counts.get(name, 0) + 1
    return counts


def names_in(file):
    try:
        if os.path.getsize(file) > 1_000_000 or not os.path.isfile(file):
            return set()
        with open(file, "rb") as stream:
            tree = ast.parse(stream.read())
    except (OSError, ValueError, SyntaxError, MemoryError, RecursionError):
        return set()  # Who imports it says what is wrong.
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return names


def shadows(names, folders):
    """Whether something in these folders would be imported in place of one of the packages."""
    tops = {name.split(".")[0] for name in names}
    return any(
        os.path.exists(os.path.join(folder, top + end)) for folder in folders for top in tops for end in ("", ".py")
    )


def import_safely(names, project):
    """Imports them here.

    `project` are folders of the project. Returns False where one of them failed, left a thread behind, started or wrote
    something, changed the environment, or looked into the project: then nobody should go on in this process.
    """
    guard = Guard(project)
    before = (set(sys.modules), dict(os.environ), os.getcwd(), list(sys.path), threads())
    sys.addaudithook(guard)
    try:
        for name in names:
            importlib.import_module(name)
    except BaseException:
        return False
    finally:
        guard.is_on = False
    modules, environment, directory, path, count = before
    if guard.is_broken or threads() > count:
        return False
    if (dict(os.environ), os.getcwd(), list(sys.path)) != (environment, directory, path):
        return False
    return not any(
        is_within(getattr(sys.modules[name], "__file__", None), project) for name in set(sys.modules) - modules
    )


def threads():
    return len(os.listdir("/proc/self/task"))


def is_within(path, folders):
    return isinstance(path, str) and any(
        os.path.realpath(path).startswith(os.path.realpath(folder) + os.sep) for folder in folders
    )


class Guard:
    """Sees what an import does besides importing (PEP 578)."""

    FORBIDDEN = ("subprocess.", "socket.", "os.fork", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.mkdir")
    FORBIDDEN += ("os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "shutil.")
    FORBIDDEN += ("os.chown", "os.utime", "signal.", "tempfile.", "sqlite3.")

    def __init__(self, project):
        self.project = project
        self.is_on = True
        self.is_broken = False

    def __call__(self, event, details):
        if not self.is_on or self.is_broken:
            return
        # Of compiled modules Python itself keeps what it made.
        if any("__pycache__" in str(detail) for detail in details):
            return
        if event == "open":
            path, _, flags = details
            writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            self.is_broken = bool(writes) or is_within(path, self.project)
        elif event.startswith(self.FORBIDDEN):
            self.is_broken = True
