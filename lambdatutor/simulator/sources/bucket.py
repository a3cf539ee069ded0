"""An S3 bucket, as far as functions feel it: objects come, and somebody is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote_plus

from lambdatutor.simulator.sources.event_texts import object_created
from lambdatutor.simulator.sources.retry_rules import BUCKET
from lambdatutor.simulator.sources.target import Target

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.parcel import Parcel
    from lambdatutor.simulator.sources.target import SourceView

PRINCIPAL = "s3.amazonaws.com"

_HAPPENED = "ObjectCreated:Put"
"""The one thing that happens to objects here."""


class Notification(NamedTuple):
    """Whom a bucket tells, of what."""

    arn: str
    events: tuple[str, ...]
    """Such as `s3:ObjectCreated:*`."""
    prefix: str
    suffix: str

    def wants(self, key: str) -> bool:
        """A prefix and a suffix are compared with the key as events carry it."""
        coded = quote_plus(key, safe="/")
        return (
            any(_means(each) for each in self.events)
            and coded.startswith(self.prefix)
            and coded.endswith(self.suffix)
        )


def _means(event: str) -> bool:
    name = event.removeprefix("s3:")
    return name == _HAPPENED or (name.endswith("*") and _HAPPENED.startswith(name[:-1]))


class Bucket:
    """Takes objects; keeps their keys and sizes, and nothing of what is in them."""

    def __init__(self, account: Account, name: str, arn: str) -> None:
        self.account = account
        self.name = name
        self.arn = arn
        self.objects: dict[str, int] = {}
        """Size in bytes, by key."""
        self.stored = 0
        """How often an object was put, one over the other included."""
        self.told: list[tuple[Notification, Target]] = []
        self.past: list[Target] = []
        """Targets of notifications that were replaced, with what is still on its way to them."""

    def notify(self, notifications: list[Notification]) -> None:
        """Tell these, and nobody else, from now on."""
        self.past += [target for _, target in self.told if target.sent]
        self.told = [
            (
                each,
                Target(
                    self.account,
                    ("bucket", self.name),
                    each.arn,
                    BUCKET,
                    lets_in=(PRINCIPAL, self.arn),
                ),
            )
            for each in notifications
        ]

    def accept(self, parcel: Parcel, cause: int) -> str:
        """Store an object; its key is the parcel's attribute `Key`, or its name, or a number."""
        account = self.account
        self.stored += 1
        key = dict(parcel.attributes).get("Key") or parcel.name or f"object-{self.stored}"
        self.objects[key] = parcel.size_bytes
        event = account.note("object.created", "", (self.name, key), cause)
        body = object_created(
            account.scenario.account,
            account.clock.now_us,
            self.name,
            key=key,
            size=parcel.size_bytes,
            sequencer=self.stored,
        )
        told = parcel._replace(body=body, attributes=(), size_bytes=len(body))
        for notification, target in self.told:
            if notification.wants(key):
                target.send(told, event)
        return ""

    @property
    def idle(self) -> bool:
        return not any(each.waiting for each in self.targets)

    @property
    def targets(self) -> list[Target]:
        return [*self.past, *(target for _, target in self.told)]

    def views(self) -> tuple[SourceView, ...]:
        return tuple(each.view() for each in self.targets)


def store_under_prefix(account: Account, arn: str, parcel: Parcel, cause: int) -> str:
    """Store into the bucket of an ARN such as `arn:aws:s3:::uploads/small/`: a key with a prefix.

    The answer is an error code where there is no such bucket, or the ARN is of another kind.
    """
    bucket_arn, slash, prefix = arn.partition("/")
    found = account.resources.get(bucket_arn)
    if not slash or not isinstance(found, Bucket):
        return "ResourceNotFoundException"
    name = dict(parcel.attributes).get("Key") or parcel.name or f"object-{found.stored + 1}"
    key = prefix + name.rpartition("/")[2]
    return found.accept(parcel._replace(attributes=(("Key", key),)), cause)
