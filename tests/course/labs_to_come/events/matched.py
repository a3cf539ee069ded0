import os


def lambda_handler(event, context):
    match event:
        case True | False:
            raise TypeError("no number of parcels")
        case None:
            parcels = 0
        case {"parcels": parcels}:
            pass
        case [*all_of_them]:
            parcels = len(all_of_them)
        case str():
            parcels = 1
        case _:
            parcels = event
    memory = int(os.environ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"])
    return {"parcels": parcels, "desk": context.function_name, "memory": memory}
