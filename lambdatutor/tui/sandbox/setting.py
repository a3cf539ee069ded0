"""One control of the sandbox: its values from left to right, and what sets it to each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lambdatutor.aws.operations import Operation

NONE = "none"
"""The value that stands for nothing, after all numbers."""


class Setting(NamedTuple):
    """One control: a `Dial` that knows what each of its values does."""

    name: str
    label: str
    value: str
    values: tuple[str, ...]
    operations: tuple[Operation, ...]
    """What sets it to each of the values."""
    command: str = ""
    """The one that set it last."""

    @property
    def position(self) -> int:
        return self.values.index(self.value)


def setting(
    name: str,
    label: str,
    value: object,
    values: Iterable[object],
    operation: Callable[[str], Operation],
    *,
    show: Callable[[str], str] = str,
) -> Setting:
    """A control over *values* in order; what it stands at is put among them if it is missing."""
    given = [str(each) for each in values]
    if str(value) not in given:
        given = sorted([*given, str(value)], key=_in_order)
    return Setting(
        name,
        label,
        show(str(value)),
        tuple(map(show, given)),
        tuple(map(operation, given)),
    )


def _in_order(text: str) -> tuple[int, float, str]:
    """Numbers by size, then words."""
    try:
        return (0, float(text), "")
    except ValueError:
        return (1, 0.0, text)
