"""Talking in lines: a sentence out, a line in, and the few commands that work everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from lambdatutor.course.findings import readable
from lambdatutor.plain.prose import prose, verbatim, wrapped
from lambdatutor.simulator.why import chain, sentence

if TYPE_CHECKING:
    from lambdatutor.course.lesson_run import LessonRun

_LONGEST_LINE = 2_000

WHY = "why and a request, as in why 1, tells how that request came to its end."
"""What to type about a run, for help and for somebody who typed it wrongly."""


class InputEndedError(Exception):
    """There is no further line."""


class LeftError(Exception):
    """The learner leaves the lesson for now."""


class BackError(Exception):
    """The learner wants to see the step before."""


_EVERYWHERE = (
    "An empty line goes on.",
    "back goes to the step before; quit leaves, and keeps your place; ? shows this.",
)


class Talk:
    """One conversation: where lines come from, and where they go."""

    def __init__(
        self, run: LessonRun, lines: Iterable[str], write: Callable[[str], None], width: int
    ) -> None:
        self.run = run
        self.width = width
        self._lines: Iterator[str] = iter(lines)
        self._write = write
        self._apart = False

    def say(self, text: str = "") -> None:
        """A sentence of our own, or an empty line where none stands yet."""
        if text.strip():
            self.show(wrapped(text, self.width))
        elif not self._apart:
            self.show([""])

    def speak(self, markdown: str) -> None:
        """A sentence of the lesson."""
        self.show(prose(markdown, self.width))

    def tell(self, markdown: str) -> None:
        """A text of the lesson, and an empty line after it."""
        if markdown.strip():
            self.show([*prose(markdown, self.width), ""])

    def quote(self, text: str) -> None:
        """Code, a log or a command as it is, and an empty line after it."""
        if text.strip():
            self.show([*verbatim(text.strip("\n"), self.width), ""])

    def show(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._apart = not line
            self._write(f"{line}\n")

    def ask(self, prompt: str, help_: Sequence[str] = (), own: Sequence[str] = ()) -> str:
        """The next line that is no command that works everywhere.

        `own` are words that mean something else here. Raises `InputEndedError`, `LeftError` and
        `BackError`.
        """
        self.say(prompt)
        while True:
            line = next(self._lines, None)
            if line is None:
                raise InputEndedError
            said = readable(line.strip("\r\n")[:_LONGEST_LINE]).strip()
            match said.casefold().split():
                case ["?"] | ["help"]:
                    self.show(
                        part
                        for text in (*help_, *_EVERYWHERE)
                        for part in wrapped(text, self.width)
                    )
                case ["back"]:
                    raise BackError
                case ["quit"] | ["exit"]:
                    raise LeftError
                case ["why", _] if "why" not in own:
                    self._why(said.split()[1])
                case _:
                    return said
            self.say(prompt)

    def lines(self) -> Iterator[str]:
        """The lines that come, as they are; raises `InputEndedError` after the last."""
        for line in self._lines:
            yield line.rstrip("\r\n")
        raise InputEndedError

    def pause(self, prompt: str = "Press enter to go on.", help_: Sequence[str] = ()) -> None:
        """Wait for an empty line; anything else is answered with how to go on."""
        while self.ask(prompt, help_):
            self.say("That is no command here. Type ? to see what is.")

    def _why(self, request: str) -> None:
        """What led to the end of a request, first cause first."""
        history = self.run.history
        if history is None:
            self.say("This step has no run, so there is no request to ask about.")
            return
        log = history.world.log
        number = self._number_of(request)
        last = None
        for event in log.since(0):
            if number is not None and event.request == number:
                last = event.id
        if last is None:
            self.say(
                f"There is no request {request} in this run so far. "
                "Take a name or a number from the table, as in why 1."
            )
            return
        for event in reversed(chain(log, last)):
            self.say(sentence(event))

    def _number_of(self, request: str) -> int | None:
        """The number of a request by its number or by its name, as the tables show them."""
        if request.lstrip("#").isdecimal():
            return int(request.lstrip("#"))
        named = (each.record for each in self.run.receipts())
        return next(
            (each.number for each in named if each.name.casefold() == request.casefold()), None
        )
