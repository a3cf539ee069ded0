"""A fault that shows only when a lesson is looked at as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lambdatutor.course.walking import Where


class Complaint(NamedTuple):
    """What is wrong at a place of a lesson."""

    where: Where
    sentence: str
    suggestion: str = ""


Complaints = Iterator[Complaint]
