"""Says what a box of twelve costs."""

import tariffs


def lambda_handler(event, context):
    return {"box": tariffs.price(event["article"]) * 12}
