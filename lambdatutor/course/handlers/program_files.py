"""The files of a program as they are shown to be read: those that matter whole, others by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.course.handlers.files import as_text, files_beside
from lambdatutor.runtime.shown import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lambdatutor.course.format import Lesson
    from lambdatutor.course.handlers.parts import Program

CODE_FILE = "lambda_function.py"
"""What the code of a program becomes."""

SHORT_LINES = 12
"""A file with fewer lines is shown whole, while there is room."""
ROOM_LINES = 40
"""For all short files together, with their names."""
_ROOM_CHARACTERS = 4_000
"""The same for whoever writes long lines."""
MOST_NAMED = 8
"""Of the files that are only named; more are counted."""


class FileShown(NamedTuple):
    """A file that is shown whole."""

    path: str
    text: str


class ProgramFiles(NamedTuple):
    """What there is to read of a program."""

    whole: tuple[FileShown, ...]
    """That of the handler first."""
    named: tuple[str, ...]
    """The others, a phrase each: `pricing/rounding.so, 114 bytes`."""


def program_files(lesson: Lesson, program: Program) -> ProgramFiles:
    """The files of a program and its layers; raises `LambdaTutorError` where one cannot be read.

    The handler's is shown whole. Other short texts are, Python first, as long as there is room.
    Those of a layer go by the path that they have on Lambda, under /opt (PKG-007).
    """
    files = _files(lesson, program)
    first = program.function.handler.rpartition(".")[0].replace(".", "/") + ".py"
    ordered = sorted(files, key=lambda path: (path != first, not path.endswith(".py"), path))
    texts = [FileShown(path, text) for path in ordered if (text := as_text(files[path]))]
    whole = [each for each in texts if each.path == first]
    whole += _that_fit(each for each in texts if each.path != first)
    left = sorted(files.keys() - {each.path for each in whole})
    return ProgramFiles(tuple(whole), tuple(_named((path, len(files[path])) for path in left)))


def _that_fit(texts: Iterable[FileShown]) -> Iterator[FileShown]:
    """Those that are short, while there is room."""
    room_lines, room_characters = ROOM_LINES, _ROOM_CHARACTERS
    for each in texts:
        lines = len(each.text.rstrip("\n").split("\n"))
        left = room_lines - lines - 1, room_characters - len(each.text)
        if lines < SHORT_LINES and min(left) >= 0:
            room_lines, room_characters = left
            yield each


def _named(files: Iterable[tuple[str, int]]) -> Iterator[str]:
    """By path and size; of many, how many more there are."""
    phrases = [f"{shown(path)}, {f'{size:,} bytes' if size else 'empty'}" for path, size in files]
    yield from phrases[:MOST_NAMED]
    more = len(phrases) - MOST_NAMED
    if more > 0:
        yield f"and {more} {'file' if more == 1 else 'files'} more"


def _files(lesson: Lesson, program: Program) -> dict[str, bytes]:
    """Layers come in the order of the function, the later ones over the earlier (PKG-007)."""
    files = (
        {CODE_FILE: program.code.encode()} if program.code else files_beside(lesson, program.files)
    )
    brought = {each.name: each.files for each in program.layers}
    for layer in program.function.layers:
        folder = brought.get(layer.partition(":")[0])
        if folder is not None:
            found = files_beside(lesson, folder)
            files |= {f"/opt/{path}": content for path, content in found.items()}
    return files
