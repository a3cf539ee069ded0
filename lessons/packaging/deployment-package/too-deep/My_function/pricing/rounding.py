"""Rounding as on a bill: half a cent counts up."""


def half_up(number, by):
    """number / by, rounded to a whole; halves go up, and not to the even one."""
    return (2 * number + by) // (2 * by)
