import money
import tariffs


def lambda_handler(event, context):
    cents = tariffs.price(event["kg"])
    print(f"{event['kg']} kg: {cents} cents")
    return {"price": money.shown(cents)}
