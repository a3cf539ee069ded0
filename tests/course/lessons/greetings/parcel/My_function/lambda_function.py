"""What a parcel costs."""

import tariffs


def lambda_handler(event, context):
    return {"cents": tariffs.cents(event["kg"])}
