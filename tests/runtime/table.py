"""Handlers, and what Lambda answers: the same table for both clients.

Most cases are expressions that a handler returns; those that need a module of their own follow.
"""

from __future__ import annotations

from typing import NamedTuple

EVENTS = {
    "object": ('{"a": {"b": 1}}', "dict"),
    "array": ("[1, 2]", "list"),
    "string": ('"text"', "str"),
    "integer": ("42", "int"),
    "float": ("4.5", "float"),
    "exponent": ("1e3", "float"),
    "true": ("true", "bool"),
    "null": ("null", "NoneType"),
}
"""INV-012: every JSON type, and what Python sees."""

RETURNED = {
    "nothing": ("None", "null"),
    "a dict": ('{"statusCode": 200, "body": "ok"}', '{"statusCode": 200, "body": "ok"}'),
    "a list": ("[1, 2.5, True, None]", "[1, 2.5, true, null]"),
    "a string": ('"ok"', '"ok"'),
    "an integer": ("42", "42"),
    "a float": ("0.1", "0.1"),
    "a large float": ("1e22", "1e+22"),
    "a bool": ("True", "true"),
    "a tuple": ("(1, (2,))", "[1, [2]]"),
    "a named tuple": ("Point(1, 2)", '{"x": 1, "y": 2}'),
    "a Decimal": ('[Decimal("1.50")]', "[1.50]"),
    "an IntEnum": ("[Level.HIGH]", "[2]"),
    "a StrEnum": ("[Colour.RED]", '["red"]'),
    "keys that are no strings": (
        "{1: 1, 1.5: 2, True: 3, None: 4}",
        '{"1": 3, "1.5": 2, "null": 4}',
    ),
    "NaN and infinities": (
        '[float("nan"), float("inf"), -float("inf")]',
        "[NaN, Infinity, -Infinity]",
    ),
    "an empty dict": ("{}", "{}"),
    "an ordered dict": ("collections.OrderedDict(b=1, a=2)", '{"b": 1, "a": 2}'),
    "quotes and lines": (r"'\"\\\n\t/'", r'"\"\\\n\t/"'),
    "bytes": ('b"raw \\x00"', "raw \x00"),
    "what the event said": ("event", '{"n": 1}'),
}
"""INV-024, INV-025, INV-027: an expression, and the text of the answer."""

NOT_JSON = {
    "a set": ("{1}", "Object of type set is not JSON serializable"),
    "a date": ("datetime.datetime(2026, 1, 1)", "Object of type datetime is not JSON serializable"),
    "a bytearray": ('bytearray(b"x")', "Object of type bytearray is not JSON serializable"),
    "a UUID": ("uuid.UUID(int=1)", "Object of type UUID is not JSON serializable"),
    "an Enum": ("Plain.ONE", "Object of type Plain is not JSON serializable"),
    "an exception": ('ValueError("no")', "Object of type ValueError is not JSON serializable"),
    "a generator": ("(x for x in [1])", "Object of type generator is not JSON serializable"),
    "a tuple as key": (
        "{(1, 2): 3}",
        "keys must be str, int, float, bool or None, not tuple",
    ),
    "an object": ("object()", "Object of type object is not JSON serializable"),
    "a circle": ("circle()", "Circular reference detected"),
    "a response inside": ('{"body": {1}}', "Object of type set is not JSON serializable"),
}
"""INV-023: an expression, and why it cannot be marshalled."""

RAISING = {
    "raised without words": ("fail(KeyError)", "KeyError", "", "in fail"),
    "raised, of its own class": ("fail(OutOfStock('tea'))", "OutOfStock", "tea", "raise error"),
    "raised, of a class with letters of its own": (
        "fail(Ошибка('нет'))",
        "Ошибка",
        "нет",
        "raise error",
    ),
    "raised in a function below": ("price()", "ZeroDivisionError", "division by zero", "in price"),
    "a variable that is not set": ("os.environ['TABLE']", "KeyError", "'TABLE'", "in <module>"),
    "a word of JavaScript": (
        "{'body': null}",
        "NameError",
        "name 'null' is not defined",
        "in lambda_handler",
    ),
}
"""INV-020: an expression, error type and message, and somewhere in the stack trace."""

EXPRESSIONS = """
import asyncio, collections, datetime, enum, os, uuid
from decimal import Decimal

Point = collections.namedtuple("Point", "x y")
Level = enum.IntEnum("Level", "LOW HIGH")
Plain = enum.Enum("Plain", "ONE")
class Colour(enum.StrEnum):
    RED = "red"

class OutOfStock(Exception):
    pass

class Ошибка(Exception):
    pass

def fail(error):
    raise error

def price():
    return 1 / 0

def circle():
    found = []
    found.append(found)
    return found

def lambda_handler(event, context):
    if isinstance(event, str) and event.startswith("evaluate "):
        event, code = {"n": 1}, event.removeprefix("evaluate ")
        return eval(code, globals(), {"event": event})
    return type(event).__name__
"""


class Failing(NamedTuple):
    """Code that fails before its handler or in it."""

    code: str
    kind: str
    message: str
    """The end of it."""
    handler: str = "lambda_function.lambda_handler"
    at_init: bool = False
    trace: str = ""
    """Somewhere in the stack trace."""


_FINE = "def lambda_handler(event, context): return 1\n"

FAILING = {
    "raised": Failing(
        "def lambda_handler(event, context):\n    raise ValueError('no such order')\n",
        "ValueError",
        "no such order",
        trace='lambda_function.py", line 2, in lambda_handler\n    raise ValueError(',
    ),
    "one parameter": Failing(
        "def lambda_handler(event): return 1\n",
        "TypeError",
        "lambda_handler() takes 1 positional argument but 2 were given",
    ),
    "async def": Failing(
        "async def lambda_handler(event, context): return 1\n",
        "Runtime.MarshalError",
        "Unable to marshal response: Object of type coroutine is not JSON serializable",
    ),
    "a handler that is no function": Failing(
        "lambda_handler = 5\n", "TypeError", "'int' object is not callable"
    ),
    "a variable that is not set, in the module": Failing(
        "import os\nTABLE = os.environ['TABLE']\n" + _FINE, "KeyError", "'TABLE'", at_init=True
    ),
    "no such module": Failing(
        _FINE,
        "Runtime.ImportModuleError",
        "Unable to import module 'orders': No module named 'orders'",
        handler="orders.lambda_handler",
        at_init=True,
    ),
    "a dependency that is not there": Failing(
        "import requests\n" + _FINE,
        "Runtime.ImportModuleError",
        "Unable to import module 'lambda_function': No module named 'requests'",
        at_init=True,
    ),
    "what the tutor itself needs is not there": Failing(
        "import textual\n" + _FINE,
        "Runtime.ImportModuleError",
        "Unable to import module 'lambda_function': No module named 'textual'",
        at_init=True,
    ),
    "no such function": Failing(
        _FINE,
        "Runtime.HandlerNotFound",
        "Handler 'main' missing on module 'lambda_function'",
        handler="lambda_function.main",
        at_init=True,
    ),
    "no dot": Failing(
        _FINE,
        "Runtime.MalformedHandlerName",
        "Bad handler 'lambda_function': not enough values to unpack (expected 2, got 1)",
        handler="lambda_function",
        at_init=True,
    ),
    "a built-in module": Failing(
        _FINE,
        "Runtime.BuiltInModuleConflict",
        "Cannot use built-in module sys as a handler module",
        handler="sys.exit",
        at_init=True,
    ),
    "no Python": Failing(
        "def lambda_handler(event, context)\n    return 1\n",
        "Runtime.UserCodeSyntaxError",
        "Syntax error in module 'lambda_function': expected ':' (lambda_function.py, line 1)",
        at_init=True,
        trace='lambda_function.py" Line 1\n    def lambda_handler(event, context)\n',
    ),
    "raised in the module": Failing(
        "raise RuntimeError('no database')\n",
        "RuntimeError",
        "no database",
        at_init=True,
        trace="raise RuntimeError",
    ),
    "sys.exit in the handler": Failing(
        "import sys\ndef lambda_handler(event, context): sys.exit(3)\n",
        "Runtime.ExitError",
        "Error: Runtime exited with error: exit status 3",
    ),
    "os._exit(0) in the handler": Failing(
        "import os\ndef lambda_handler(event, context): os._exit(0)\n",
        "Runtime.ExitError",
        "Error: Runtime exited without providing a reason",
    ),
    "sys.exit in the module": Failing(
        "import sys\nsys.exit(4)\n",
        "Runtime.ExitError",
        "Error: Runtime exited with error: exit status 4",
        at_init=True,
    ),
    "killed": Failing(
        "import os\ndef lambda_handler(event, context): os.kill(os.getpid(), 9)\n",
        "Runtime.ExitError",
        "Error: Runtime exited with error: signal: killed",
    ),
    "a bad address": Failing(
        "import ctypes\ndef lambda_handler(event, context): ctypes.string_at(0)\n",
        "Runtime.ExitError",
        "Error: Runtime exited with error: signal: segmentation fault",
    ),
    "too large an answer": Failing(
        "def lambda_handler(event, context): return 'x' * 6_291_555\n",
        "Function.ResponseSizeTooLarge",
        "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
    ),
}

HANDLERS = {
    "in a folder, by dots": "shop.orders.create",
    "in a folder, by slashes": "shop/orders.create",
}
"""INV-013."""
