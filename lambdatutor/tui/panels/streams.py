"""Streams by shard: how far each mapping is behind, how old the next record is, who is blocked."""

from __future__ import annotations

from collections.abc import Sequence

from lambdatutor.simulator.streams.views import ReaderState, ReaderView, ShardView, StreamView
from lambdatutor.simulator.time import MILLISECOND, spoken
from lambdatutor.tui.panels.cells import Line, Row, crop
from lambdatutor.tui.panels.charts import round_top
from lambdatutor.tui.panels.panel import Panel
from lambdatutor.tui.panels.sheet import name_in, sheet
from lambdatutor.tui.panels.stacked import Part, say, stacked

NOTHING = "There is no stream."

SIGNS: dict[ReaderState, tuple[str, str]] = {
    "idle": ("·", "ink-muted"),
    "waiting": ("○", "ink-muted"),
    "running": ("▶", "running"),
    "retrying": ("⟲", "ink-warn"),
    "blocked": ("✗", "refused"),
    "stopped": ("▮", "ink-muted"),
}
"""A sign and a colour for what a mapping does in a shard; its word stands beside it."""


def behind(stream: StreamView) -> int:
    """Records that its mappings are not done with, over all shards."""
    return sum(reader.behind for shard in stream.shards for reader in shard.readers)


def oldest_ms(stream: StreamView) -> int:
    """The highest iterator age of its shards."""
    ages = [reader.iterator_age_ms for shard in stream.shards for reader in shard.readers]
    return max(ages, default=0)


def stream_rows(
    streams: Sequence[StreamView], width: int, height: int, *, focused: bool = False
) -> list[Row]:
    """A line for each stream and one for each mapping in each shard."""
    most = max((r.behind for s in streams for shard in s.shards for r in shard.readers), default=0)
    scale = round(round_top(max(10, most)))
    entries = [_entry(each, scale, width) for each in streams]
    says = f"bars to {scale:,} records" if streams else ""
    return sheet("Streams", says, entries, width, height, empty=NOTHING, focused=focused)


def _entry(stream: StreamView, scale: int, width: int) -> list[Row]:
    line = Line(width)
    x = name_in(line, stream.name)
    age_ms = oldest_ms(stream)
    texts = [
        f"{behind(stream):,} behind",
        f"oldest {spoken(age_ms * MILLISECOND)}" if age_ms else "",
        f"{stream.put:,} put",
        f"✗ {stream.refused:,} refused" if stream.refused else "",
        f"{len(stream.shards):,} shards",
        stream.service,
    ]
    say(line, x, texts, width - 1, "ink")
    rows = [
        _reader(shard, reader, scale, width) for shard in stream.shards for reader in shard.readers
    ]
    return [line.row(), *rows]


def _reader(shard: ShardView, reader: ReaderView, scale: int, width: int) -> Row:
    line = Line(width)
    name = shard.name.removeprefix("shardId-").lstrip("0") or "0"
    x = name_in(line, f"  shard {name[-8:]}", "ink-muted" if shard.closed else "ink")
    room = max(0, min(24, width - x - 46))
    if room >= 6:
        line.put_runs(x, stacked([Part(reader.behind, "█", "phase-init-r")], scale, room))
        x += room + 2
    sign, ink = SIGNS[reader.state]
    x = line.put(x, sign, ink)
    x = line.put(x + 1, f"{reader.state:<8}", f"{ink} bold") + 1
    texts = [
        f"{reader.behind:,} behind",
        f"age {spoken(reader.iterator_age_ms * MILLISECOND)}",
        f"try {reader.invocation}" if reader.invocation > 1 else "",
        f"{reader.in_flight} of {reader.lanes} lanes",
        f"{reader.discarded + reader.expired:,} lost" if reader.discarded + reader.expired else "",
        f"▸ {crop(reader.function, 16)}",
    ]
    say(line, x, texts, width - 1, "ink")
    return line.row()


class StreamsPanel(Panel):
    """The account's streams."""

    DEFAULT_CSS = "StreamsPanel { height: 1fr; min-height: 3; }"
    streams: tuple[StreamView, ...] = ()

    def show(self, streams: tuple[StreamView, ...]) -> None:
        """Draw *streams*."""
        if streams != self.streams:
            self.streams = streams
            self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        return stream_rows(self.streams, width, height)
