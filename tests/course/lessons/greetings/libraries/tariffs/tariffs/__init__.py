"""Tariffs of a small shop."""


def cents(kg):
    return 300 + 150 * kg
