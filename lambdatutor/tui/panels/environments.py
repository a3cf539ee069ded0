"""All execution environments at this moment, a tile each; one can be chosen to see its life."""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.message import Message

from lambdatutor.simulator.snapshot import EnvironmentView, Snapshot
from lambdatutor.simulator.time import clock, spoken
from lambdatutor.tui.panels.cells import Line, Row, Run, blank, crop, join, runs_width
from lambdatutor.tui.panels.glyphs import PHASES
from lambdatutor.tui.panels.panel import Panel, title
from lambdatutor.tui.panels.tiles import grid, tile_rows

NOTHING = "No environment exists. The next request has to wait for one."


def summary(snapshot: Snapshot) -> Row:
    """`6 warm · 4 starting · 2 running · 0 refused`."""
    functions = snapshot.functions
    refused = snapshot.totals.throttles + snapshot.totals.refused
    parts = (
        (sum(function.warm for function in functions), "warm", "phase-frozen"),
        (sum(function.starting for function in functions), "starting", "phase-init-r"),
        (sum(function.busy for function in functions), "running", "phase-invoke"),
        (refused, "refused", "refused"),
    )
    runs: list[Run] = []
    for count, words, ink in parts:
        if runs:
            runs.append(Run(" · ", "ink-line"))
        runs.append(Run(f"{count:,}", f"{ink} bold" if count else "ink-muted"))
        runs.append(Run(f" {words}", ink if count else "ink-muted"))
    return tuple(runs)


def life(environment: EnvironmentView, at_us: int) -> list[str]:
    """One environment in a few words each."""
    phase = PHASES[environment.phase]
    parts = [
        f"e{environment.number}",
        f"{phase.words} for {spoken(max(0, at_us - environment.since_us))}",
        f"served {environment.served:,}",
        f"created at {clock(environment.created_us)}",
    ]
    if environment.request is not None:
        parts.insert(2, environment.request.name)
    if environment.provisioned:
        parts.insert(2, "provisioned")
    parts.append(f"{environment.function} {environment.version}")
    return parts


def legend(width: int) -> Row:
    """The letters and what they stand for, as many as fit."""
    line = Line(width)
    x = 1
    for glyph in PHASES.values():
        if x + len(glyph.words) + 2 > width - 1:
            break
        x = line.put(x, glyph.letter, glyph.ink)
        x = line.put(x + 1, glyph.words, "ink-muted") + 2
    return line.row()


def environment_rows(
    snapshot: Snapshot | None, chosen: int | None, width: int, height: int, *, focused: bool
) -> list[Row]:
    """The heading, the tiles, and under them the chosen one's life or the legend."""
    head = Line(width)
    after = title(head, "Environments", focused=focused)
    if snapshot is None or height < 2:
        return [head.row(), *blank(width, height - 1)][:height]
    runs = summary(snapshot)
    if after + 2 + runs_width(runs) < width:
        head.put_runs(width - 1 - runs_width(runs), runs)
    lines = height - 1 - (height > 2)
    if snapshot.environments:
        tiles = tile_rows(snapshot.environments, chosen, width, lines)
    else:
        line = Line(width)
        line.put(1, crop(NOTHING, width - 2), "ink-muted italic")
        tiles = [line.row(), *blank(width, lines - 1)]
    if height <= 2:
        return [head.row(), *tiles]
    shown = next((one for one in snapshot.environments if one.number == chosen), None)
    counted = not grid(len(snapshot.environments), width - 2, lines).tile
    foot = Line(width).row() if counted else legend(width)
    if shown is not None:
        line = Line(width)
        line.put(1, join(life(shown, snapshot.at_us), width - 2), "ink")
        line.mark(1, 1 + len(f"e{shown.number}"), "bold")
        foot = line.row()
    # Right under the tiles, where the eye is.
    empty = Line(width).row()
    used = max((at for at, row in enumerate(tiles, start=1) if row != empty), default=1)
    return [head.row(), *tiles[:used], foot, *blank(width, lines - used)]


class EnvironmentsPanel(Panel, can_focus=True):
    """A tile for each environment; arrows and clicks choose one."""

    DEFAULT_CSS = """
    EnvironmentsPanel { min-height: 3; }
    """
    BINDINGS = [
        Binding("left", "move(-1, 0)", "Before", show=False, id="environments.left"),
        Binding("right", "move(1, 0)", "Next", show=False, id="environments.right"),
        Binding("up", "move(0, -1)", "Above", show=False, id="environments.up"),
        Binding("down", "move(0, 1)", "Below", show=False, id="environments.down"),
        Binding("home", "move(-100000, 0)", "First", show=False, id="environments.first"),
        Binding("end", "move(100000, 0)", "Last", show=False, id="environments.last"),
    ]

    class Selected(Message):
        """The learner chose an environment."""

        def __init__(self, environment: int) -> None:
            super().__init__()
            self.environment = environment
            """Its number."""

    snapshot: Snapshot | None = None
    chosen: int | None = None
    """The number of the chosen environment; it stays chosen when that one is gone."""

    def show(self, snapshot: Snapshot) -> None:
        """Draw *snapshot*."""
        if snapshot != self.snapshot:
            self.snapshot = snapshot
            self.redraw()

    def choose(self, environment: int | None) -> None:
        """Choose an environment by number, without a message; None chooses none."""
        if environment != self.chosen:
            self.chosen = environment
            self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        return environment_rows(self.snapshot, self.chosen, width, height, focused=self.has_focus)

    def action_move(self, across: int, down: int) -> None:
        environments = self.snapshot.environments if self.snapshot else ()
        if not environments:
            return
        width, height = self.size
        columns = grid(len(environments), width - 2, height - 1 - (height > 2)).columns
        numbers = [environment.number for environment in environments]
        if self.chosen not in numbers:
            place = 0
        else:
            place = numbers.index(self.chosen) + across
            if down and 0 <= place + down * columns < len(numbers):
                place += down * columns
        self._take(numbers[min(max(place, 0), len(numbers) - 1)])

    def on_click(self, event: events.Click) -> None:
        environments = self.snapshot.environments if self.snapshot else ()
        offset = event.get_content_offset(self)
        if offset is None or not environments:
            return
        width, height = self.size
        places = grid(len(environments), width - 2, height - 1 - (height > 2))
        place = places.at(offset.x - 1, offset.y - 1)
        if place is not None and place < len(environments):
            self._take(environments[place].number)

    def _take(self, environment: int) -> None:
        self.choose(environment)
        self.post_message(self.Selected(environment))
