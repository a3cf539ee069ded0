"""Lists the open orders of a table, so many at a time."""

import os

import vault

print("settings:", dict(os.environ))


def lambda_handler(event, context):
    found = vault.rows("orders-test", os.environ["PASSWORD"])
    return found[:2]
