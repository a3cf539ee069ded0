"""The table and the charts of a run, as wide as the terminal."""

from __future__ import annotations

import codecs
from textwrap import wrap
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from lambdatutor.simulate.part_tables import part_tables
from lambdatutor.simulate.plot import plot
from lambdatutor.simulate.table import FOOTNOTE, table
from lambdatutor.simulator.time import SECOND, spoken

if TYPE_CHECKING:
    from lambdatutor.simulate.outcome import Outcome, Series
    from lambdatutor.simulate.play import Run

_FEWEST = 2
"""Points that make a chart."""


def show(found: Outcome, run: Run, *, plots: bool | None) -> None:
    """Print the tables, and the charts where they are wanted: on a terminal unless said."""
    console = Console(highlight=False)
    console.print(table(found, run.world.scenario, console.width))
    console.print(Text(FOOTNOTE, style="dim"))
    for part in part_tables(found, console.width):
        console.print(part)
    if plots or (plots is None and console.is_terminal):
        ascii_only = not _writes_braille(console.encoding)
        end_us = int(found.simulated_s * SECOND)
        for line in charts(found.series, end_us, console.width, ascii_only=ascii_only):
            console.print(Text(line), no_wrap=True, crop=True)


def _writes_braille(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name.startswith("utf")
    except LookupError:
        return False


def charts(series: Series, end_us: int, width: int, *, ascii_only: bool) -> list[str]:
    """Requests, throttles, and what waited, over time; no line is wider than `width`."""
    period = spoken(series.period_s * SECOND)
    if len(series.requests_per_s) < _FEWEST:
        said = f"Too short for charts: they have one point every {period}."
        return ["", *wrap(said, max(1, width))]
    wanted = {
        f"Requests a second, each {period}": series.requests_per_s,
        f"Most requests in flight, each {period}": series.most_in_flight,
    }
    seldom = {f"Throttled requests a second, each {period}": series.throttles_per_s}
    seldom |= {f"{name}, every {period}": line for name, line in series.levels.items()}
    wanted |= {title: line for title, line in seldom.items() if any(line)}
    lines: list[str] = []
    for title, values in wanted.items():
        drawn = plot(title, values, end=spoken(end_us), width=width, ascii_only=ascii_only)
        lines += ["", *drawn] if drawn else []
    return lines
