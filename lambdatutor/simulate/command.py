"""`lambdatutor simulate` from its flags to its output."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import msgspec

from lambdatutor.simulate.events_file import EventsFile
from lambdatutor.simulate.levels import Levels
from lambdatutor.simulate.opening import open_world
from lambdatutor.simulate.outcome import Outcome, outcome
from lambdatutor.simulate.periods import period_for
from lambdatutor.simulate.plan import plan
from lambdatutor.simulate.play import Run
from lambdatutor.simulate.progress import Progress
from lambdatutor.simulate.wanted import FlagError, wanted

if TYPE_CHECKING:
    from argparse import Namespace

    from lambdatutor.simulate.script import Script

STOPPED = 130


def run(options: Namespace) -> int:
    """Simulate what the flags say and print what came of it; 130 if ctrl-c stopped it.

    Raises `FlagError` for a flag that cannot be used, and `LessonErrors` for a scenario file.
    """
    asked = wanted(options)
    script = _script(options, asked.seed)
    scenario = plan(asked, None if script is None else script.case.scenario)
    keep_events = options.events is not None
    world = open_world(scenario, asked.seed, keep_events=keep_events, script=script)
    actions = () if script is None else script.case.actions
    run = Run(world, actions, Levels(world, period_for(scenario.until)))
    found = _played(run, options.events)
    if options.json:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(found)).decode() + "\n")
    else:
        from lambdatutor.simulate.output import show

        show(found, run, plots=options.plots)
    return 0 if found.stopped_at_s is None else STOPPED


def _script(options: Namespace, seed: int) -> Script | None:
    if options.scenario is None:
        if options.step is not None:
            raise FlagError("--step", options.step, "name the lesson's file before it")
        return None
    from lambdatutor.simulate.script import read_script

    return read_script(options.scenario, options.step, seed)


def _played(run: Run, events_path: str | None) -> Outcome:
    began_s = perf_counter()
    world = run.world
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
            ended = run.play(after_slice)
        finally:
            progress.close()
        if events is not None:
            events.follow()
    return outcome(run, stopped=not ended, wall_s=perf_counter() - began_s)
