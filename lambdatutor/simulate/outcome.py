"""What a run came to, as one JSON object."""

from __future__ import annotations

import msgspec

from lambdatutor.simulator.summary import Summary


class Outcome(Summary, frozen=True, kw_only=True):
    """The summary of a run with what it was a run of; the keys of `--json`."""

    seed: int
    scenario: str
    """Its fingerprint: the same one and the same seed give the same numbers."""
    stopped_at_s: float | None
    """Simulated time at which ctrl-c stopped it."""
    wall_s: float
    """How long it took."""


def outcome(summary: Summary, *, seed: int, scenario: str, stopped: bool, wall_s: float) -> Outcome:
    return Outcome(
        **msgspec.structs.asdict(summary),
        seed=seed,
        scenario=scenario,
        stopped_at_s=summary.simulated_s if stopped else None,
        wall_s=wall_s,
    )
