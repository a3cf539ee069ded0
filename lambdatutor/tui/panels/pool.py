"""The account's concurrency as one bar: reserved parts fenced off, and the rest that all share."""

from __future__ import annotations

from collections.abc import Iterable
from string import ascii_letters
from typing import NamedTuple

from lambdatutor.aws import quotas
from lambdatutor.simulator.snapshot import Snapshot
from lambdatutor.tui.panels.cells import Line, Row
from lambdatutor.tui.panels.panel import Panel
from lambdatutor.tui.panels.sheet import NAME, name_in, sheet
from lambdatutor.tui.panels.stacked import Part, cells_of, say, stacked

_INKS = ("running", "phase-init-r", "phase-frozen", "phase-restore", "phase-reset", "guess")
_FENCE = "│"
_STAYS = "░"


class Share(NamedTuple):
    """What one function has of the pool."""

    name: str
    letter: str
    ink: str
    running: int
    reserved: int | None
    provisioned: int = 0


class PoolView(NamedTuple):
    """How the account's limit is divided; the reserved parts and the rest make up the limit."""

    limit: int = 0
    unreserved: int = 0
    shares: tuple[Share, ...] = ()
    throttles: int = 0

    @classmethod
    def of(cls, snapshot: Snapshot) -> PoolView:
        """What *snapshot* says of it."""
        shares = tuple(
            Share(
                each.name,
                ascii_letters[26:][at] if at < 26 else "#",
                _INKS[at % len(_INKS)],
                each.in_flight,
                each.reserved,
                sum(one.allocated for one in each.provisioned),
            )
            for at, each in enumerate(snapshot.functions)
        )
        throttles = snapshot.totals.throttles
        return cls(snapshot.account_limit, snapshot.unreserved, shares, throttles)

    def limit_of(self, share: Share) -> int:
        """How many of that function may run: its own part, or the one that is shared."""
        return self.unreserved if share.reserved is None else share.reserved

    @property
    def segments(self) -> tuple[tuple[int, tuple[Share, ...]], ...]:
        """Parts of the limit and who runs in each; the last is the one that is shared."""
        own = [(each.reserved, (each,)) for each in self.shares if each.reserved is not None]
        shared = tuple(each for each in self.shares if each.reserved is None)
        return (*own, (self.unreserved, shared))


def pool_bar(view: PoolView, width: int) -> Row:
    """The whole limit: `│AA···│BBBB│C·······░░`; `░` is what has to stay unreserved (CON-003)."""
    line = Line(max(0, width))
    segments = view.segments
    x = 0
    sizes = [size for size, _ in segments]
    for (size, shares), cells in zip(
        segments, cells_of(sizes, view.limit, line.width), strict=True
    ):
        if not cells:
            continue
        parts = [Part(share.running, share.letter, f"{share.ink} bold") for share in shares]
        line.put(x, _FENCE, "ink")
        inside = cells - 1
        line.put_runs(x + 1, stacked(parts, size, inside))
        if (size, shares) == segments[-1]:
            stays = cells_of([min(quotas.MINIMUM_UNRESERVED.value, size)], size, inside)[0]
            used = sum(cells_of([part.amount for part in parts], size, inside))
            start = max(x + 1 + used, x + 1 + inside - stays)
            line.put(start, _STAYS * (x + cells - start), "ink-muted")
        x += cells
    return line.row()


def pool_rows(view: PoolView, width: int, height: int, *, focused: bool = False) -> list[Row]:
    """The bar, then a line for each function, and what the last part of the bar is."""
    if width < 1 or height < 1:
        return []
    running = sum(each.running for each in view.shares)
    says = f"{running:,} of {view.limit:,} in flight · {view.unreserved:,} unreserved"
    bar = Line(width)
    bar.put_runs(1, pool_bar(view, width - 2))
    entries: list[list[Row]] = [[bar.row()], *([_share(each, view, width)] for each in view.shares)]
    if any(_STAYS in run.text for run in bar.row()):
        entries.append([_stays(width)])
    return sheet("Account pool", says, entries, width, height, focused=focused)


def _share(share: Share, view: PoolView, width: int) -> Row:
    line = Line(width)
    x = name_in(line, f"{share.letter} {share.name}", f"{share.ink} bold")
    limit = view.limit_of(share)
    room = max(0, min(24, width - x - 44))
    if room >= 6:
        part = Part(share.running, share.letter, f"{share.ink} bold")
        line.put_runs(x, stacked([part], limit, room))
        x += room + 2
    full = share.running >= limit
    whose = "shared" if share.reserved is None else "reserved"
    running = f"{share.running:,}".rjust(_widest(each.running for each in view.shares))
    of = f"{limit:,}".rjust(_widest(view.limit_of(each) for each in view.shares))
    x = line.put(x, f"{running} of {of} {whose}", "ink-warn bold" if full else "ink")
    texts = [
        "full" if full else "",
        f"{share.provisioned:,} provisioned" if share.provisioned else "",
    ]
    say(line, x + 2, texts, width - 1)
    return line.row()


def _widest(counts: Iterable[int]) -> int:
    """Cells of the longest of them, so that they stand in a column."""
    return max(len(f"{count:,}") for count in counts)


def _stays(width: int) -> Row:
    line = Line(width)
    line.put(1, _STAYS, "ink-muted")
    least = quotas.MINIMUM_UNRESERVED.value
    texts = [f"{least:,} have to stay unreserved"]
    say(line, min(NAME, max(3, width // 3)), texts, width - 1)
    return line.row()


class PoolPanel(Panel):
    """The account's concurrency."""

    DEFAULT_CSS = "PoolPanel { height: 1fr; min-height: 3; }"
    view: PoolView = PoolView()

    def show(self, snapshot: Snapshot) -> None:
        """Draw what *snapshot* says of it."""
        view = PoolView.of(snapshot)
        if view != self.view:
            self.view = view
            self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        return pool_rows(self.view, width, height)
