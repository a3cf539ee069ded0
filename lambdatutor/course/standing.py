"""Where the controls of a lab stand after what was done, and what sets them so at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.course.merging import Timed, merged

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lambdatutor.aws.operations import Operation
    from lambdatutor.course.controls import Dial
    from lambdatutor.course.targets import Value


def turns(dials: tuple[Dial, ...], operation: Operation) -> bool:
    """Whether an operation sets any control."""
    return any(each.read(operation) is not None for each in dials)


def positions(dials: tuple[Dial, ...], operations: Iterable[Operation]) -> dict[str, Value]:
    """Where each control stands, those that were turned last at the end."""
    stands = {each.name: each.start for each in dials}
    for operation in operations:
        for each in dials:
            value = each.read(operation)
            if value is not None:
                stands.pop(each.name)
                stands[each.name] = value
    return stands


def opening(
    dials: tuple[Dial, ...], opened: dict[str, Value], now: dict[str, Value], at_us: int
) -> tuple[Timed, ...]:
    """What sets every control that does not stand where the lab opened it, in order of change."""
    known = {each.name: each for each in dials}
    return merged(
        tuple(
            Timed(at_us, known[name].target.operation(value))
            for name, value in now.items()
            if value != opened[name]
        )
    )
