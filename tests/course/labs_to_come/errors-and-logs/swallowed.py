from shop import ORDERS


def lambda_handler(event, context):
    try:
        print("order", event["order"])
        return ORDERS[str(event["order"])]
    except Exception as error:
        print("[ERROR]", error)
        return {"error": "something went wrong"}
