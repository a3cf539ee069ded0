"""One document of the lab: its title, the editor, and what is to be said about its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from lambdatutor.course.policies.sides import SIDES
from lambdatutor.tui.ascii_text import fit_for_terminal
from lambdatutor.tui.laid import Laid
from lambdatutor.tui.panels.cells import clean
from lambdatutor.tui.policy.editor import Candidates, JsonEditor
from lambdatutor.tui.policy.marks import ADVISED, Met, fault_marks, statements_met
from lambdatutor.tui.prose import hanging

if TYPE_CHECKING:
    from lambdatutor.course.policies.lab import PolicyAttempt
    from lambdatutor.course.policies.parts import PolicyDocument
    from lambdatutor.course.policies.reading import DocumentFault
    from lambdatutor.course.policies.standing import RequestVerdict


class DocumentStatus(Laid):
    """The first thing that is wrong with a document and where, or that nothing is."""

    DEFAULT_CSS = "DocumentStatus { max-height: 2; padding: 0 1; background: $panel; }"

    def __init__(self, *, fixed: bool) -> None:
        super().__init__()
        self.fixed = fixed
        self.faults: tuple[DocumentFault, ...] = ()
        self.warnings: tuple[DocumentFault, ...] = ()
        self.note = ""

    def show(
        self,
        faults: tuple[DocumentFault, ...],
        warnings: tuple[DocumentFault, ...],
        note: str,
    ) -> None:
        now = faults, warnings, note
        if now != (self.faults, self.warnings, self.note):
            self.faults, self.warnings, self.note = now
            self.relay()

    def lines(self, width: int) -> list[Content]:
        if self.faults:
            return _told(self.faults, "✗ ", "$ink-bad", width)
        if self.warnings:
            return _told(self.warnings, "! ", "$ink-warn", width)
        says = "✓ shown only, it stays as it is" if self.fixed else "✓ it can be read"
        return Content.styled(self.note or says, "$ink-muted").wrap(width)


def _told(faults: tuple[DocumentFault, ...], sign: str, ink: str, width: int) -> list[Content]:
    """The first fault with its place, and how many more there are."""
    first, *others = faults
    more = f"{len(others)} more after it." if others else ""
    says = Content.assemble(clean(str(first)), " ", (more, "$ink-muted"))
    start, *rest = hanging(says, width, sign)
    return [start.stylize(f"bold {ink}", 0, 2), *rest]


class DocumentBox(Vertical):
    """A document to read or to edit."""

    DEFAULT_CSS = """
    DocumentBox { width: 1fr; height: 100%; border: round $ink-line; background: $surface;
        border-title-color: $ink-title; border-title-style: bold;
        border-subtitle-color: $ink-muted; }
    DocumentBox:focus-within { border: round $ink-accent; border-title-color: $ink-accent; }
    """

    def __init__(self, document: PolicyDocument, text: str, candidates: Candidates) -> None:
        super().__init__()
        self.document = document
        self._text = text
        self._candidates = candidates
        self._sought = ""
        """The request whose statements were brought into sight last."""

    def compose(self) -> ComposeResult:
        yield JsonEditor(self._text, self._candidates, read_only=self.document.fixed)
        yield DocumentStatus(fixed=self.document.fixed)

    def on_mount(self) -> None:
        self.border_title = fit_for_terminal(
            Content(clean(f"{self.document.title} · {self.document.of}"))
        )

    def tell_place(self, number: int, count: int) -> None:
        """Which kind of policy it is; where not all are in sight, also which of them."""
        kind = SIDES[self.document.side] + (" · read only" if self.document.fixed else "")
        place = f" · {number} of {count}" if count else ""
        self.border_subtitle = fit_for_terminal(Content(kind + place))

    @property
    def editor(self) -> JsonEditor:
        return self.query_one(JsonEditor)

    def show(self, attempt: PolicyAttempt, verdict: RequestVerdict | None) -> None:
        """What is wrong with the text, and what of it the chosen request met."""
        id_, text = self.document.id, self.editor.text
        if text != attempt.text(id_):
            return  # it was typed on since; the next look is on its way
        faults = attempt.faults(id_)
        # Advice would give the answer away while it is still looked for.
        warnings = attempt.warnings(id_) if attempt.met else ()
        met = Met({})
        if verdict is not None and not faults:
            met = statements_met(text, self.document, verdict)
        marks = fault_marks(text, faults) if faults else met.marks
        for row, inked in fault_marks(text, warnings, ADVISED).items():
            marks.setdefault(row, []).extend(inked)
        self.query_one(DocumentStatus).show(faults, warnings, met.says)
        self.editor.mark(marks)
        chosen = verdict.request.id if verdict is not None else ""
        if met.marks and chosen != self._sought:
            self.call_after_refresh(self._bring_in_sight, min(met.marks), max(met.marks))
        self._sought = chosen

    def _bring_in_sight(self, first: int, last: int) -> None:
        """Scroll to what the chosen request met, unless somebody writes here or it is seen."""
        editor = next(iter(self.query(JsonEditor)), None)
        if editor is None:
            return  # the page was left since
        height = editor.scrollable_content_region.height
        if editor.has_focus or not height or last >= editor.document.line_count:
            return
        top, bottom = (
            editor.wrapped_document.location_to_offset((row, 0)).y for row in (first, last)
        )
        if top < editor.scroll_y or bottom >= editor.scroll_y + height:
            above = max(0, height - 1 - (bottom - top)) // 2
            editor.scroll_to(y=max(0, top - above), animate=False)
