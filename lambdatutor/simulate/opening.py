"""Opening the account of a run; what keeps it from opening is told at its place in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from lambdatutor.authorisation import AUTHORISER
from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulate.periods import period_for
from lambdatutor.simulate.wanted import FlagError
from lambdatutor.simulator.identities.opening import IdentitiesError
from lambdatutor.simulator.world import EVERY_MINUTE, World

if TYPE_CHECKING:
    from lambdatutor.simulate.script import Script
    from lambdatutor.simulator.scenario import Scenario


def open_world(
    scenario: Scenario, seed: int, *, keep_events: bool, script: Script | None = None
) -> World:
    """A world that keeps counters and the points of the charts.

    Raises `LessonErrors` for what is wrong in the file of `script`, else `FlagError`.
    """
    try:
        return World(
            scenario,
            seed=seed,
            keep_events=keep_events,
            keep_records=False,
            periods=((period_for(scenario.until), EVERY_MINUTE[1]),),
            authoriser=AUTHORISER,
        )
    except LambdaTutorError as error:
        of_identities = isinstance(error, IdentitiesError)
        key, index = ("identities", None) if of_identities else culprit(scenario)
        given = script.case.scenario if script is not None else None
        if script is not None and (index is None or index < len(getattr(given, key))):
            script.refuse(error, key, index)
        raise FlagError("", "this account cannot be set up", str(error)) from None


def culprit(scenario: Scenario) -> tuple[str, int | None]:
    """The part of a scenario that keeps its account from opening, and which entry of it."""
    for key, rest in (("setup", {"traffic": ()}), ("traffic", {})):
        entries: tuple[object, ...] = getattr(scenario, key)
        if _opens(replace(scenario, **rest)):
            continue
        for count in range(len(entries) + 1):
            if not _opens(replace(scenario, **rest, **{key: entries[:count]})):
                return (key, count - 1) if count else ("functions", None)
    return "functions", None


def _opens(scenario: Scenario) -> bool:
    try:
        World(
            scenario,
            keep_events=False,
            keep_records=False,
            periods=(),
            authoriser=AUTHORISER,
        )
    except LambdaTutorError:
        return False
    return True
