def counted(event):
    if event is None:
        return 0
    if isinstance(event, dict):
        return event["parcels"]
    if isinstance(event, list):
        return len(event)
    if isinstance(event, int):
        return event
    return 1


def lambda_handler(event, context):
    return {
        "parcels": counted(event),
        "desk": context.function_name,
        "memory": int(context.memory_limit_in_mb),
    }
