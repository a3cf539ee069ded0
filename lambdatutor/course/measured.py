"""Every measure, by what an expression is about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lambdatutor.course.measures import MEASURES as OF_RUNS
from lambdatutor.course.measures_of_handlers import MEASURES as OF_HANDLERS
from lambdatutor.course.measures_of_policies import MEASURES as OF_POLICIES

if TYPE_CHECKING:
    from lambdatutor.course.expressions import Subject
    from lambdatutor.course.measure import Measure

MEASURED: Mapping[Subject, Mapping[str, Measure]] = {
    "run": OF_RUNS,
    "policies": OF_POLICIES,
    "handlers": OF_HANDLERS,
}

ELSEWHERE: Mapping[Subject, str] = {
    "policies": "policies, and stands only in a policy lab",
    "handlers": "real code, and stands only where code is run",
}
"""What a measure that is no run's measures, and where it belongs."""
