"""What a measure and a series are: a name with help, a unit, filters, and how it is taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from lambdatutor.course.measuring import Measurable, Take, Taken
from lambdatutor.course.quantities import Unit

OF_REQUESTS = ("kind", "function", "version", "after", "before")
OF_REFUSALS = (*OF_REQUESTS, "reason")
OF_ENVIRONMENTS = ("function", "version")
OF_FUNCTIONS = ("function",)
WHEN = ("after", "before")
OF_EVENTS = ("function", *WHEN)

Takes = Literal[
    "nothing",
    "number",
    "series",
    "function",
    "function and alias",
    "function and version",
    "queue",
    "source",
    "stream",
    "client",
    "dependency",
    "door",
    "pusher",
    "metric",
    "alarm",
    "text",
    "request",
    "document",
    "ends",
    "group",
    "packet",
    "action",
    "layer",
    "principal",
    "case",
    "the case",
    "module",
    "variable",
    "path",
    "platform line",
]
"""What stands in the brackets before the filters."""

EXAMPLES: dict[Takes, tuple[str, ...]] = {
    "nothing": (),
    "number": ("1",),
    "series": ("latency",),
    "function": ('"checkout"',),
    "function and alias": ('"checkout"', '"live"'),
    "function and version": ('"checkout"', '"2"'),
    "queue": ('"orders"',),
    "source": ('"orders"',),
    "stream": ('"clicks"',),
    "client": ('"customers"',),
    "dependency": ('"database"',),
    "door": ('"shop"',),
    "pusher": ('"news"',),
    "metric": ('"Throttles"', '"checkout"'),
    "alarm": ('"too-many-errors"',),
    "text": ('"ERROR"',),
    "request": ('"upload"',),
    "document": ('"door"',),
    "ends": ('"checkout"', '"database"'),
    "group": ('"sg-database"',),
    "packet": ('"query"',),
    "action": ('"dynamodb:PutItem"',),
    "layer": ('"identity"',),
    "principal": ('"s3.amazonaws.com"',),
    "case": ('"ana"',),
    "the case": ('"ana"',),
    "module": ('"pricing"',),
    "variable": ('"STAGE"',),
    "path": ('"lambda_function.py"',),
    "platform line": ('"REPORT"',),
}
"""How each is written; a `source` is a queue or a stream that is polled, a `pusher` a topic, a
bucket, a rule or a schedule; a `case` left out is the last call of all."""

NEEDED: dict[Takes, int] = {
    "function and version": 2,
    "metric": 2,
    "request": 1,
    "document": 1,
    "ends": 2,
    "packet": 1,
    "the case": 1,
    "module": 1,
    "variable": 1,
    "path": 1,
}
"""How many of them must be there, where it is not none: without a name all are meant."""


class Measure(NamedTuple):
    """One name of the language."""

    name: str
    help: str
    unit: Unit | Literal["text", "truth", "of the series"]
    take: Take
    """Its value in a run as it is now; None where it is unset."""
    takes: Takes = "nothing"
    filters: tuple[str, ...] = ()
    only_grows: bool = False
    counted: str = ""
    """What becomes of what it counts, after a number: `let through`."""

    @property
    def usage(self) -> str:
        """How it is written: `cold_starts(kind=, function=, …)`."""
        first = EXAMPLES[self.takes]
        return f"{self.name}({', '.join((*first, *(f'{name}=' for name in self.filters)))})"


class Series(NamedTuple):
    """Many values, one for each thing that happened: what `max`, `p99` and the like run over."""

    name: str
    help: str
    unit: Unit
    filters: tuple[str, ...]
    values: Callable[[Measurable, Taken], Sequence[float]]
    """In a run as it is now; there are never fewer of them later."""
