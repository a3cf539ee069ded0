"""The JSON that each source sends: what a handler finds in `event`."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote_plus

import msgspec

from lambdatutor.simulator.dates import date

if TYPE_CHECKING:
    from random import Random

    from lambdatutor.simulator.parcel import Parcel
    from lambdatutor.simulator.scenario import AccountSetup


def identifier(luck: Random) -> str:
    """A UUID as AWS gives to each message and event."""
    text = f"{luck.getrandbits(128):032x}"
    return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-a{text[17:20]}-{text[20:]}"


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()


def object_created(
    account: AccountSetup, now_us: int, bucket: str, *, key: str, size: int, sequencer: int
) -> str:
    """One record of a bucket; the key is URL-encoded, a space is a plus sign (PUS-002)."""
    record = {
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": account.region,
        "eventTime": date(now_us),
        "eventName": "ObjectCreated:Put",
        "s3": {
            "s3SchemaVersion": "1.0",
            "bucket": {"name": bucket, "arn": f"arn:aws:s3:::{bucket}"},
            "object": {
                "key": quote_plus(key, safe="/"),
                "size": size,
                "sequencer": f"{sequencer:018X}",
            },
        },
    }
    return _text({"Records": [record]})


def notification(topic_arn: str, message_id: str, parcel: Parcel, now_us: int) -> dict[str, object]:
    """What SNS says of a message, to whoever it is sent."""
    found: dict[str, object] = {
        "Type": "Notification",
        "MessageId": message_id,
        "TopicArn": topic_arn,
        "Message": parcel.body,
        "Timestamp": date(now_us),
    }
    if parcel.attributes:
        found["MessageAttributes"] = {
            name: {"Type": "String", "Value": text} for name, text in parcel.attributes
        }
    return found


def topic_to_queue(said: dict[str, object]) -> str:
    return _text(said)


def topic_to_function(said: dict[str, object], subscription_arn: str) -> str:
    """One message an invocation: Records[0].Sns (PUS-001)."""
    record = {
        "EventSource": "aws:sns",
        "EventVersion": "1.0",
        "EventSubscriptionArn": subscription_arn,
        "Sns": said,
    }
    return _text({"Records": [record]})


class BusEvent(msgspec.Struct, frozen=True, kw_only=True):
    """An event of EventBridge, as patterns and targets see it."""

    version: str = "0"
    id: str
    detail_type: str = msgspec.field(name="detail-type")
    source: str
    account: str
    time: str
    region: str
    resources: tuple[str, ...] = ()
    detail: object

    def fields(self) -> dict[str, object]:
        """What a pattern is compared with."""
        return msgspec.to_builtins(self)

    def text(self) -> str:
        return _text(self)
