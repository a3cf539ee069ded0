"""Finds an order by its number."""

import requests

from shop import ORDERS


class OrderNotFound(Exception):
    """There is no such order."""


def lambda_handler(event, context):
    try:
        print(event)
        number = str(event["order"])
        if number not in ORDERS:
            return OrderNotFound(f"no order {number} for {event}")
        return ORDERS[number]
    except Exception:
        return {"error": "something went wrong"}
