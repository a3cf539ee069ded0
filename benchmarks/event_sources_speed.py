"""How many events, messages and records a second are simulated, against bare SimPy?

The same Poisson traffic reaches one function by each way; the handler takes exp 200 ms. All take
turns in one process. Run it with `--quick` for fewer rounds.
"""

from __future__ import annotations

import gc
import sys
from time import process_time
from typing import TYPE_CHECKING

from bare import NAME, BareSimPy
from event_sources import RATE, RUN_S, WAYS, came, world
from turns import table

from lambdatutor.simulator.time import MINUTE, SECOND, Micros

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.simulator.world import World

STRETCH_S = 30

Player = tuple["Callable[[int], object]", "Callable[[], int]"]


def player(of: World) -> Player:
    def advance(until_s: int) -> None:
        of.advance(Micros(until_s * SECOND))
        of.log.make_room()

    return advance, lambda: came(of)


def players(*, keep_events: bool) -> dict[str, Player]:
    bare = BareSimPy(RATE, RUN_S, RUN_S, 5 * MINUTE / SECOND)
    found: dict[str, Player] = {NAME: (bare.advance, lambda: bare.requests)}
    for way in WAYS:
        of = world(way, keep_events=keep_events)
        of.log.room = 10_000
        found[way] = player(of)
    return found


def rates(of: dict[str, Player], rounds: int) -> dict[str, list[float]]:
    """Requests a second of each, round by round; the first two only fill the account."""
    found: dict[str, list[float]] = {name: [] for name in of}
    for number in range(1, rounds + 3):
        for name, (advance, sent) in of.items():
            before, began_s = sent(), process_time()
            advance(number * STRETCH_S)
            found[name].append((sent() - before) / (process_time() - began_s))
    return {name: each[2:] for name, each in found.items()}


def main() -> None:
    rounds = 5 if "--quick" in sys.argv else 15
    gc.freeze()
    for keeps in ("counters and metrics", "every event with its cause"):
        found = rates(players(keep_events=keeps.startswith("every")), rounds)
        table(f"{keeps}, {RATE:.0f} a second, stretches of {STRETCH_S} s", found, NAME)


if __name__ == "__main__":
    main()
