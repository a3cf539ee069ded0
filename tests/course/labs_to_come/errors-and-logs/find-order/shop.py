"""The orders of the shop."""

ORDERS = {
    "7": {"item": "tea", "pieces": 2},
    "8": {"item": "cup", "pieces": 1},
}
