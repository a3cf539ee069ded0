"""What a number of pieces costs: the more, the cheaper each."""

from pricing.rounding import half_up
from pricing.steps import discount

__version__ = "1.2.0"


def total(price, pieces):
    """The price of so many pieces, in cents."""
    return half_up(price * pieces * (100 - discount(pieces)), 100)


def euros(cents):
    """Cents as they stand on a bill: 10773 is "107.73"."""
    return f"{cents // 100}.{cents % 100:02}"
