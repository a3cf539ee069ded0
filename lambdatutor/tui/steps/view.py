"""What the left side of every step has in common."""

from __future__ import annotations

from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from lambdatutor.course.frame import Frame
from lambdatutor.tui.laid import Laid
from lambdatutor.tui.panels.cells import clean
from lambdatutor.tui.prose import laid_out


class StepView(Vertical):
    """What to think about in one step. It asks by message and is told by method."""

    DEFAULT_CSS = "StepView { height: auto; } StepView > * { margin-bottom: 1; }"

    class RunAsked(Message):
        """The run of this step may play now."""

    @property
    def offers(self) -> frozenset[str]:
        """Actions of the screen that mean something here, besides those of every step."""
        return frozenset()

    @property
    def copied(self) -> str:
        """What `c` copies here."""
        return ""

    def begin(self) -> None:
        """The screen is ready: put the focus where the learner starts."""

    def going_on(self) -> None:
        """Time begins to pass again."""

    def show_frame(self, frame: Frame) -> None:
        """Time has passed in the run of this step."""

    def went_back(self, frame: Frame) -> None:
        """The run stands at an earlier moment again."""
        self.show_frame(frame)

    def warns_of_leaving(self) -> bool:
        """Whether there is something to be said before the learner goes on; it is said once."""
        return False

    def take_number(self, number: int) -> None:
        """A number key was pressed while nothing has the focus."""


class Callout(Laid):
    """A few sentences with a bar of colour before them."""

    DEFAULT_CSS = """
    Callout { padding: 0 0 0 1; border-left: outer $ink-line; }
    Callout.-say { border-left: outer $ink-accent; }
    Callout.-good { border-left: outer $ink-good; }
    Callout.-bad { border-left: outer $ink-bad; }
    Callout.-past { color: $ink-muted; }
    """

    def __init__(
        self, text: str, *, kind: str = "", title: str = "", literal: bool = False
    ) -> None:
        super().__init__(classes=f"-{kind}" if kind else None)
        self.text = text
        self.foot = ""
        """A word in small after the text."""
        self._literal = literal
        """The text is what somebody typed, and its signs mean nothing."""
        self.called = title

    def say(self, text: str, *, title: str = "", foot: str = "") -> None:
        """Other sentences in the same place."""
        self.text = text
        self.called = title
        self.foot = foot
        self.relay()

    def lines(self, width: int) -> list[Content]:
        head = Content.styled(self.called, "bold").wrap(width) if self.called else []
        if not self.text:
            return head
        text = (
            Content(clean(self.text)).wrap(width) if self._literal else laid_out(self.text, width)
        )
        foot = [Content.styled(self.foot, "$ink-accent")] if self.foot else []
        if foot and text and text[-1].cell_length + foot[0].cell_length + 3 <= width:
            foot = [text.pop() + Content("   ") + foot[0]]
        return [*head, *text, *foot]
