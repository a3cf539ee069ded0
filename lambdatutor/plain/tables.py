"""The requests of a run as a small table, and what its log and its objectives say."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.course.findings import readable
from lambdatutor.plain.prose import verbatim, wrapped
from lambdatutor.simulator.time import MILLISECOND, clock

if TYPE_CHECKING:
    from lambdatutor.course.controls import ControlView
    from lambdatutor.course.objectives import ObjectiveView
    from lambdatutor.course.report_lines import Receipt
    from lambdatutor.plain.denied import DeniedCall
    from lambdatutor.simulator.record import Record
    from lambdatutor.simulator.snapshot import Totals

MOST_ROWS = 12
MOST_STRETCHES = 40
_NUMBERS = ("arrived", "waited", "billed", "cost")


class _Entry(NamedTuple):
    """A line of the table, and when it began."""

    at_us: int
    start: str
    cells: tuple[str, ...]


def requests(
    receipts: Sequence[Receipt], width: int, denied: Sequence[DeniedCall] = ()
) -> list[str]:
    """One line for each request; where they are many, for those that were not served warm.

    Calls that were denied before they became requests have their lines among them.
    """
    if not receipts and not denied:
        return ["No request has ended."]
    head = ("request", "kind", "arrived", "started", "waited", "billed", "cost")
    entries = [
        _Entry(receipt.record.arrived_us, _start(receipt.record), _row(receipt))
        for receipt in receipts
    ]
    entries += [_Entry(call.at_us, "refused", _denied_row(call)) for call in denied]
    entries.sort(key=lambda entry: entry.at_us)
    shown = entries
    if len(entries) > MOST_ROWS:
        shown = [entry for entry in entries if entry.start != "warm"]
    rows = [entry.cells for entry in shown[:MOST_ROWS]]
    lines = table((head, *rows), width, right=_NUMBERS) if rows else []
    if len(entries) > len(rows):
        rest = "" if len(shown) > len(rows) else ", all warm"
        lines += wrapped(f"Not shown: {len(entries) - len(rows)} more{rest}.", width)
        lines += wrapped(_in_a_row([entry.start for entry in entries]), width)
    return lines


def _denied_row(call: DeniedCall) -> tuple[str, ...]:
    return (readable(call.name), readable(call.source), clock(call.at_us), "refused", "", "", "")


def _row(receipt: Receipt) -> tuple[str, ...]:
    record = receipt.record
    return (
        readable(record.label),
        readable(record.kind),
        clock(record.arrived_us),
        _start(record),
        "" if record.turned_away else f"{record.latency_us / MILLISECOND:,.0f} ms",
        "" if record.turned_away else f"{record.billed_ms:,} ms",
        "" if record.turned_away else f"${receipt.usd:.8f}",
    )


def _start(record: Record) -> str:
    if record.turned_away:
        return "refused"
    start = "cold" if record.cold else "warm"
    return start if record.status == "ok" else f"{start}, {record.status}"


def _in_a_row(starts: list[str]) -> str:
    """The starts in order, as in `In order: 3 cold, 28 warm, 1 cold.`, for the ear."""
    stretches = [
        f"{sum(1 for _ in stretch)} {start}"
        for start, stretch in groupby(each.partition(",")[0] for each in starts)
    ]
    tail = ", …" if len(stretches) > MOST_STRETCHES else "."
    return f"In order: {', '.join(stretches[:MOST_STRETCHES])}{tail}"


def table(rows: Sequence[tuple[str, ...]], width: int, *, right: Sequence[str] = ()) -> list[str]:
    """Columns two spaces apart, those named in `right` with their ends under each other.

    Where they do not fit, a line for each row, with its headings.
    """
    head, *body = rows
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    if sum(widths) + 2 * (len(widths) - 1) <= width:
        return [
            "  ".join(
                cell.rjust(room) if name in right else cell.ljust(room)
                for name, cell, room in zip(head, row, widths, strict=True)
            ).rstrip()
            for row in rows
        ]
    return [
        line
        for row in body
        for line in wrapped(
            ", ".join(f"{name} {cell}" for name, cell in zip(head, row, strict=True) if cell), width
        )
    ]


def reports(receipts: Sequence[Receipt], width: int) -> list[str]:
    """The REPORT lines of the first requests."""
    return [
        line
        for receipt in receipts[:MOST_ROWS]
        for line in (
            *wrapped(f"Log of {readable(receipt.record.label)}:", width),
            *verbatim(receipt.report, width),
        )
    ]


def summary(totals: Totals, receipts: Sequence[Receipt], denied: int = 0) -> str:
    """One sentence about a whole run, and what it cost; `denied` calls never became requests."""
    for_requests_usd = sum(receipt.usd for receipt in receipts)
    whole, part = f"${totals.cost_usd:.8f}", f"${for_requests_usd:.8f}"
    share = "" if whole == part else f", of it {part} for these requests"
    requested = totals.requests + denied
    many = "request" if requested == 1 else "requests"
    return (
        f"{requested:,} {many}: {totals.served:,} served, {totals.cold_starts:,} cold, "
        f"{totals.throttles + totals.refused + denied:,} refused, {totals.errors:,} failed. "
        f"Cost {whole}{share}."
    )


def objectives(views: Sequence[ObjectiveView], width: int) -> list[str]:
    return [
        line
        for view in views
        for line in wrapped(
            f"{view.face}: {view.says}{' (bonus)' if view.bonus else ''}",
            width,
            first="- ",
            then="  ",
        )
    ]


def controls(views: Sequence[ControlView], width: int) -> list[str]:
    """Each control with where it stands and what it offers."""
    return [
        line
        for view in views
        for line in wrapped(
            f"{view.name} is {view.value} (one of: {', '.join(view.values)})",
            width,
            first="- ",
            then="  ",
        )
    ]
