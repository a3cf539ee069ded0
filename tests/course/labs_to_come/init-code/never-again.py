from database import Connection

connection = Connection()
prices = connection.query("prices")


def lambda_handler(event, context):
    connection.query("order")
    if event == "open":
        return "open"
    return {"total": sum(prices[item] for item in event["items"])}
