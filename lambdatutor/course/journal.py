"""What was done in a lab: in the run on screen, and before that was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.course.controls import command_text
from lambdatutor.course.standing import opening, positions, turns

if TYPE_CHECKING:
    from lambdatutor.course.cases import Case
    from lambdatutor.course.controls import ControlView, Dial
    from lambdatutor.course.merging import Timed
    from lambdatutor.course.targets import Value
    from lambdatutor.simulator.outside import AnyAction

Done = tuple["Timed", ...]
"""All that was done in a run, the lesson's own part with it."""


class Journal:
    """Reads what was done: which of it is the learner's, and where it leaves the controls."""

    def __init__(self, dials: tuple[Dial, ...], case: Case) -> None:
        self.dials = dials
        self.case = case
        self.refused: list[Timed] = []
        """What AWS refused: it stands in the journal, and turned no control."""
        self.earlier: tuple[AnyAction, ...] = ()
        """What turned a control before this run was opened; it opened with what came of that."""
        self.opened_with: Done = ()

    def open_with(self, earlier: tuple[AnyAction, ...]) -> Done:
        """Let this stand from the beginning of the run; what sets the controls so."""
        self.earlier, self.opened_with = earlier, self.setting(earlier)
        return self.opened_with

    def own(self, done: Done) -> Done:
        """Without what the lesson does itself."""
        scripted = self.case.actions
        return tuple(entry for entry in done if entry not in scripted)

    def changes(self, done: Done) -> tuple[AnyAction, ...]:
        """Everything so far that turned a control, also before this run was opened, in order."""
        own = self.own(done)
        known = len(self.opened_with)
        fresh = own[known:] if own[:known] == self.opened_with else own
        turned = (
            entry.operation
            for entry in fresh
            if entry not in self.refused and turns(self.dials, entry.operation)
        )
        return (*self.earlier, *turned)

    def setting(self, changes: tuple[AnyAction, ...]) -> Done:
        """Every control that these leave elsewhere than it opened, set then."""
        scripted = [entry.operation for entry in self.case.actions]
        opened = positions(self.dials, scripted)
        now = positions(self.dials, (*scripted, *changes))
        return opening(self.dials, opened, now, self.case.start_us)

    def stands(self, done: Done) -> dict[str, Value]:
        """Where each control is now."""
        taken = (entry.operation for entry in done if entry not in self.refused)
        return positions(self.dials, taken)

    def views(self, done: Done) -> tuple[ControlView, ...]:
        own, stands = self.own(done), self.stands(done)
        return tuple(_view(each, stands[each.name], own) for each in self.dials)


def _view(each: Dial, value: Value, own: Done) -> ControlView:
    turned = [entry.operation for entry in own if each.read(entry.operation) is not None]
    return each.view(value, command_text(turned[-1], each) if turned else "")
