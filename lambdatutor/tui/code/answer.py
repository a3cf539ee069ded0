"""What a call was answered: status, FunctionError, the payload laid out; and what was wanted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from textual.content import Content

from lambdatutor.runtime.shown import shown
from lambdatutor.tui.code.cases import SIGNS
from lambdatutor.tui.highlight import highlighted
from lambdatutor.tui.laid import Laid
from lambdatutor.tui.panels.cells import clean
from lambdatutor.tui.prose import hanging, inline

if TYPE_CHECKING:
    from lambdatutor.course.handlers.outcomes import CallOutcome
    from lambdatutor.course.handlers.views import CaseView

_MOST_CHARACTERS = 6_000
"""Of a longer payload the beginning is shown."""
_LAID_OUT = 100_000
"""Characters of a payload that is laid out; a longer one stands as it came, which takes no time."""
_OF_EVENT = 140
"""Of an event its beginning: whoever wants all of it takes it to where events are written."""
_BEFORE = {"passes": "passed before this change", "fails": "failed before this change"}


def answer_lines(
    case: CaseView | None, calls: tuple[CallOutcome, ...], width: int, *, stale: bool = False
) -> list[Content]:
    """A case with its last call; without a case it is the learner's own event."""
    lines = _head(case, width, stale=stale)
    call = calls[-1] if calls else None
    if call is None:
        says = "It has not run yet: ctrl+r runs every case, enter this one."
        if case is None:
            says = "Your event has not run yet: ctrl+r where you type it runs it."
        event = [] if case is None else _called_with(case, case.event_text, width)
        return [*lines, *event, *hanging(Content.styled(says, "$ink-muted"), width, "  ")]
    if case is not None and case.state == "fails" and case.why_failed != call.refused:
        told = Content(clean(shown(case.why_failed)))
        lines += hanging(told, width, "  ▏ ", again=True)
    if case is not None:
        lines += _called_with(case, call.event, width)
    if len(calls) > 1:
        says = f"The last of {len(calls)} calls answered:"
        lines += hanging(Content.styled(says, "$ink-muted"), width, "  ")
    return [*lines, *call_lines(call, width)]


def call_lines(call: CallOutcome, width: int) -> list[Content]:
    """The answer of one call as Lambda's API gives it, or why there is none."""
    answer = call.answer
    if answer is None:
        says = call.refused or "It was stopped before it answered."
        return hanging(Content(clean(shown(says))), width, "  ✗ ")
    status = Content.assemble(("StatusCode ", "$ink-muted"), (str(answer.status), "bold"))
    if answer.function_error:
        error = (("   FunctionError ", "$ink-muted"), (answer.function_error, "bold $ink-bad"))
        status = Content.assemble(status, *error)
    lines = hanging(status, width, "  ")
    lines += payload_lines(answer.text, width)
    if answer.said:
        lines += hanging(inline(clean(answer.said)), width, "  ▏ ", again=True)
    return lines


def payload_lines(payload: str, width: int) -> list[Content]:
    """A payload as JSON laid out; one that is no JSON, as it came."""
    if not payload:
        return [Content.styled("  an empty payload", "$ink-muted italic")]
    text = payload if len(payload) > _LAID_OUT else _laid_out(payload)
    more = len(text) - _MOST_CHARACTERS
    lines = [
        part
        for line in highlighted(_drawn(text[:_MOST_CHARACTERS]), "json").split("\n")
        for part in _indented(line, width)
    ]
    if more > 0:
        lines.append(Content.styled(f"  … {more:,} more characters", "$ink-muted italic"))
    return lines


def _laid_out(payload: str) -> str:
    try:
        return json.dumps(json.loads(payload), indent=2, ensure_ascii=False)
    except (ValueError, RecursionError):
        return payload


def _drawn(text: str) -> str:
    return "\n".join(clean(line) for line in shown(text).expandtabs(4).split("\n"))


def _indented(line: Content, width: int) -> list[Content]:
    """Set in as it stands; what goes on in the next line, a little further."""
    depth = len(line.plain) - len(line.plain.lstrip(" "))
    depth = min(depth, width // 2)
    first, *rest = hanging(line[depth:], width - 2, " " * (depth + 2)) or [Content("")]
    return [first, *(Content("  ") + each for each in rest)]


def _head(case: CaseView | None, width: int, *, stale: bool) -> list[Content]:
    if case is None:
        return hanging(Content.styled("Your own event", "bold"), width, "+ ")
    sign, ink = SIGNS[case.state]
    says = Content.assemble((clean(shown(case.says)), "bold"))
    if case.state in {"passes", "fails"}:
        came = _BEFORE[case.state] if stale else case.state
        says = Content.assemble(says, "  ", (came, f"bold ${ink}"))
    lines = [
        line.stylize(f"bold ${ink}", 0, 2 if at == 0 else 0)
        for at, line in enumerate(hanging(says, width, f"{sign} "))
    ]
    if case.wanted:
        wanted = Content(clean(shown(case.wanted)))
        lines += hanging(wanted, width, "  wanted   ")
    return lines


def _called_with(case: CaseView, event: str, width: int) -> list[Content]:
    """The event, and the variables that the case brings in place of the function's."""
    text = clean(shown(_short(event)))
    lines = hanging(highlighted(text, "json"), width, "  event    ")
    if case.variables is not None:
        pairs = " ".join(f"{name}={value}" for name, value in case.variables.items())
        lines += hanging(Content(clean(shown(pairs)) or "none"), width, "  variables ")
    return lines


def _short(event: str) -> str:
    """An event on one line, its beginning."""
    try:
        text = json.dumps(json.loads(event), ensure_ascii=False)
    except (ValueError, RecursionError):
        text = event.replace("\n", " ")
    return text if len(text) <= _OF_EVENT else f"{text[:_OF_EVENT]}…"


class AnswerView(Laid):
    """The chosen case, or the learner's own event, with the answer of its last call."""

    case: CaseView | None = None
    calls: tuple[CallOutcome, ...] = ()
    stale = False

    def show(
        self, case: CaseView | None, calls: tuple[CallOutcome, ...], *, stale: bool = False
    ) -> None:
        if (case, calls, stale) != (self.case, self.calls, self.stale):
            self.case, self.calls, self.stale = case, calls, stale
            self.relay()

    def lines(self, width: int) -> list[Content]:
        return answer_lines(self.case, self.calls, width, stale=self.stale)
