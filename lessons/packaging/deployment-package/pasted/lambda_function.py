"""The price desk without its library."""

PRICES = {"bowl": 640, "mug": 945, "plate": 1250, "spoon": 23}  # in cents


def lambda_handler(event, context):
    pieces = event["pieces"]
    off = 12 if pieces >= 100 else 5 if pieces >= 10 else 0
    cents = round(PRICES[event["article"]] * pieces * (100 - off) / 100)
    total = f"{cents // 100}.{cents % 100:02}"
    return {"article": event["article"], "pieces": pieces, "total": total}
