"""Environments as tiles: how many fit, and where each stands."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from lambdatutor.simulator.snapshot import EnvironmentView, Phase
from lambdatutor.tui.panels.cells import Line, Row, blank
from lambdatutor.tui.panels.glyphs import PHASES, RUNNING


class TileGrid(NamedTuple):
    """Where tiles stand in a space of cells."""

    columns: int
    tile: int
    """Cells a tile takes: 3 with its edges, 2 or 1 when there are many, 0 if they are counted."""
    lines: int

    @property
    def room(self) -> int:
        """Tiles that fit."""
        return self.columns * self.lines if self.tile else 0

    def at(self, x: int, y: int) -> int | None:
        """The place of the tile that covers a cell, if there may be one."""
        if not self.tile or not 0 <= y < self.lines or not 0 <= x < self.columns * self.tile:
            return None
        return y * self.columns + x // self.tile


def grid(count: int, width: int, lines: int) -> TileGrid:
    """The largest tiles of which *count* fit."""
    for cells in (3, 2, 1):
        columns = max(0, width // cells)
        if columns * lines >= count:
            return TileGrid(columns, cells, lines)
    return TileGrid(0, 0, lines)


def tile(
    line: Line, x: int, phase: Phase, *, cells: int, chosen: bool = False, provisioned: bool = False
) -> None:
    """One environment: its letter on a ground of its colour; `│` at the sides if provisioned."""
    glyph = PHASES[phase]
    ground = f"{glyph.ink}-tint"
    running = phase == "invoke"
    ink = RUNNING if running else f"{glyph.ink} on {ground} bold"
    if cells < 3:
        line.put(x, glyph.letter, "ink-accent bold reverse" if chosen else ink)
        return
    edges, edge_ink = "▐▌", RUNNING if running else ground
    if provisioned:
        edges, edge_ink = "││", f"{glyph.ink} on {ground}"
    if chosen:
        edges, edge_ink, ink = "⟦⟧", "ink-accent bold", f"{glyph.ink} bold"
    line.put(x, edges[0], edge_ink)
    line.put(x + 1, glyph.letter, ink)
    line.put(x + 2, edges[1], edge_ink)


def tile_rows(
    environments: tuple[EnvironmentView, ...], chosen: int | None, width: int, lines: int
) -> list[Row]:
    """All environments as tiles, or counted by phase when they do not fit."""
    places = grid(len(environments), width - 2, lines)
    if not places.tile:
        return _counted(environments, width, lines)
    drawn = [Line(width) for _ in range(lines)]
    for place, environment in enumerate(environments):
        y, column = divmod(place, places.columns)
        tile(
            drawn[y],
            1 + column * places.tile,
            environment.phase,
            cells=places.tile,
            chosen=environment.number == chosen,
            provisioned=environment.provisioned,
        )
    return [line.row() for line in drawn]


def _counted(environments: tuple[EnvironmentView, ...], width: int, lines: int) -> list[Row]:
    """A bar a phase; in less space, the numbers in one line."""
    counts = Counter[Phase](environment.phase for environment in environments)
    phases: list[Phase] = [phase for phase in PHASES if counts[phase]]
    if lines < 1:
        return []
    if len(phases) > lines or width < 34:
        line = Line(width)
        x = 1
        for phase in phases:
            glyph = PHASES[phase]
            x = line.put(x, f"{glyph.letter} ", f"{glyph.ink} bold")
            x = line.put(x, f"{counts[phase]:,}", "ink") + 2
        return [line.row(), *blank(width, lines - 1)]
    rows: list[Row] = []
    room = width - 27
    most = max(counts.values())
    for phase in phases:
        glyph = PHASES[phase]
        line = Line(width)
        line.put(1, f"{glyph.letter} {glyph.words}", glyph.ink)
        ink = RUNNING if phase == "invoke" else glyph.ink
        line.put(18, "▇" * max(1, round(room * counts[phase] / most)), ink)
        line.put_right(f"{counts[phase]:,}", "ink", width - 1)
        rows.append(line.row())
    return rows + blank(width, lines - len(rows))
