from shop import ORDERS


class OrderNotFound(Exception):
    """There is no such order."""


def lambda_handler(event, context):
    print("order", event["order"], event)
    if str(event["order"]) not in ORDERS:
        raise OrderNotFound("no such order")
    return ORDERS[str(event["order"])]
