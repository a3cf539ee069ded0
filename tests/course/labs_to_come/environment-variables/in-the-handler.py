from os import environ, getenv

from vault import get_secret_value, rows


def lambda_handler(event, context):
    password = get_secret_value(environ["SECRET_ID"])
    print("table", environ["TABLE"])
    return rows(environ["TABLE"], password)[: int(getenv("LIMIT") or 3)]
