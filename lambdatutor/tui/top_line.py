"""The first line of a screen: where one is, and the two keys that always help."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from lambdatutor.tui.ascii_text import fit_for_terminal


class TopLine(Widget):
    """`λ Cold starts        environments · 3 of 7 ▰▰▰▱▱▱▱        ctrl+p palette   ? help`."""

    DEFAULT_CSS = "TopLine { height: 1; padding: 0 1; background: $background; }"

    called: reactive[str] = reactive("lambdatutor")
    place: reactive[str] = reactive("")
    """Track and step in words."""
    done: reactive[int] = reactive(0)
    """Steps up to this one."""
    steps: reactive[int] = reactive(0)

    KEYS = (("ctrl+p", "palette"), ("?", "help"))

    def render(self) -> Content:
        width = self.content_size.width
        bar = "▰" * self.done + "▱" * (self.steps - self.done)
        left = Content.assemble(("λ ", "bold $ink-accent"), (self.called, "bold"))
        middle = Content.assemble((self.place, "$ink-muted"), "  ", (bar, "$ink-accent"))
        right = Content("   ").join(
            Content.assemble((key, "bold $ink-accent"), (f" {says}", "$ink-muted"))
            for key, says in self.KEYS
        )
        choices = (
            (left, middle, right),
            (left, middle, right[-6:]),
            (left, Content.styled(self.place, "$ink-muted"), right[-6:]),
            (left, right[-6:]),
        )
        for parts in choices:
            free = width - sum(part.cell_length for part in parts)
            if free >= 3 * (len(parts) - 1):
                return fit_for_terminal(_spread(parts, width))
        return left.truncate(width, ellipsis=True)


def _spread(parts: tuple[Content, ...], width: int) -> Content:
    """First part at the left, last at the right, the one between in the middle of the line."""
    left, *between, right = parts
    line = left
    for part in between:
        centred = (width - part.cell_length) // 2
        latest = width - right.cell_length - 3 - part.cell_length
        line += Content(" " * (max(line.cell_length + 3, min(centred, latest)) - line.cell_length))
        line += part
    return line + Content(" " * (width - line.cell_length - right.cell_length)) + right
