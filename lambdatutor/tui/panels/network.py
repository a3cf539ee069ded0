"""The network as a picture, the packets that go through it, and where each of them stops."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.binding import Binding
from textual.timer import Timer

from lambdatutor.course.networks.packets import PacketView
from lambdatutor.simulator.network.network_view import NetworkView
from lambdatutor.tui.network.picture import Picture
from lambdatutor.tui.network.plan import LOWEST, NARROWEST
from lambdatutor.tui.network.verdicts import (
    hop_rows,
    outcome_width,
    packet_row,
    shown_width,
    strip,
)
from lambdatutor.tui.panels.cells import Line, Row, blank, crop
from lambdatutor.tui.panels.panel import Panel, title

NOTHING = "The account has no VPC."
NO_PACKETS = "Nothing has been called through it yet."

_LIST_FROM = 20
"""With so many lines, every packet has its own."""
_MOST_LISTED = 6
_EVERY_S = 1 / 15
_CELLS = 4
"""How many cells of a wire a packet takes at once."""
_STAYS = 4
"""How many ticks it stays at a hop."""


class Layout:
    """How the lines of the panel are shared out."""

    def __init__(self, packets: int, chosen: int, width: int, height: int) -> None:
        listed = height >= _LIST_FROM
        self.listed = min(packets, _MOST_LISTED) if listed else min(packets, 1)
        self.first = min(max(0, chosen - self.listed + 1), max(0, packets - self.listed))
        """The first packet that has a line."""
        if self.listed == 1:
            self.first = chosen
        self.sentence = 0 if not packets else 2 if height >= 8 else 1
        gap = 2 if listed else 0
        below = self.listed + self.sentence + gap if packets else 1
        left = height - 1 - below
        self.picture = left if width >= NARROWEST and left >= LOWEST else 0
        self.gap = listed and packets > 0
        """A free line before the packets, and one between them and the sentence."""

    @property
    def list_top(self) -> int:
        return 1 + self.picture + self.gap


def network_rows(
    network: NetworkView | None,
    packets: Sequence[PacketView],
    chosen: int,
    width: int,
    height: int,
    *,
    travelled: int | None = None,
    focused: bool = False,
) -> list[Row]:
    """*height* rows: a heading, the picture, the packets, and the chosen one's sentence."""
    if width < 1 or height < 1:
        return []
    chosen = min(max(0, chosen), max(0, len(packets) - 1))
    layout = Layout(len(packets), chosen, width, height)
    rows = [_heading(packets, chosen, width, layout, focused=focused)]
    if network is None or not packets:
        line = Line(width)
        line.put(1, crop(NOTHING if network is None else NO_PACKETS, width - 2), "ink-muted italic")
        rows.append(line.row())
    if network is not None:
        picture = picture_of(network, packets, chosen, width, height)
        rows += picture.rows(travelled)
        hop = picture.hop_at(travelled)
        rows += _below(packets, chosen, hop, width, layout) if packets else []
    return rows[:height] + blank(width, height - len(rows))


def picture_of(
    network: NetworkView, packets: Sequence[PacketView], chosen: int, width: int, height: int
) -> Picture:
    """The picture as a panel of that size has it, with the chosen packet."""
    layout = Layout(len(packets), chosen, width, height)
    paths = [each.path for each in packets if each.path is not None]
    path = packets[chosen].path if packets else None
    return Picture(network, paths, path, width, layout.picture)


def _below(
    packets: Sequence[PacketView], chosen: int, hop: int, width: int, layout: Layout
) -> list[Row]:
    """The packets and what became of each, and the sentence of the hop that one is at."""
    apart = blank(width, 1) if layout.gap else []
    room = outcome_width(packets, width)
    rows = [
        packet_row(number + 1, packets[number], width, room, chosen=number == chosen)
        for number in range(layout.first, layout.first + layout.listed)
    ]
    return [*apart, *rows, *apart, *hop_rows(packets[chosen], hop, width, layout.sentence)]


def _heading(
    packets: Sequence[PacketView], chosen: int, width: int, layout: Layout, *, focused: bool
) -> Row:
    """The name, and at the right all verdicts where packets have no lines of their own."""
    head = Line(width)
    after = title(head, "Network", focused=focused)
    if layout.listed < len(packets):
        runs = strip(packets, chosen)
        x = width - 1 - shown_width(runs)
        if x > after:
            for text, ink in runs:
                x = head.put(x, text, ink)
    return head.row()


class NetworkPanel(Panel, can_focus=True):
    """The networks of the account with one packet on its way; arrows, digits and clicks choose."""

    DEFAULT_CSS = "NetworkPanel { height: 3fr; min-height: 10; }"
    BINDINGS = [
        Binding("up", "choose(-1)", "Packet before", show=False, id="network.before"),
        Binding(
            "down",
            "choose(1)",
            "packet",
            key_display="↑↓",
            tooltip="Choose a packet; so do the digits",
            id="network.next",
        ),
        Binding("enter", "follow", "follow it", tooltip="Send it again", id="network.follow"),
    ]

    network: NetworkView | None = None
    packets: tuple[PacketView, ...] = ()
    chosen: int = 0
    travelled: int | None = None
    """How many marks of its way lie behind the packet; None: it has come to its end."""
    _stays: int = 0
    _timer: Timer | None = None

    def on_mount(self) -> None:
        self._timer = self.set_interval(_EVERY_S, self.step, pause=True)

    def show(self, network: NetworkView | None, packets: tuple[PacketView, ...]) -> None:
        """Draw the networks; a packet whose way has changed is followed again."""
        if (network, packets) == (self.network, self.packets):
            return
        before = self._path
        self.network, self.packets = network, packets
        self.chosen = min(self.chosen, max(0, len(packets) - 1))
        if self._path != before:
            self.action_follow()
        else:
            self.redraw()

    def pick(self, number: int) -> None:
        """Choose a packet by its number, from 0, and follow it."""
        if 0 <= number < len(self.packets):
            self.chosen = number
            self.action_follow()

    def rows(self, width: int, height: int) -> list[Row]:
        return network_rows(
            self.network,
            self.packets,
            self.chosen,
            width,
            height,
            travelled=self.travelled,
            focused=self.has_focus,
        )

    def action_choose(self, by: int) -> None:
        self.pick(min(max(self.chosen + by, 0), max(0, len(self.packets) - 1)))

    def action_follow(self) -> None:
        """Send the chosen packet again, from its beginning; where nothing may move, to its end."""
        still = self._owner.animation_level == "none" or self._timer is None
        self.travelled = None if still or self._path is None else 0
        self._stays = _STAYS
        if self._timer is not None and self.travelled is not None:
            self._timer.resume()
        self.redraw()

    def step(self) -> None:
        """A moment has passed on the wall: the packet goes on, to the next hop at most."""
        if self.travelled is None or self.network is None:
            self._stop()
            return
        if self._stays:
            self._stays -= 1
            return
        width, height = self.size
        marks = picture_of(self.network, self.packets, self.chosen, width, height).marks
        for _ in range(_CELLS):
            self.travelled += 1
            if self.travelled >= len(marks) - 1:
                self._stop()
                break
            if marks[self.travelled].spot is not None:
                self._stays = _STAYS
                break
        self.redraw()

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        layout = Layout(len(self.packets), self.chosen, *self.size)
        line = offset.y - layout.list_top
        if 0 <= line < layout.listed:
            self.pick(layout.first + line)

    @property
    def _path(self) -> object:
        """What the chosen packet is, and every place that it comes to."""
        if self.chosen >= len(self.packets):
            return None
        view = self.packets[self.chosen]
        return None if view.path is None else (view.id, view.path.hops)

    def _stop(self) -> None:
        self.travelled = None
        if self._timer is not None:
            self._timer.pause()
