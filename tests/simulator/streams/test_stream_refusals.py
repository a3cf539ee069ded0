"""What Lambda refuses about mappings of streams, in its own words."""

from __future__ import annotations

import pytest
from stream_scenes import LOST, STREAM, TABLE_STREAM, f, mapping, mapping_of, reading, stream, table

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import Operation, UpdateEventSourceMapping
from lambdatutor.aws.shapes import ProvisionedPollerConfig, ScalingConfig
from lambdatutor.aws.shapes.destinations import DestinationConfig, OnFailure, OnSuccess
from lambdatutor.simulator.scenario import Scenario
from lambdatutor.simulator.world import World

INVALID = "InvalidParameterValueException"
NO_STREAM = STREAM.replace("stream/s", "stream/other")
NO_TABLE = TABLE_STREAM.replace("table/tab", "table/other")
UNSUPPORTED = "Unsupported {} parameter for given event source mapping type."


def account() -> World:
    return World(Scenario(functions=(f(), f("g")), setup=(stream(), table())))


@pytest.mark.parametrize(
    ("operation", "code", "message"),
    [
        (mapping(NO_STREAM), INVALID, f"Stream not found: {NO_STREAM}"),
        (mapping(NO_TABLE), INVALID, f"Stream not found: {NO_TABLE}"),
        (
            mapping(StartingPosition=None),
            INVALID,
            (
                "1 validation error detected: Value null at 'startingPosition' failed to satisfy "
                "constraint: Member must not be null."
            ),
        ),
        (
            mapping(StartingPosition="invalid"),
            "ValidationException",
            (
                "1 validation error detected: Value 'invalid' at 'startingPosition' failed to "
                "satisfy constraint: Member must satisfy enum value set: "
                "[LATEST, AT_TIMESTAMP, TRIM_HORIZON]"
            ),
        ),
        (
            mapping(TABLE_STREAM, StartingPosition="AT_TIMESTAMP"),
            INVALID,
            f"Unsupported starting position for arn type: {TABLE_STREAM}",
        ),
        (
            mapping(StartingPosition="AT_TIMESTAMP"),
            INVALID,
            (
                "StartingPosition AT_TIMESTAMP needs a StartingPositionTimestamp "
                "such as 2026-01-01T00:05:00Z."
            ),
        ),
        (
            mapping(StartingPositionTimestamp="2026-01-01T00:05:00Z"),
            INVALID,
            "StartingPositionTimestamp can only be given with StartingPosition AT_TIMESTAMP.",
        ),
        (
            mapping(ScalingConfig=ScalingConfig(MaximumConcurrency=5)),
            INVALID,
            UNSUPPORTED.format("ScalingConfig"),
        ),
        (
            mapping(ProvisionedPollerConfig=ProvisionedPollerConfig(MinimumPollers=2)),
            INVALID,
            UNSUPPORTED.format("ProvisionedPollerConfig"),
        ),
        (
            mapping(DestinationConfig=DestinationConfig(OnSuccess=OnSuccess(Destination=LOST))),
            INVALID,
            UNSUPPORTED.format("DestinationConfig"),
        ),
        (
            mapping(
                DestinationConfig=DestinationConfig(
                    OnFailure=OnFailure(
                        Destination="arn:aws:events:us-east-1:123456789012:event-bus/b"
                    )
                )
            ),
            INVALID,
            (
                "The provided destination config ARN "
                "arn:aws:events:us-east-1:123456789012:event-bus/b is invalid."
            ),
        ),
        (mapping(FunctionName="nope"), INVALID, "Function does not exist"),
    ],
)
def test_a_mapping_of_a_stream_is_refused(operation: Operation, code: str, message: str) -> None:
    world = account()
    with pytest.raises(AwsError) as refused:
        world.do(operation)

    assert (refused.value.code, refused.value.status) == (code, 400)
    assert refused.value.message == message
    assert not world.service.mappings


@pytest.mark.parametrize("source", [STREAM, TABLE_STREAM])
def test_a_second_mapping_of_the_same_function_is_refused(source: str) -> None:
    world = account()
    world.do(mapping(source))
    world.do(mapping(source, FunctionName="g"))
    with pytest.raises(AwsError) as refused:
        world.do(mapping(source))

    assert (refused.value.code, refused.value.status) == ("ResourceConflictException", 409)
    assert refused.value.message == (
        f'The event source arn (" {source} ") and function (" f ") provided mapping already '
        f"exists. Please update or delete the existing mapping with UUID {mapping_of(world).uuid}"
    )


@pytest.mark.fact("ESM-002")
def test_a_role_that_may_not_read_is_refused_at_once() -> None:
    world = account()
    world.service.denied["f", "kinesis:GetRecords"] = None
    with pytest.raises(AwsError, match=f"Cannot access stream {STREAM}"):
        world.do(mapping())


@pytest.mark.fact("STR-001", "STR-004", "STR-014")
@pytest.mark.parametrize(
    "settings",
    [
        {"ParallelizationFactor": 0},
        {"ParallelizationFactor": 11},
        {"MaximumRetryAttempts": -2},
        {"MaximumRetryAttempts": 10_001},
        {"MaximumRecordAgeInSeconds": 59},
        {"MaximumRecordAgeInSeconds": 604_801},
        {"TumblingWindowInSeconds": 901},
    ],
)
def test_settings_beyond_their_limits_are_refused(settings: dict[str, int]) -> None:
    world = World(reading())
    with pytest.raises(AwsError):
        world.do(UpdateEventSourceMapping(UUID=mapping_of(world).uuid, **settings))


@pytest.mark.fact("STR-001", "STR-004", "STR-014")
def test_settings_at_their_limits_are_taken() -> None:
    world = World(
        reading(
            ParallelizationFactor=10,
            MaximumRetryAttempts=10_000,
            MaximumRecordAgeInSeconds=604_800,
            TumblingWindowInSeconds=900,
        )
    )

    assert mapping_of(world).state == "Enabled"
