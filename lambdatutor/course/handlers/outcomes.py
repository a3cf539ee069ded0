"""What came of one call to real code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

from lambdatutor.course.handlers.json_text import canonical, same_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lambdatutor.runtime.answer import Answer

PLATFORM_LINES = ("INIT_START", "INIT_REPORT", "START", "END", "REPORT")
"""The first words of the lines that Lambda writes itself (LOG-001 to LOG-005)."""


@dataclass(frozen=True, kw_only=True)
class CallOutcome:
    """What came of one call."""

    case_id: str | None
    """None for a call of a program, and for an event of the learner's own."""
    call: int
    """Counted from 1 over all calls of this going."""
    event: str
    answer: Answer | None
    """None where it was refused or stopped."""
    refused: str = ""
    """Why there is no answer, in a sentence."""
    refused_status: int | None = None
    """The HTTP status of AWS's refusal, if it was AWS that refused."""
    stopped: bool = False
    """Somebody stopped it before it answered."""
    cold: bool = False
    """Its module code ran in this call."""
    environment: int = 0
    """Numbered from 1; 0 where there was none."""

    @property
    def status(self) -> int | None:
        return self.refused_status if self.answer is None else self.answer.status

    @property
    def failed(self) -> bool:
        """The function failed: the answer is an error."""
        return self.answer is not None and self.answer.function_error is not None

    @cached_property
    def payload(self) -> str | None:
        """What was answered, as JSON in one way of writing it; None where nothing was."""
        return None if self.answer is None else canonical(self.answer.text)

    def answered(self, wanted: str) -> bool:
        """Whether it was answered this JSON value; a long answer is read once."""
        if wanted not in self._compared:
            same = self.answer is not None and same_json(self.answer.text, wanted)
            self._compared[wanted] = same
        return self._compared[wanted]

    @cached_property
    def _compared(self) -> dict[str, bool]:
        return {}

    @property
    def error_type(self) -> str | None:
        return self._error("errorType")

    @property
    def error_message(self) -> str | None:
        return self._error("errorMessage")

    @property
    def log_lines(self) -> tuple[str, ...]:
        """The lines of its log without those of the platform."""
        return tuple(line for line, by_lambda in self._lines if line and not by_lambda)

    @property
    def platform_lines(self) -> tuple[str, ...]:
        """The lines of its log that Lambda wrote itself."""
        return tuple(line for line, by_lambda in self._lines if by_lambda)

    @property
    def _lines(self) -> Iterator[tuple[str, bool]]:
        return iter(()) if self.answer is None else self.answer.log_text.lines()

    @property
    def duration_ms(self) -> float | None:
        return None if self.answer is None else self.answer.duration_ms

    @property
    def init_duration_ms(self) -> float | None:
        return None if self.answer is None else self.answer.init_duration_ms

    def _error(self, key: str) -> str | None:
        if self.answer is None or self.answer.function_error is None:
            return None
        try:
            found = json.loads(self.answer.text)
        except (ValueError, RecursionError):
            return None
        if not isinstance(found, dict) or key not in found:
            return None
        return str(cast("dict[str, object]", found)[key])
