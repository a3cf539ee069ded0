"""Latency, cost and counts of the run so far, in one or two tidy lines."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import NamedTuple

from lambdatutor.simulator.snapshot import Snapshot
from lambdatutor.simulator.time import spoken
from lambdatutor.tui.panels.cells import Line, Row, blank, width_of
from lambdatutor.tui.panels.panel import LABEL, Panel


class Numbers(NamedTuple):
    """What the run came to so far."""

    p50_us: int | None = None
    """Half of the callers waited no longer; None before the first answer."""
    p99_us: int | None = None
    cost_usd: float = 0.0
    cold_starts: int = 0
    served: int = 0
    refused: int = 0

    @classmethod
    def of(cls, snapshot: Snapshot, latencies_us: Sequence[int]) -> Numbers:
        """The totals of *snapshot*, and the quantiles of *latencies_us*, in any order."""
        totals = snapshot.totals
        ordered = sorted(latencies_us)
        return cls(
            p50_us=quantile(ordered, 0.50),
            p99_us=quantile(ordered, 0.99),
            cost_usd=totals.cost_usd,
            cold_starts=totals.cold_starts,
            served=totals.served,
            refused=totals.throttles + totals.refused,
        )


def quantile(ordered: Sequence[int], part: float) -> int | None:
    """The smallest value that *part* of all are not above (nearest rank)."""
    if not ordered:
        return None
    return ordered[max(0, ceil(part * len(ordered)) - 1)]


def dollars(usd: float) -> str:
    """`$0.0000041`, `$0.37`, `$1,204.50`: two figures at least, and no more zeros than needed."""
    if usd <= 0:
        return "$0"
    if usd >= 0.1:
        return f"${usd:,.2f}"
    digits = min(12, 1 - floor(log10(usd)))
    return f"${usd:.{digits}f}"


def number_rows(numbers: Numbers, width: int, height: int) -> list[Row]:
    """One row of latency and cost, a second of counts; in one row what fits of both."""
    if width < 1 or height < 1:
        return []
    latency = [
        ("p50", "–" if numbers.p50_us is None else spoken(numbers.p50_us), "ink"),
        ("p99", "–" if numbers.p99_us is None else spoken(numbers.p99_us), "ink"),
    ]
    counts = [
        ("cold", f"{numbers.cold_starts:,}", "phase-init-r" if numbers.cold_starts else "ink"),
        ("served", f"{numbers.served:,}", "ink"),
        ("refused", f"{numbers.refused:,}", "refused" if numbers.refused else "ink"),
    ]
    cost = [("cost", dollars(numbers.cost_usd), "ink")]
    if height == 1:
        return [_pairs("Latency", latency + cost + counts, width)]
    rows = [_pairs("Latency", latency + cost, width), _pairs("Requests", counts, width)]
    return rows + blank(width, height - 2)


def _pairs(label: str, pairs: Sequence[tuple[str, str, str]], width: int) -> Row:
    line = Line(width)
    line.put(1, label, "ink-title bold")
    x = LABEL
    for name, value, ink in pairs:
        size = width_of(name) + 1 + width_of(value)
        if x + size > width:
            break
        line.put(x, name, "ink-muted")
        line.put(x + width_of(name) + 1, value, f"{ink} bold")
        x += max(size + 3, 15)
    return line.row()


class NumbersPanel(Panel):
    """The run in numbers."""

    DEFAULT_CSS = """
    NumbersPanel { height: 1; }
    """

    numbers: Numbers = Numbers()

    def show(self, numbers: Numbers) -> None:
        """Draw *numbers*."""
        if numbers != self.numbers:
            self.numbers = numbers
            self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        return number_rows(self.numbers, width, height)
