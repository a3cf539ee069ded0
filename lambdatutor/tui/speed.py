"""How fast simulated time runs: a ladder from a fiftieth of real time to as fast as it can."""

from __future__ import annotations

FASTEST = float("inf")
"""As fast as this machine can."""

LADDER = (
    *(1 / 50, 1 / 20, 1 / 10, 1 / 5, 1 / 2),
    *(1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1_200.0, 3_600.0),
    FASTEST,
)
"""Even steps on a logarithmic scale, more or less."""


def faster(speed: float) -> float:
    """The next step up; the fastest stays."""
    return next((step for step in LADDER if step > speed * 1.01), FASTEST)


def slower(speed: float) -> float:
    """The next step down; the slowest stays."""
    return next((step for step in reversed(LADDER) if step < speed * 0.99), LADDER[0])


def spoken(speed: float) -> str:
    """`1/20×`, `0.7×`, `1×`, `3,600×`, `as fast as it can`."""
    if speed == FASTEST:
        return "as fast as it can"
    if speed >= 10:
        return f"{speed:,.0f}×"
    if speed > 0.5 or speed == 0:  # between a half and one, no part with a 1 above is near
        return f"{speed:.1f}".removesuffix(".0") + "×"
    return f"1/{1 / speed:.0f}×"
