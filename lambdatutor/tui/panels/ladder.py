"""The ladder of retries: asynchronous events by the try that they wait for, and when it is due."""

from __future__ import annotations

from collections.abc import Sequence

from lambdatutor.simulator.asynchronous.queue_view import InternalQueueView, RungView
from lambdatutor.simulator.time import spoken
from lambdatutor.tui.panels.cells import Line, Row
from lambdatutor.tui.panels.panel import Panel
from lambdatutor.tui.panels.sheet import NAME, name_in, sheet
from lambdatutor.tui.panels.stacked import Part, legend, say, stacked

NOTHING = "No function has got an asynchronous event."
_TRIES = 3
"""The first try and two more (ASY-002)."""


def rung_parts(rungs: Sequence[RungView]) -> tuple[Part, Part, Part]:
    """The events that wait for one try, by what they wait for."""
    counted = {
        why: sum(each.events for each in rungs if each.why == why)
        for why in ("new", "error", "throttle")
    }
    return (
        Part(counted["new"], "█", "running", "new"),
        Part(counted["error"], "▒", "phase-init-r", "after an error"),
        Part(counted["throttle"], "✗", "refused", "backed off, throttled"),
    )


def ladder_rows(
    queues: Sequence[InternalQueueView],
    now_us: int,
    width: int,
    height: int,
    *,
    focused: bool = False,
) -> list[Row]:
    """A function's numbers, and below them a rung for each try."""
    entries = [_entry(each, now_us, width) for each in queues]
    waiting = sum(each.waiting for each in queues)
    says = f"{waiting:,} events wait" if queues else ""
    return sheet("Retries", says, entries, width, height, empty=NOTHING, focused=focused)


def _entry(queue: InternalQueueView, now_us: int, width: int) -> list[Row]:
    line = Line(width)
    x = name_in(line, queue.function)
    texts = [
        f"{queue.waiting:,} waiting",
        f"{queue.running:,} running",
        f"{queue.succeeded:,} done",
        f"{queue.dropped:,} dropped",
        f"oldest {spoken(queue.oldest_age_us)}" if queue.oldest_age_us else "",
        f"{queue.received:,} received",
        f"{queue.copied:,} came twice" if queue.copied else "",
    ]
    say(line, x, texts, width - 1, "ink")
    tries = max([_TRIES, *(each.next_try for each in queue.ladder)])
    most = max([10, *(rung.events for rung in queue.ladder)])
    rungs = [
        _rung(
            number, [each for each in queue.ladder if each.next_try == number], most, now_us, width
        )
        for number in range(1, tries + 1)
    ]
    return [line.row(), *rungs]


def _rung(number: int, rungs: Sequence[RungView], most: int, now_us: int, width: int) -> Row:
    line, parts = Line(width), rung_parts(rungs)
    start = min(NAME, max(1, width // 3))
    line.put_right(f"try {number}", "ink" if rungs else "ink-muted", start - 1)
    room = max(0, min(24, width - start - 40))
    whole = max(most, sum(part.amount for part in parts))
    x = start
    if room >= 6:
        line.put_runs(x, stacked(parts, whole, room))
        x += room + 2
    end = width - 1
    if rungs:
        due_us = min(each.next_due_us for each in rungs) - now_us
        due = f"next in {spoken(due_us)}" if due_us > 0 else "next when there is room"
        if x + 10 + len(due) < end:
            end = line.put_right(due, "ink-accent", width - 1) - 2
    legend(line, x, [part for part in parts if part.amount], end)
    return line.row()


class LadderPanel(Panel):
    """What waits in the functions' own queues."""

    DEFAULT_CSS = "LadderPanel { height: 1fr; min-height: 5; }"
    queues: tuple[InternalQueueView, ...] = ()
    now_us: int = 0

    def show(self, queues: tuple[InternalQueueView, ...], now_us: int) -> None:
        """Draw *queues* as they are at *now_us*."""
        if (queues, now_us) != (self.queues, self.now_us):
            self.queues, self.now_us = queues, now_us
            self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        return ladder_rows(self.queues, self.now_us, width, height)
