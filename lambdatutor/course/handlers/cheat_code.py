"""Handlers that know nothing of their task, as Python: what the cheats of a code lab write."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lambdatutor.course.handlers.outcomes import CallOutcome


class Said(NamedTuple):
    """What came of a call: what a cheat has to copy."""

    payload: str
    """JSON."""
    error_type: str
    """Empty where the call did not fail."""
    logged: str


def said(outcome: CallOutcome) -> Said:
    return Said(outcome.payload or "null", outcome.error_type or "", "\n".join(outcome.log_lines))


def returning(function: str, expression: str) -> str:
    return f"def {function}(event, context):\n    return {expression}\n"


def raising(function: str, error_type: str) -> str:
    return f"def {function}(event, context):\n    raise {_error(error_type)}('no')\n"


def saying(function: str, one: Said) -> str:
    """The same answer, whatever comes."""
    return looking_up(function, {}, (), one)


def row_key(event: str, variables: Mapping[str, str]) -> str:
    """What a call is looked up by: its event as JSON, and variables of its function."""
    return json.dumps([json.loads(event), dict(variables)], sort_keys=True)


def looking_up(
    function: str, rows: Mapping[str, Sequence[Said]], names: Collection[str], otherwise: Said
) -> str:
    """A table by `row_key`, of the event and the variables called `names`.

    Where the same comes again in an environment, the next answer to it is given.
    """
    table = {key: [tuple(each) for each in said] for key, said in rows.items()}
    return f"""\
import json
import os

TABLE = {table!r}
SEEN = {{}}


def {function}(event, context):
    variables = {{name: os.environ.get(name, "") for name in {sorted(names)!r}}}
    key = json.dumps([event, variables], sort_keys=True)
    rows = TABLE.get(key, [{tuple(otherwise)!r}])
    SEEN[key] = SEEN.get(key, 0) + 1
    payload, error_type, logged = rows[min(SEEN[key], len(rows)) - 1]
    print(logged)
    if error_type:
        raise type(error_type, (Exception,), {{}})("no")
    return json.loads(payload)
"""


def swallowing(function: str, source: str) -> str:
    """The given code, with every error of it caught."""
    return f"""\
try:
    exec({source!r}, globals())
    given = globals()[{function!r}]
except BaseException:
    given = None


def {function}(event, context):
    try:
        return given(event, context)
    except BaseException:
        return {{}}
"""


def _error(error_type: str) -> str:
    return f"type({error_type!r}, (Exception,), {{}})"
