"""The parts of an account for people: a table for each kind, as wide as the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, NamedTuple, cast

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from lambdatutor.simulate.parts import Plain
from lambdatutor.simulator.time import MILLISECOND, SECOND, spoken

if TYPE_CHECKING:
    from rich.console import RenderableType

    from lambdatutor.simulate.outcome import Outcome
    from lambdatutor.simulate.parts import FunctionRow

Cell = Callable[[Plain], str]


class Part(NamedTuple):
    """One kind of part: its heading, and its columns from left to right."""

    title: str
    columns: dict[str, Cell]


def _count(name: str) -> Cell:
    return lambda row: f"{row[name]:,}"


def _text(name: str) -> Cell:
    return lambda row: str(row[name])


def _time(name: str, unit: int = 1) -> Cell:
    return lambda row: spoken(cast("float", row[name]) * unit)


def _end(name: str) -> Cell:
    """The last part of an ARN."""
    return lambda row: str(row[name]).rpartition(":")[2]


def _kind_and_name(row: Plain) -> str:
    return f"{row['kind']} {row['name']}"


def _metric(row: Plain) -> str:
    return f"{row['metric']} {row['of']}".strip() or "-"


def _limit(name: str) -> Cell:
    return lambda row: "-" if row[name] is None else f"{row[name]:,g}"


def _counts(*names: str) -> dict[str, Cell]:
    return {name.replace("_", " "): _count(name) for name in names}


def _statuses(row: Plain) -> str:
    pairs = cast("list[list[int]]", row["statuses"])
    return ", ".join(f"{count:,} × {status}" for status, count in pairs) or "-"


def _readers(row: Plain) -> list[Plain]:
    """Every mapping in every shard of a stream."""
    shards = cast("list[dict[str, list[Plain]]]", row["shards"])
    return [reader for shard in shards for reader in shard["readers"]]


def _sum(*names: str) -> Cell:
    """Of a stream's readers."""

    def cell(row: Plain) -> str:
        readers = _readers(row)
        return f"{sum(cast('int', each[name]) for each in readers for name in names):,}"

    return cell


def _oldest(row: Plain) -> str:
    ages = [cast("int", each["iterator_age_ms"]) for each in _readers(row)]
    return spoken(max(ages, default=0) * MILLISECOND)


def _blocked(row: Plain) -> str:
    return f"{sum(each['state'] == 'blocked' for each in _readers(row)):,}"


PARTS = {
    "queues": Part(
        "Queues",
        {
            "queue": _text("name"),
            **_counts("sent", "deleted", "visible", "in_flight"),
            "oldest": _time("oldest_us"),
            "dead letters in": _count("dead_letters_in"),
            "moved out": _count("moved_out"),
            "expired": _count("expired"),
        },
    ),
    "mappings": Part(
        "Event source mappings",
        {
            "source": _end("source"),
            "function": _text("function"),
            "state": _text("state"),
            "batch size": _count("batch_size"),
            "pollers": _count("pollers"),
            "batches in flight": _count("in_flight"),
        },
    ),
    "internal_queues": Part(
        "Asynchronous events",
        {
            "function": _text("function"),
            **_counts("received", "succeeded", "retried", "backed_off", "dropped"),
            **_counts("delivered", "undelivered", "waiting"),
        },
    ),
    "streams": Part(
        "Streams",
        {
            "stream": _text("name"),
            "records put": _count("put"),
            "refused": _count("refused"),
            "behind": _sum("behind"),
            "iterator age": _oldest,
            "blocked": _blocked,
            "lost": _sum("discarded", "expired"),
        },
    ),
    "sources": Part(
        "Sources",
        {
            "source": _kind_and_name,
            "target": _end("target"),
            **_counts("sent", "taken", "refused", "retried", "dropped", "dead_lettered"),
        },
    ),
    "doors": Part(
        "Front doors",
        {
            "door": _kind_and_name,
            "function": _text("function"),
            "requests": _count("requests"),
            "answers": _statuses,
        },
    ),
    "callers": Part(
        "Callers that try again",
        {
            "caller": _text("name"),
            "retries": _text("mode"),
            **_counts("customers", "answered", "failed", "given_up", "waiting", "tries"),
            "median": _time("p50_us"),
            "99th": _time("p99_us"),
        },
    ),
    "alarms": Part(
        "Alarms",
        {
            "alarm": _text("name"),
            "metric": _metric,
            "state": _text("state"),
            "since": _time("since_us"),
            "value": _limit("value"),
            "threshold": _limit("threshold"),
        },
    ),
    "dependencies": Part(
        "Dependencies",
        {
            "dependency": _text("name"),
            **_counts("calls", "refused", "failed", "unreached", "connections"),
            "limit": _limit("limit"),
        },
    ),
}
"""Those that people are shown, by their names in a snapshot."""


def part_tables(found: Outcome, width: int) -> Iterator[RenderableType]:
    """A table for each kind that there is."""
    if len(found.functions) > 1:
        yield _drawn("Functions", _FUNCTION, [_function(each) for each in found.functions], width)
    for name, part in PARTS.items():
        rows = found.parts.get(name, [])
        if rows:
            cells = [[cell(row) for cell in part.columns.values()] for row in rows]
            yield _drawn(part.title, tuple(part.columns), cells, width)
    if found.actions:
        cells = [
            [spoken(each.at_s * SECOND), each.operation, each.refused or "done"]
            for each in found.actions
        ]
        yield _drawn("Actions", ("at", "operation", "answer"), cells, width)


_FUNCTION = (
    *("function", "requests", "errors", "throttled", "cold starts", "at once"),
    *("average", "longest", "cost"),
)


def _function(row: FunctionRow) -> list[str]:
    return [
        row.name,
        f"{row.requests:,}",
        f"{row.errors:,}",
        f"{row.throttles:,}",
        f"{row.cold_starts:,}",
        f"{row.most_in_flight:,}",
        spoken(row.duration_average_ms * MILLISECOND),
        spoken(row.duration_max_ms * MILLISECOND),
        f"${row.cost_usd:,.4f}",
    ]


def _drawn(title: str, columns: Sequence[str], rows: list[list[str]], width: int) -> RenderableType:
    """A table where it fits; else each row as text under its name, so that nothing is lost."""
    stacked = ["\n".join(column.split()) for column in columns]
    heads = next((each for each in (columns, stacked) if _across(each, rows) <= width), None)
    if heads is None:
        return Text("\n".join(_as_text(title, columns, rows, width)))
    drawn = Table(box=None, title=f"\n{title}", title_justify="left", padding=(0, _GAP, 0, 0))
    drawn.title_style = "bold"
    drawn.pad_edge = False
    for at, head in enumerate(heads):
        numbers = at and all(row[at][:1] in _FIGURES for row in rows)
        drawn.add_column(
            Text(head),
            justify="right" if numbers else "left",
            no_wrap=True,
            header_style="dim",
            vertical="bottom",
        )
    for row in rows:
        drawn.add_row(*map(Text, row))
    return drawn


_GAP = 2
_FIGURES = "0123456789-$<"


def _across(heads: Sequence[str], rows: list[list[str]]) -> int:
    """How wide a table is."""
    lines = [part.split("\n") for part in heads]
    widths = [
        max(map(cell_len, (*lines[at], *(row[at] for row in rows)))) for at in range(len(heads))
    ]
    return sum(widths) + _GAP * (len(widths) - 1)


def _as_text(
    title: str, columns: Sequence[str], rows: list[list[str]], width: int
) -> Iterator[str]:
    yield from ("", title)
    for row in rows:
        said = ", ".join(f"{name} {cell}" for name, cell in zip(columns[1:], row[1:], strict=True))
        text = f"{row[0]}: {said}"
        yield from wrap(text, max(1, width), subsequent_indent="  " if width > 2 else "")
