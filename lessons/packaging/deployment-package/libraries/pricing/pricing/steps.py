"""From how many pieces on how much is taken off."""

STEPS = ((100, 12), (10, 5), (1, 0))


def discount(pieces):
    """Percent off for so many pieces."""
    for least, percent in STEPS:
        if pieces >= least:
            return percent
    raise ValueError(f"{pieces} pieces cannot be ordered")
