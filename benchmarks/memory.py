"""How much memory does a million requests add, when nothing is asked to be kept?

The most that the process ever held after 50,000 requests, against 1,050,000. Each case runs in a
process of its own, because the most ever held never falls. A part of a case's name chooses cases.
"""

from __future__ import annotations

import resource
import subprocess
import sys

from event_sources import WAYS, came
from event_sources import world as world_of
from model import scenario

from lambdatutor.simulate.events_file import ROOM
from lambdatutor.simulator.history import History
from lambdatutor.simulator.time import SECOND
from lambdatutor.simulator.world import EVERY_MINUTE, World

BEFORE, MANY = 50_000, 1_000_000
TARGET_MB = 20
TARGET_OF_SOURCES_MB = 50
CASES = {
    "counters, 900 requests a second": (900.0, False),
    "counters, 0.9 requests a second": (0.9, False),
    f"events, room for {ROOM:,}, 900 requests a second": (900.0, True),
}


SOURCES = {
    f"{keeps}, {way}": (way, keeps == "events")
    for keeps in ("counters", "events")
    for way in WAYS
    if way != "sync"
}
"""The same for a million events, messages or records; events in a log with room for few."""

TERMINAL = f"history with room for {ROOM:,} events and records, sync"
"""What a screen holds: a run that can be gone back in."""


def most_held_mb() -> float:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def grown_mb(rate: float, *, keep_events: bool) -> float:
    world = World(
        scenario(rate),
        seed=1,
        keep_events=keep_events,
        keep_records=False,
        periods=(EVERY_MINUTE,),
    )
    world.log.room = ROOM
    play(world, BEFORE)
    before_mb = most_held_mb()
    play(world, BEFORE + MANY)
    return most_held_mb() - before_mb


def grown_by_source_mb(way: str, *, keep_events: bool) -> float:
    world = world_of(way, keep_events=keep_events)
    world.log.room = ROOM
    play(world, BEFORE)
    before_mb = most_held_mb()
    play(world, BEFORE + MANY)
    return most_held_mb() - before_mb


def grown_history_mb() -> float:
    history = History(scenario(900.0), 1, room=ROOM)
    before_mb = 0.0
    while came(history.world) < BEFORE + MANY:
        history.advance(10**9 * SECOND, at_most=20_000)
        if not before_mb and came(history.world) >= BEFORE:
            before_mb = most_held_mb()
    return most_held_mb() - before_mb


def play(world: World, requests: int) -> None:
    while came(world) < requests:
        world.advance(10**9 * SECOND, at_most=20_000)
        world.log.make_room()


def grown(case: str) -> float:
    if case == TERMINAL:
        return grown_history_mb()
    if case in SOURCES:
        way, keep_events = SOURCES[case]
        return grown_by_source_mb(way, keep_events=keep_events)
    rate, keep_events = CASES[case]
    return grown_mb(rate, keep_events=keep_events)


def main() -> None:
    cases = [*CASES, *SOURCES, TERMINAL]
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    if wanted in cases:
        print(grown(wanted))
        return
    targets = f"{TARGET_MB} MB, from event sources and of a history {TARGET_OF_SOURCES_MB} MB"
    print(f"Growth over {MANY:,} requests (target: below {targets})")
    for case in cases:
        if wanted in case:
            command = [sys.executable, __file__, case]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            print(f"  {case:<60} {float(done.stdout):6.1f} MB", flush=True)


if __name__ == "__main__":
    main()
