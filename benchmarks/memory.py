"""How much memory does a million requests add, when nothing is asked to be kept?

The most that the process ever held after 50,000 requests, against 1,050,000. Each case runs in a
process of its own, because the most ever held never falls.
"""

from __future__ import annotations

import resource
import subprocess
import sys

from model import scenario

from lambdatutor.simulate.events_file import ROOM
from lambdatutor.simulator.time import SECOND
from lambdatutor.simulator.world import EVERY_MINUTE, World

BEFORE, MANY = 50_000, 1_000_000
TARGET_MB = 20
CASES = {
    "counters, 900 requests a second": (900.0, False),
    "counters, 0.9 requests a second": (0.9, False),
    f"events, room for {ROOM:,}, 900 requests a second": (900.0, True),
}


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


def play(world: World, requests: int) -> None:
    while world.service.requests < requests:
        world.advance(10**9 * SECOND, at_most=20_000)
        world.log.make_room()


def main() -> None:
    if len(sys.argv) > 1:
        rate, keep_events = CASES[sys.argv[1]]
        print(grown_mb(rate, keep_events=keep_events))
        return
    print(f"Growth over {MANY:,} requests (target: below {TARGET_MB} MB)")
    for case in CASES:
        command = [sys.executable, __file__, case]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  itself
        print(f"  {case:<48} {float(done.stdout):6.1f} MB")


if __name__ == "__main__":
    main()
