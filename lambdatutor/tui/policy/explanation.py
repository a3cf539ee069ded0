"""Why a request is answered as it is: who decided, by which statement, and what came nearest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from lambdatutor.course.policies.sides import side_of
from lambdatutor.iam.decision import parting
from lambdatutor.tui.laid import Laid
from lambdatutor.tui.panels.cells import clean
from lambdatutor.tui.policy.words import against_wish
from lambdatutor.tui.popup import Popup
from lambdatutor.tui.prose import hanging, inline

if TYPE_CHECKING:
    from lambdatutor.course.policies.standing import RequestVerdict
    from lambdatutor.iam import Failure, Judged, Request

_ABSENT = "nothing"
"""What a request says that lacks a key."""


def explained(verdict: RequestVerdict, width: int) -> list[Content]:
    """The verdict in lines: what was asked, the answer, what decided, the nearest miss."""
    lines = [*_head(verdict, width), *hanging(Content(clean(verdict.because)), width, "  ")]
    if verdict.decision is not None:
        nearest = verdict.near_miss
        if nearest is not None:
            lines += _near_miss(nearest, verdict.asked, width)
    if verdict.told:
        says = Content.styled(clean(verdict.told), "$ink-muted")
        lines += hanging(says, width, "  AWS says  ")
    if not verdict.passes and verdict.request.why:
        lines += hanging(inline(clean(verdict.request.why)), width, "  ▏ ", again=True)
    return lines


def _head(verdict: RequestVerdict, width: int) -> list[Content]:
    sign, ink = ("✓", "$ink-good") if verdict.passes else ("✗", "$ink-bad")
    head = Content.assemble(
        (clean(verdict.request.says), "bold"), "  ", (against_wish(verdict), f"bold {ink}")
    )
    lines = [
        line.stylize(f"bold {ink}", 0, 2 if at == 0 else 0)
        for at, line in enumerate(hanging(head, width, f"{sign} "))
    ]
    asked = verdict.asked
    if asked is None:
        return lines
    who = clean(f"{asked.principal} → {asked.action} → {asked.resource}")
    return [*lines, *hanging(Content.styled(who, "$ink-muted"), width, "  ")]


def _statement(judged: Judged, asked: Request | None, does: str) -> Content:
    """`Allow of statement 1 in the resource policy door decides`."""
    level = f", level {judged.level}" if judged.level is not None else ""
    return Content.assemble(
        (clean(judged.effect), "bold"),
        " of ",
        (clean(judged.sid), "$phase-init-r"),
        f" in the {side_of(judged, asked)} ",
        (clean(judged.policy), "$phase-init-r"),
        f"{level} {does}",
    )


def _near_miss(judged: Judged, asked: Request | None, width: int) -> list[Content]:
    """The statement that would have allowed it, and the texts that differ."""
    failed = judged.failed
    if failed is None:
        return []
    named = " ".join(part for part in (failed.element, failed.operator, failed.key) if part)
    fails = _statement(judged, asked, f"fails only in its {clean(named)}")
    lines = hanging(fails, width, "  ○ ")
    return lines + compared(failed, width)


def compared(failed: Failure, width: int) -> list[Content]:
    """What a statement wants above what the request says; from where they differ on, marked."""
    wants, says = clean(failed.resolved), clean(_ABSENT if failed.value is None else failed.value)
    same = 0 if failed.value is None else parting(wants, says)
    differing = "bold underline"
    lines = hanging(
        Content(wants).stylize(f"{differing} $ink-warn", same), width, "    the policy says   "
    )
    return lines + hanging(
        Content(says).stylize(f"{differing} $ink-bad", same), width, "    the request says  "
    )


class Explanation(Laid):
    """The chosen request's verdict, explained."""

    verdict: RequestVerdict | None = None

    def show(self, verdict: RequestVerdict | None) -> None:
        if verdict is not self.verdict:
            self.verdict = verdict
            self.relay()

    def lines(self, width: int) -> list[Content]:
        if self.verdict is None:
            return [Content.styled("No request is judged yet.", "$ink-muted")]
        return explained(self.verdict, width)


class VerdictPage(Popup[None]):
    """The page behind `w`: the explanation, and every statement that was looked at."""

    called = "Why?"

    def __init__(self, verdict: RequestVerdict) -> None:
        super().__init__()
        self.verdict = verdict

    def lines(self, width: int) -> list[Content]:
        verdict = self.verdict
        lines = explained(verdict, width)
        asked = verdict.asked
        if asked is not None and asked.context:
            lines += [Content(""), Content.styled("What the request carries", "bold $ink-title")]
            for key, value in sorted(asked.context.items()):
                shown = value if isinstance(value, str) else ", ".join(value)
                lines += hanging(Content(clean(shown)), width, f"  {clean(key)}  ")
        if verdict.decision is not None:
            lines += [Content(""), Content.styled("Every statement", "bold $ink-title")]
            for judged in verdict.decision.judged:
                lines += _looked_at(judged, asked, width)
        return lines


def _looked_at(judged: Judged, asked: Request | None, width: int) -> list[Content]:
    if judged.matched:
        how = f" (the caller as {judged.how})" if judged.how in {"role", "account"} else ""
        return hanging(_statement(judged, asked, f"matches{how}"), width, "  ● ")
    failed = judged.failed
    lines = hanging(_statement(judged, asked, "does not match"), width, "  ○ ")
    if failed is not None:
        lines += hanging(Content.styled(clean(failed.sentence), "$ink-muted"), width, "    ")
    return lines
