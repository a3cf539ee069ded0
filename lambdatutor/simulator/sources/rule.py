"""A rule of EventBridge: a pattern or a schedule, and whom it calls (PUS-003)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.polling import filters

if TYPE_CHECKING:
    from lambdatutor.simulator.polling.filters import Pattern
    from lambdatutor.simulator.sources.event_texts import BusEvent
    from lambdatutor.simulator.sources.schedule import Schedule
    from lambdatutor.simulator.sources.target import SourceView, Target


class Rule:
    """Picks events of one bus."""

    __slots__ = ("arn", "enabled", "inputs", "matched", "name", "pattern", "schedule", "targets")

    def __init__(self, name: str, arn: str) -> None:
        self.name = name
        self.arn = arn
        self.pattern: tuple[Pattern, ...] = ()
        self.schedule: Schedule | None = None
        self.enabled = True
        self.matched = 0
        self.targets: dict[str, Target] = {}
        """By the id that PutTargets gave."""
        self.inputs: dict[str, str] = {}
        """Text that a target gets instead of the event, by its id."""

    def set_enabled(self, *, enabled: bool) -> None:
        self.enabled = enabled
        if self.schedule is not None:
            self.schedule.enable(enabled=enabled)

    def wants(self, event: dict[str, object]) -> bool:
        return self.enabled and bool(self.pattern) and filters.passes(self.pattern, event)

    def text_for(self, target_id: str, event: BusEvent) -> str:
        return self.inputs.get(target_id) or event.text()

    @property
    def idle(self) -> bool:
        asleep = self.schedule is None or self.schedule.idle
        return asleep and not any(each.waiting for each in self.targets.values())

    def views(self) -> tuple[SourceView, ...]:
        return tuple(each.view() for each in self.targets.values())
