"""Says what Python files define at their top level: functions, classes, other names, and calls. It parses each file with
Python's own parser and never imports or runs anything of it, since anybody may have written it.

Run as `python -I -S -B prefect_reader.py`, without environment and outside of any checkout: so only this file and the
standard library are ever imported.

Standard input has for each file a line with its length, and then its bytes. Standard output gets a line of JSON with
the version of Python, and then a line for each file as soon as it is read. A file may be made to crash the parser, or
to keep it busy for ever: whoever reads the lines knows by their number which one it is. Runs on Python 3.9 and later;
an older one says its version and nothing else.
"""

import ast
import bisect
import faulthandler
import gc
import itertools
import json
import re
import sys

OLDEST = (3, 9)
SECONDS = 20  # for a file, where nobody is there any more to end this: who started it waits for 5
MEMORY = 1_000_000_000
MOST_BYTES = 4_000_000  # of an answer
# Of a name, and of the text of an annotation or a default: a longer one says nothing to any rule.
LONGEST = 1_000
MOST_CALLS = 100

LINE_END = re.compile(rb"\r\n|\r|\n")
GAP = rb"(?:[ \t\f]|\\(?:\r\n|\r|\n))+"
DEF = re.compile(rb"(?:async" + GAP + rb")?def" + GAP)
NAME = re.compile(rb"[\w\x80-\xff]+")
# What does not run when a file is imported, or may not.
LATER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.GeneratorExp, ast.ExceptHandler)
LATER += (ast.If, ast.IfExp, ast.BoolOp, ast.While) + ((ast.Match,) if hasattr(ast, "Match") else ())
MAIN = ast.dump(ast.parse("__name__ == '__main__'", mode="eval").body)


def main():
    gc.disable()  # It would look through each large tree time and again, and finds nothing in any.
    bound_process()
    say({"python": "{}.{}.{}".format(*sys.version_info[:3])})
    if sys.version_info < OLDEST:
        return
    for length in iter(sys.stdin.buffer.readline, b""):
        faulthandler.dump_traceback_later(SECONDS, exit=True)
        say(read(sys.stdin.buffer.read(int(length))))
        faulthandler.cancel_dump_traceback_later()


def bound_process():
    """What takes too much memory gets a MemoryError; a crash leaves no dump behind. Windows has neither limit."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(kind)[1]
        try:
            resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
        except (ValueError, OSError):
            pass  # macOS takes some limits only


def say(answer):
    line = json.dumps(answer, separators=(",", ":"))
    if len(line) > MOST_BYTES:
        line = json.dumps({"unread": "much"})
    sys.stdout.buffer.write(line.encode() + b"\n")
    sys.stdout.buffer.flush()


def read(data):
    """The answer for one file: what it defines, why Python refuses it, or why it is not read."""
    try:
        source = Source(data)
        nul = source.data.find(b"\0")
        if nul >= 0:  # Python says so without its place.
            return {"error": refused("source code cannot contain null bytes", source.where(nul, nul + 1))}
        try:
            tree = ast.parse(data)
        except (SyntaxError, ValueError) as error:
            return {"error": source.refusal(error)}
        return Reader(source, tree).answer()
    except (RecursionError, MemoryError):
        return {"unread": "complex"}


def refused(message, where, sure=True):
    """`sure`: whether every Python refuses it."""
    return {"message": message[:LONGEST], "where": where, "sure": sure}


class Source:
    """The bytes of a file as Python's tokenizer has them, which is UTF-8, and the places in them. Places that are
    given out count from 1, columns in UTF-16 code units."""

    def __init__(self, data):
        self.data = as_utf8(data)
        self.starts = [0] + [found.end() for found in LINE_END.finditer(self.data)]
        self.last = (0, 0, 0)  # Line, offset and UTF-16 code units before it: a long line is gone through once.

    def start(self, node):
        return self.starts[node.lineno - 1] + node.col_offset

    def end(self, node):
        return self.starts[node.end_lineno - 1] + node.end_col_offset

    def text(self, node):
        if node is None:
            return None
        start, end = self.start(node), self.end(node)
        return self.data[start : min(end, start + 4 * LONGEST)].decode("utf-8", "replace")[:LONGEST]

    def where(self, start, end):
        return self.place(start) + self.place(max(start, end))

    def name_at(self, offset):
        """The range of the name that begins there. Python gives it out in another form of Unicode, perhaps."""
        return self.where(offset, NAME.match(self.data, offset).end())

    def place(self, offset):
        line = bisect.bisect_right(self.starts, offset)
        if line != self.last[0] or offset < self.last[1]:
            self.last = (line, self.starts[line - 1], 0)
        between = self.data[self.last[1] : offset]
        units = between if between.isascii() else between.decode("utf-8", "replace").encode("utf-16-le")[::2]
        self.last = (line, offset, self.last[2] + len(units))
        return [line, 1 + self.last[2]]

    def refusal(self, error):
        """What Python says of a file that it does not take."""
        line, start = self.error_place(getattr(error, "lineno", None), getattr(error, "offset", None))
        _, end = self.error_place(getattr(error, "end_lineno", None), getattr(error, "end_offset", None))
        if end <= start:
            end = min(start + 1, self.line_end(line))
        return refused(getattr(error, "msg", None) or str(error), self.where(start, end), sure=False)

    def error_place(self, line, column):
        """Line and offset of a place as a SyntaxError has it: in characters from 1; 0, -1 or None where Python does
        not know it, and behind the end of the file at times."""
        line = min(max(line or 1, 1), len(self.starts))
        start = self.starts[line - 1]
        text = self.data[start : self.line_end(line)].decode("utf-8", "surrogateescape")
        return line, start + len(text[: max(column or 1, 1) - 1].encode("utf-8", "surrogateescape"))

    def line_end(self, line):
        found = LINE_END.search(self.data, self.starts[line - 1])
        return found.start() if found else len(self.data)


def as_utf8(data):
    data = data[3:] if data.startswith(b"\xef\xbb\xbf") else data
    if b"coding" in data:
        import io
        import tokenize

        try:
            return data.decode(tokenize.detect_encoding(io.BytesIO(data).readline)[0]).encode()
        except (SyntaxError, ValueError, LookupError):
            pass  # Python refuses it, and says so.
    return data


class Scope:
    """What a module, or the body of a class, binds."""

    def __init__(self):
        self.functions = {}
        self.classes = {}
        self.names = set()

    def bind(self, *names):
        for name in names:
            self.functions.pop(name, None)
            self.classes.pop(name, None)
            self.names.add(name)


class Reader:
    """Walks through the statements that run when a file is imported. `maybe`: those that some imports skip."""

    def __init__(self, source, tree):
        self.source = source
        self.module = Scope()
        self.origins = {}  # full names behind imported ones
        self.made = {}  # what made the values of other names: `prefect.blocks.system.Secret()`
        self.error, self.open = None, False
        self.has_walrus = b":=" in source.data
        self.block(tree.body, self.module, False)
        self.calls = list(itertools.islice(self.calls_in(tree.body), MOST_CALLS))
        if b"global" in source.data:
            for node in ast.walk(tree):
                if isinstance(node, ast.Global):
                    self.module.bind(*node.names)

    def answer(self):
        if self.error:
            return {"error": self.error}
        return {
            "functions": list(self.module.functions.values()),
            "classes": list(self.module.classes.values()),
            "names": sorted(self.module.names),
            "calls": self.calls,
            "open": self.open or "__getattr__" in self.module.functions,
        }

    def block(self, body, scope, maybe):
        for node in body:
            # By name: each version has some that older ones lack.
            at = getattr(self, "at_" + type(node).__name__, None)
            at(node, scope, maybe) if at else self.walrus(scope, node)

    def walrus(self, scope, root):
        for node in ast.walk(root) if root and self.has_walrus else ():
            if isinstance(node, ast.NamedExpr):
                scope.bind(node.target.id)

    def at_If(self, node, scope, maybe):
        # A chain of `elif` is as deep as it is long.
        while True:
            self.walrus(scope, node.test)
            # Prefect imports the file, under another name than `__main__`.
            if not (isinstance(node.test, ast.Compare) and ast.dump(node.test) == MAIN):
                self.block(node.body, scope, True)
            if len(node.orelse) != 1 or not isinstance(node.orelse[0], ast.If):
                break
            node = node.orelse[0]
        self.block(node.orelse, scope, True)

    def at_While(self, node, scope, maybe):
        self.walrus(scope, node.test)
        self.block(node.body + node.orelse, scope, True)

    def at_For(self, node, scope, maybe):
        scope.bind(*targets(node.target))
        self.walrus(scope, node.iter)
        self.block(node.body + node.orelse, scope, True)

    def at_Try(self, node, scope, maybe):
        self.block(node.body, scope, True)
        for handler in node.handlers:
            scope.bind(*filter(None, [handler.name]))
            self.block(handler.body, scope, True)
        self.block(node.orelse + node.finalbody, scope, True)

    def at_With(self, node, scope, maybe):
        for item in node.items:
            self.walrus(scope, item.context_expr)
            scope.bind(*targets(item.optional_vars))
        self.block(node.body, scope, maybe)

    def at_Match(self, node, scope, maybe):
        self.walrus(scope, node.subject)
        for case in node.cases:
            for part in ast.walk(case.pattern):
                captured = getattr(part, "name", None) or getattr(part, "rest", None)
                scope.bind(*filter(None, [captured]))
            self.walrus(scope, case.guard)
            self.block(case.body, scope, True)

    at_AsyncFor, at_AsyncWith, at_TryStar = at_For, at_With, at_Try

    def at_Delete(self, node, scope, maybe):
        scope.bind(*targets(*node.targets))

    def at_TypeAlias(self, node, scope, maybe):
        scope.bind(node.name.id)

    def at_AnnAssign(self, node, scope, maybe):
        if node.value:  # `x: int` binds nothing.
            self.assign([node.target], node.value, scope, maybe)

    def at_Assign(self, node, scope, maybe):
        self.assign(node.targets, node.value, scope, maybe)

    def assign(self, nodes, value, scope, maybe):
        names = list(targets(*nodes))
        origin = self.origin(value) if len(nodes) == 1 and len(names) == 1 else None
        for name in names:
            scope.bind(name)
            if scope is self.module:
                self.made[name] = self.chain(value) if isinstance(value, ast.Call) else None
            # `except ImportError: flow = None` says nothing of where Prefect is installed.
            if scope is self.module and not (maybe and self.origins.get(name)):
                self.origins[name] = origin
        self.walrus(scope, value)

    def at_Import(self, node, scope, maybe):
        for alias in node.names:
            first = alias.name.split(".")[0]
            self.imported(alias.asname or first, alias.name if alias.asname else first, scope, maybe)

    def at_ImportFrom(self, node, scope, maybe):
        module = "." * node.level + (node.module or "")
        for alias in node.names:
            if alias.name == "*":
                self.open = True
            else:
                full = module + ("" if module.endswith(".") else ".") + alias.name
                self.imported(alias.asname or alias.name, full, scope, maybe)

    def imported(self, name, origin, scope, maybe):
        scope.bind(name)
        if scope is self.module:
            self.made.pop(name, None)
            known = self.origins.get(name)
            # Which of two it is cannot be told.
            self.origins[name] = None if maybe and known not in (None, origin) else origin

    def origin(self, node):
        """The full name of what a dotted name stands for; None where it is not known."""
        names = dotted(node)
        if names is None:
            return None
        known = self.origins.get(names[0])
        if known is not None:
            full = ".".join([known] + names[1:])
            return full if len(full) <= LONGEST else None
        is_own = names[0] in self.module.names or names[0] in self.module.functions
        return None if is_own or len(names) > 1 else names[0]

    def calls_in(self, body):
        """The calls on what the file defines, on Prefect and on asyncio that surely run when the file is imported, in
        the order of the file; of one within another the outer one."""
        todo = body[::-1]
        while todo:
            node = todo.pop()
            name = self.chain(node.func) if isinstance(node, ast.Call) else None
            if name and name.startswith((":", "prefect", "asyncio.")):
                yield self.call(node, name)
            elif not isinstance(node, LATER):
                todo += list(ast.iter_child_nodes(node))[::-1]

    def call(self, node, name):
        options = [option.value for option in node.keywords if option.arg == "_sync"]
        is_sync = any(getattr(value, "value", None) is not False for value in options)
        where = self.source.where(self.source.start(node.func), self.source.end(node.func))
        return {"name": name, "text": self.source.text(node.func), "sync": is_sync, "where": where}

    def chain(self, node):
        """The full name of what is called, with `()` for each call in it: `prefect.flow.from_source().deploy`. Behind a
        colon where it begins with a function of the file. None where it is not known."""
        parts = []
        while isinstance(node, (ast.Attribute, ast.Call)):
            is_call = isinstance(node, ast.Call)
            parts.append("()" if is_call else "." + node.attr)
            node = node.func if is_call else node.value
        if not isinstance(node, ast.Name):
            return None
        own = ":" + node.id if node.id in self.module.functions else None
        full = own or self.made.get(node.id) or self.origin(node)
        return full and (full + "".join(parts[::-1]))[:LONGEST]

    def at_FunctionDef(self, node, scope, maybe):
        start = DEF.match(self.source.data, self.source.start(node)).end()
        made = {
            "name": node.name,
            "async": isinstance(node, ast.AsyncFunctionDef),
            "where": self.source.name_at(start),
            "parameters": self.parameters(node.args),
            "decorators": [self.decorator(each) for each in node.decorator_list],
        }
        is_bound = node.name in scope.names or node.name in scope.functions
        scope.bind(node.name)
        if maybe and is_bound:
            return  # Which of the two it is cannot be told.
        scope.names.discard(node.name)
        scope.functions[node.name] = made
        if scope is self.module:
            self.origins.pop(node.name, None)
            self.made.pop(node.name, None)

    at_AsyncFunctionDef = at_FunctionDef

    def at_ClassDef(self, node, scope, maybe):
        scope.bind(node.name)
        if scope is not self.module:
            return
        self.origins.pop(node.name, None)
        # A block of the file's own is one of Prefect's.
        bases = [self.origin(base) for base in node.bases]
        self.made[node.name] = next((base for base in bases if base and base.startswith("prefect")), None)
        inner = Scope()
        self.block(node.body, inner, False)
        has_bases = [self.source.text(base) for base in node.bases + node.keywords] not in ([], ["object"])
        scope.classes[node.name] = {
            "name": node.name,
            "methods": list(inner.functions.values()),
            "names": sorted(inner.names),
            # A base class, a metaclass or a decorator may bring in more.
            "open": bool(node.decorator_list) or has_bases or "__getattr__" in inner.functions,
            "decorated": bool(node.decorator_list),
        }

    def parameters(self, given):
        without = len(given.posonlyargs) + len(given.args) - len(given.defaults)
        defaults = iter([None] * without + given.defaults)
        found = [(arg, "positional-only", next(defaults)) for arg in given.posonlyargs]
        found += [(arg, "positional-or-keyword", next(defaults)) for arg in given.args]
        found += [(arg, "var-positional", None) for arg in [given.vararg] if arg]
        found += [(arg, "keyword-only", value) for arg, value in zip(given.kwonlyargs, given.kw_defaults)]
        found += [(arg, "var-keyword", None) for arg in [given.kwarg] if arg]
        seen = set()
        return [self.parameter(arg, kind, value, seen) for arg, kind, value in found]

    def parameter(self, arg, kind, default, seen):
        where = self.source.name_at(self.source.start(arg))
        if arg.arg in seen:  # Python refuses it when it compiles the file.
            message = "duplicate argument '{}' in function definition".format(arg.arg)
            self.error = self.error or refused(message, where)
        seen.add(arg.arg)
        texts = {"annotation": self.source.text(arg.annotation), "default": self.source.text(default)}
        return {"name": arg.arg, "kind": kind, "where": where, **texts}

    def decorator(self, node):
        is_call = isinstance(node, ast.Call)
        name = dotted(node.func if is_call else node)
        arguments = [self.argument(each) for each in node.keywords] if is_call and name else None
        return {"origin": name and self.origin(node.func if is_call else node), "arguments": arguments}

    def argument(self, node):
        string = getattr(node.value, "value", None)
        is_text = isinstance(node.value, ast.Constant) and isinstance(string, str)
        where = self.source.where(self.source.start(node.value), self.source.end(node.value))
        return {"name": node.arg or "**", "string": string if is_text else None, "where": where}


def dotted(node):
    """`a.b.c` as a list of its names; None for any other expression."""
    names = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return [node.id] + names[::-1] if isinstance(node, ast.Name) else None


def targets(*nodes):
    """Names that an assignment to these expressions binds."""
    for node in nodes:
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Starred):
            yield from targets(node.value)
        elif isinstance(node, (ast.Tuple, ast.List)):
            yield from targets(*node.elts)


if __name__ == "__main__":
    main()
