"""Lists the open orders of a table, so many at a time."""

import os

import vault

TABLE = os.environ["TABLE"]
LIMIT = int(os.environ.get("LIMIT", "3"))
PASSWORD = vault.get_secret_value(os.environ["SECRET_ID"])


def lambda_handler(event, context):
    return vault.rows(TABLE, PASSWORD)[:LIMIT]
