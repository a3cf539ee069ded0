"""Charts of text: an area over time in braille, or in plain ASCII."""

from __future__ import annotations

from collections.abc import Sequence

_LEFT = (0x40, 0x04, 0x02, 0x01)
_RIGHT = (0x80, 0x20, 0x10, 0x08)
"""Braille's dots of each column, from the bottom."""

_ASCII = " .:|#"
_NARROWEST = 24
"""Below this there is no room for an axis and a line."""


def plot(
    title: str,
    values: Sequence[float],
    *,
    end: str,
    width: int,
    height: int = 4,
    ascii_only: bool = False,
) -> list[str]:
    """Lines of at most `width` columns: a title, `height` rows over an axis, and the time below.

    Each column shows the highest of the values that fall into it, so that a short burst is seen.
    """
    if width < _NARROWEST or not values:
        return []
    top = round_top(max(values))
    labels = [f"{top:,g}", *[""] * (height - 2), "0"]
    left = max(len(label) for label in labels) + 1
    across = width - left - 1
    draw = _in_ascii if ascii_only else _in_braille
    edges = ("|", "+", "-") if ascii_only else ("│", "└", "─")
    rows = draw(values, across, height, top)
    lines = [title[:width]]
    for label, row in zip(labels, rows, strict=True):
        lines.append(f"{label:>{left - 1}} {edges[0]}{row}".rstrip())
    lines.append(" " * left + edges[1] + edges[2] * across)
    lines.append(" " * (left + 1) + "0" + end.rjust(across - 1))
    return lines


def round_top(highest: float) -> float:
    """The next of …, 1, 2, 5, 10, 20, 50, … that is not below it."""
    if highest <= 0:
        return 1.0
    top = 0.01
    while top < highest:
        for factor in (2, 2.5, 2):
            top *= factor
            if top >= highest:
                break
    return top


def columns(values: Sequence[float], count: int) -> list[float]:
    """The values spread over, or gathered into, so many columns."""
    many = len(values)
    return [
        max(values[at * many // count : max((at + 1) * many // count, at * many // count + 1)])
        for at in range(count)
    ]


def _in_braille(values: Sequence[float], width: int, height: int, top: float) -> list[str]:
    levels = [_level(value, height * 4, top) for value in columns(values, width * 2)]
    return [
        "".join(
            _cell(_within(levels[2 * x], row), _within(levels[2 * x + 1], row))
            for x in range(width)
        )
        for row in reversed(range(height))
    ]


def _cell(left: int, right: int) -> str:
    dots = sum(_LEFT[:left]) + sum(_RIGHT[:right])
    return chr(0x2800 + dots) if dots else " "


def _in_ascii(values: Sequence[float], width: int, height: int, top: float) -> list[str]:
    levels = [_level(value, height * 4, top) for value in columns(values, width)]
    return [
        "".join(_ASCII[_within(level, row)] for level in levels) for row in reversed(range(height))
    ]


def _level(value: float, most: int, top: float) -> int:
    """How high it stands; anything above nothing is at least one."""
    return 0 if value <= 0 else max(1, round(value / top * most))


def _within(level: int, row: int) -> int:
    """How much of a row of four is filled."""
    return min(4, max(0, level - 4 * row))
