"""What code calls beside AWS: connections in use of the limit, and how fast it answers."""

from __future__ import annotations

from collections.abc import Sequence

from lambdatutor.simulator.dependencies.backend import DependencyView
from lambdatutor.simulator.time import spoken
from lambdatutor.tui.panels.cells import Line, Row
from lambdatutor.tui.panels.charts import round_top
from lambdatutor.tui.panels.panel import Panel
from lambdatutor.tui.panels.sheet import NAME, name_in, sheet
from lambdatutor.tui.panels.stacked import Part, say, stacked

NOTHING = "No code calls anything beside AWS."


def connection_parts(view: DependencyView) -> tuple[Part, Part]:
    """Connections that work, and those that are held and idle."""
    busy = min(view.running, view.connections)
    return (
        Part(busy, "█", "running", "busy"),
        Part(view.connections - busy, "▒", "phase-frozen", "held, idle"),
    )


def dependency_rows(
    views: Sequence[DependencyView], width: int, height: int, *, focused: bool = False
) -> list[Row]:
    """A bar of connections for each, and the calls below it."""
    entries = [_entry(each, width) for each in views]
    return sheet("Dependencies", "", entries, width, height, empty=NOTHING, focused=focused)


def _entry(view: DependencyView, width: int) -> list[Row]:
    line = Line(width)
    x = start = name_in(line, view.name)
    limit = "no limit" if view.limit is None else f"of {view.limit:,}"
    whole = round(round_top(max(10, view.connections))) if view.limit is None else view.limit
    says = f"{view.connections:,} {limit} connections"
    room = max(0, min(40, width - x - len(says) - 22))
    if room >= 6:
        line.put_runs(x, stacked(connection_parts(view), whole, room))
        x += room + 2
    full = view.limit is not None and view.connections >= view.limit
    x = line.put(x, says, "ink-warn bold" if full else "ink bold") + 2
    state = "out of order" if view.out else "full" if full else ""
    say(
        line,
        x,
        [state, f"{spoken(view.latency_us)} a call"],
        width - 1,
        "refused" if view.out else "ink",
    )
    second = Line(width)
    texts = [
        f"{view.running:,} running",
        f"{view.calls:,} calls",
        f"✗ {view.refused:,} refused",
        f"{view.failed:,} failed",
        f"✗ {view.unreached:,} unreached" if view.unreached else "",
        f"held by each {view.held}",
    ]
    bad = view.refused or view.failed or view.unreached
    say(second, min(NAME, start), texts, width - 1, "ink" if bad else "ink-muted")
    return [line.row(), second.row()]


class DependenciesPanel(Panel):
    """The dependencies of the account's functions."""

    DEFAULT_CSS = "DependenciesPanel { height: 1fr; min-height: 3; }"
    views: tuple[DependencyView, ...] = ()

    def show(self, views: tuple[DependencyView, ...]) -> None:
        """Draw *views*."""
        if views != self.views:
            self.views = views
            self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        return dependency_rows(self.views, width, height)
