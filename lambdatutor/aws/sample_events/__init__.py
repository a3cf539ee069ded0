"""Events as AWS's services send them, to try a handler with.

The fields are those that AWS's pages name; the values are those of the simulated account.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple


class SampleEvent(NamedTuple):
    """One event, as a function gets it."""

    id: str
    """As it is named in lessons and after `sample:`."""
    title: str

    @property
    def text(self) -> str:
        """JSON, laid out; read when it is asked for."""
        return _text(self.id)


SAMPLES: tuple[SampleEvent, ...] = (
    SampleEvent("hello-world", "Hello World: the console's own test event"),
    SampleEvent("array", "An array"),
    SampleEvent("string", "A string"),
    SampleEvent("number", "A number"),
    SampleEvent("boolean", "A boolean"),
    SampleEvent("null", "null, the event that says nothing"),
    SampleEvent("api-gateway-rest", "API Gateway, REST API with proxy integration"),
    SampleEvent("api-gateway-http", "API Gateway, HTTP API with payload format 2.0"),
    SampleEvent("function-url", "Function URL"),
    SampleEvent("alb", "Application Load Balancer"),
    SampleEvent("s3-put", "S3, an object was put"),
    SampleEvent("s3-delete", "S3, an object was deleted"),
    SampleEvent("sns", "SNS, a message of a topic"),
    SampleEvent("sqs", "SQS, a batch of two messages"),
    SampleEvent("eventbridge", "EventBridge, an event of your own"),
    SampleEvent("schedule", "EventBridge, a rule on a schedule"),
    SampleEvent("dynamodb", "DynamoDB Streams, an item put, changed and deleted"),
    SampleEvent("kinesis", "Kinesis, a batch of two records"),
    SampleEvent("cloudwatch-logs", "CloudWatch Logs, lines of a log"),
)
"""First the types of JSON, then who calls, then what is read."""


def sample_event(id_: str) -> SampleEvent | None:
    """None where no sample has this id."""
    return next((each for each in SAMPLES if each.id == id_), None)


@cache
def _text(id_: str) -> str:
    file = files("lambdatutor.aws.sample_events") / f"{id_}.json"
    return file.read_text(encoding="utf-8").rstrip("\n")
