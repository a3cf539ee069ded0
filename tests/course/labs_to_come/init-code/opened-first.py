from database import Connection, HungUp

connection = Connection()
prices = {}


def lambda_handler(event, context):
    global connection
    try:
        found = connection.query("prices")
    except HungUp:
        connection = Connection()
        found = connection.query("prices")
    if event == "open":
        prices.update(found)
        return "open"
    return {"total": sum(prices[item] for item in event["items"])}
