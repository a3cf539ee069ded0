"""The constraints of each parameter, as the services' API descriptions have them."""

from __future__ import annotations

from lambdatutor.aws.constraints import Constraint
from lambdatutor.aws.operations import OPERATIONS
from lambdatutor.aws.parameter_constraints import (
    events,
    functions,
    identities,
    lambda_events,
    metrics,
    sources,
)

_TABLES: dict[str, dict[str, tuple[Constraint, ...]]] = {
    "lambda": functions.CONSTRAINTS | lambda_events.CONSTRAINTS,
    **events.CONSTRAINTS,
    **sources.CONSTRAINTS,
    **metrics.CONSTRAINTS,
    **identities.CONSTRAINTS,
}
"""By service, then by parameter; a dot leads into a nested value, or into a list's entries."""

_EXCEPTIONS = functions.EXCEPTIONS | lambda_events.EXCEPTIONS | identities.EXCEPTIONS
"""By operation and parameter, where an operation has constraints of its own."""


def constraints_of(operation: str, parameter: str) -> tuple[Constraint, ...]:
    """The constraints of one parameter, such as `EphemeralStorage.Size`; none if it has none."""
    exception = _EXCEPTIONS.get((operation, parameter))
    if exception is not None:
        return exception
    kind = OPERATIONS.get(operation)
    service = kind.service if kind is not None else "lambda"
    return _TABLES.get(service, {}).get(parameter, ())
