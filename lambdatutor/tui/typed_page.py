"""A page on which one types, with a table of what comes of it."""

from __future__ import annotations

from textual import on
from textual.containers import Vertical

from lambdatutor.tui.inked_editor import InkedEditor


class TypedPage(Vertical):
    """Esc leads from an editor to the table, and nothing that was typed is lost on the way."""

    _stands = False
    """Whether all its parts are there: they come after it, and go before it."""
    _left_by_escape = False
    """An editor was left by esc, and no second esc has been asked about since."""

    def take_in(self) -> None:
        """Hand over what has been typed, and show what came of it."""
        raise NotImplementedError

    def to_table(self) -> None:
        """The keys go to where one chooses what is looked at."""
        raise NotImplementedError

    def close(self) -> None:
        """Take in what was typed, and then nothing more: the page is going away."""
        self.take_in()
        self._stands = False

    def on_descendant_blur(self) -> None:
        """Nothing that was typed waits for its time when one goes elsewhere."""
        self.take_in()

    @on(InkedEditor.Left)
    def _left(self, event: InkedEditor.Left) -> None:
        event.stop()
        self._left_by_escape = True
        self.to_table()

    def warns_of_leaving(self) -> bool:
        """Whether esc may have been meant for what was left already; said once."""
        warns, self._left_by_escape = self._left_by_escape, False
        return warns
