"""Where events end that nobody waits for: destinations, dead-letter queues, and what was lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lambdatutor.simulator.snapshot import Snapshot
from lambdatutor.tui.panels.cells import Line, Row
from lambdatutor.tui.panels.panel import Panel
from lambdatutor.tui.panels.pollers import source_name
from lambdatutor.tui.panels.queues import held
from lambdatutor.tui.panels.sheet import name_in, sheet
from lambdatutor.tui.panels.stacked import Part, legend, say, stacked, told

NOTHING = "Nothing can end here yet: no destination, no dead-letter queue."


class Ending(NamedTuple):
    """How the events of one function, queue, stream or source ended."""

    name: str
    parts: tuple[Part, ...]
    says: tuple[str, ...] = ()


def endings(snapshot: Snapshot) -> tuple[Ending, ...]:
    """Of functions with asynchronous events, of dead-letter queues, streams and sources."""
    return (*_functions(snapshot), *_queues(snapshot), *_streams(snapshot), *_sources(snapshot))


def _parts(done: int, kept: int, lost: int, kept_as: str, lost_as: str) -> tuple[Part, ...]:
    return (
        Part(done, "█", "running", "succeeded"),
        Part(kept, "▒", "ink-warn", kept_as),
        Part(lost, "✗", "refused", lost_as),
    )


def _functions(snapshot: Snapshot) -> list[Ending]:
    return [
        Ending(
            each.function,
            _parts(each.succeeded, each.dropped, 0, "dropped after all tries", "")[:2],
            (
                f"▸ {each.delivered:,} records and dead letters arrived",
                f"✗ {each.undelivered:,} could not be delivered" if each.undelivered else "",
            ),
        )
        for each in snapshot.internal_queues
    ]


def _queues(snapshot: Snapshot) -> list[Ending]:
    dead = {each.dlq for each in snapshot.queues} | {
        each.arn for each in snapshot.queues if each.dead_letters_in
    }
    found: list[Ending] = []
    for queue in snapshot.queues:
        if queue.arn not in dead:
            continue
        sources = [each.name for each in snapshot.queues if each.dlq == queue.arn]
        came = queue.sent + queue.dead_letters_in
        parts = (
            Part(held(queue), "▒", "ink-warn", "waiting to be looked at"),
            Part(max(0, came - held(queue)), "░", "ink-muted", "gone again"),
        )
        says = (f"{came:,} arrived", f"dead letters of {', '.join(sources)}" if sources else "")
        found.append(Ending(queue.name, parts, says))
    return found


def _streams(snapshot: Snapshot) -> list[Ending]:
    found: list[Ending] = []
    for stream in snapshot.streams:
        readers = [reader for shard in stream.shards for reader in shard.readers]
        if readers:
            done = sum(each.done + each.filtered for each in readers)
            discarded = sum(each.discarded for each in readers)
            expired = sum(each.expired for each in readers)
            parts = _parts(done, discarded, expired, "discarded", "expired unread")
            found.append(Ending(stream.name, parts))
    return found


def _sources(snapshot: Snapshot) -> list[Ending]:
    return [
        Ending(
            each.name,
            _parts(each.taken, each.dead_lettered, each.dropped, "dead letters", "dropped"),
            (f"{each.kind} ▸ {source_name(each.target)}",),
        )
        for each in snapshot.sources
    ]


def outcome_rows(
    found: Sequence[Ending], width: int, height: int, *, focused: bool = False
) -> list[Row]:
    """A bar for each, as wide as all that ended there."""
    entries = [_entry(each, width) for each in found]
    return sheet("How it ended", "", entries, width, height, empty=NOTHING, focused=focused)


def _entry(ending: Ending, width: int) -> list[Row]:
    line = Line(width)
    x = start = name_in(line, ending.name)
    whole = sum(part.amount for part in ending.parts)
    room = max(0, min(24, width - x - 40))
    if room >= 6:
        line.put_runs(x, stacked(ending.parts, max(1, whole), room))
        x += room + 2
    legend(line, x, told(ending.parts), width - 1)
    if not any(ending.says):
        return [line.row()]
    second = Line(width)
    lost = any(text.startswith("✗") for text in ending.says)
    say(second, start, ending.says, width - 1, "ink-warn" if lost else "ink-muted")
    return [line.row(), second.row()]


class OutcomesPanel(Panel):
    """How events ended."""

    DEFAULT_CSS = "OutcomesPanel { height: 1fr; min-height: 3; }"
    found: tuple[Ending, ...] = ()

    def show(self, snapshot: Snapshot) -> None:
        """Draw what *snapshot* says of it."""
        found = endings(snapshot)
        if found != self.found:
            self.found = found
            self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        return outcome_rows(self.found, width, height)
