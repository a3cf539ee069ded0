"""What a line that is being typed may go on with."""

from __future__ import annotations

from collections.abc import Iterable

from lambdatutor.aws.command_text import BINARY_FORMAT
from lambdatutor.aws.operations import Operation
from lambdatutor.aws.parameters import COMMANDS, flags


def complete(text: str) -> list[str]:
    """What the last word of a line may become: services, commands, then flags not yet used.

    A line without a service is Lambda's.
    """
    words = text.split()
    start = words.pop() if words and not text[-1].isspace() else ""
    if words == ["aws"]:
        return _starting(start, COMMANDS)
    commands, words = _commands(words)
    if not words:
        return _starting(start, commands)
    operation = commands.get(words[0])
    if operation is None or _waits_for_a_value(operation, words[-1]):
        return []
    return _starting(start, [flag for flag in flags(operation) if flag not in words])


def _commands(words: list[str]) -> tuple[dict[str, type[Operation]], list[str]]:
    """The commands of the service that the line names, and the words after it."""
    if words[:1] == ["aws"]:
        words = words[1:]
    if words and words[0] in COMMANDS:
        return COMMANDS[words[0]], words[1:]
    return COMMANDS["lambda"], words


def _starting(start: str, names: Iterable[str]) -> list[str]:
    return [name for name in names if name.startswith(start)]


def _waits_for_a_value(operation: type[Operation], word: str) -> bool:
    parameter = flags(operation).get(word)
    return word == BINARY_FORMAT or (parameter is not None and parameter.kind != "yes or no")
