"""Stands for AWS Secrets Manager here, which a function asks over the network."""

SECRETS = {"shop/database": "hunter2", "shop/database-eu": "swordfish"}
OPENS = {"orders-test": "hunter2", "orders-prod": "hunter2", "orders-eu": "swordfish"}


def get_secret_value(secret_id):
    return SECRETS[secret_id]


def rows(table, password):
    """The open orders of a table; only its own password opens it."""
    if OPENS.get(table) != password:
        raise PermissionError(f"wrong password for {table}")
    return [f"{table}/{number}" for number in range(1, 8)]
