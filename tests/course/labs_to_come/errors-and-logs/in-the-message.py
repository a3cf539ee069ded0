from shop import ORDERS


class OrderNotFound(Exception):
    """There is no such order."""


def lambda_handler(event, context):
    print("order", event["order"])
    if str(event["order"]) not in ORDERS:
        raise OrderNotFound(f"no such order: {event}")
    return ORDERS[str(event["order"])]
