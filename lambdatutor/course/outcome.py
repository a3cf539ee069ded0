"""What came of something the learner did."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lambdatutor.aws.errors import AwsError
    from lambdatutor.aws.operations import Operation


class Outcome(NamedTuple):
    """AWS's answer, or why there is none."""

    response: dict[str, object] | None
    """None if it was refused."""
    error: AwsError | str | None = None
    """AWS's refusal, or the lab's own in a sentence."""
    operation: Operation | None = None
