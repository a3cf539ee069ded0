"""The timeline as rows: an axis, a lane an environment, what was refused, and what was guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import ceil
from types import MappingProxyType
from typing import NamedTuple

from lambdatutor.simulator.snapshot import Lane, Phase
from lambdatutor.tui.panels.arrivals import Expected, draw_arrivals
from lambdatutor.tui.panels.axis import Window
from lambdatutor.tui.panels.cells import Line, Row, blank, clean, crop, width_of
from lambdatutor.tui.panels.glyphs import REFUSED
from lambdatutor.tui.panels.labels import draw_label, draw_names
from lambdatutor.tui.panels.lanes import Parts, draw_failures, draw_spans, milliseconds, parts_of
from lambdatutor.tui.panels.panel import title
from lambdatutor.tui.panels.request_row import request_row

NARROWEST = 24
"""Cells below which no lane can be read."""

NOTHING = "Nothing has happened yet. Each environment gets a line here."

_RARE: tuple[Phase, ...] = ("restore", "reset", "shutdown")


class Guess(NamedTuple):
    """A prediction, drawn as a hollow bar of the length that was guessed."""

    start_us: int
    length_us: int
    environment: int | None = None
    """The lane it is laid under; None for a line of its own above all lanes."""
    says: str = "your guess"


class TimelineView(NamedTuple):
    """What the timeline shows."""

    lanes: tuple[Lane, ...] = ()
    start_us: int = 0
    end_us: int = 10_000_000
    now_us: int = 0
    names: Mapping[int, str] = MappingProxyType({})
    """Names of requests by number; a request without one gets no label."""
    arrivals: Mapping[int, int] = MappingProxyType({})
    """When requests arrived, by number; without, a request has not waited."""
    refused: tuple[tuple[int, int], ...] = ()
    """Number and moment of requests that were turned away."""
    failed: Mapping[int, str] = MappingProxyType({})
    """By number what became of requests that ran and failed, such as `timed out`."""
    marks: tuple[int, ...] = ()
    """Moments that stay lit."""
    guesses: tuple[Guess, ...] = ()
    expected: tuple[Expected, ...] = ()
    """In order of time; they have a line of their own above the lanes."""
    more: int = 0
    """Lanes that exist beside those handed over."""


class Place(NamedTuple):
    """How the panel's space is used."""

    gutter: int
    window: Window
    lines: int
    """Rows for lanes and what goes with them."""


class Scene(NamedTuple):
    """What every row is drawn from."""

    view: TimelineView
    where: Place
    parts: dict[int, Parts]
    picked: int | None
    functions: set[str]
    roomy: bool
    """Names stand in rows of their own."""


class Item(NamedTuple):
    """One row under the axis; one with nothing in it is that of the refusals."""

    lane: Lane | None = None
    guess: Guess | None = None
    names: Lane | None = None
    """The lane below, whose requests are named in this row."""
    gap: bool = False
    arrivals: bool = False
    """Who comes when."""


def place(view: TimelineView, width: int, height: int) -> Place:
    functions = {lane.function for lane in view.lanes}
    longest = max((width_of(gutter_text(lane, functions)) for lane in view.lanes), default=0)
    gutter = min(max(10, longest + 3), max(10, width // 4))
    space = max(1, width - gutter - 1)
    lines = max(0, height - 1 - (height >= 4))
    return Place(gutter, Window(view.start_us, max(view.end_us, view.start_us + 1), space), lines)


def gutter_text(lane: Lane, functions: set[str]) -> str:
    name = f"{clean(lane.function)} " if len(functions) > 1 else ""
    return f"{name}e{lane.environment}{' ◆' if lane.provisioned else ''}"


def items(view: TimelineView, lines: int) -> list[Item]:
    """The rows under the axis, from top to bottom; the first is of refusals if there are any.

    Where *lines* are plenty, each lane has its names above it and air below.
    """
    numbers = {lane.environment for lane in view.lanes}
    found = [Item(guess=one) for one in view.guesses if one.environment not in numbers]
    if view.refused:
        found.insert(0, Item())
    if view.expected:
        found.insert(0, Item(arrivals=True))
    roomy = len(found) + 1 + 3 * len(view.lanes) + len(view.guesses) <= lines
    if roomy and found:
        found.append(Item(gap=True))
    for lane in view.lanes:
        found += [Item(names=lane)] * roomy
        found.append(Item(lane=lane))
        found += [Item(guess=one) for one in view.guesses if one.environment == lane.environment]
        found += [Item(gap=True)] * roomy
    return found


def timeline_rows(
    view: TimelineView, picked: int | None, offset: int, width: int, height: int, *, focused: bool
) -> list[Row]:
    """The axis, the lanes from *offset* on, and the picked request's parts in the last row."""
    if width < NARROWEST or height < 1:
        line = Line(max(0, width))
        line.put(1, crop("Timeline …", width - 1), "ink-muted")
        return [line.row(), *blank(width, height - 1)][:height]
    where = place(view, width, height)
    room = where.lines
    found = items(view, room)
    scene = Scene(
        view,
        where,
        parts_of(view.lanes, view.now_us, view.arrivals),
        picked,
        {lane.function for lane in view.lanes},
        roomy=any(item.names is not None for item in found),
    )
    kept = found[offset : offset + room]
    if len(found) - len(kept) + view.more and room > 1:
        kept = kept[: room - 1]
    rows = [_axis(scene, width, focused=focused), *(_item(scene, item, width) for item in kept)]
    says = "" if any(not item.arrivals and not item.gap for item in found) else NOTHING
    hidden = len(found) - len(kept) + view.more
    if hidden:
        says = f"…{hidden:,} more" + (f" ({offset} above)" if offset else "")
    if says and len(rows) <= room:
        line = Line(width)
        line.put(1, crop(says, width - 2), "ink-muted" if hidden else "ink-muted italic")
        rows.append(line.row())
    rows += blank(width, room + 1 - len(rows))
    if height >= 4:
        number = -1 if picked is None else picked
        name, refused_us = view.names.get(number, f"#{number}"), dict(view.refused).get(number)
        one, failed = scene.parts.get(number), view.failed.get(number, "")
        rare = _rare_phases(view)
        rows.append(
            request_row(name, one, refused_us, width, failed=failed, focused=focused, phases=rare)
        )
    return rows[:height]


def _rare_phases(view: TimelineView) -> list[Phase]:
    """Those in sight that few lessons explain: what their letters mean has to be said."""
    seen = {
        span.phase
        for lane in view.lanes
        for span in lane.spans
        if span.start_us < view.end_us and (span.end_us is None or span.end_us > view.start_us)
    }
    return [phase for phase in _RARE if phase in seen]


def _axis(scene: Scene, width: int, *, focused: bool) -> Row:
    line = Line(width)
    title(line, "Timeline", focused=focused)
    left = scene.where.gutter
    for cell, label in scene.where.window.ticks():
        if left + cell + width_of(label) + 2 <= width:
            line.put(left + cell, "╷", "ink-line")
            line.put(left + cell + 1, label, "ink-muted")
    _moments(line, scene, "▾▼", over=" ╷")
    return line.row()


def _moments(line: Line, scene: Scene, glyphs: str, over: str) -> None:
    """The moment of now and the marks, in cells that show one of *over*."""
    drawn = [(scene.view.now_us, glyphs[0], "ink-accent")]
    drawn += [(moment, glyphs[1], "ink-warn bold") for moment in scene.view.marks]
    for moment, glyph, ink in drawn:
        cell = scene.where.window.cell(moment)
        if cell is None:
            continue
        x = scene.where.gutter + cell
        if line.chars[x] in over:
            line.put(x, glyph, ink)
        elif glyph == "┃":
            line.mark(x, x + 1, "underline")


def _item(scene: Scene, item: Item, width: int) -> Row:
    line = Line(width)
    where = scene.where
    if item.gap:
        return line.row()
    if item.arrivals:
        draw_arrivals(line, scene.view.expected, scene.view.now_us, where.window, where.gutter)
        return line.row()
    if item.lane is not None:
        draw_spans(line, where.gutter, item.lane.spans, where.window, scene.view.now_us)
        draw_failures(line, where.gutter, item.lane.spans, where.window, scene.view.failed)
    # Labels come after the moments, so that no line cuts through a word.
    _moments(line, scene, "│┃", over=" ·")
    if item.lane is not None:
        _lane(line, scene, item.lane)
    elif item.names is not None:
        draw_names(line, _named(scene, item.names), scene.picked, where.window, where.gutter)
    elif item.guess is not None:
        _guess(line, item.guess, where)
    else:
        _refused(line, scene)
    return line.row()


def _refused(line: Line, scene: Scene) -> None:
    line.put(1, "refused", REFUSED.ink)
    for request, at_us in scene.view.refused:
        cell = scene.where.window.cell(at_us)
        if cell is not None:
            chosen = " reverse" if request == scene.picked else ""
            line.put(scene.where.gutter + cell, REFUSED.letter, f"{REFUSED.ink} bold{chosen}")


def _lane(line: Line, scene: Scene, lane: Lane) -> None:
    where = scene.where
    picked = scene.parts.get(scene.picked) if scene.picked is not None else None
    here = picked is not None and picked.environment == lane.environment
    name = crop(gutter_text(lane, scene.functions), where.gutter - 2)
    line.put(0, "▸" if here else " ", "ink-accent")
    line.put(1, name, "ink bold" if here else "ink-muted")
    if picked is not None and here:
        start = max(0, int(where.window.x(picked.started_us)))
        end = min(where.window.width, ceil(where.window.x(picked.ended_us)))
        line.mark(where.gutter + start, where.gutter + end, "underline")
    if not scene.roomy:
        for one, name in _named(scene, lane):
            draw_label(line, one, name, where.window, where.gutter)


def _named(scene: Scene, lane: Lane) -> Iterator[tuple[Parts, str]]:
    """The requests of a lane that have a name and lie in the window, in order."""
    window, seen = scene.where.window, set[int]()
    for span in lane.spans:
        request = span.request
        if request is None or request in seen or request not in scene.view.names:
            continue
        one = scene.parts.get(request)
        if one and one.ended_us >= window.start_us and one.started_us <= window.end_us:
            seen.add(request)
            yield one, clean(scene.view.names[request])


def _guess(line: Line, guess: Guess, where: Place) -> None:
    left, window = where.gutter, where.window
    start = max(0, int(window.x(guess.start_us)))
    end = min(window.width, round(window.x(guess.start_us + guess.length_us)))
    end = max(end, start + 1)
    if start < window.width and end > 0:
        line.put(left + start, "░" * (end - start), "guess")
    line.put(1, "guess", "guess italic")
    text = f"{guess.says} {milliseconds(guess.length_us)}"
    if left + end + 1 + width_of(text) <= line.width:
        line.put(left + end + 1, text, "guess italic")
    elif end - start > width_of(text) + 2:
        line.put(left + start + 1, f" {text} ", "guess italic")
