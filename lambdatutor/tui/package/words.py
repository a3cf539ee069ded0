"""What a line that is typed in a code or package lab may go on with: commands, files, libraries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lambdatutor.aws.completion import complete
from lambdatutor.course.handlers.changes import COMMANDS

_ON_PATHS = {"mv": False, "cp": False, "rm": False, "mkdir": True, "touch": True, "zip": True}
"""Commands that name places in the folder: whether they mean folders alone."""


class Known(NamedTuple):
    """What there is to name."""

    files: Sequence[str] = ()
    """Paths relative to the learner's folder."""
    folders: Sequence[str] = ()
    """Those without files too."""
    libraries: Sequence[str] = ()
    layers: Sequence[str] = ()
    settings: Sequence[str] = ()


def candidates(text: str, known: Known) -> list[str]:
    """What the last word may become, the likeliest first."""
    *words, start = text.split(" ")
    words = [each for each in words if each]
    if not words:
        return _starting(start, COMMANDS)
    match words:
        case ["pip"]:
            return _starting(start, ["install"])
        case ["pip", "install", *_]:
            return _of_pip(words, start, known)
        case ["publish"]:
            names = dict.fromkeys(each.partition(":")[0] for each in known.layers)
            return _starting(start, tuple(names))
        case ["publish", _]:
            return _places(start, known, folders_alone=True)
        case ["set"]:
            return _starting(start, known.settings)
        case ["set", "layers", *_]:
            return _starting(start, known.layers)
        case [command, *_] if command in _ON_PATHS:
            return _places(start, known, folders_alone=_ON_PATHS[command])
        case _:
            return complete(text) if words[0] in {"aws", "lambda"} else []


def _of_pip(words: list[str], start: str, known: Known) -> list[str]:
    if words[-1] in {"-t", "--target"}:
        return _places(start, known, folders_alone=True)
    rest = words[2:]
    if not any(each in known.libraries for each in rest):
        return _starting(start, known.libraries)
    return _starting(start, ["-t"] if "-t" not in rest and "--target" not in rest else [])


def _places(start: str, known: Known, *, folders_alone: bool) -> list[str]:
    """Files and folders of the folder that the word has come to, as a shell gives them."""
    inside = start.rpartition("/")[0]
    before = f"{inside}/" if inside else ""
    folders = {f"{each}/" for each in _within(known.folders, before)}
    files = [] if folders_alone else _within(known.files, before)
    return _starting(start, [*sorted(folders), *sorted(files)])


def _within(paths: Sequence[str], before: str) -> list[str]:
    return [
        each for each in paths if each.startswith(before) and "/" not in each.removeprefix(before)
    ]


def _starting(start: str, names: Sequence[str]) -> list[str]:
    return [name for name in names if name.startswith(start)]
