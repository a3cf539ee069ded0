"""What a line that is being typed may go on with."""

from __future__ import annotations

from collections.abc import Iterable

from lambdatutor.aws.command_text import BINARY_FORMAT
from lambdatutor.aws.operations import Operation
from lambdatutor.aws.parameters import COMMANDS, flags


def complete(text: str) -> list[str]:
    """What the last word of a line may become: commands first, then flags not yet used."""
    words = text.split()
    start = words.pop() if words and not text[-1].isspace() else ""
    if words == ["aws"]:
        return _starting(start, ["lambda"])
    words = _without_program(words)
    if not words:
        return _starting(start, COMMANDS)
    operation = COMMANDS.get(words[0])
    if operation is None or _waits_for_a_value(operation, words[-1]):
        return []
    return _starting(start, [flag for flag in flags(operation) if flag not in words])


def _without_program(words: list[str]) -> list[str]:
    for program in ("aws", "lambda"):
        if words[:1] == [program]:
            words = words[1:]
    return words


def _starting(start: str, names: Iterable[str]) -> list[str]:
    return [name for name in names if name.startswith(start)]


def _waits_for_a_value(operation: type[Operation], word: str) -> bool:
    parameter = flags(operation).get(word)
    return word == BINARY_FORMAT or (parameter is not None and parameter.kind != "yes or no")
