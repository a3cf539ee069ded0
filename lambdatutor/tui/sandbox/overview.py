"""The overview: every part of the account in a line, in one column or two, one of them chosen."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from textual import events
from textual.binding import Binding
from textual.message import Message

from lambdatutor.tui.panels.cells import Line, Row, blank, crop, width_of
from lambdatutor.tui.panels.panel import Panel
from lambdatutor.tui.panels.stacked import say, stacked
from lambdatutor.tui.sandbox.cards import GROUPS, LEFT, Card

TWO_COLUMNS = 100
"""From this width on what comes in stands on the left, and what works on the right."""

_LABEL = 14
_NAME = 15
_BAR = 8
_LOWER = {"█": "▇"}
"""Bars of neighbouring lines leave a gap between them."""
_LEVELS = "▁▂▃▄▅▆"
_SPARK = 10


class Trails:
    """The numbers that the sparks follow, as they were at the last looks."""

    def __init__(self) -> None:
        self._at_us = -1
        self._levels: dict[tuple[str, str], deque[float]] = {}

    def follow(self, cards: Sequence[Card], at_us: int) -> None:
        """Take in a look at another moment; going back in time starts anew."""
        if at_us == self._at_us:
            return
        if at_us < self._at_us:
            self._levels = {}
        self._at_us = at_us
        for card in cards:
            trail = self._levels.setdefault((card.kind, card.key), deque(maxlen=_SPARK))
            trail.append(card.level)

    def of(self, card: Card) -> tuple[float, ...]:
        return tuple(self._levels.get((card.kind, card.key), ()))


class Slot(NamedTuple):
    """A line of a column: a heading or a card."""

    heading: str = ""
    card: int = -1


def columns_of(cards: Sequence[Card], width: int) -> list[list[Slot]]:
    """Two columns with headings where there is room, else one, whose headings are in the line."""
    if width < TWO_COLUMNS:
        return [[Slot(card=at) for at in range(len(cards))]]
    columns: list[list[Slot]] = [[], []]
    for at, card in enumerate(cards):
        column = columns[0 if card.kind in LEFT else 1]
        if not at or cards[at - 1].kind != card.kind:
            if column:
                column.append(Slot())
            column.append(Slot(GROUPS[card.kind]))
        column.append(Slot(card=at))
    return columns


def lines_needed(cards: Sequence[Card], width: int) -> int:
    """Rows in which every card is seen."""
    return max((len(column) for column in columns_of(cards, width)), default=0)


def overview_rows(
    cards: Sequence[Card],
    trails: Mapping[int, Sequence[float]],
    chosen: int,
    width: int,
    height: int,
    *,
    focused: bool,
) -> list[Row]:
    """The columns, scrolled so that the chosen card is seen; what is out of sight is counted."""
    if width < 1 or height < 1:
        return []
    columns = columns_of(cards, width)
    first = first_row(columns, chosen, height)
    each = width // len(columns)
    drawn = [Line(width) for _ in range(height)]
    for number, column in enumerate(columns):
        for y, slot in enumerate(column[first : first + height]):
            left = number * each
            if slot.card >= 0:
                here = slot.card == chosen
                card = cards[slot.card]
                label = ""
                if len(columns) == 1:
                    starts = not slot.card or cards[slot.card - 1].kind != card.kind or y == 0
                    label = GROUPS[card.kind] if starts else ""
                row = card_row(
                    card,
                    trails.get(slot.card, ()),
                    each - (number + 1 < len(columns)),
                    label=label if len(columns) == 1 else None,
                    here=here,
                    focused=focused,
                )
                drawn[y].put_runs(left, row)
            elif slot.heading:
                drawn[y].put(left + 1, slot.heading, "ink-title bold")
        left_out = len(column) - first - height
        if left_out > 0:
            text = f"…{left_out} more"
            drawn[-1].put(number * each + each - width_of(text) - 3, f" {text} ", "ink-accent")
    return [line.row() for line in drawn] + blank(width, height - len(drawn))


def first_row(columns: Sequence[Sequence[Slot]], chosen: int, height: int) -> int:
    """The first row to show, so that the chosen card is above the last row."""
    at = next((y for column in columns for y, slot in enumerate(column) if slot.card == chosen), 0)
    longest = max((len(column) for column in columns), default=0)
    return min(max(0, at - height + 2), max(0, longest - height))


def card_row(
    card: Card,
    trail: Sequence[float],
    width: int,
    *,
    label: str | None,
    here: bool,
    focused: bool,
) -> Row:
    """Name, bar, numbers, and the spark where there is room for it."""
    line = Line(max(0, width))
    line.put(0, "▸" if here else " ", "ink-accent bold")
    x = 1
    if label is not None:
        line.put(1, crop(label, _LABEL - 1), "ink-title bold")
        x += _LABEL
    name = _NAME if width >= 52 else max(4, width // 4)
    ink = "ink-warn bold" if card.trouble else "ink bold"
    line.put(x, crop(card.name, name - 1), ink)
    line.put(x + name - 1, "!" if card.trouble and not card.sign else " ", "ink-warn bold")
    x += name + 1
    if card.sign:
        line.put(x, card.sign, f"{card.sign_ink} bold")
        x += 2
    elif width >= 52:
        parts = [part._replace(glyph=_LOWER.get(part.glyph, part.glyph)) for part in card.parts]
        line.put_runs(x, stacked(parts, card.whole, _BAR))
        x += _BAR + 1
    end = width - 1 - (_SPARK + 2 if trail and not card.sign and width >= 52 else 0)
    say(line, x, [text for text in card.says if text], end, "ink")
    if end < width - 1:
        line.put_runs(width - 1 - _SPARK, spark(trail))
    if here:
        line.mark(0, width, "on cursor-row")
        if focused:
            line.mark(1, width, "bold")
    return line.row()


def spark(trail: Sequence[float]) -> Row:
    """The last levels as bars that leave a gap to the line above."""
    line = Line(_SPARK)
    shown = tuple(trail)[-_SPARK:]
    top = max(shown, default=0.0)
    line.put(0, _LEVELS[0] * _SPARK, "ink-track")
    for x, value in enumerate(shown, start=_SPARK - len(shown)):
        if value > 0:
            level = max(1, round(value / top * (len(_LEVELS) - 1)))
            line.put(x, _LEVELS[level], "phase-init-r")
    return line.row()


class OverviewPanel(Panel, can_focus=True):
    """All parts of the account; arrows choose one, enter opens it."""

    DEFAULT_CSS = "OverviewPanel { height: 1fr; }"
    BINDINGS = [
        Binding("up,k", "move(0, -1)", "choose", show=False, id="overview.up"),
        Binding("down,j", "move(0, 1)", "choose", key_display="↑↓←→", id="overview.down"),
        Binding("left", "move(-1, 0)", "choose", show=False, id="overview.left"),
        Binding("right,l", "move(1, 0)", "choose", show=False, id="overview.right"),
        Binding("home", "move(0, -1000)", "first", show=False, id="overview.first"),
        Binding("end", "move(0, 1000)", "last", show=False, id="overview.last"),
        Binding("enter", "open", "look closer", tooltip="The chosen part alone, with its controls"),
    ]

    class Opened(Message):
        """The learner wants to see a part closer."""

        def __init__(self, card: Card) -> None:
            super().__init__()
            self.card = card

    cards: tuple[Card, ...] = ()
    chosen: int = 0
    trails: Mapping[int, Sequence[float]] = {}

    def show(self, cards: tuple[Card, ...], trails: Trails) -> None:
        """Draw *cards*; the chosen one stays chosen where it still exists."""
        if self.cards and self.chosen < len(self.cards):
            was = self.cards[self.chosen]
            places = {(card.kind, card.key): at for at, card in enumerate(cards)}
            self.chosen = places.get((was.kind, was.key), min(self.chosen, len(cards) - 1))
        else:
            functions = [at for at, card in enumerate(cards) if card.kind == "function"]
            self.chosen = functions[0] if functions else 0
        self.cards = cards
        self.trails = {at: trails.of(card) for at, card in enumerate(cards)}
        self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        return overview_rows(
            self.cards, self.trails, self.chosen, width, height, focused=self.has_focus
        )

    @property
    def card(self) -> Card | None:
        """The chosen one."""
        return self.cards[self.chosen] if 0 <= self.chosen < len(self.cards) else None

    def action_move(self, across: int, down: int) -> None:
        columns = columns_of(self.cards, max(1, self.size.width))
        places = {
            slot.card: (number, y)
            for number, column in enumerate(columns)
            for y, slot in enumerate(column)
            if slot.card >= 0
        }
        if self.chosen not in places:
            return
        number, y = places[self.chosen]
        if across:
            number = min(max(0, number + across), len(columns) - 1)
            near = [
                (abs(slot_y - y), card) for card, (at, slot_y) in places.items() if at == number
            ]
            self.chosen = min(near)[1] if near else self.chosen
        else:
            own = [card for card, (at, _) in places.items() if at == number]
            self.chosen = own[min(max(0, own.index(self.chosen) + down), len(own) - 1)]
        self.redraw()

    def action_open(self) -> None:
        if self.card is not None:
            self.post_message(self.Opened(self.card))

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None or not self.cards:
            return
        width, height = self.size
        columns = columns_of(self.cards, width)
        number = min(offset.x // max(1, width // len(columns)), len(columns) - 1)
        y = offset.y + first_row(columns, self.chosen, height)
        if y < len(columns[number]) and columns[number][y].card >= 0:
            again = columns[number][y].card == self.chosen
            self.chosen = columns[number][y].card
            self.redraw()
            if again:
                self.action_open()
