"""What there is to learn, and what was done of it."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from itertools import groupby
from pathlib import Path

from lambdatutor.cli.arguments import Options
from lambdatutor.cli.commands import UsageError
from lambdatutor.learner.shelf import Shelf

_NARROWEST, _WIDEST = 30, 100
_SIGNS = {"new": "○", "started": "◐", "finished": "●"}
_ASCII = {"new": " ", "started": "~", "finished": "*"}


def lessons(options: Options) -> int:
    """One lesson a line, or JSON."""
    shelf = Shelf(options.lessons, save=options.save)
    try:
        rows = _rows(shelf)
    finally:
        shelf.close()
    if options.json:
        print(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        _print(rows)
    return 0


def _rows(shelf: Shelf) -> list[dict[str, object]]:
    done = shelf.progress.summary()
    rows: list[dict[str, object]] = []
    for entry in shelf.catalogue.entries.values():
        row: dict[str, object] = {"id": entry.id, "track": entry.track.title}
        if entry.planned is not None:
            row |= {"title": entry.planned.title, "state": "planned"}
        else:
            lesson = shelf.catalogue.lesson(entry.id)
            state = done[entry.id].state if entry.id in done else "new"
            row |= {"title": lesson.title, "minutes": lesson.minutes, "state": state}
        rows.append(row)
    return rows


def _print(rows: list[dict[str, object]]) -> None:
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    signs = _SIGNS if encoding == "utf8" else _ASCII
    written = [row for row in rows if row["state"] != "planned"]
    room = max((len(str(row["id"])) for row in written), default=0)
    for row in written:
        sign = signs[str(row["state"])]
        id_ = str(row["id"]).ljust(room)
        facts = f"{sign} {id_} {row['minutes']:>3} min  "
        print(_wrapped(f"{row['title']}  ({row['state']})", facts, " " * len(facts)))
    planned = [row for row in rows if row["state"] == "planned"]
    if planned:
        print("\nStill to be written:")
    for track, lessons_of_it in groupby(planned, key=lambda row: str(row["track"])):
        ids = ", ".join(str(row["id"]) for row in lessons_of_it)
        print(_wrapped(f"{track}: {ids}"))
    print("\n`lambdatutor lesson ID` plays one.")


def _wrapped(text: str, first: str = "  ", rest: str = "    ") -> str:
    """As wide as the terminal, and no id broken in two."""
    width = shutil.get_terminal_size().columns
    return textwrap.fill(
        text,
        max(_NARROWEST, min(width, _WIDEST)),
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
        break_long_words=False,
    )


def progress(options: Options) -> int:
    """Show, export, import or set aside what was done."""
    if options.file is not None and options.what != "import":
        raise UsageError(
            f"progress {options.what} takes no file; to write one: "
            "`lambdatutor progress export > mine.json`."
        )
    if options.what == "reset":
        return _reset()
    shelf = Shelf(options.lessons, save=options.save)
    try:
        if options.what == "export":
            sys.stdout.write(shelf.progress.export())
        elif options.what == "import":
            return _import(shelf, options)
        else:
            _show(shelf)
    finally:
        shelf.close()
    return 0


def _show(shelf: Shelf) -> None:
    done = shelf.progress.summary()
    if not done:
        print("Nothing yet. `lambdatutor lesson cold-start` is where most people begin.")
    for lesson, each in done.items():
        print(f"{lesson}: {each.state}, {each.correct} of {each.answered} answers right")


def _reset() -> int:
    from lambdatutor.learner import Progress

    aside = Progress.begin_anew()
    if aside is None:
        print("There was no progress yet.")
    else:
        print(f"You begin anew. What was done is in {aside}, and nothing was deleted.")
    return 0


def _import(shelf: Shelf, options: Options) -> int:
    file: Path | None = options.file
    if file is None or str(file) == "-":
        text = sys.stdin.read()
    else:
        text = file.read_text(encoding="utf-8", errors="replace")
    print(f"{shelf.progress.import_(text)} entries are new.")
    return 0
