"""An alarm at one moment, as a face may draw it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lambdatutor.simulator.alarms.evaluation import State


class AlarmView(NamedTuple):
    """One alarm."""

    name: str
    metric: str
    """Empty for a composite alarm; of metric math, the expression."""
    of: str
    """What the metric is of: `f`, `f:live`, a queue; empty over all."""
    statistic: str
    comparison: str
    """`greater than` and its like; empty for a composite alarm."""
    threshold: float | None
    period_s: int
    state: State
    since_us: int
    value: float | None
    """Of the latest period that has one."""
    breaching: int
    """Of the data points that were evaluated last."""
    evaluated: int
    to_alarm: int
    periods: int
    reason: str
    composite: bool = False
