"""What is typed at the sandbox's prompt, as an operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws.command_line import from_cli

if TYPE_CHECKING:
    from lambdatutor.aws.operations import Operation
    from lambdatutor.tui.sandbox.run import SandboxRun


def operation_of(line: str, run: SandboxRun) -> Operation:
    """An AWS command, or `set PLACE VALUE`; raises `CommandError` and `ControlError`."""
    from lambdatutor.course.controls import dotted
    from lambdatutor.course.targets import ControlError

    words = line.split()
    if words[:1] != ["set"]:
        return from_cli(line)
    if len(words) < 3:
        raise ControlError("Write set, a place and a value: set customers.rate 20.")
    target = dotted(words[1], run.scenario)
    return target.operation(target.parse(" ".join(words[2:])))
