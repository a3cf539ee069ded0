"""The code of a program, how its function is set up, and what it will be called with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content
from textual.reactive import reactive

from lambdatutor.course.handlers.program_files import ProgramFiles, program_files
from lambdatutor.course.handlers.telling import Called, called, settings_words
from lambdatutor.errors import LambdaTutorError
from lambdatutor.runtime.shown import shown
from lambdatutor.tui.highlight import highlighted
from lambdatutor.tui.laid import Laid
from lambdatutor.tui.panels.cells import clean, join
from lambdatutor.tui.prose import hanging

if TYPE_CHECKING:
    from lambdatutor.course.format import Lesson
    from lambdatutor.course.handlers.parts import Program


_NARROWEST = 8


class ProgramView(Laid):
    """What is run, to be read before it runs and after."""

    called_shown: reactive[bool] = reactive(bool)
    """Whether the calls stand elsewhere by now, each with what came of it."""

    def __init__(self, lesson: Lesson, program: Program) -> None:
        super().__init__()
        self.program = program
        self.files = _files(lesson, program)

    def watch_called_shown(self) -> None:
        self.relay()

    def lines(self, width: int) -> list[Content]:
        width = max(_NARROWEST, width)
        lines: list[Content] = []
        for file in self.files.whole:
            language = "python" if file.path.endswith(".py") else ""
            lines.append(Content.styled(clean(shown(file.path)), "$ink-title"))
            lines += [*code_lines(file.text, width, language), Content("")]
        for phrase in self.files.named:
            lines += Content.styled(clean(phrase), "$ink-muted").wrap(width)
        if self.files.named:
            lines.append(Content(""))
        lines += _phrases(settings_words(self.program.function), width)
        if not self.called_shown:
            for each in called(self.program):
                lines += _call(each, width)
        return lines


def _files(lesson: Lesson, program: Program) -> ProgramFiles:
    """None where they cannot be read: the run will say why."""
    try:
        return program_files(lesson, program)
    except LambdaTutorError:
        return ProgramFiles((), ())


def code_lines(text: str, width: int, language: str = "python") -> Iterator[Content]:
    """Code in colours, line by line; a tab is four blanks wide."""
    for line in shown(text.expandtabs(4)).rstrip("\n").split("\n"):
        yield from hanging(highlighted(clean(line), language), width, "  ")


def _phrases(words: Sequence[str], width: int) -> Iterator[Content]:
    """Phrases with a dot between, as many on a line as fit."""
    left = list(words)
    while left:
        count = len(left)
        while count > 1 and join(left[:count], width) != " · ".join(map(clean, left[:count])):
            count -= 1
        text = Content(" · ".join(map(clean, left[:count])))
        yield from (line.stylize("$ink-muted") for line in text.wrap(width))
        left = left[count:]


def _call(call: Called, width: int) -> list[Content]:
    lead = f"{call.which}  "
    event = highlighted(clean(call.event), "json")
    said = f"  {call.how}" if call.how else ""
    return hanging(event + Content.styled(said, "$ink-muted"), width, lead)
