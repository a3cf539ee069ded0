"""How long the code is busy with a batch of records, and which of them it fails at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.distributions import Fixed
from lambdatutor.simulator.streams.batch import NOTHING

if TYPE_CHECKING:
    from lambdatutor.simulator.streams.batch import BatchRequest
    from lambdatutor.simulator.version import Version


def busy(request: BatchRequest, version: Version, duration_us: int, status: str) -> tuple[int, str]:
    """The time of the batch on top of `duration_us`, and how it ends.

    Code that reports failures goes through the whole batch and names those that failed; code that
    does not stops at the first of them, and its invocation fails with it.
    """
    code = version.configuration.code
    records = request.batch.records
    count = len(records)
    poison = next((at for at, record in enumerate(records) if record.parcel.poison), NOTHING)
    if code.malformed_report:
        request.failed_at = 0  # nobody can read which, so it is all of them (SQS-011)
    elif poison >= 0:
        if code.reports_failures:
            request.failed_at = poison
        else:
            count = poison + 1
            failure = "error" if code.failure == "exception" else code.failure
            status = failure if status == "ok" else status
    each = code.each
    if isinstance(each, Fixed):
        more_us: float = each.us * count
    else:
        more_us = sum(each.at(record.parcel.share) for record in records[:count])
    return duration_us + int(more_us * version.slowdown + 0.5), status
