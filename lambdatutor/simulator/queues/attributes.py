"""A queue's attributes: AWS's names and texts, read into values and written back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

import msgspec

from lambdatutor.aws import quotas, service_errors
from lambdatutor.aws.queue_rules import redrive_policy
from lambdatutor.simulator.identities.documents import read_document
from lambdatutor.simulator.time import SECOND

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class RedrivePolicy:
    """Where messages go that were received too often (SQS-009)."""

    target: str
    """The ARN of the dead-letter queue."""
    most_receives: int
    """maxReceiveCount."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueAttributes:
    """What can be set on a queue; the defaults are AWS's (SQS-017)."""

    visibility_us: int = quotas.VISIBILITY_DEFAULT_S.value * SECOND
    retention_us: int = quotas.MESSAGE_RETENTION_DEFAULT_S.value * SECOND
    delay_us: int = 0
    wait_us: int = 0
    """ReceiveMessageWaitTimeSeconds."""
    largest_bytes: int = quotas.MESSAGE_BYTES.value
    redrive: RedrivePolicy | None = None
    allows: str = ""
    """RedriveAllowPolicy, as JSON text; empty: every queue may send its dead letters here."""
    content_based: bool = False
    """ContentBasedDeduplication."""

    def admits(self, source_arn: str) -> bool:
        """Whether a queue may name this one as its dead-letter queue."""
        if not self.allows:
            return True
        policy = cast("dict[str, object]", msgspec.json.decode(self.allows))
        permission = policy.get("redrivePermission")
        sources = cast("list[object]", policy.get("sourceQueueArns", []))
        return permission == "allowAll" or (permission == "byQueue" and source_arn in sources)


_SECONDS = {
    "VisibilityTimeout": "visibility_us",
    "MessageRetentionPeriod": "retention_us",
    "DelaySeconds": "delay_us",
    "ReceiveMessageWaitTimeSeconds": "wait_us",
}

_FIFO_ONLY = ("ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit", "FifoQueue")


def read(given: Mapping[str, str], before: QueueAttributes, *, fifo: bool) -> QueueAttributes:
    """`before` with the attributes that are given, which validate() has seen.

    Raises `AwsError` for those that this kind of queue has not.
    """
    found = before
    for name, text in given.items():
        if name in _FIFO_ONLY and not fifo:
            raise service_errors.invalid_attribute_name(name)
        if name in _SECONDS:
            found = replace(found, **{_SECONDS[name]: int(text) * SECOND})
        elif name == "MaximumMessageSize":
            found = replace(found, largest_bytes=int(text))
        elif name == "RedrivePolicy":
            policy = redrive_policy(text)
            redrive = policy and RedrivePolicy(target=policy[0], most_receives=policy[1])
            found = replace(found, redrive=redrive)
        elif name == "RedriveAllowPolicy":
            found = replace(found, allows=_allows(text))
        elif name == "Policy" and text and read_document(text) is None:
            raise service_errors.invalid_attribute_value(name)
        elif name == "ContentBasedDeduplication":
            if text not in ("true", "false"):
                raise service_errors.invalid_attribute_value(name)
            found = replace(found, content_based=text == "true")
    return found


def written(attributes: QueueAttributes, *, fifo: bool) -> dict[str, str]:
    """The attributes as GetQueueAttributes shows them."""
    found = {name: str(getattr(attributes, field) // SECOND) for name, field in _SECONDS.items()}
    found["MaximumMessageSize"] = str(attributes.largest_bytes)
    if attributes.redrive is not None:
        policy = {
            "deadLetterTargetArn": attributes.redrive.target,
            "maxReceiveCount": attributes.redrive.most_receives,
        }
        found["RedrivePolicy"] = msgspec.json.encode(policy).decode()
    if attributes.allows:
        found["RedriveAllowPolicy"] = attributes.allows
    if fifo:
        found["FifoQueue"] = "true"
        found["ContentBasedDeduplication"] = "true" if attributes.content_based else "false"
    return found


def _allows(text: str) -> str:
    """An empty text takes the policy away."""
    if not text:
        return ""
    try:
        policy: object = msgspec.json.decode(text)
    except (msgspec.MsgspecError, RecursionError, UnicodeEncodeError):
        policy = None
    known = cast("dict[str, object]", policy) if isinstance(policy, dict) else {}
    permission, sources = known.get("redrivePermission"), known.get("sourceQueueArns")
    listed = isinstance(sources, list) and bool(cast("list[object]", sources))
    if permission not in ("allowAll", "denyAll", "byQueue") or listed != (permission == "byQueue"):
        raise service_errors.invalid_attribute_value("RedriveAllowPolicy")
    return text
