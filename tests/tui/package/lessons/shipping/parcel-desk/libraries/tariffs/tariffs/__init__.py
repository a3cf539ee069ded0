from tariffs.table import TABLE


def price(kg):
    """Cents for a parcel."""
    return next(cents for most, cents in TABLE if kg <= most)
