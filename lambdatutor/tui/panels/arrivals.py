"""Who comes when, as a row above the lanes: told before the run, and seen to come true."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lambdatutor.tui.panels.axis import Window
from lambdatutor.tui.panels.cells import Line, clean, width_of


class Expected(NamedTuple):
    """Who will come at a moment that the step tells beforehand."""

    at_us: int
    says: str


def draw_arrivals(
    line: Line, expected: Sequence[Expected], now_us: int, window: Window, gutter: int
) -> None:
    """A hollow sign for who is still to come, a full one for who has come; names where they fit."""
    line.put(1, "arrivals", "ink-muted")
    free = gutter
    for at, one in enumerate(expected):
        cell = window.cell(one.at_us)
        if cell is None:
            continue
        x = gutter + cell
        came = one.at_us <= now_us > 0
        line.put(x, "▲" if came else "△", "ink-accent" if came else "ink-muted")
        following = expected[at + 1 : at + 2]
        until = window.cell(following[0].at_us) if following else None
        end = line.width if until is None else gutter + until
        size, ink = width_of(one.says), "ink" if came else "ink-muted"
        if x + 2 + size < end:
            line.put(x + 2, clean(one.says), ink)
            free = x + 2 + size
        else:
            if x - 1 - size > free:  # at the right edge, or another comes soon
                line.put(x - 1 - size, clean(one.says), ink)
            free = x + 1
