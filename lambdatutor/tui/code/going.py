"""Calls under way, for the screen that shows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lambdatutor.course.handlers.lab import HandlerAttempt
    from lambdatutor.course.handlers.outcomes import CallOutcome
    from lambdatutor.course.handlers.running import Running


@dataclass(slots=True)
class Going:
    """One `Running`, and what of it the screen has been told."""

    attempt: HandlerAttempt
    running: Running
    came: list[CallOutcome] = field(default_factory=list["CallOutcome"])

    @property
    def now(self) -> str:
        """The case whose calls run; empty for the learner's own event."""
        counts: dict[str | None, int] = {}
        for each in self.came:
            counts[each.case_id] = counts.get(each.case_id, 0) + 1
        for planned in self.running.planned:
            if counts.get(planned.case_id, 0) < planned.calling.number:
                return planned.case_id or ""
        return ""
