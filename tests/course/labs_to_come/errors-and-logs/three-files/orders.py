def find(event, context):
    print("looking for", event)
    return {"order": event}
