"""An SNS topic: each message goes to every subscription that wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.polling import filters
from lambdatutor.simulator.randomness import stream
from lambdatutor.simulator.sources.event_texts import (
    identifier,
    notification,
    topic_to_function,
    topic_to_queue,
)
from lambdatutor.simulator.sources.retry_rules import TOPIC
from lambdatutor.simulator.sources.target import Target

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.parcel import Parcel
    from lambdatutor.simulator.sources.target import SourceView

PRINCIPAL = "sns.amazonaws.com"


class Subscription:
    """One endpoint of a topic."""

    __slots__ = ("arn", "by_body", "pattern", "protocol", "raw", "target")

    def __init__(self, arn: str, protocol: str, target: Target, attributes: dict[str, str]) -> None:
        self.arn = arn
        self.protocol = protocol
        self.target = target
        policy = attributes.get("FilterPolicy")
        self.pattern = filters.read((policy,)) if policy else ()
        self.by_body = attributes.get("FilterPolicyScope") == "MessageBody"
        self.raw = attributes.get("RawMessageDelivery") == "true"

    def wants(self, parcel: Parcel) -> bool:
        """By the message's attributes, or by its body where the policy says so."""
        if not self.pattern:
            return True
        if not self.by_body:
            return filters.passes(self.pattern, dict(parcel.attributes))
        body = filters.fields(parcel.body)
        return isinstance(body, dict) and filters.passes(self.pattern, body)


class Topic:
    """Takes messages and keeps none: they are delivered, or tried again."""

    def __init__(self, account: Account, name: str, arn: str) -> None:
        self.account = account
        self.name = name
        self.arn = arn
        self.fifo = name.endswith(".fifo")
        self.subscriptions: dict[str, Subscription] = {}
        """By ARN."""
        self.published = 0
        self.luck = stream(account.seed, "message-ids", arn)

    def subscribe(self, protocol: str, endpoint: str, attributes: dict[str, str]) -> Subscription:
        """Add an endpoint; the same one twice is one subscription."""
        for each in self.subscriptions.values():
            if (each.protocol, each.target.arn) == (protocol, endpoint):
                return each
        arn = f"{self.arn}:{identifier(self.luck)}"
        redrive = filters.fields(attributes.get("RedrivePolicy", ""))
        queue = redrive.get("deadLetterTargetArn") if isinstance(redrive, dict) else None
        target = Target(
            self.account,
            ("topic", self.name),
            endpoint,
            TOPIC,
            lets_in=(PRINCIPAL, self.arn),
            dead_letter=queue,
        )
        found = self.subscriptions[arn] = Subscription(arn, protocol, target, attributes)
        return found

    def accept(self, parcel: Parcel, cause: int) -> str:
        """Publish a message."""
        self.publish(parcel, cause)
        return ""

    def publish(self, parcel: Parcel, cause: int) -> str:
        """Hand it to every subscription that wants it; gives its MessageId."""
        account = self.account
        now = account.clock.now_us
        self.published += 1
        message_id = identifier(self.luck)
        account.counters.add("NumberOfMessagesPublished", self.name, now)
        event = account.note("topic.published", "", (self.name,), cause)
        said = notification(self.arn, message_id, parcel, now)
        for each in self.subscriptions.values():
            if not each.wants(parcel):
                account.counters.add("NumberOfNotificationsFilteredOut", self.name, now)
                continue
            each.target.send(self._addressed(each, parcel, said), event)
        return message_id

    def _addressed(self, to: Subscription, parcel: Parcel, said: dict[str, object]) -> Parcel:
        """The message as one endpoint gets it."""
        if to.protocol == "lambda":
            return parcel._replace(body=topic_to_function(said, to.arn), attributes=())
        if to.raw:
            return parcel
        return parcel._replace(body=topic_to_queue(said), attributes=())

    @property
    def idle(self) -> bool:
        return not any(each.target.waiting for each in self.subscriptions.values())

    def views(self) -> tuple[SourceView, ...]:
        return tuple(each.target.view() for each in self.subscriptions.values())
