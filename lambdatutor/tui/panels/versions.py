"""Aliases and the versions that they point at: the weight that was set, the share that came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lambdatutor.simulator.snapshot import FunctionView, Snapshot
from lambdatutor.tui.panels.cells import Line, Row
from lambdatutor.tui.panels.panel import Panel
from lambdatutor.tui.panels.sheet import NAME, name_in, sheet
from lambdatutor.tui.panels.stacked import Part, say, stacked

NOTHING = "No function has an alias."
_GLYPHS = ("█", "░")
_INKS = ("running", "phase-init-r")


class Arm(NamedTuple):
    """One version that an alias points at."""

    version: str
    weight: float
    """0 to 1."""
    arrived: int
    """Requests that came to it through the alias."""


class Fork(NamedTuple):
    """An alias with its one or two versions."""

    function: str
    alias: str
    arms: tuple[Arm, ...]
    deployment: str = ""
    """A deployment that is moving its weights, in words."""


def forks(snapshot: Snapshot, arrived: Mapping[tuple[str, str], int]) -> tuple[Fork, ...]:
    """The aliases of *snapshot*; *arrived* counts requests by resource (`f:live`) and version."""
    moving = {
        (each.function, each.alias): f"{each.id} {each.status}, {each.percent} % moved"
        for each in snapshot.deployments
    }
    return tuple(
        Fork(
            function.name,
            alias,
            tuple(
                Arm(number, weight, arrived.get((f"{function.name}:{alias}", number), 0))
                for number, weight in _weights(function, alias, version)
            ),
            moving.get((function.name, alias), ""),
        )
        for function in snapshot.functions
        for alias, version in function.aliases
    )


def _weights(function: FunctionView, alias: str, version: str) -> list[tuple[str, float]]:
    """The versions of an alias with their weights; the first is its own."""
    second = [(number, weight) for name, number, weight in function.weights if name == alias]
    return [(version, 1.0 - sum(weight for _, weight in second)), *second]


def version_rows(
    found: Sequence[Fork], width: int, height: int, *, focused: bool = False
) -> list[Row]:
    """For each alias the bar of what came, and an arrow for each version."""
    entries = [_entry(each, width) for each in found]
    return sheet("Versions", "", entries, width, height, empty=NOTHING, focused=focused)


def _entry(fork: Fork, width: int) -> list[Row]:
    line = Line(width)
    x = name_in(line, f"{fork.function}:{fork.alias}")
    came = sum(arm.arrived for arm in fork.arms)
    parts = [
        Part(arm.arrived, glyph, ink)
        for arm, glyph, ink in zip(fork.arms, _GLYPHS, _INKS, strict=False)
    ]
    room = max(0, min(40, width - x - 24))
    if room >= 6:
        line.put_runs(x, stacked(parts, max(1, came), room))
        x += room + 2
    says = [f"{came:,} came", fork.deployment] if len(fork.arms) > 1 else [
        f"▸ version {fork.arms[0].version}" if fork.arms else "", f"{came:,} came", fork.deployment
    ]  # fmt: skip
    say(line, x, says, width - 1, "ink")
    if len(fork.arms) < 2:
        return [line.row()]
    return [line.row(), *(_arm(arm, came, at, width) for at, arm in enumerate(fork.arms))]


def _arm(arm: Arm, came: int, at: int, width: int) -> Row:
    line = Line(width)
    start = min(NAME, max(1, width // 3))
    line.put_right("▸", "ink-accent", start - 1)
    x = line.put(start, _GLYPHS[at % 2], _INKS[at % 2])
    x = line.put(x + 1, f"version {arm.version}", "ink bold") + 2
    share = f"{arm.arrived / came * 100:.1f} % came" if came else "none came yet"
    say(line, x, [f"weight {arm.weight * 100:.0f} %", share, f"{arm.arrived:,}"], width - 1)
    return line.row()


class VersionsPanel(Panel):
    """The aliases of the account."""

    DEFAULT_CSS = "VersionsPanel { height: 1fr; min-height: 3; }"
    found: tuple[Fork, ...] = ()

    def show(self, found: tuple[Fork, ...]) -> None:
        """Draw *found*."""
        if found != self.found:
            self.found = found
            self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        return version_rows(self.found, width, height)
