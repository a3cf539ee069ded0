"""`lambdatutor simulate`: numbers about a function without a lesson."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace


def run(options: Namespace) -> int:
    """As `command.run`, which is imported when it is called: start-up is felt."""
    from lambdatutor.simulate import command

    return command.run(options)
