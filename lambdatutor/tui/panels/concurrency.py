"""How much of a function's limit is in use: one bar, and in a second row what it is made of."""

from __future__ import annotations

from typing import NamedTuple

from lambdatutor.simulator.snapshot import FunctionView, Snapshot
from lambdatutor.tui.panels.cells import Line, Row, blank, crop
from lambdatutor.tui.panels.glyphs import RUNNING
from lambdatutor.tui.panels.panel import LABEL, Panel


class ConcurrencyView(NamedTuple):
    """What the bar shows; all numbers are of requests or environments."""

    running: int = 0
    starting: int = 0
    in_flight: int = 0
    limit: int = 1000
    reserved: bool = False
    """Whether the limit is the function's own, or the pool it shares."""
    provisioned: int = 0
    provisioned_free: int = 0
    refused: int = 0

    @classmethod
    def of(cls, function: FunctionView, snapshot: Snapshot) -> ConcurrencyView:
        """What *snapshot* says about *function*."""
        return cls(
            running=function.busy,
            starting=max(0, function.in_flight - function.busy),
            in_flight=function.in_flight,
            limit=function.limit,
            reserved=function.limit_is == "reserved",
            provisioned=sum(one.allocated for one in function.provisioned),
            provisioned_free=sum(one.available for one in function.provisioned),
            refused=snapshot.totals.throttles,
        )


def scale_of(view: ConcurrencyView) -> int:
    """What the whole bar stands for: the limit, or a round number if that is far away."""
    used = max(view.in_flight, view.provisioned, 1)
    for power in (1, 10, 100, 1_000, 10_000, 100_000):
        for digit in (1, 2, 5):
            if digit * power >= max(10, used * 1.6):
                return min(view.limit, digit * power) or 1
    return view.limit or 1


def bar(view: ConcurrencyView, width: int) -> Row:
    """The bar alone: running, starting, ready beforehand, free; `⋯` where it goes on."""
    line = Line(width)
    scale = scale_of(view)
    goes_on = scale < view.limit
    room = width - 2 * goes_on
    cells = [
        round(count * room / scale)
        for count in (
            view.running,
            view.in_flight,
            max(view.in_flight, min(view.provisioned, scale)),
        )
    ]
    if view.running:
        cells[0] = max(1, cells[0])
    if view.in_flight:
        cells[1] = max(cells[1], cells[0], 1)
    cells = [min(cell, room) for cell in cells]
    line.put(0, "░" * room, "ink-track")
    line.put(0, "·" * cells[2], "phase-frozen on phase-frozen-tint")
    line.put(0, "r" * cells[1], "phase-init-r on phase-init-r-tint")
    line.put(0, "█" * cells[0], RUNNING)
    if goes_on:
        line.put(room + 1, "⋯", "ink-muted")
    return line.row()


def concurrency_rows(view: ConcurrencyView, width: int, height: int) -> list[Row]:
    """Row one: label, bar, `10 of 1,000 shared`; row two, if there is one: the parts."""
    line = Line(width)
    line.put(1, "Concurrency", "ink-title bold")
    kind = "reserved" if view.reserved else "shared"
    says = f"{view.in_flight:,} of {view.limit:,} {kind}"
    full = view.in_flight >= view.limit
    room = width - LABEL - len(says) - 3
    if room >= 8:
        line.put_runs(LABEL, bar(view, min(room, 60)))
        at = LABEL + min(room, 60) + 2
    else:
        at = LABEL
    line.put(at, crop(says, width - at), "ink-warn bold" if full else "ink")
    if height < 2:
        return [line.row()][:height]
    parts = Line(width)
    x = LABEL
    ready = f"{view.provisioned} provisioned, {view.provisioned_free} free"
    for glyph, text, ink, drawn in (
        ("▇", f"{view.running} running", RUNNING, True),  # apart from the bar above it
        ("r", f"{view.starting} starting", "phase-init-r", True),
        ("·", ready, "phase-frozen", view.provisioned > 0),
        ("✗", f"{view.refused} refused", "refused", view.refused > 0),
    ):
        if drawn and x + len(text) + 3 <= width:
            x = parts.put(x, glyph, ink)
            x = parts.put(x + 1, text, "ink-muted") + 3
    return [line.row(), parts.row(), *blank(width, height - 2)]


class ConcurrencyPanel(Panel):
    """In flight against the limit."""

    DEFAULT_CSS = """
    ConcurrencyPanel { height: 1; }
    """

    view: ConcurrencyView = ConcurrencyView()

    def show(self, function: FunctionView, snapshot: Snapshot) -> None:
        """Draw how *function* stands in *snapshot*."""
        view = ConcurrencyView.of(function, snapshot)
        if view != self.view:
            self.view = view
            self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        return concurrency_rows(self.view, width, height)
