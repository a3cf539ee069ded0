"""`lambdatutor simulate` from its flags to its output."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import msgspec

from lambdatutor.aws.errors import AwsError
from lambdatutor.simulate.events_file import EventsFile
from lambdatutor.simulate.outcome import Outcome, outcome
from lambdatutor.simulate.periods import period_for
from lambdatutor.simulate.plan import plan
from lambdatutor.simulate.play import play
from lambdatutor.simulate.progress import Progress
from lambdatutor.simulate.wanted import FlagError, Wanted, wanted
from lambdatutor.simulator.opening import ScenarioError
from lambdatutor.simulator.summary import summarise
from lambdatutor.simulator.world import EVERY_MINUTE, World

if TYPE_CHECKING:
    from argparse import Namespace

    from lambdatutor.simulator.scenario import Scenario

STOPPED = 130


def run(options: Namespace) -> int:
    """Simulate what the flags say and print what came of it; 130 if ctrl-c stopped it.

    Raises `FlagError` for a flag that cannot be used, and `LessonErrors` for a scenario file.
    """
    asked = wanted(options)
    scenario = plan(asked, _file(options.scenario))
    world = open_world(scenario, asked, keep_events=options.events is not None)
    found = _played(world, options.events)
    if options.json:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(found)).decode() + "\n")
    else:
        from lambdatutor.simulate.output import show

        show(found, world, plots=options.plots)
    return 0 if found.stopped_at_s is None else STOPPED


def open_world(scenario: Scenario, asked: Wanted, *, keep_events: bool) -> World:
    """A world that keeps counters and the points of the charts; raises `FlagError`."""
    try:
        return World(
            scenario,
            seed=asked.seed,
            keep_events=keep_events,
            keep_records=False,
            periods=((period_for(scenario.until), EVERY_MINUTE[1]),),
        )
    except (AwsError, ScenarioError) as error:
        raise FlagError("", "this account cannot be set up", str(error)) from None


def _file(path: str | None) -> Scenario | None:
    if path is None:
        return None
    if not Path(path).is_file():
        raise FlagError("", path, "there is no such file; name a scenario or a lesson")
    from lambdatutor.course.reader import read_scenario

    return read_scenario(path)


def _played(world: World, events_path: str | None) -> Outcome:
    began_s = perf_counter()
    progress = Progress(world, sys.stderr)
    with ExitStack() as open_files:
        events: EventsFile | None = None
        if events_path is not None:
            try:
                file = open_files.enter_context(Path(events_path).open("wb"))
            except OSError as error:
                problem = f"cannot be written ({error.strerror}); name another file"
                raise FlagError("--events", events_path, problem) from None
            events = EventsFile(file, world.log)

        def after_slice() -> None:
            if events is not None:
                events.follow()
            progress.look()

        try:
            ended = play(world, after_slice)
        finally:
            progress.close()
    return outcome(
        summarise(world),
        seed=world.seed,
        scenario=world.scenario.fingerprint(),
        stopped=not ended,
        wall_s=perf_counter() - began_s,
    )
