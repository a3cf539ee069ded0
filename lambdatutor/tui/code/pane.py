"""The page of a code lab: files and cases side by side, the event, the answer, times, the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import TextArea

from lambdatutor.runtime.shown import shown
from lambdatutor.tui.ascii_text import fit_for_terminal
from lambdatutor.tui.code.cases import CasesTable
from lambdatutor.tui.code.editor import CodeEditor, language_of
from lambdatutor.tui.code.event_box import EventBox
from lambdatutor.tui.code.failing_line import failing_line
from lambdatutor.tui.code.files import FilesView, FileTabs
from lambdatutor.tui.code.handlers_pane import HandlersPane
from lambdatutor.tui.code.settings_line import SettingsLine
from lambdatutor.tui.inks import Inked
from lambdatutor.tui.panels.cells import clean

if TYPE_CHECKING:
    from lambdatutor.course.handlers.lab import HandlerAttempt

_AFTER_S = 0.25
"""How long after a key what was typed is written into its file."""

_LOOKS_EVERY_S = 1.0
"""How often one looks whether another program has changed the files."""

WRONG = "underline on refused-tint"
NO_TEXT = "This file is no text, so it is not shown."


class CodePane(HandlersPane):
    """Hands what is typed to the attempt, and shows what its cases come to."""

    BINDINGS = [
        Binding("t", "take_event", "its event", tooltip="Change the case's event and try that"),
    ]

    def __init__(self, attempt: HandlerAttempt) -> None:
        super().__init__(attempt)
        self._timer: Timer | None = None
        self._path = attempt.opens
        self._opened = ""
        """The text of the file as the editor had it when it was opened or handed over last."""

    def compose(self) -> ComposeResult:
        samples = self.attempt.lab.samples != ()
        with Horizontal(id="upper"):
            with Vertical(id="work"):
                yield FileTabs(id="files")
                yield CodeEditor("", "python", id="editor")
            with Vertical(id="side"):
                yield from self.cases_part()
                yield EventBox(self.attempt.event_text, samples=samples)
        yield from self.said_part()
        yield SettingsLine(self.attempt.lab.settings)
        with Horizontal(id="lower"):
            yield from self.answer_part()
            yield from self.log_part()

    def set_out(self) -> None:
        self.set_interval(_LOOKS_EVERY_S, self.look_at_files)
        self._open(self._path)

    def parts(self) -> list[Widget]:
        tabs, editor = self.query_one(FileTabs), self._editor
        files = [tabs] if tabs.can_focus else []
        scrolls = (self.query_one("#answer"), self.query_one("#log"))
        return [editor, self.table, *scrolls, self.event.editor, *files]

    @property
    def event(self) -> EventBox:
        return self.query_one(EventBox)

    @property
    def _editor(self) -> CodeEditor:
        return self.query_one("#editor", CodeEditor)

    @property
    def is_in_event(self) -> bool:
        """Whether the keys are where an event is written."""
        return self._stands and self.screen.focused is self.event.editor

    def path(self) -> str | None:
        return self._path or None

    # Files

    @on(FileTabs.Wanted)
    def _wanted(self, event: FileTabs.Wanted) -> None:
        event.stop()
        self.take_in()
        self._open(event.path)

    def _open(self, path: str) -> None:
        """Show a file, from its beginning."""
        self._path = path
        text = self.attempt.text(path) if path else None
        fixed = text is None or self.attempt.is_fixed(path)
        language = language_of(path)
        self._editor.open(NO_TEXT if text is None else text, language, read_only=fixed)
        self._opened = self._editor.text
        self.draw()

    def take_files(self) -> None:
        if not self._stands:
            return
        paths = self.attempt.paths
        path = self._path
        if path not in paths:
            self._open(self.attempt.opens)
        else:
            text = self.attempt.text(path)
            self._editor.take(NO_TEXT if text is None else text)
            self._opened = self._editor.text
        self.event.editor.take(self.attempt.event_text)
        self.draw()

    def look_at_files(self) -> None:
        """Another program may have changed them, such as the learner's own editor."""
        if self._stands:
            self.take_in()
            if self.attempt.refresh():
                self.post_message(self.Typed())
                self.take_files()

    # What is typed

    @on(TextArea.Changed)
    def _edited(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._timer is None and self._stands:
            self._timer = self.set_timer(_AFTER_S, self.take_in)
        if self._stands:
            self.event.tell()

    def take_in(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if not self._stands:
            return
        editor, text = self._editor, self.event.editor.text
        changed = False
        if editor.text != self._opened and not editor.read_only:
            self._opened = editor.text
            self.attempt.edit(self._path, editor.text)
            changed = True
        if text != self.attempt.event_text:
            self.attempt.set_event(text)
            self.draw()
        if changed:
            self.post_message(self.Typed())
            self.draw()

    def use_event(self, text: str) -> None:
        """Another event to try, to go on from."""
        if self._stands:
            self.event.editor.set_text(text)
            self.take_in()
            self.give_keys(self.event.editor)

    def action_take_event(self) -> None:
        chosen = self.table.chosen
        if chosen is not None:
            self.use_event(chosen.event_text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "take_event":
            return self._stands and self.is_on_table and self.table.chosen is not None
        return super().check_action(action, parameters)

    # What is shown

    def show_part(self, part: Widget) -> None:
        """Where an event is written, what came of it is what is looked at."""
        super().show_part(part)
        if part is self.event.editor:
            self.table.choose_case(None)

    def draw(self) -> None:
        if not self._stands:
            return
        attempt, paths = self.attempt, self.attempt.paths
        at = paths.index(self._path) if self._path in paths else 0
        fixed = frozenset(path for path in paths if attempt.is_fixed(path))
        self.query_one(FileTabs).show(FilesView(paths, at, fixed))
        name = clean(shown(attempt.settings.name))
        self.query_one("#work").border_title = fit_for_terminal(Content(f"Code of {name}"))
        super().draw()
        self._mark()

    @on(CasesTable.Chosen)
    def _mark(self) -> None:
        """The line at which the chosen case failed, as long as it is that line."""
        if not self._stands:
            return
        attempt, marks = self.attempt, dict[int, list[Inked]]()
        found = None if attempt.stale else failing_line(self.shown_calls, attempt.paths)
        lines = self._editor.document.lines
        if found is not None and found.path == self._path and found.line <= len(lines):
            line = lines[found.line - 1]
            start = len(line) - len(line.lstrip())
            marks[found.line - 1] = [Inked(start, len(line), WRONG)]
        self._editor.mark(marks)
