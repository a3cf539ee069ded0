"""AWS's answer to a command, as its command line prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from lambdatutor.course.outcome import Outcome
    from lambdatutor.plain.talk import Talk


def show_response(talk: Talk, outcome: Outcome) -> None:
    """As JSON laid out; nothing where there is nothing in it."""
    if outcome.response:
        talk.quote(msgspec.json.format(msgspec.json.encode(outcome.response)).decode())
