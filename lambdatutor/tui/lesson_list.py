"""The list of tracks and lessons: what is new, where one stopped, what is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from lambdatutor.tui.laid import Laid
from lambdatutor.tui.panels.cells import clean, crop

State = Literal["new", "started", "finished", "planned"]

_MARKS: dict[State, tuple[str, str]] = {
    "new": ("○", "$ink-muted"),
    "started": ("◐", "$ink-accent"),
    "finished": ("●", "$ink-good"),
    "planned": (" ", "$ink-muted"),
}


class LessonRow(NamedTuple):
    """A lesson as the list shows it."""

    lesson: str
    """Its id."""
    title: str
    track: str
    minutes: int
    state: State
    place: str = ""
    """`step 3 of 10` of a lesson that was begun."""
    terms: tuple[str, ...] = ()
    idea: str = ""

    def matches(self, words: str) -> bool:
        """Whether every word is somewhere in its title, track, id, idea or terms."""
        text = " ".join((self.title, self.track, self.lesson, self.idea, *self.terms)).casefold()
        return all(word in text for word in words.casefold().split())


class LessonList(Laid, can_focus=True):
    """Lessons by track; the cursor stands only on those that can be played."""

    BINDINGS = [
        Binding("up,k", "move(-1)", "choose", show=False),
        Binding("down,j", "move(1)", "choose", key_display="↑↓", tooltip="Choose a lesson"),
        Binding("home,g", "move(-999)", "first", show=False),
        Binding("end,G", "move(999)", "last", show=False),
        Binding("pageup", "move(-8)", "choose", show=False),
        Binding("pagedown", "move(8)", "choose", show=False),
        Binding("enter", "open", "open", tooltip="Start the lesson, or go on where you stopped"),
    ]

    at: reactive[str] = reactive("")
    """The id of the lesson at the cursor."""

    class Opened(Message):
        """The learner wants to play this lesson."""

        def __init__(self, lesson: str) -> None:
            super().__init__()
            self.lesson = lesson

    class Moved(Message):
        """Another lesson is at the cursor, or none."""

        def __init__(self, row: LessonRow | None) -> None:
            super().__init__()
            self.row = row

    def __init__(self, rows: Sequence[LessonRow] = ()) -> None:
        super().__init__()
        self._all = tuple(rows)
        self._shown = self._all
        self._line_of: dict[str, int] = {}

    @property
    def playable(self) -> list[LessonRow]:
        return [row for row in self._shown if row.state != "planned"]

    @property
    def row(self) -> LessonRow | None:
        """The lesson at the cursor."""
        return next((row for row in self._shown if row.lesson == self.at), None)

    def show_rows(self, rows: Sequence[LessonRow], at: str) -> None:
        self._all = self._shown = tuple(rows)
        self._settle(at)

    def narrow(self, words: str) -> None:
        """Show only the lessons that match; no words: all."""
        self._shown = tuple(row for row in self._all if row.matches(words))
        self._settle(self.at)

    def _settle(self, at: str) -> None:
        playable = self.playable
        kept = any(row.lesson == at for row in playable)
        self.at = at if kept else (playable[0].lesson if playable else "")
        self.relay()
        self.post_message(self.Moved(self.row))

    def watch_at(self) -> None:
        self.relay()

    def watch_has_focus(self, value: bool) -> None:
        super().watch_has_focus(value)
        self.relay()

    def action_move(self, by: int) -> None:
        playable = self.playable
        if not playable:
            return
        here = next((i for i, row in enumerate(playable) if row.lesson == self.at), 0)
        self.at = playable[max(0, min(len(playable) - 1, here + by))].lesson
        self.post_message(self.Moved(self.row))
        self.bring_into_view()

    def bring_into_view(self) -> None:
        """Scroll so that the cursor is seen, with the name of its track where that fits."""
        line = self._line_of.get(self.at)
        parent = self.parent
        if line is not None and isinstance(parent, Widget):
            place = Region(0, max(0, line - 2), self.size.width, 4)
            parent.scroll_to_region(place.translate(self.virtual_region.offset), animate=False)

    def action_open(self) -> None:
        if self.at:
            self.post_message(self.Opened(self.at))

    def on_click(self, event: events.Click) -> None:
        y = event.get_content_offset_capture(self).y
        for lesson, line in self._line_of.items():
            if line == y and any(row.lesson == lesson for row in self.playable):
                if self.at == lesson:
                    self.action_open()
                self.at = lesson
                self.post_message(self.Moved(self.row))

    def lines(self, width: int) -> list[Content]:
        self._line_of.clear()
        lines: list[Content] = []
        track = None
        for row in self._shown:
            if row.track != track:
                if track is not None:
                    lines.append(Content(""))
                lines.append(Content.styled(crop(row.track, width), "bold $ink-title"))
                track = row.track
            self._line_of[row.lesson] = len(lines)
            lines.append(self._line(row, width))
        if self._all and not lines:
            return [Content.styled("No lesson has these words. esc shows all.", "$ink-muted")]
        return lines

    def _line(self, row: LessonRow, width: int) -> Content:
        mark, ink = _MARKS[row.state]
        here = row.lesson == self.at
        right = "planned" if row.state == "planned" else f"{row.minutes} min"
        place = row.place if row.state == "started" else ("done" if row.state == "finished" else "")
        right = f"{place}   {right:>7}" if place else f"{right:>7}"
        title = crop(clean(row.title), width - 5 - len(right) - 2)
        gap = " " * (width - 5 - Content(title).cell_length - len(right) - 1)
        muted = "$ink-muted 65%" if row.state == "planned" else "$ink-muted"
        line = Content.assemble(
            (" ▸ " if here else "   ", "bold $ink-accent"),
            (f"{mark} ", ink),
            (title, "$ink-muted 65%" if row.state == "planned" else ("bold" if here else "")),
            gap,
            (right, ink if place else muted),
            " ",
        )
        return line.stylize("on $cursor-row") if here else line
