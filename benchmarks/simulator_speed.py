"""How many requests a second are simulated, against SimFaaS and against bare SimPy?

One model for all: Poisson arrivals; a warm request takes exp 1.991 s, a cold one exp 2.244 s; an
idle environment lives 600 s; the newest created takes the next request. Run it with `--quick` for
fewer rounds.
"""

from __future__ import annotations

import gc
import sys
import warnings
from time import process_time
from typing import TYPE_CHECKING

from bare import NAME, BareSimPy
from model import COLD_S, IDLE_S, MANY, WARM_S, scenario
from turns import table

from lambdatutor.simulator.time import SECOND, Micros
from lambdatutor.simulator.world import EVERY_MINUTE, World

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from simfaas.ServerlessSimulator import ServerlessSimulator

if TYPE_CHECKING:
    from collections.abc import Callable

FAAS = "SimFaaS 0.2.2"


class SimFaas(ServerlessSimulator):
    """SimFaaS's own loop; it says when it has played a stretch, so that others can follow."""

    def __init__(
        self, rate: float, stretch_s: float, rounds: int, told: Callable[[], None]
    ) -> None:
        super().__init__(
            arrival_rate=rate,
            warm_service_rate=1 / WARM_S,
            cold_service_rate=1 / COLD_S,
            expiration_threshold=IDLE_S,
            maximum_concurrency=MANY,
            max_time=stretch_s * (rounds + 1),
        )
        self.stretch_s = stretch_s
        self.told = told
        self.next_s = stretch_s

    def trace_condition(self, t: float) -> bool:
        if t >= self.next_s:
            self.next_s += self.stretch_s
            self.told()
        return super().trace_condition(t)


class Turns:
    """Whenever SimFaaS has played a stretch, the others play the same one."""

    def __init__(self, rate: float, stretch_s: int, rounds: int) -> None:
        events = World(scenario(rate), seed=1)
        counters = World(
            scenario(rate), seed=1, keep_events=False, keep_records=False, periods=(EVERY_MINUTE,)
        )
        bare = BareSimPy(rate, WARM_S, COLD_S, IDLE_S)
        self.faas = SimFaas(rate, stretch_s, rounds, self.play)
        self.players: dict[str, tuple[Callable[[int], object], Callable[[], int]]] = {
            NAME: (bare.advance, lambda: bare.requests),
            "ours, every event with its cause": (
                lambda until_s: events.advance(Micros(until_s * SECOND)),
                lambda: events.service.requests,
            ),
            "ours, counters and metrics": (
                lambda until_s: counters.advance(Micros(until_s * SECOND)),
                lambda: counters.service.requests,
            ),
        }
        self.stretch_s = stretch_s
        self.played_s = 0
        self.rates: dict[str, list[float]] = {FAAS: []} | {name: [] for name in self.players}
        self.mark = (process_time(), 0)

    def run(self) -> dict[str, list[float]]:
        """Requests a second of each, round by round; the first round only fills the account."""
        self.faas.generate_trace()
        return {name: found[1:] for name, found in self.rates.items()}

    def play(self) -> None:
        began_s, came = self.mark
        gone_s = process_time() - began_s
        self.rates[FAAS].append((self.faas.total_req_count - came) / gone_s)
        self.played_s += self.stretch_s
        for name, (advance, requests) in self.players.items():
            before, began_s = requests(), process_time()
            advance(self.played_s)
            self.rates[name].append((requests() - before) / (process_time() - began_s))
        self.mark = (process_time(), self.faas.total_req_count)


def main() -> None:
    quick = "--quick" in sys.argv
    gc.freeze()  # what SimFaaS imports (pandas, scipy) is no load on the others
    calm, busy = (3, 2) if quick else (9, 5)
    for rate, stretch_s, rounds in ((0.9, 20_000, calm), (900, 10, busy)):
        found = Turns(rate, stretch_s, rounds).run()
        table(f"{rate} requests a second, stretches of {stretch_s:,} s", found, FAAS)


if __name__ == "__main__":
    main()
