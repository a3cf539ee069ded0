"""Greets whoever comes."""

import shop


def lambda_handler(event, context):
    return {"message": shop.word()}
