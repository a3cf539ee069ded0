"""What a face is given after each stretch of played time."""

from __future__ import annotations

from typing import NamedTuple

from lambdatutor.course.objectives import ObjectiveView
from lambdatutor.simulator.events import Event
from lambdatutor.simulator.snapshot import Snapshot


class Said(NamedTuple):
    """A sentence of the narration, at the event it hangs on."""

    say: str
    pause: bool
    """The run stands still here until the face plays on."""
    event: Event


class Frame(NamedTuple):
    """A step's run at the end of a stretch of played time."""

    snapshot: Snapshot
    events: tuple[Event, ...]
    """What happened since the frame before."""
    narration: tuple[Said, ...]
    """What is said of that; with a pause, the last of them is the one that pauses."""
    objectives: tuple[ObjectiveView, ...]
    over: bool
    """The run has reached its end."""
    at_us: int

    @property
    def paused(self) -> bool:
        return any(said.pause for said in self.narration)
