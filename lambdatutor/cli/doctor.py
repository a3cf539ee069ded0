"""What this terminal can do, and where files lie: the first thing to send with a question."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from lambdatutor import __version__
from lambdatutor.cli.arguments import Options
from lambdatutor.errors import LambdaTutorError


def doctor(options: Options) -> int:
    """Status 1 when something stands in the way of a lesson on screen."""
    faults = 0
    for name, value, advice in _findings(options):
        print(f"{name:12} {value}")
        if advice:
            faults += 1
            print(f"{'':12} -> {advice}")
    print("\nlambdatutor opens no connection beyond this computer and sends nothing anywhere.")
    return 1 if faults else 0


def _findings(options: Options) -> Iterator[tuple[str, str, str]]:
    """Name, value, and what to do about it where it stands in the way."""
    yield "lambdatutor", f"{__version__} ({Path(__file__).parent.parent})", ""
    yield "Python", f"{platform.python_version()} on {platform.platform()}", ""
    for package in ("textual", "rich", "simpy", "msgspec", "PyYAML"):
        yield package, _version(package), ""
    yield from _terminal()
    yield from _files(options)
    yield from _handlers()


def _handlers() -> Iterator[tuple[str, str, str]]:
    """What runs a learner's code here, and which walls stand round it."""
    from lambdatutor.runtime.clients import best
    from lambdatutor.runtime.walls import walls_here

    yield "handlers", f"run by the runtime client {best()}", ""
    try:
        walls = walls_here()
    except LambdaTutorError as error:
        yield "walls", str(error), ""
        return
    where = "a room of its own" if walls.room else "no room of its own"
    yield "walls", " ".join((f"Code has {where}.", *walls.missing)), ""


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"


def _terminal() -> Iterator[tuple[str, str, str]]:
    interactive = sys.stdin.isatty() and sys.stdout.isatty()
    yield "terminal", "yes" if interactive else "no", ""
    term = os.environ.get("TERM", "")
    dumb = term in ("", "dumb", "unknown") and os.name != "nt"
    yield "TERM", term or "not set", "lessons play with --plain only" if dumb else ""
    size = shutil.get_terminal_size()
    small = interactive and (size.columns < 80 or size.lines < 24)
    yield (
        "size",
        f"{size.columns} x {size.lines}",
        "a lesson on screen needs 80 x 24; make the window larger" if small else "",
    )
    true_colour = os.environ.get("COLORTERM", "") in ("truecolor", "24bit")
    none = "none, because NO_COLOR is set" if os.environ.get("NO_COLOR") else ""
    yield "colours", none or ("16 million" if true_colour else "256 or fewer"), ""
    encoding = sys.stdout.encoding or "unknown"
    unicode = encoding.lower().replace("-", "") == "utf8"
    yield "characters", encoding + ("" if unicode else " (drawn in ASCII)"), ""


def _files(options: Options) -> Iterator[tuple[str, str, str]]:
    from lambdatutor.course.catalogue import lessons_folder
    from lambdatutor.learner.fault_log import fault_path
    from lambdatutor.learner.folder import progress_path
    from lambdatutor.learner.health import trouble_with

    try:
        yield "lessons", str(lessons_folder(options.lessons)), ""
    except LambdaTutorError as error:
        yield "lessons", "none", str(error)
    path = progress_path()
    yield "progress", str(path), trouble_with(path) or ""
    fault = fault_path()
    yield "last fault", str(fault) if fault.exists() else "none", ""
