"""The ARNs of everything but functions: what the account's resources are looked up by."""

from __future__ import annotations

import re
from typing import NamedTuple

from lambdatutor.aws.arn import ACCOUNT, REGION

_ARN = re.compile(
    r"arn:(?P<partition>aws[a-z-]*):(?P<service>[a-z0-9-]+):(?P<region>[a-z0-9-]*)"
    r":(?P<account>\d{12})?:(?P<resource>\S+)",
    re.ASCII,
)
_QUEUE_URL = re.compile(
    r"https://sqs\.(?P<region>[a-z0-9-]+)\.amazonaws\.com/(?P<account>\d{12})"
    r"/(?P<name>[A-Za-z0-9_-]+(\.fifo)?)",
    re.ASCII,
)
_KINDLESS = frozenset({"sqs", "sns", "s3"})
"""Services whose resource is a name alone."""


class Arn(NamedTuple):
    """The parts of an ARN."""

    service: str
    """Such as `sqs`; not always the AWS CLI's name of the service."""
    region: str
    """Empty for buckets."""
    account: str
    """Empty for buckets."""
    resource: str
    """Such as `orders`, `table/orders/stream/2026-01-01T00:00:00.000` or `function:checkout`."""

    @property
    def kind(self) -> str:
        """What comes before the name, such as `table`; empty for queues, topics and buckets."""
        if self.service in _KINDLESS:
            return ""
        return re.split("[:/]", self.resource, maxsplit=1)[0]

    @property
    def name(self) -> str:
        """What the resource is called in its service: `orders` of `table/orders/stream/…`.

        A rule's or a schedule's name has its bus or group before it, unless that is the default.
        """
        parts = re.split("[:/]", self.resource)
        if self.service in _KINDLESS:
            return parts[0]
        if self.service in {"events", "scheduler"}:
            inner = parts[2:] if parts[1:2] == ["default"] else parts[1:]
            return "/".join(inner)
        return parts[1] if len(parts) > 1 else parts[0]

    @property
    def here(self) -> bool:
        """Whether it is in the simulated account and Region; a bucket says neither."""
        return self.region in {"", REGION} and self.account in {"", ACCOUNT}

    def __str__(self) -> str:
        return f"arn:aws:{self.service}:{self.region}:{self.account}:{self.resource}"


def parse_arn(text: str) -> Arn | None:
    """The parts of an ARN of any service; None for text that is none."""
    found = _ARN.fullmatch(text)
    if found is None:
        return None
    parts = {name: found[name] or "" for name in Arn._fields}
    return Arn(**parts)


def account_in(arn: str) -> str:
    """The account that an ARN names; empty for a bucket, a service and what is no ARN."""
    parts = arn.split(":", 5)
    return parts[4] if len(parts) > 5 else ""


def session_arn(role: str, session: str) -> str:
    """A session of a role, given by its ARN; it has the role's name, and not its path."""
    return f"arn:aws:sts::{account_in(role)}:assumed-role/{role.rpartition('/')[2]}/{session}"


def queue_arn(name: str) -> str:
    return str(Arn("sqs", REGION, ACCOUNT, name))


def queue_url(name: str) -> str:
    """The address that calls of SQS take instead of a name."""
    return f"https://sqs.{REGION}.amazonaws.com/{ACCOUNT}/{name}"


def queue_of_url(url: str) -> str | None:
    """The name of the queue in this account and Region that has this URL."""
    found = _QUEUE_URL.fullmatch(url)
    if found is None or (found["region"], found["account"]) != (REGION, ACCOUNT):
        return None
    return found["name"]


def topic_arn(name: str) -> str:
    return str(Arn("sns", REGION, ACCOUNT, name))


def subscription_arn(topic: str, uuid: str) -> str:
    """The ARN of a subscription to a topic of this name."""
    return str(Arn("sns", REGION, ACCOUNT, f"{topic}:{uuid}"))


def bucket_arn(name: str) -> str:
    return str(Arn("s3", "", "", name))


def event_bus_arn(name: str = "default") -> str:
    return str(Arn("events", REGION, ACCOUNT, f"event-bus/{name}"))


def rule_arn(name: str, bus: str = "default") -> str:
    """The ARN of a rule; it names the bus unless that is the default one."""
    resource = f"rule/{name}" if bus == "default" else f"rule/{bus}/{name}"
    return str(Arn("events", REGION, ACCOUNT, resource))


def schedule_arn(name: str, group: str = "default") -> str:
    return str(Arn("scheduler", REGION, ACCOUNT, f"schedule/{group}/{name}"))


def stream_arn(name: str) -> str:
    """The ARN of a Kinesis stream."""
    return str(Arn("kinesis", REGION, ACCOUNT, f"stream/{name}"))


def table_stream_arn(table: str, label: str) -> str:
    """The ARN of a table's stream; the label is when it was enabled."""
    return str(Arn("dynamodb", REGION, ACCOUNT, f"table/{table}/stream/{label}"))


def event_source_mapping_arn(uuid: str) -> str:
    return str(Arn("lambda", REGION, ACCOUNT, f"event-source-mapping:{uuid}"))
