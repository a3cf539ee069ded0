"""What comes in is an order, or the name of a thing."""

from desk.prices import PRICES


def price(item):
    if item not in PRICES:
        raise ValueError(f"we do not bake {item}")
    return PRICES[item]


def take(event, context):
    if isinstance(event, str):
        return price(event)
    basket = []
    for item in event["items"]:
        basket.append(item)
    year, month, day = event["day"].split("-")
    ready = f"{year}-{month}-{int(day) + 1:02}"
    return {
        "total": sum(price(item) for item in basket),
        "ready": ready,
    }
