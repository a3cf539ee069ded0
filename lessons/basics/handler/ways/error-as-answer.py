"""What comes in is an order, or the name of a thing."""

from datetime import date, timedelta

from desk.prices import PRICES


def price(item):
    if item not in PRICES:
        raise ValueError(f"we do not bake {item}")
    return PRICES[item]


def take(event, context):
    if isinstance(event, str):
        try:
            return price(event)
        except ValueError as error:
            return {"error": str(error)}
    basket = []
    for item in event["items"]:
        basket.append(item)
    day = date.fromisoformat(event["day"])
    ready = day + timedelta(days=1)
    return {
        "total": sum(price(item) for item in basket),
        "ready": ready.isoformat(),
    }
