"""What became of a packet, in a sign and in words: never by colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.tui.panels.cells import Line, Row, crop, width_of
from lambdatutor.tui.panels.receipt import wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lambdatutor.course.networks.packets import PacketView

_OUTCOME = 36
"""Cells for what became of it."""


class Outcome(NamedTuple):
    """`✗ dropped at rtb-private`."""

    sign: str
    words: str
    ink: str


def outcome(view: PacketView) -> Outcome:
    """What became of a packet, and whether that is right."""
    if view.path is None:
        return Outcome("–", view.words, "ink-muted")
    sign, ink = ("✓", "ink-good") if view.right else ("✗", "refused")
    return Outcome(sign, view.words, ink)


def outcome_width(views: Sequence[PacketView], width: int) -> int:
    """Cells that the widest outcome takes, so that all begin under each other."""
    most = min(_OUTCOME, width // 2)
    return max((min(most, 2 + width_of(outcome(each).words)) for each in views), default=0)


def packet_row(number: int, view: PacketView, width: int, room: int, *, chosen: bool) -> Row:
    """`▸1 checkout asks the database     ✓ arrives`, the outcome in *room* cells at the right."""
    line, found = Line(width), outcome(view)
    line.put(0, "▸" if chosen else " ", "ink-accent bold")
    line.put(1, f"{number}", "ink-accent bold" if chosen else "ink-muted")
    at = max(0, width - 1 - room)
    line.put(at, crop(f"{found.sign} {found.words}", room), f"{found.ink} bold")
    says = crop(view.says, at - 5)
    line.put(3, says, "ink bold" if chosen else "ink")
    return line.row()


def strip(views: Sequence[PacketView], chosen: int) -> tuple[tuple[str, str], ...]:
    """All packets in one line: `1✓ 2✗ ▸3✓`."""
    runs: list[tuple[str, str]] = []
    for number, view in enumerate(views):
        found = outcome(view)
        here = number == chosen
        runs.append((f" {'▸' if here else ' '}{number + 1}", "ink-accent bold" if here else "ink"))
        runs.append((found.sign, f"{found.ink} bold"))
    return tuple(runs)


def hop_rows(view: PacketView, hop: int, width: int, height: int) -> list[Row]:
    """The sentence of the hop that the packet has come to, with how far that is."""
    if view.path is None:
        says, ink, head = "One of its two ends is not there now.", "ink-muted", "– "
    else:
        hops = view.path.hops
        stands = hops[min(hop, len(hops) - 1)]
        signs = {"drops": ("✗ dropped: ", "refused"), "refuses": ("✗ refused: ", "refused")}
        signs["arrives"] = ("✓ arrives: ", "ink-good")
        head, ink = signs.get(stands.verdict, ("● ", "ink"))
        says = f"{stands.sentence} ({min(hop, len(hops) - 1) + 1}/{len(hops)})"
    rows: list[Row] = []
    texts = wrap(head + says, width - 4)[:height]
    for number, text in enumerate(texts):
        line = Line(width)
        x = line.put(3, text[: len(head)] if not number else "", f"{ink} bold")
        line.put(x, text[len(head) :] if not number else text, "ink")
        rows.append(line.row())
    return rows


def shown_width(runs: Sequence[tuple[str, str]]) -> int:
    return sum(width_of(text) for text, _ in runs)
