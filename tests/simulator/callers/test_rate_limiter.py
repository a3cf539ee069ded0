"""Adaptive mode's rate limiter, against botocore's own arithmetic."""

from __future__ import annotations

import pytest
from scenes import function, later, opened, poisson, reserve

from lambdatutor.simulator.callers.rate_limiter import RateLimiter
from lambdatutor.simulator.time import SECOND, Micros

HEARD = (
    (100_000, False),
    (300_000, False),
    (600_000, False),
    (900_000, True),
    (1_200_000, True),
    (1_600_000, False),
    (3_000_000, False),
    (5_000_000, False),
)
"""When answers came, in microseconds, and whether they were throttles."""

RATES = (0.5, 0.5, 0.5, 3.36, 2.352, 3.0052, 2.039467, 1.207893)
"""What botocore 1.44.5 allows after each of them, in tries a second."""


def test_the_rate_is_botocores() -> None:
    limiter = RateLimiter(0)
    found: list[float] = []
    for at_us, throttled in HEARD:
        limiter.heard(at_us, throttled=throttled)
        found.append(limiter.rate)

    assert found == pytest.approx(RATES, abs=1e-6)


def test_nothing_is_held_back_before_the_first_throttle() -> None:
    limiter = RateLimiter(0)
    limiter.heard(400_000, throttled=False)
    assert limiter.wait_us(400_000) == 0

    limiter.heard(900_000, throttled=True)
    limiter.wait_us(900_000)
    while not limiter.wait_us(900_000):
        limiter.take()
    wait = limiter.wait_us(900_000)

    assert 0 < wait <= SECOND / limiter.rate + 1
    assert limiter.wait_us(900_000 + wait) == 0


@pytest.mark.fact("BKO-002")
def test_an_adaptive_client_sends_about_as_much_as_is_let_in() -> None:
    found = {}
    for mode in ("standard", "adaptive"):
        world = opened(
            function(run="1s", init="0s"),
            traffic=[poisson(30, name="shop", retries=mode, until=Micros(60 * SECOND))],
            setup=[reserve(5)],
        )
        later(world, "60s")
        found[mode] = world.snapshot()

    refused = {mode: each.totals.throttles / each.totals.requests for mode, each in found.items()}
    assert refused["adaptive"] < 0.5
    assert refused["standard"] > 0.8
    assert found["adaptive"].callers[0].rate is not None
    assert found["standard"].callers[0].rate is None
    assert found["adaptive"].callers[0].waiting > 10  # held back in the client
