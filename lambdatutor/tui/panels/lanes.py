"""The life of one environment as a line of cells, true to scale, and the parts of a request."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from math import ceil
from typing import NamedTuple

from lambdatutor.simulator.snapshot import Lane, Phase, Span
from lambdatutor.simulator.time import clock
from lambdatutor.tui.panels.axis import Window
from lambdatutor.tui.panels.cells import Line
from lambdatutor.tui.panels.glyphs import INIT_PHASES, PHASES, REFUSED, RUNNING

_EIGHTHS = "▏▎▍▌▋▊▉█"
_SMALLEST = 1e-6
"""A bar is drawn however short it is."""


class Parts(NamedTuple):
    """Where the time of one request went, in microseconds."""

    request: int
    environment: int
    arrived_us: int
    started_us: int
    ended_us: int
    init_us: int
    run_us: int
    over: bool
    """False while it is in flight."""

    @property
    def queued_us(self) -> int:
        return max(0, self.started_us - self.arrived_us)

    @property
    def total_us(self) -> int:
        return self.ended_us - self.arrived_us


def parts_of(lanes: Iterable[Lane], now_us: int, arrivals: Mapping[int, int]) -> dict[int, Parts]:
    """Every request that the lanes serve, by number."""
    found: dict[int, Parts] = {}
    for lane in lanes:
        for span in lane.spans:
            request = span.request
            if request is None or span.phase == "frozen":
                continue
            start_us = span.start_us
            end_us = now_us if span.end_us is None else span.end_us
            length_us = max(0, end_us - start_us)
            invoke = span.phase == "invoke"
            init_us = length_us if span.phase in INIT_PHASES else 0
            before = found.get(request)
            found[request] = Parts(
                request,
                lane.environment,
                min(arrivals.get(request, start_us), start_us) if before is None else before[2],
                start_us if before is None else before.started_us,
                end_us,
                init_us if before is None else before.init_us + init_us,
                length_us if invoke else 0,
                invoke and span.end_us is not None,
            )
    return found


def milliseconds(us: int) -> str:
    """`1,000 ms`, the unit of Lambda's log lines, and minutes where those are too many figures."""
    if us >= 600_000_000:
        return clock(us)
    ms = us / 1_000
    return f"{ms:,.0f} ms" if ms >= 10 or us % 1_000 == 0 else f"{ms:.1f} ms"


def draw_spans(line: Line, left: int, spans: Iterable[Span], window: Window, now_us: int) -> None:
    """Draw a lane's phases on *line*, the window's first cell at *left*.

    A cell belongs to the phase that covers most of it. Invoke alone is drawn to the eighth of a
    cell, and a bar that follows another at once begins half a cell late, so that both are seen.
    """
    covered: dict[int, float] = {}
    invoke_ended_us = -1
    width = window.width
    for span in spans:
        end_us = now_us if span.end_us is None else span.end_us
        start, end = window.x(span.start_us), window.x(end_us)
        if start >= width:
            break
        if end <= 0 and start < 0:
            continue
        start = max(start, 0.0)
        end = min(max(end, start + _SMALLEST), float(width))
        if span.phase == "frozen":
            for x in range(int(start), min(ceil(end), width)):
                if x not in covered:
                    line.chars[left + x], line.inks[left + x] = "·", "phase-frozen"
        elif span.phase == "invoke":
            _bar(line, left, (start, end), covered)
            if span.start_us == invoke_ended_us and end - start > 1:
                line.chars[left + int(start)] = "▐"
            invoke_ended_us = end_us
        else:
            _letters(line, left, (start, end), covered, span.phase)


def draw_failures(
    line: Line, left: int, spans: Iterable[Span], window: Window, failed: Container[int]
) -> None:
    """Mark where a request ended that failed: the last cell of what was drawn for it.

    No failure vanishes: a cell that many requests share is marked if one of them failed.
    """
    last = {each.request: each for each in spans if each.request and each.request in failed}
    for span in last.values():
        if span.end_us is not None:
            start, end = window.x(span.start_us), window.x(span.end_us)
            cell = max(int(start), ceil(end) - 1)
            if end >= 0 and 0 <= cell < window.width:
                line.put(left + cell, REFUSED.letter, f"{REFUSED.ink} on {REFUSED.ink}-tint bold")


def _letters(
    line: Line, left: int, reach: tuple[float, float], covered: dict[int, float], phase: Phase
) -> None:
    """Draw a phase where it reaches, in cells that no other phase covers more of."""
    start, end = reach
    first, last = int(start), ceil(end) - 1
    glyph = PHASES[phase]
    for x in range(first, last + 1):
        part = min(end, x + 1.0) - max(start, float(x))
        before = covered.get(x, 0.0)
        if before > part or (part < 0.5 and last > first and not before):
            continue
        covered[x] = part
        line.chars[left + x] = glyph.letter
        line.inks[left + x] = f"{glyph.ink} on {glyph.ink}-tint"


def _bar(line: Line, left: int, reach: tuple[float, float], covered: dict[int, float]) -> None:
    """Draw an invoke where it reaches; short ones in one cell add up."""
    start, end = reach
    last = ceil(end) - 1
    for x in range(int(start), last + 1):
        part = min(end, x + 1.0) - max(start, float(x))
        same = line.inks[left + x] == RUNNING
        before = covered.get(x, 0.0)
        if (before > part and not same) or (part < 0.06 and end - start > 0.5 and not before):
            continue
        part = before + part if same else part
        covered[x] = min(1.0, part)
        begins = start > x and last > x and not same
        line.chars[left + x] = _begun(part) if begins else _ended(part)
        line.inks[left + x] = RUNNING


def _begun(part: float) -> str:
    """A cell in which a bar begins late."""
    return "█" if part > 0.75 else "▐" if part > 0.3 else "▕"


def _ended(part: float) -> str:
    """A cell in which a bar ends early."""
    return _EIGHTHS[min(7, max(0, round(part * 8 + 0.2) - 1))]
