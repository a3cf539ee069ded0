import requests


def find(event, context):
    print("looking for", event)
    return requests.get(event)
