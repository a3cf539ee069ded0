import json

import pricing


def lambda_handler(event, context):
    print("order:", json.dumps(event))
    cents = pricing.total(945, event["pieces"])
    return pricing.euros(cents)
