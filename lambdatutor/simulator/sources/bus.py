"""An event bus of EventBridge: events come in, and rules pick what they want."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from lambdatutor.simulator.dates import date
from lambdatutor.simulator.polling import filters
from lambdatutor.simulator.randomness import stream
from lambdatutor.simulator.sources.event_texts import BusEvent, identifier

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.parcel import Parcel
    from lambdatutor.simulator.sources.rule import Rule
    from lambdatutor.simulator.sources.target import SourceView

PRINCIPAL = "events.amazonaws.com"


class EventBus:
    """Takes events and keeps none."""

    def __init__(self, account: Account, name: str, arn: str) -> None:
        self.account = account
        self.name = name
        self.arn = arn
        self.rules: dict[str, Rule] = {}
        """By name."""
        self.received = 0
        self.luck = stream(account.seed, "event-ids", arn)

    def accept(self, parcel: Parcel, cause: int) -> str:
        """A whole event, as a destination of Lambda sends it (ASY-014), or what is its detail."""
        event = filters.fields(parcel.body)
        if isinstance(event, dict) and {"source", "detail-type", "detail"} <= event.keys():
            detail = msgspec.json.encode(event["detail"]).decode()
            inner = parcel._replace(body=detail)
            self.put(inner, str(event["source"]), str(event["detail-type"]), cause)
        else:
            self.put(parcel, "traffic", "Traffic", cause)
        return ""

    def put(self, parcel: Parcel, source: str, detail_type: str, cause: int) -> str:
        """Offer an event to every rule; gives its EventId."""
        account = self.account
        setup, now = account.scenario.account, account.clock.now_us
        self.received += 1
        event = BusEvent(
            id=identifier(self.luck),
            detail_type=detail_type,
            source=source,
            account=setup.account_id,
            time=date(now)[:19] + "Z",
            region=setup.region,
            detail=filters.fields(parcel.body),
        )
        noted = account.note("bus.received", "", (self.name, source), cause)
        fields = event.fields()
        for rule in list(self.rules.values()):
            if not rule.wants(fields):
                continue
            rule.matched += 1
            account.counters.add("MatchedEvents", rule.name, now)
            account.counters.add("TriggeredRules", rule.name, now)
            for target_id, target in rule.targets.items():
                text = rule.text_for(target_id, event)
                target.send(parcel._replace(body=text, attributes=()), noted)
        return event.id

    @property
    def idle(self) -> bool:
        return all(each.idle for each in self.rules.values())

    def views(self) -> tuple[SourceView, ...]:
        return tuple(view for rule in self.rules.values() for view in rule.views())
