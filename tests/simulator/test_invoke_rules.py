"""What AWS says of Invoke and its errors beyond throttling: who may, what is sent, what is said."""

from __future__ import annotations

import json

import pytest
from a_judge import Nobody, judged
from scenes import calls, function, later, opened, played, records, scenario

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import CreateQueue, Invoke, PutFunctionEventInvokeConfig
from lambdatutor.aws.resource_arns import queue_arn
from lambdatutor.aws.shapes import DestinationConfig, OnFailure
from lambdatutor.simulator.world import World


@pytest.mark.fact("INV-010")
def test_an_event_that_is_not_json_invokes_nothing() -> None:
    world = opened()
    with pytest.raises(AwsError) as refused:
        world.do(Invoke(FunctionName="f", Payload="{order: 7}"))

    assert (refused.value.code, refused.value.status) == ("InvalidRequestContentException", 400)
    assert world.snapshot().totals.requests == 0


@pytest.mark.fact("INV-009", "INV-006")
def test_an_event_over_six_megabytes_is_refused_before_the_function_runs() -> None:
    world = opened()
    with pytest.raises(AwsError) as refused:
        world.do(Invoke(FunctionName="f", Payload='"' + "x" * (6 << 20) + '"'))

    assert (refused.value.code, refused.value.status) == ("RequestTooLargeException", 413)
    assert world.snapshot().totals.requests == 0


@pytest.mark.fact("INV-050")
def test_a_dry_run_asks_for_the_permission_and_runs_nothing() -> None:
    dry = Invoke(FunctionName="f", InvocationType="DryRun")
    allowed = World(scenario())
    forbidden = World(judged(scenario()), authoriser=Nobody())
    assert allowed.do(dry) == {"StatusCode": 204}
    assert allowed.snapshot().totals.requests == 0
    with pytest.raises(AwsError) as refused:
        forbidden.do(dry)
    assert refused.value.status == 403


def error_type(**behaviour: object) -> str:
    """What stands in the record of an asynchronous event that failed."""
    failed = DestinationConfig(OnFailure=OnFailure(Destination=queue_arn("failed")))
    world = opened(
        function(**behaviour),
        setup=[
            CreateQueue(QueueName="failed"),
            PutFunctionEventInvokeConfig(
                FunctionName="f", MaximumRetryAttempts=0, DestinationConfig=failed
            ),
        ],
    )
    world.do(Invoke(FunctionName="f", InvocationType="Event"))
    later(world, "1min")
    (message,) = world.service.resources[queue_arn("failed")].messages
    return str(json.loads(message.parcel.body)["responsePayload"]["errorType"])


@pytest.mark.fact("INV-039")
def test_errors_of_the_platform_have_its_prefixes_and_those_of_the_code_have_none() -> None:
    told = [
        error_type(errors=1.0, failure="exit"),
        error_type(run="9s"),
        error_type(max_memory_used=999),
        error_type(errors=1.0),
    ]
    many = played(function(extensions="external", extension_count=11), traffic=[calls("0s")])

    assert told == ["Runtime.ExitError", "Sandbox.Timedout", "Runtime.OutOfMemory", "Exception"]
    assert records(many)[0].reason == "Extension.TooManyExtensions"
