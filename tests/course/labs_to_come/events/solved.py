def counted(event):
    if isinstance(event, bool):
        raise TypeError("true and false are no numbers of parcels")
    if event is None:
        return 0
    if isinstance(event, dict):
        return event["parcels"]
    if isinstance(event, list):
        return len(event)
    if isinstance(event, str):
        return 1
    return event


def lambda_handler(event, context):
    return {
        "parcels": counted(event),
        "desk": context.function_name,
        "memory": int(context.memory_limit_in_mb),
    }
