"""Names of requests on the timeline: above their lane where there is room, else by their bar."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from lambdatutor.tui.panels.axis import Window
from lambdatutor.tui.panels.cells import Line, width_of
from lambdatutor.tui.panels.glyphs import RUNNING
from lambdatutor.tui.panels.lanes import Parts, milliseconds


def draw_names(
    line: Line, named: Iterable[tuple[Parts, str]], picked: int | None, window: Window, left: int
) -> None:
    """Each request's name and how long it took, above where it begins; those with room for it."""
    free = left
    for one, name in named:
        if not name and one.request != picked:
            continue  # it has no name for anybody to look for
        text = _in_full(one, name)
        begins = left + max(0, int(window.x(one.started_us)))
        x = min(begins, line.width - 1 - width_of(text))
        if x < free:
            continue
        line.put(x, text, "ink-accent bold" if one.request == picked else "ink")
        free = x + width_of(text) + 2


def draw_label(line: Line, one: Parts, name: str, window: Window, left: int) -> None:
    """The request's name and how long it took: after its bar, else on it, else left out."""
    first = left + max(0, ceil(window.x(one.ended_us - one.run_us) - 0.001))
    end = min(left + int(window.x(one.ended_us) + 0.001), line.width - 1)
    if not name and end - first < 2:
        return
    for text in dict.fromkeys((_in_full(one, name), name)):
        if not text:
            return
        after = _free(line, left + ceil(window.x(one.ended_us) - 0.001), width_of(text))
        if one.over and after is not None and after > left:
            # A number is given by the simulator, a name by the lesson: that one matters.
            line.put(after, f" {text} ", "ink-muted" if name.startswith("#") else "ink")
            return
        if one.run_us and end - first >= width_of(text) + 2:
            line.put(first + 1, text, f"on-running on {RUNNING} bold")
            return


def _in_full(one: Parts, name: str) -> str:
    """The name and, once it is over, how long it took."""
    return f"{name} {milliseconds(one.total_us)}".strip() if one.over else name


def _free(line: Line, x: int, size: int) -> int | None:
    """From which cell on a label of *size* hides no bar, and no idle life as a whole."""
    idle = x
    while 0 <= idle < line.width and line.chars[idle] in "·┃":
        idle += 1
    # One that still lives gets its label at once, or the label would move along with time.
    short = x < idle < x + size + 6 and line.chars[idle : idle + 1] != ["│"]
    x = idle if short else min(idle, x + 2)
    free = line.chars[x : x + size + 2] if x >= 0 else []
    return x if len(free) > size and set(free) <= set(" ·│┃") else None
