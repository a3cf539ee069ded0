"""The table and the charts of a run, as wide as the terminal."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from lambdatutor.simulate.periods import Point, period_for, points
from lambdatutor.simulate.plot import plot
from lambdatutor.simulate.table import FOOTNOTE, table
from lambdatutor.simulator.time import spoken

if TYPE_CHECKING:
    from lambdatutor.simulate.outcome import Outcome
    from lambdatutor.simulator.world import World


def show(found: Outcome, world: World, *, plots: bool | None) -> None:
    """Print the table, and the charts where they are wanted: on a terminal unless said."""
    console = Console(highlight=False)
    console.print(table(found, world.scenario, console.width))
    console.print(Text(FOOTNOTE, style="dim"))
    if plots or (plots is None and console.is_terminal):
        ascii_only = not _writes_braille(console.encoding)
        for line in charts(world, console.width, ascii_only=ascii_only):
            console.print(Text(line), no_wrap=True, crop=True)


def _writes_braille(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name.startswith("utf")
    except LookupError:
        return False


def charts(world: World, width: int, *, ascii_only: bool) -> list[str]:
    """Requests, requests in flight and throttles over time; no line is wider than `width`."""
    period_us = period_for(world.scenario.until)
    found = points(world, period_us) or [Point()]
    each = f"each {spoken(period_us)}"
    wanted = {
        f"Requests a second, {each}": [point.requests_per_s for point in found],
        f"Most requests in flight, {each}": [point.concurrency for point in found],
    }
    if any(point.throttles_per_s for point in found):
        wanted[f"Throttled requests a second, {each}"] = [point.throttles_per_s for point in found]
    lines: list[str] = []
    for title, values in wanted.items():
        end = spoken(len(found) * period_us)
        drawn = plot(title, values, end=end, width=width, ascii_only=ascii_only)
        lines += ["", *drawn] if drawn else []
    return lines
