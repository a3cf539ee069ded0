"""What an article costs, in cents."""

from pathlib import Path

from season import PERCENT_OFF

_LINES = (Path(__file__).parent / "table.csv").read_text().splitlines()
CENTS = {name: int(cents) for name, cents in (each.split(",") for each in _LINES)}


def price(article):
    return CENTS[article] * (100 - PERCENT_OFF) // 100
