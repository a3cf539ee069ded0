def counted(event):
    if isinstance(event, bool):
        raise TypeError("true and false are no numbers of parcels")
    if not event:
        return 0
    if isinstance(event, dict):
        return event["parcels"]
    if isinstance(event, list):
        return len(event)
    return 1 if isinstance(event, str) else event


def lambda_handler(event, context):
    return {
        "parcels": counted(event),
        "desk": context.function_name,
        "memory": int(context.memory_limit_in_mb),
    }
