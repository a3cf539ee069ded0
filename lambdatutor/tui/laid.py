"""Widgets whose lines are laid out for the width they have, so no word is ever cut."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from lambdatutor.tui.ascii_text import fit_for_terminal
from lambdatutor.tui.prose import laid_out


class Laid(Widget):
    """A widget that is as high as its lines; what it shows is said by `lines`."""

    DEFAULT_CSS = "Laid { width: 1fr; height: auto; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id, classes=classes)
        self._kept: tuple[int, list[Content]] | None = None

    def lines(self, width: int) -> list[Content]:
        """What is shown, one Content a line, none wider than `width`."""
        raise NotImplementedError

    def laid(self, width: int) -> list[Content]:
        if self._kept is None or self._kept[0] != width:
            self._kept = (width, self.lines(width))
        return self._kept[1]

    def relay(self) -> None:
        """Lay the lines out anew, because what they show has changed."""
        before = self._kept
        self._kept = None
        if before is None or not self.is_mounted:
            return
        lines = self.laid(before[0])
        if len(lines) != len(before[1]):
            self.refresh(layout=True)
        elif lines != before[1]:
            self.refresh()

    def get_content_width(self, container: Size, viewport: Size) -> int:
        del viewport
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        del container, viewport
        return len(self.laid(width))

    def render(self) -> Content:
        return fit_for_terminal(Content("\n").join(self.laid(self.content_size.width)))


class Prose(Laid):
    """A lesson's text."""

    text: reactive[str] = reactive("")

    def __init__(
        self,
        text: str = "",
        *,
        id: str | None = None,  # noqa: A002  Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.set_reactive(Prose.text, text)

    def watch_text(self) -> None:
        self.relay()

    def lines(self, width: int) -> list[Content]:
        return laid_out(self.text, width)
