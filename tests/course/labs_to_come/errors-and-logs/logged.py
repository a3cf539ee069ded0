"""Finds an order by its number."""

import logging

import shop

log = logging.getLogger()
log.setLevel("INFO")


class OrderNotFound(LookupError):
    """There is no such order."""


def lambda_handler(event, context):
    log.info("order %s", event["order"])
    try:
        return shop.ORDERS[str(event["order"])]
    except KeyError:
        raise OrderNotFound("it is not in the book") from None
