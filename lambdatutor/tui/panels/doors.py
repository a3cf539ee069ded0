"""Front doors and sources: what came in, what it was answered, and what was tried again."""

from __future__ import annotations

from collections.abc import Sequence

from lambdatutor.simulator.sources.front_door import DoorView
from lambdatutor.simulator.sources.target import SourceView
from lambdatutor.tui.panels.cells import Line, Row
from lambdatutor.tui.panels.panel import Panel
from lambdatutor.tui.panels.pollers import source_name
from lambdatutor.tui.panels.sheet import name_in, sheet
from lambdatutor.tui.panels.stacked import Part, legend, say, stacked, told

NOTHING = "Nothing stands before a function, and nothing pushes events."


def status_parts(door: DoorView) -> tuple[Part, ...]:
    """The answers of a door by class of status, and who has none yet."""

    def counted(least: int, beyond: int) -> int:
        return sum(count for status, count in door.statuses if least <= status < beyond)

    return (
        Part(counted(0, 400), "█", "running", "answered well"),
        Part(door.waiting, "░", "phase-frozen", "waiting"),
        Part(counted(400, 500), "▒", "ink-warn", "with 4xx"),
        Part(counted(500, 1_000), "✗", "refused", "with 5xx"),
    )


def source_parts(source: SourceView) -> tuple[Part, ...]:
    """What became of the events of a source."""
    return (
        Part(source.taken, "█", "running", "taken"),
        Part(source.waiting, "░", "phase-frozen", "wait for another try"),
        Part(source.dead_lettered, "▒", "ink-warn", "dead letters"),
        Part(source.dropped, "✗", "refused", "dropped"),
    )


def door_rows(
    doors: Sequence[DoorView],
    sources: Sequence[SourceView],
    width: int,
    height: int,
    *,
    focused: bool = False,
) -> list[Row]:
    """A bar for each, as wide as all that came in."""
    entries = [
        *(_entry(each.name, status_parts(each), _door(each), width) for each in doors),
        *(_entry(each.name, source_parts(each), _source(each), width) for each in sources),
    ]
    heading = "Front doors and sources" if doors and sources else "Sources" if sources else "Doors"
    return sheet(heading, "", entries, width, height, empty=NOTHING, focused=focused)


def _door(door: DoorView) -> list[str]:
    target = door.function + (f":{door.qualifier}" if door.qualifier else "")
    statuses = [f"{count:,} × {status}" for status, count in door.statuses]
    return [f"{door.kind} ▸ {target}", f"{door.requests:,} requests", *statuses]


def _source(source: SourceView) -> list[str]:
    return [
        f"{source.kind} ▸ {source_name(source.target)}",
        f"{source.sent:,} sent",
        f"{source.refused:,} tries refused",
        f"{source.retried:,} tried again",
    ]


def _entry(name: str, parts: Sequence[Part], says: Sequence[str], width: int) -> list[Row]:
    line = Line(width)
    x = start = name_in(line, name)
    room = max(0, min(30, width - x - 46))
    if room >= 6:
        whole = max(1, sum(part.amount for part in parts))
        line.put_runs(x, stacked(parts, whole, room))
        x += room + 2
    legend(line, x, told(parts), width - 1)
    second = Line(width)
    say(second, start, says, width - 1)
    return [line.row(), second.row()]


class DoorsPanel(Panel):
    """The front doors and the sources of the account."""

    DEFAULT_CSS = "DoorsPanel { height: 1fr; min-height: 3; }"
    doors: tuple[DoorView, ...] = ()
    sources: tuple[SourceView, ...] = ()

    def show(self, doors: tuple[DoorView, ...], sources: tuple[SourceView, ...]) -> None:
        """Draw *doors* and *sources*."""
        if (doors, sources) != (self.doors, self.sources):
            self.doors, self.sources = doors, sources
            self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        return door_rows(self.doors, self.sources, width, height)
