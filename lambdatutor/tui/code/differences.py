"""The page that tells what is not here as it is on Lambda."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message

from lambdatutor.errors import LambdaTutorError
from lambdatutor.runtime.clients import best
from lambdatutor.runtime.differences import differences
from lambdatutor.tui.panels.cells import clean
from lambdatutor.tui.popup import Lines, Popup
from lambdatutor.tui.prose import hanging, inline

if TYPE_CHECKING:
    from lambdatutor.runtime.walls import Walls


class DifferencesPage(Popup[None]):
    """Calm sentences under headings; which walls can stand is found out meanwhile."""

    called = "Here and on Lambda"
    walls: Walls | None = None
    problem = ""

    def on_mount(self) -> None:
        self.run_worker(self._look, thread=True)

    def _look(self) -> None:
        from lambdatutor.runtime.walls import walls_here

        try:
            found = walls_here()
        except LambdaTutorError as error:
            self.post_message(self.Looked(None, str(error)))
        else:
            self.post_message(self.Looked(found))

    def on_differences_page_looked(self, event: Looked) -> None:
        self.walls, self.problem = event.walls, event.problem
        for lines in self.query(Lines):
            lines.relay()

    class Looked(Message):
        """It is known which walls stand, or why none can."""

        def __init__(self, walls: Walls | None, problem: str = "") -> None:
            super().__init__()
            self.walls = walls
            self.problem = problem

    def lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for title, sentences in differences(best(), self.walls, self.problem):
            lines += [Content("")] * bool(lines) + [Content.styled(title, "bold $ink-title")]
            for each in sentences:
                lines += hanging(inline(clean(each)), width, "  • ")
        return lines
