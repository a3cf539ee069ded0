"""The page of a lab with a real handler: the brief, the cases and objectives as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content

from lambdatutor.course.handlers.lab import HandlerAttempt
from lambdatutor.runtime.shown import shown
from lambdatutor.tui.code.cases import SIGNS, waiting_words
from lambdatutor.tui.laid import Laid
from lambdatutor.tui.panels.cells import clean
from lambdatutor.tui.prose import hanging
from lambdatutor.tui.steps.judged_lab import JudgedLabView

if TYPE_CHECKING:
    from lambdatutor.course.handlers.views import CaseView


class CaseList(Laid):
    """What it is called with, a line a case."""

    _cases: tuple[CaseView, ...] = ()
    _waiting: int = 0
    _passed: bool = False

    def show(self, attempt: HandlerAttempt) -> None:
        now = attempt.cases, attempt.held_out, attempt.passed
        if now != (self._cases, self._waiting, self._passed):
            self._cases, self._waiting, self._passed = now
            self.relay()

    def lines(self, width: int) -> list[Content]:
        lines = [Content.styled("Cases", "bold $ink-title")]
        for each in self._cases:
            sign, ink = SIGNS[each.state]
            for at, line in enumerate(
                hanging(Content(clean(shown(each.says))), width, f" {sign} ")
            ):
                lines.append(line.stylize(f"bold ${ink}", 0, 3) if at == 0 else line)
        if self._waiting:
            says, ink = waiting_words(self._waiting, passed=self._passed)
            sign = " ✓ " if self._passed else " ○ "
            lines += hanging(Content.styled(says, f"${ink}"), width, sign)
        return lines


class HandlerLabView(JudgedLabView[HandlerAttempt]):
    """What to reach; the code is on the other page."""

    @property
    def offers(self) -> frozenset[str]:
        return super().offers | {"prompt"}

    def compose(self) -> ComposeResult:
        yield from super().compose()
        cases = CaseList()
        cases.show(self.attempt)
        yield cases

    def draw(self) -> None:
        super().draw()
        for cases in self.query(CaseList):
            cases.show(self.attempt)
