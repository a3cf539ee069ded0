"""What of a question can be picked, and in which order it stands."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from lambdatutor.course.format import CodePredict, Predict
from lambdatutor.course.questions import Instant, Matching, Multiple, Ordering, Single

if TYPE_CHECKING:
    from lambdatutor.course.posed import Asked


def options(question: Asked, seed: int) -> tuple[str, ...]:
    """What can be picked; for ordering and matching in an order that the seed gives."""
    match question:
        case Predict(choices=choices) | Single(choices=choices) | Multiple(choices=choices):
            return tuple(choice.shown for choice in choices)
        case Instant(choices=choices) | CodePredict(choices=choices):
            return tuple(choice.shown for choice in choices)
        case Ordering(items=items):
            return _shuffled(items, f"{seed} {question.id}", unlike=items)
        case Matching(pairs=pairs, extra=extra):
            rights = dict.fromkeys((*(pair.right for pair in pairs), *extra))
            return _shuffled(tuple(rights), f"{seed} {question.id}")
        case _:
            return ()


def _shuffled(
    items: tuple[str, ...], seed: str, unlike: tuple[str, ...] | None = None
) -> tuple[str, ...]:
    """The items in another order; never in the order `unlike` if there is another one."""
    random, order = Random(seed), list(items)
    random.shuffle(order)
    if tuple(order) == unlike:
        order.reverse()
    return tuple(order)
