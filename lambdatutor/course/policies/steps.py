"""The step of a lesson in which policies are written."""

from __future__ import annotations

from typing import ClassVar, Literal

from lambdatutor.course.policies.parts import (
    PolicyDocument,
    PolicyFail,
    PolicyHint,
    PolicyObjective,
    PolicyRequest,
    Written,
)
from lambdatutor.course.step_base import StepBase
from lambdatutor.course.worlds import Overrides
from lambdatutor.simulator.scenario import Scenario


class PolicyLab(StepBase, frozen=True, kw_only=True):
    """A mission in policies: documents to write, and requests that they answer."""

    tag: ClassVar[str] = "lab"
    kind: Literal["policy"]
    world: Overrides | None = None
    """Changes to the lesson's world, whose policies the documents stand among."""
    brief: str
    documents: tuple[PolicyDocument, ...]
    """From left to right: who may come in, then what it may do."""
    requests: tuple[PolicyRequest, ...]
    objectives: tuple[PolicyObjective, ...]
    hints: tuple[PolicyHint, ...] = ()
    fails: tuple[PolicyFail, ...] = ()
    solution: tuple[Written, ...]
    equivalent: tuple[tuple[Written, ...], ...] = ()
    """Other ways that must pass too."""
    met: str = ""
    """Markdown, shown once the lab is met."""

    def opening(self, world: Scenario) -> Scenario:
        """The scenario whose policies it works on, in a lesson with that `world`."""
        return self.world.over(world) if self.world is not None else world
