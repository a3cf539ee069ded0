"""Event source mappings: how many pollers there are, how many are busy, and how many may come."""

from __future__ import annotations

from collections.abc import Sequence

from lambdatutor.simulator.polling.mapping_view import MappingView
from lambdatutor.tui.panels.cells import Line, Row, crop
from lambdatutor.tui.panels.panel import Panel
from lambdatutor.tui.panels.sheet import NAME, name_in, sheet
from lambdatutor.tui.panels.stacked import Part, legend, say, stacked

NOTHING = "Nothing is polled: there is no event source mapping."


def source_name(arn: str) -> str:
    """`orders` of a queue, `clicks` of a stream: how people call what an ARN names."""
    last = arn.rpartition(":")[2]
    parts = last.split("/")
    return parts[1] if len(parts) > 1 else last


def poller_parts(mapping: MappingView) -> tuple[Part, Part]:
    """Pollers that wait for the function, and those that look for work."""
    idle = max(0, mapping.pollers - mapping.in_flight)
    return (
        Part(mapping.in_flight, "█", "running", "batches in flight"),
        Part(idle, "░", "phase-frozen", "idle"),
    )


def poller_rows(
    mappings: Sequence[MappingView], width: int, height: int, *, focused: bool = False
) -> list[Row]:
    """A bar for each mapping, from no poller to as many as it may have."""
    entries = [_entry(each, width) for each in mappings]
    busy = sum(each.in_flight for each in mappings)
    says = f"{busy:,} batches in flight" if mappings else ""
    return sheet("Pollers", says, entries, width, height, empty=NOTHING, focused=focused)


def _entry(mapping: MappingView, width: int) -> list[Row]:
    line = Line(width)
    x = name_in(line, source_name(mapping.source))
    most = max(mapping.most_pollers, mapping.pollers)
    scale = most if most <= 50 else min(most, max(50, mapping.pollers * 2))
    says = f"{mapping.pollers:,} of at most {most:,}"
    room = min(40, width - x - len(says) - 4, max(10, scale))
    if room >= 8:
        line.put_runs(x, stacked(poller_parts(mapping), scale, room))
        x += room
        x = line.put(x, " ⋯ " if scale < most else "  ", "ink-muted")
    x = line.put(x, says, "ink bold") + 3
    if mapping.state != "Enabled":
        line.put(x, crop(mapping.state, width - x), "ink-warn bold")
    else:
        legend(line, x, poller_parts(mapping), width - 1)
    second = Line(width)
    told = mapping.last_result
    texts = [
        f"▸ {mapping.function}" + (f":{mapping.qualifier}" if mapping.qualifier else ""),
        f"batches of up to {mapping.batch_size:,}",
        told,
    ]
    ink = "refused" if told.startswith("PROBLEM") else "ink-muted"
    say(second, min(NAME, max(1, width // 3)), texts, width - 1, ink)
    return [line.row(), second.row()]


class PollersPanel(Panel):
    """The account's event source mappings."""

    DEFAULT_CSS = "PollersPanel { height: 1fr; min-height: 3; }"
    mappings: tuple[MappingView, ...] = ()

    def show(self, mappings: tuple[MappingView, ...]) -> None:
        """Draw *mappings*."""
        if mappings != self.mappings:
            self.mappings = mappings
            self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        return poller_rows(self.mappings, width, height)
