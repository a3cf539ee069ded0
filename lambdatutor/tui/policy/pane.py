"""The page with the documents side by side, the requests as a table, and why each is so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import TextArea

from lambdatutor.tui.policy.completion import candidates
from lambdatutor.tui.policy.document_box import DocumentBox
from lambdatutor.tui.policy.editor import Candidates
from lambdatutor.tui.policy.explanation import Explanation
from lambdatutor.tui.policy.known import known_in
from lambdatutor.tui.policy.offers import Offers
from lambdatutor.tui.policy.requests import RequestsView, RequestTable
from lambdatutor.tui.policy.said import say_in
from lambdatutor.tui.steps.objectives import Objectives
from lambdatutor.tui.typed import app_of
from lambdatutor.tui.typed_page import TypedPage

if TYPE_CHECKING:
    from lambdatutor.course.policies.lab import PolicyAttempt
    from lambdatutor.course.policies.parts import PolicyDocument
    from lambdatutor.course.policies.standing import RequestVerdict
    from lambdatutor.iam.json.cursor import Standing

_AFTER_S = 0.08
"""How long after a key what was typed is judged: the key itself is on the screen before."""

_THREE_ABREAST = 168
"""Columns from which three documents stand side by side."""


class PolicyPane(TypedPage):
    """Hands what is typed to the attempt, and shows what comes of it."""

    BINDINGS = [
        Binding("tab", "move(1)", "next part", tooltip="From document to document, then the table"),
        Binding("shift+tab", "move(-1)", "part before", show=False),
        Binding("left", "to_document(0)", "documents", show=False),
        Binding("right", "to_document(1)", "documents", show=False),
        Binding("enter", "to_document(-1)", "type", tooltip="Back to the document you were in"),
    ]

    class Typed(Message):
        """The attempt has been given what was typed."""

    def __init__(self, attempt: PolicyAttempt) -> None:
        super().__init__(id="policies")
        self.attempt = attempt
        self._timer: Timer | None = None
        self._judged: tuple[RequestVerdict, ...] = ()
        """Held-out requests that a judging is showing."""
        self._last = 0
        """The document that had the keys last."""

    def compose(self) -> ComposeResult:
        known = known_in(self.attempt)

        def offering(document: PolicyDocument) -> Candidates:
            def words(at: Standing) -> list[str]:
                return candidates(at, document.side, known)

            return words

        with Horizontal(id="documents"):
            for each in self.attempt.documents:
                yield DocumentBox(each, self.attempt.text(each.id), offering(each))
        with Horizontal(id="answers"):
            yield RequestTable()
            with VerticalScroll(id="beside", can_focus=False):
                yield Objectives(self.attempt.objectives)
        with VerticalScroll(id="because", can_focus=False):
            yield Explanation()
        yield Offers()

    def on_mount(self) -> None:
        self._stands = bool(self.query(Offers))
        if self._stands:  # a page that is left before it stood has no parts
            self._bring_near(self._last)
            self.draw()

    @property
    def boxes(self) -> list[DocumentBox]:
        return list(self.query(DocumentBox))

    @property
    def table(self) -> RequestTable:
        return self.query_one(RequestTable)

    @property
    def chosen(self) -> RequestVerdict | None:
        return self.table.chosen if self._stands else None

    @property
    def document_id(self) -> str:
        """The document that has the keys, or had them last."""
        return self.attempt.documents[self._last].id

    # What is typed

    @on(TextArea.Changed)
    def _edited(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._timer is None:
            self._timer = self.set_timer(_AFTER_S, self.take_in)

    def take_in(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        typed = [
            box
            for box in (self.boxes if self._stands else ())
            if box.editor.text != self.attempt.text(box.document.id)
        ]
        if not typed:
            return
        for box in typed:
            self.attempt.edit(box.document.id, box.editor.text)
        self._judged = ()
        self.post_message(self.Typed())
        self.draw()

    def take_texts(self) -> None:
        """The attempt's documents have changed: they take the place of what stands here."""
        if not self._stands:
            return
        for box in self.boxes:
            box.editor.set_text(self.attempt.text(box.document.id))
        self._judged = ()
        self.draw()

    # What is shown

    def show_judged(self, judged: tuple[RequestVerdict, ...]) -> None:
        """Held-out requests as a judging goes on: the newest is the chosen one."""
        self._judged = judged
        self.draw()
        if self._stands:
            self.table.choose(len(self.table.view.verdicts) - 1)

    def choose_first_wrong(self) -> None:
        """The first request that is not answered as it must be, if there is one."""
        for at, verdict in enumerate(self.table.view.verdicts if self._stands else ()):
            if not verdict.passes:
                self.table.choose(at)
                return

    def draw(self) -> None:
        """Everything as the attempt has it now."""
        if not self._stands:
            return
        attempt = self.attempt
        shown = {each.request.id: each for each in (*attempt.verdicts(), *self._judged)}
        waiting = len(attempt.lab.requests) - len(shown)
        self.table.show(RequestsView(tuple(shown.values()), waiting, bool(attempt.stale)))
        self.query_one(Objectives).show(attempt.objectives)
        self._explain()
        self.screen.refresh_bindings()

    @on(RequestTable.Chosen)
    def _explain(self) -> None:
        if not self._stands:
            return
        verdict = self.chosen
        self.query_one(Explanation).show(verdict)
        self.query_one("#because", VerticalScroll).scroll_home(animate=False)
        for box in self.boxes:
            box.show(self.attempt, verdict)

    def say(self, text: str, *, title: str = "", kind: str = "say") -> None:
        if self._stands:
            say_in(self.query_one("#beside"), text, title=title, kind=kind)

    # Where the keys are

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In a document these keys move the cursor and break lines."""
        del parameters
        if action == "to_document":
            return isinstance(self.screen.focused, RequestTable)
        return self._stands

    def begin(self) -> None:
        """The keys go to the first document that can be edited."""
        editable = [at for at, each in enumerate(self.attempt.documents) if not each.fixed]
        self._give_keys(editable[0] if editable else 0)

    def to_table(self) -> None:
        self._give_keys(len(self.boxes))

    def action_move(self, by: int) -> None:
        parts = len(self.boxes) + 1
        focused = self.screen.focused
        now = next(
            (at for at, box in enumerate(self.boxes) if box.editor is focused), len(self.boxes)
        )
        self._give_keys((now + by) % parts)

    def action_to_document(self, at: int) -> None:
        self._give_keys(self._last if at < 0 else min(at, len(self.boxes) - 1))

    def _give_keys(self, at: int) -> None:
        """To a document, or behind the last one to the table."""
        if not self._stands:
            return
        boxes = self.boxes
        self.set_class(at >= len(boxes), "-verdicts")
        part: Widget = self.table
        if at < len(boxes):
            self._last = at
            self._bring_near(at)
            part = boxes[at].editor
        self.screen.set_focus(part, scroll_visible=False)

    def _bring_near(self, at: int) -> None:
        """As many documents as there is room for, that one among them."""
        boxes = self.boxes
        width = app_of(self).size.width
        abreast = 1 if self.screen.has_class("-narrow") else 3 if width >= _THREE_ABREAST else 2
        first = max(0, min(at - abreast + 1, len(boxes) - abreast))
        if at < first + abreast - 1 and abreast > 1:
            first = min(at, max(0, len(boxes) - abreast))
        hidden = len(boxes) > abreast
        for index, box in enumerate(boxes):
            box.display = first <= index < first + abreast
            box.tell_place(index + 1, len(boxes) if hidden else 0)

    def on_resize(self) -> None:
        if self._stands:
            self._bring_near(self._last)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A click gives the keys as well."""
        if not self._stands:
            return
        for at, box in enumerate(self.boxes):
            if box.editor is event.widget:
                self._last = at
        self.set_class(event.widget is self.table, "-verdicts")
        self.screen.refresh_bindings()
