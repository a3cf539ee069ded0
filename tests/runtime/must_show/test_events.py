"""Events: a function runs because an event arrived, and an event is any JSON value."""

from __future__ import annotations

import json

import pytest

from lambdatutor.aws.sample_events import SAMPLES, sample_event
from lambdatutor.runtime.environment import Environment

from .conftest import Started

SORTING = """
import time

calls = 0

def lambda_handler(event, context):
    global calls
    calls += 1
    if event == "who am I":
        return [
            context.function_name, context.function_version, context.invoked_function_arn,
            context.memory_limit_in_mb, context.aws_request_id, context.log_group_name,
            context.log_stream_name,
        ]
    if event == "how long":
        before = context.get_remaining_time_in_millis()
        time.sleep(0.05)
        return [before, context.get_remaining_time_in_millis()]
    if event == "fail":
        raise ValueError("no such order")
    if event == "how often":
        return calls
    return {"type": type(event).__name__, "event": event}
"""
TYPES = {
    "hello-world": "dict",
    "array": "list",
    "string": "str",
    "number": "int",
    "boolean": "bool",
    "null": "NoneType",
}


@pytest.fixture(scope="module")
def sorting(started: Started) -> Environment:
    return started(SORTING, name="sorting", memory_mb=256)


def returned(environment: Environment, event: object) -> object:
    return json.loads(environment.invoke(json.dumps(event)).payload)


@pytest.mark.fact("INV-012")
@pytest.mark.parametrize("id_", TYPES)
def test_events_every_type_of_json_is_an_event_and_has_a_type_of_python(
    sorting: Environment, id_: str
) -> None:
    sample = sample_event(id_)
    assert sample is not None

    answer = json.loads(sorting.invoke(sample.text).payload)
    assert answer == {"type": TYPES[id_], "event": json.loads(sample.text)}


@pytest.mark.parametrize("id_", [each.id for each in SAMPLES if each.id not in TYPES])
def test_events_what_aws_sends_is_an_object(sorting: Environment, id_: str) -> None:
    sample = sample_event(id_)
    assert sample is not None

    answer = json.loads(sorting.invoke(sample.text).payload)
    assert answer == {"type": "dict", "event": json.loads(sample.text)}


@pytest.mark.fact("INV-028", "INV-029", "INV-033", "LOG-008", "LOG-010")
def test_events_the_fields_of_the_context(sorting: Environment) -> None:
    answer = sorting.invoke('"who am I"')

    assert json.loads(answer.payload) == [
        "sorting",
        "$LATEST",
        "arn:aws:lambda:us-east-1:123456789012:function:sorting",
        "256",
        answer.request_id,
        "/aws/lambda/sorting",
        answer.environment,
    ]


@pytest.mark.fact("INV-030", "INV-034")
def test_events_the_remaining_time_counts_down(sorting: Environment) -> None:
    """From the timeout, which is three seconds where nobody sets another."""
    before, after = returned(sorting, "how long")

    assert 3_000 >= before >= after + 49
    assert after > 0


@pytest.mark.fact("INV-001", "INV-002", "LIF-010")
def test_events_a_synchronous_call_waits_and_is_not_tried_again(sorting: Environment) -> None:
    before = returned(sorting, "how often")
    waited = sorting.invoke('"how long"')
    failed = sorting.invoke('"fail"')

    assert waited.status == 200
    assert waited.duration_ms >= 50
    assert json.loads(failed.payload)["errorMessage"] == "no such order"
    assert returned(sorting, "how often") == before + 3
