"""A scheduled action: other bounds of a scalable target from a moment on (CON-025)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.clock import Bell

if TYPE_CHECKING:
    from lambdatutor.simulator.autoscaling.target import ScalableTarget
    from lambdatutor.simulator.sources.schedule_expression import Expression


class ScheduledAction:
    """It rings at its moments, for as long as it stands."""

    def __init__(
        self,
        target: ScalableTarget,
        name: str,
        expression: Expression,
        *,
        minimum: int | None,
        maximum: int | None,
        start_us: int,
        end_us: int | None,
    ) -> None:
        self.target = target
        self.name = name
        self.expression = expression
        self.minimum = minimum
        self.maximum = maximum
        self.made_us = max(start_us, target.service.clock.now_us)
        self.end_us = end_us
        self.bell = Bell(target.service.clock, self._ring)
        self._wait(max(self.made_us - 1, target.service.clock.now_us))

    def _wait(self, after_us: int) -> None:
        due_us = self.expression.after(after_us, self.made_us)
        if due_us is not None and (self.end_us is None or due_us <= self.end_us):
            self.bell.set_first(due_us)

    def _ring(self) -> None:
        self.target.act(self)
        self._wait(self.target.service.clock.now_us)

    def cancel(self) -> None:
        self.bell.silence()
