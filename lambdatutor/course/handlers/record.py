"""What measures of real code are taken of: outcomes, settings and a package."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from lambdatutor.course.handlers.outcomes import CallOutcome
    from lambdatutor.course.handlers.parts import FunctionSettings, HandlerCase
    from lambdatutor.course.measuring import Measurable
    from lambdatutor.runtime.packages import Report


@dataclass(frozen=True)
class Record:
    """Every outcome of a going, with the settings and the package that it ran on."""

    outcomes: tuple[CallOutcome, ...]
    settings: FunctionSettings
    report: Report | None
    """What was found in the package; None where none could be made."""
    cases: tuple[HandlerCase, ...] = ()
    """Those of its lab."""
    refused: str = ""
    """Why the package could not run at all, in a sentence."""
    of: str | None = None
    """The case that a measure means where it names none; None for the last call of all."""

    def about(self, case_id: str) -> Record:
        """The same, where measures that name no case mean this one."""
        return replace(self, of=case_id)

    @cached_property
    def _by_case(self) -> dict[str, tuple[CallOutcome, ...]]:
        found: dict[str, tuple[CallOutcome, ...]] = {}
        for each in self.outcomes:
            if each.case_id is not None:
                found[each.case_id] = (*found.get(each.case_id, ()), each)
        return found

    def of_case(self, name: str | None) -> tuple[CallOutcome, ...]:
        """The outcomes of a case, by its id, or of one call, by its number; None: all."""
        name = name or self.of
        if name is None:
            return self.outcomes
        if name in self._by_case or not name.isdecimal():
            return self._by_case.get(name, ())
        return tuple(each for each in self.outcomes if each.call == int(name))

    @property
    def measurable(self) -> Measurable:
        """As checks and hints take it."""
        return cast("Measurable", self)


def recorded(run: Measurable) -> Record:
    """The way back: expressions about real code are only taken of it, as `meaning.check` sees."""
    return cast("Record", run)
