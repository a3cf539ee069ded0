"""What the bakery sells, in cents."""

PRICES = {
    "bread": 380,
    "roll": 80,
    "cake": 2400,
}
