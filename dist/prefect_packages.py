"""Which installed packages the flow files of a project import, and whether one process may import them for all.

Importing a package may take seconds, and forty flow files import the same ones. It may also start threads, which a fork
loses, or write files, or look at the project around it: such a package each process imports for itself.
"""

import ast
import builtins
import importlib
import os
import signal
import sys
import sysconfig
import time

LEAST = 0.05
"""Seconds that importing a package takes at least: for less it is not worth knowing."""


class Watch:
    """What the project's own files import, and how long each takes that is the first to ask for it."""

    def __init__(self):
        self.seconds = {}
        self.importing = builtins.__import__
        self.depth = 0
        builtins.__import__ = self

    def __call__(self, name, globals=None, locals=None, fromlist=(), level=0):
        # What Prefect or a package imports at its work is not what the files have in common.
        is_asked = level == 0 and self.depth == 0 and name not in sys.modules and not is_installed_file(file_of(globals))
        if not is_asked:
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


PATHS = sysconfig.get_paths()
INSTALLED = tuple(os.path.realpath(PATHS[name]) + os.sep for name in ("purelib", "platlib"))
LIBRARY = os.path.realpath(PATHS["stdlib"])


def is_installed(name):
    """Whether a module that was imported lies with the packages, and is no part of the project (an editable one)."""
    return is_installed_file(getattr(sys.modules.get(name), "__file__", None))


def is_installed_file(path):
    return isinstance(path, str) and os.path.realpath(path).startswith(INSTALLED)


def is_of_elsewhere(module):
    """Whether a module comes from a file that is neither installed nor Python's own."""
    path = getattr(module, "__file__", None)
    return isinstance(path, str) and not is_installed_file(path) and not is_of_python(path)


def file_of(globals):
    """The file of the module that imports something."""
    return (globals or {}).get("__file__")


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


def import_safely(names, project):
    """Imports them here, for the processes that are forked then.

    `project` are folders of the project. Returns None where one of them failed, left a thread or a signal handler behind,
    started or wrote something, changed the environment, or asked where it is: then nobody should go on in this process.
    """
    guard = Guard(project)
    before = state()
    count = threads()
    modules = set(sys.modules)
    sys.addaudithook(guard)
    try:
        with guard:
            for name in names:
                importlib.import_module(name)
    except BaseException:
        return None
    added = set(sys.modules) - modules
    files = [getattr(sys.modules[name], "__file__", None) for name in added]
    if guard.is_broken or threads() > count or state() != before or any(map(guard.is_of_project, files)):
        return None
    tops = {name.split(".")[0] for name in added | guard.missing}
    return Imported(names, tops - {name.split(".")[0] for name in modules})


def state():
    handlers = [signal.getsignal(number) for number in signal.valid_signals()]
    return dict(os.environ), os.getcwd(), list(sys.path), handlers


def threads():
    return len(os.listdir("/proc/self/task"))


class Imported:
    """What was imported for all, and what a process finds that would have imported something else by itself."""

    def __init__(self, names, tops):
        self.names = list(names)
        self.tops = tops
        self.environment = settled(os.environ)
        self.importing = None

    def watch(self, leave):
        """Calls `leave` with the reason, where that is so at an import of any of it."""
        self.leave = leave
        self.importing = builtins.__import__
        builtins.__import__ = self

    def __call__(self, name, globals=None, locals=None, fromlist=(), level=0):
        # Prefect itself imports much of it; a flow file is what counts, and it is no installed module.
        if level == 0 and name.split(".")[0] in self.tops and not is_installed_file(file_of(globals)):
            why = self.difference()
            if why is not None:
                self.leave(why)
        return self.importing(name, globals, locals, fromlist, level)

    def difference(self):
        if settled(os.environ) != self.environment:
            return "a variable of the environment was changed"
        for folder in sys.path:
            if is_installed_file(os.path.join(folder or os.getcwd(), "x")) or is_of_python(folder):
                continue
            found = {module_of(entry) for entry in listed(folder or os.getcwd())} & self.tops
            if found:
                return "the project has a module of the name {}".format(sorted(found)[0])
        return None


def settled(environment):
    """Without what differs from folder to folder."""
    return {name: value for name, value in environment.items() if name != "PWD"}


def module_of(entry):
    """The module that a file or folder of that name may be."""
    name, *suffixes = entry.split(".")
    return name if not suffixes or suffixes[-1] in ("py", "pyc", "so", "pyd") else None


def listed(folder):
    try:
        return os.listdir(folder)
    except OSError:
        return []


def is_of_python(folder):
    real = os.path.realpath(folder or os.getcwd())
    return real == LIBRARY or real.startswith(LIBRARY + os.sep) or real.endswith(".zip")


class Guard:
    """Sees what an import does besides importing (PEP 578)."""

    FORBIDDEN = ("subprocess.", "socket.", "os.fork", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.mkdir")
    FORBIDDEN += ("os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "shutil.")
    FORBIDDEN += ("os.chown", "os.utime", "signal.", "tempfile.", "sqlite3.")
    ASKING = ("stat", "lstat", "access", "listdir", "scandir", "open")

    def __init__(self, project):
        self.folders = {os.path.realpath(folder) for folder in project}
        self.is_on = False
        self.is_broken = False
        self.missing = set()
        """Names that were not there to import: in a folder they may be."""

    def __enter__(self):
        self.is_on = True
        self.own = {name: getattr(os, name) for name in self.ASKING + ("getcwd",)}
        for name in self.ASKING:
            setattr(os, name, self.asking(self.own[name]))
        os.getcwd = self.placed
        self.variable = os._Environ.__getitem__
        os._Environ.__getitem__ = self.variable_asked(self.variable)
        self.importing = builtins.__import__
        builtins.__import__ = self.import_

    def __exit__(self, *_):
        self.is_on = False
        for name, function in self.own.items():
            setattr(os, name, function)
        os._Environ.__getitem__ = self.variable
        builtins.__import__ = self.importing

    def variable_asked(self, function):
        """Of the variables, one is another one in each folder."""

        def asked(environment, name):
            if name == "PWD":
                self.is_broken = True
            return function(environment, name)

        return asked

    def asking(self, function):
        """What is asked of a relative path depends on the folder, whether it is there or not."""

        def asked(path=".", *args, **kwargs):
            if not isinstance(path, int) and not os.path.isabs(path):
                self.is_broken = True
            return function(path, *args, **kwargs)

        return asked

    def placed(self):
        self.is_broken = True
        return self.own["getcwd"]()

    def import_(self, name, globals=None, locals=None, fromlist=(), level=0):
        try:
            return self.importing(name, globals, locals, fromlist, level)
        except ImportError as error:
            self.missing.add((error.name or name).split(".")[0])
            raise

    def is_of_project(self, path):
        if not isinstance(path, str):
            return False
        real = os.path.realpath(path)
        if real.startswith(INSTALLED):
            return False  # A virtual environment may lie in the project.
        while real not in self.folders:
            above = os.path.dirname(real)
            if above == real:
                return False
            real = above
        return True

    def __call__(self, event, details):
        if not self.is_on or self.is_broken:
            return
        # Of compiled modules Python itself keeps what it made.
        if any("__pycache__" in str(detail) for detail in details):
            return
        if event == "open":
            path, _, flags = details
            writes = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            is_relative = isinstance(path, str) and not os.path.isabs(path)
            self.is_broken = bool(writes) or is_relative or self.is_of_project(path)
        elif event.startswith(self.FORBIDDEN):
            self.is_broken = True
