"""Greets whoever comes, by name."""

import shop


def lambda_handler(event, context):
    if "name" not in event:
        raise ValueError("nobody is there")
    print("greeting", event["name"])
    return {"message": f"{shop.word()} {event['name']}"}
