"""Queues: what waits, what is being worked on, what is not yet due, and what was given up."""

from __future__ import annotations

from collections.abc import Sequence

from lambdatutor.simulator.queues.queue_view import QueueView
from lambdatutor.simulator.time import spoken
from lambdatutor.tui.panels.cells import Line, Row, width_of
from lambdatutor.tui.panels.charts import round_top
from lambdatutor.tui.panels.panel import Panel
from lambdatutor.tui.panels.sheet import NAME, name_in, sheet
from lambdatutor.tui.panels.stacked import Part, legend, say, stacked

NOTHING = "There is no queue."


def queue_parts(queue: QueueView) -> tuple[Part, Part, Part]:
    """The three states of its messages, in three shades."""
    return (
        Part(queue.visible, "█", "running", "visible"),
        Part(queue.in_flight, "▒", "phase-init-r", "in flight"),
        Part(queue.delayed, "░", "ink-muted", "delayed"),
    )


def held(queue: QueueView) -> int:
    """Messages that are in it, in any state."""
    return queue.visible + queue.in_flight + queue.delayed


def queue_rows(
    queues: Sequence[QueueView], width: int, height: int, *, focused: bool = False
) -> list[Row]:
    """A bar for each, one scale for all, and under it the counts and the dead-letter queue."""
    scale = round(round_top(max(10, *(held(each) for each in queues)))) if queues else 10
    arrived = {each.arn: each for each in queues}
    entries = [_entry(each, arrived, scale, width) for each in queues]
    says = f"bars to {scale:,} messages" if queues else ""
    return sheet("Queues", says, entries, width, height, empty=NOTHING, focused=focused)


def _entry(queue: QueueView, known: dict[str, QueueView], scale: int, width: int) -> list[Row]:
    line, parts = Line(width), queue_parts(queue)
    x = name_in(line, queue.name)
    room = max(0, min(40, width - x - 46))
    if room >= 8:
        line.put_runs(x, stacked(parts, scale, room))
        x += room + 2
    end = width - 1
    if queue.oldest_us:
        age = f"oldest {spoken(queue.oldest_us)}"
        if x + 12 + width_of(age) < end:
            end = line.put_right(age, "ink", width - 1) - 2
    legend(line, x, parts, end)
    return [line.row(), _counts(queue, known, width)]


def _counts(queue: QueueView, known: dict[str, QueueView], width: int) -> Row:
    line = Line(width)
    start = min(NAME, max(1, width // 3))
    texts = [f"sent {queue.sent:,}", f"done {queue.deleted:,}"]
    if queue.dead_letters_in:
        texts.insert(0, f"dead letters in {queue.dead_letters_in:,}")
    if queue.expired:
        texts.append(f"expired {queue.expired:,}")
    if queue.fifo:
        texts.append("FIFO")
    end = width - 1
    if queue.dlq:
        name = queue.dlq.rpartition(":")[2]
        there = known.get(queue.dlq)
        waiting = f", {held(there):,} in it" if there else ""
        dead = f"▸ {name}: {queue.moved_out:,} after {queue.most_receives}{waiting}"
        if start + width_of(dead) < end:
            ink = "ink-warn" if queue.moved_out else "ink-muted"
            end = line.put_right(dead, ink, width - 1) - 2
    elif queue.moved_out:
        texts.append(f"moved out {queue.moved_out:,}")
    texts.append(f"visibility {spoken(queue.visibility_us)}")
    say(line, start, texts, end)
    return line.row()


class QueuesPanel(Panel):
    """The account's queues."""

    DEFAULT_CSS = "QueuesPanel { height: 1fr; min-height: 3; }"
    queues: tuple[QueueView, ...] = ()

    def show(self, queues: tuple[QueueView, ...]) -> None:
        """Draw *queues*."""
        if queues != self.queues:
            self.queues = queues
            self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        return queue_rows(self.queues, width, height)
