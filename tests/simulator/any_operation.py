"""Any operation, with plausible and implausible parameters, on the account of `busy_account`."""

from __future__ import annotations

from random import Random

import identity_pools  # noqa: F401  it adds to what parameters may be given
import network_pools  # noqa: F401  so does this
from any_value import Draw
from hypothesis import strategies as st
from pools import BY_OPERATION, NAMES, of

from lambdatutor.aws.operations import OPERATIONS, Operation
from lambdatutor.simulator.outside import OUTSIDE

__all__ = ["CLIENTS", "KINDS", "NAMES", "operation_of", "operations"]

CLIENTS = ("one", "two", "three", "letters", "posts", "clicks", "calls", "shoppers")
"""What the traffic is called that operations are drawn for."""

_PLAUSIBLE = (
    *("2", "5", "20", "0.5", "off", "200ms", "1s", "10s"),
    *("exp:300ms", "poisson", "steady", "standard", "none", "adaptive"),
)
_ABSURD = (
    *("0", "-1", "", "x", "nan", "inf", "1e999", "1e-320", "0s"),
    *("9" * 400 + "s", "exp:", "٣"),
)
BY_OPERATION.update(
    {
        ("SetTraffic", "Traffic"): of(*CLIENTS, no=("nobody",)),
        ("SetTraffic", "Value"): of(*_PLAUSIBLE, no=_ABSURD),
        ("SetSimulator", "Value"): of("1s", "30s", "exp:1min", "5min", no=("soon", "")),
        ("SetRole", "FunctionName"): of(*NAMES, no=("nope", "")),
        ("SetRole", "Action"): of("sqs:SendMessage", "sqs:ReceiveMessage", no=("x", "x:")),
        ("SetCaller", "Caller"): of("", "ana"),
        ("SetDependency", "Dependency"): of("database", no=("nobody",)),
        ("SetDependency", "Value"): of(*_PLAUSIBLE, "none", no=_ABSURD),
    }
)

KINDS: tuple[type[Operation], ...] = (*OPERATIONS.values(), *OUTSIDE)
"""All operations, ours included."""


def operation_of(kind: type[Operation], seed: int) -> Operation:
    """An operation of one kind; half of them make sense."""
    luck = Random(f"{kind.__name__} {seed}")
    made = Draw(luck, kind.__name__, luck.random() < 0.6).struct(kind)
    assert isinstance(made, Operation)
    return made


operations: st.SearchStrategy[Operation] = st.builds(
    operation_of, st.sampled_from(KINDS), st.integers(0, 9_999)
).filter(lambda each: each is not None)
"""One of all operations; the filter makes Hypothesis show the operation, not how it was made."""
