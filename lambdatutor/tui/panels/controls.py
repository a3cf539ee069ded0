"""The dials of a lab: what may be turned, and the command that does what was turned last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from textual import events
from textual.binding import Binding
from textual.message import Message

from lambdatutor.tui.panels.cells import Line, Row, blank, crop, width_of
from lambdatutor.tui.panels.panel import Panel

NOTHING = "This step has nothing to turn."
_WIDEST = 36
"""As many cells as a value has at most: two subnets and a security group."""


class Dial(Protocol):
    """What is drawn of a lesson's control."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def values(self) -> Sequence[str]: ...
    @property
    def position(self) -> int: ...
    @property
    def command(self) -> str: ...


class DialPlace(NamedTuple):
    """The cells of one dial."""

    row: int
    start: int
    """The cell before the label, where the mark of the chosen dial stands."""
    left: int
    """The left arrow."""
    right: int
    """The right arrow; the dial ends with it."""


def lay_out(dials: Sequence[Dial], width: int) -> list[DialPlace]:
    """Where each dial stands; values keep the space of the widest, so that nothing moves."""
    places: list[DialPlace] = []
    row, x = 0, 0
    for dial in dials:
        longest = max((width_of(value) for value in (*dial.values, dial.value)), default=1)
        label = width_of(dial.label)
        widest = max(1, min(longest, _WIDEST, width - label - 6))
        size = 1 + label + 1 + 2 + widest + 2
        if x and x + size > width:
            row, x = row + 1, 0
        left = x + 1 + label + 1
        places.append(DialPlace(row, x, left, left + widest + 3))
        x = left + widest + 3 + 3
    return places


def control_rows(
    dials: Sequence[Dial], chosen: int, command: str, width: int, height: int, *, focused: bool
) -> list[Row]:
    """The dials, and in the last row the command; one row alone is for the chosen dial's."""
    if width < 1 or height < 1:
        return []
    places = lay_out(dials, width)
    room = max(1, height - 1)
    chosen_row = places[chosen].row if chosen < len(places) else 0
    first = max(0, chosen_row - room + 1)
    drawn = [Line(width) for _ in range(room)]
    if not dials:
        drawn[0].put(1, crop(NOTHING, width - 2), "ink-muted italic")
    for at, (dial, place) in enumerate(zip(dials, places, strict=True)):
        if first <= place.row < first + room:
            _dial(drawn[place.row - first], dial, place, here=focused and at == chosen)
    rows = [line.row() for line in drawn]
    if height > 1:
        foot = Line(width)
        if command:
            foot.put(1, "$", "ink-accent bold")
            foot.put(3, crop(command, width - 4), "ink")
        rows.append(foot.row())
    return rows + blank(width, height - len(rows))


def _dial(line: Line, dial: Dial, place: DialPlace, *, here: bool) -> None:
    space = place.right - place.left - 3
    line.put(place.start, "▸" if here else " ", "ink-accent")
    line.put(place.start + 1, dial.label, "ink-accent bold" if here else "ink-muted")
    line.put(place.left, " " * (place.right - place.left + 1), "ink")
    if dial.position > 0:
        line.put(place.left, "◂", "ink-accent")
    if dial.position < len(dial.values) - 1:
        line.put(place.right, "▸", "ink-accent")
    value = crop(dial.value, space)
    start = place.left + 2 + (space - width_of(value)) // 2
    line.put(start, value, "ink bold")
    if here:
        line.mark(place.left + 1, place.right, "on cursor-row")
        line.mark(start, start + width_of(value), "underline")


class ControlsPanel(Panel, can_focus=True):
    """Dials to turn; the owner makes the change and shows what became of it."""

    DEFAULT_CSS = """
    ControlsPanel { height: 2; }
    """
    BINDINGS = [
        Binding("left,minus", "turn(-1)", "Less", show=False, id="controls.less"),
        Binding("right,plus,equals_sign", "turn(1)", "set", key_display="← →", id="controls.more"),
        Binding("home", "turn(-100000)", "Least", show=False, id="controls.least"),
        Binding("end", "turn(100000)", "Most", show=False, id="controls.most"),
        Binding("up", "dial(-1)", "Dial before", show=False, id="controls.before"),
        Binding("down", "dial(1)", "choose", key_display="↑↓", id="controls.next"),
        Binding("tab", "leave(1)", "Next", show=False, id="controls.tab"),
        Binding("shift+tab", "leave(-1)", "Before", show=False, id="controls.shift_tab"),
    ]

    class Turned(Message):
        """The learner wants a control to have another value."""

        def __init__(self, control: str, value: str) -> None:
            super().__init__()
            self.name = control
            """The control's."""
            self.value = value
            """One of its values, as text."""

    dials: tuple[Dial, ...] = ()
    chosen: int = 0
    command: str = ""
    """The whole command of the last change, to be copied."""

    def show(self, dials: Sequence[Dial]) -> None:
        """Draw *dials*; the command under them is that of the dial that changed.

        When others are opened anew with it, each by another command, it is the chosen one's.
        """
        dials = tuple(dials)
        if dials == self.dials:
            return
        before = {dial.name: dial.command for dial in self.dials}
        changed = [dial for dial in dials if dial.command and dial.command != before.get(dial.name)]
        if changed:
            chosen = self.dials[self.chosen].name if self.dials else ""
            its = [dial for dial in changed if dial.name == chosen]
            self.command = (its or changed)[-1].command
        elif not {dial.name for dial in dials} & set(before):
            self.command = ""
        self.dials = dials
        self.chosen = min(self.chosen, max(0, len(dials) - 1))
        self.redraw()

    def fit(self, width: int) -> None:
        """As many lines as the dials need in *width* cells, one for the command, one for the edge.

        Below 40 cells it stays as it is at 40, or the dials would fill the window.
        """
        places = lay_out(self.dials, max(40, width))
        self.styles.height = (places[-1].row + 1 if places else 1) + 2

    def rows(self, width: int, height: int) -> list[Row]:
        return control_rows(
            self.dials, self.chosen, self.command, width, height, focused=self.has_focus
        )

    def action_turn(self, by: int) -> None:
        if not self.dials:
            return
        dial = self.dials[self.chosen]
        to = min(max(dial.position + by, 0), len(dial.values) - 1)
        if 0 <= to != dial.position:
            self.post_message(self.Turned(dial.name, dial.values[to]))

    def action_dial(self, by: int) -> None:
        self.chosen = min(max(self.chosen + by, 0), max(0, len(self.dials) - 1))
        self.redraw()

    def action_leave(self, by: int) -> None:
        """Go to the next dial; from the last one, to the next widget."""
        if 0 <= self.chosen + by < len(self.dials):
            self.action_dial(by)
        elif by > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        width, height = self.size
        places = lay_out(self.dials, width)
        chosen_row = places[self.chosen].row if places else 0
        row = offset.y + max(0, chosen_row - max(1, height - 1) + 1)
        for at, place in enumerate(places):
            if place.row == row and place.start <= offset.x <= place.right + 1:
                self.chosen = at
                self.redraw()
                if abs(offset.x - place.left) <= 1:
                    self.action_turn(-1)
                elif abs(offset.x - place.right) <= 1:
                    self.action_turn(1)
