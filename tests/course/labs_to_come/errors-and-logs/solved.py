"""Finds an order by its number."""

from shop import ORDERS


class OrderNotFound(Exception):
    """There is no such order."""


def lambda_handler(event, context):
    number = str(event["order"])
    print("order", number)
    if number not in ORDERS:
        raise OrderNotFound(f"no order {number}")
    return ORDERS[number]
