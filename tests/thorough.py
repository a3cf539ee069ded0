"""How often a law is tried: so often that nobody waits for it, or five times as often by night."""

from __future__ import annotations

import os

HOUSE, THOROUGH = "house", "thorough"

PROFILE = os.environ.get("LAMBDATUTOR_LAWS", HOUSE)
"""The profile of Hypothesis: with LAMBDATUTOR_LAWS=thorough every law is tried more often."""

TIMES = {HOUSE: 1, THOROUGH: 5}


def examples(count: int) -> int:
    """So many examples of a law that costs more than most, or that deserves more."""
    return count * TIMES[PROFILE]
