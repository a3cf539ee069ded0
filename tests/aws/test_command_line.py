"""Lines for the AWS CLI, read as operations."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lambdatutor.aws.command_line import CommandError, from_cli, to_cli
from lambdatutor.aws.operations import (
    AnyOperation,
    CreateFunction,
    GetAccountSettings,
    Invoke,
    Operation,
    PublishVersion,
    PutEvents,
    PutFunctionConcurrency,
    PutRecords,
    SendMessageBatch,
    UpdateAlias,
    UpdateEventSourceMapping,
    UpdateFunctionConfiguration,
)
from lambdatutor.aws.parameters import COMMANDS, flags
from lambdatutor.aws.shapes import (
    AliasRoutingConfiguration,
    Environment,
    EphemeralStorage,
    Filter,
    FilterCriteria,
    FunctionCode,
    PutEventsRequestEntry,
    PutRecordsRequestEntry,
    SendMessageBatchRequestEntry,
    VpcConfig,
)

KINDS = [kind for commands in COMMANDS.values() for kind in commands.values()]
WORDS = sorted(
    {
        *COMMANDS,
        *(command for commands in COMMANDS.values() for command in commands),
        *(flag for kind in KINDS for flag in flags(kind)),
    }
)
PIECES = ["aws", "lambda", "=", "{", "}", "[", "]", ",", "'", '"', "\\", "\n", "1", "a", "--", "-1"]
RESERVED = PutFunctionConcurrency(FunctionName="checkout", ReservedConcurrentExecutions=3)


@given(st.from_type(Operation))
def test_what_is_written_is_read_back(operation: Operation) -> None:
    assert from_cli(to_cli(operation)) == operation


@given(st.text() | st.lists(st.sampled_from(WORDS + PIECES) | st.text(max_size=3)).map(" ".join))
@example("invoke --function-name f --payload \ud800")
@example("get-alias --function-name f --name n\\")
@example("create-function --code " + "[" * 5_000)
@example("create-function --code " + "a={" * 5_000)
@example("create-alias --routing-config AdditionalVersionWeights={2=inf}")
@example("create-alias --routing-config AdditionalVersionWeights={2=nan}")
@example("create-function --ephemeral-storage Size=" + "9" * 30)
def test_any_line_is_an_operation_or_one_sentence(line: str) -> None:
    try:
        operation = from_cli(line)
    except CommandError as error:
        sentence = str(error)
    else:
        written = msgspec.json.encode(operation)
        assert msgspec.json.decode(written, type=AnyOperation) == operation
        return
    assert sentence.isprintable()
    assert sentence.endswith((".", "?"))
    assert len(sentence) < 300


@pytest.mark.parametrize(
    "line",
    [
        (
            "aws lambda put-function-concurrency --function-name checkout"
            " --reserved-concurrent-executions 3"
        ),
        (
            "lambda put-function-concurrency --reserved-concurrent-executions=3"
            " --function-name=checkout"
        ),
        "put-function-concurrency --function-name 'checkout' --reserved-concurrent-executions 3",
        (
            "put-function-concurrency \\\n  --function-name checkout \\\r\n"
            "  --reserved-concurrent-executions 3"
        ),
        (
            "put-function-concurrency --function-name pay --function-name checkout"
            " --reserved-concurrent-executions 3"
        ),
    ],
)
def test_one_operation_can_be_written_in_several_ways(line: str) -> None:
    assert from_cli(line) == RESERVED


def test_a_command_without_parameters_is_enough() -> None:
    assert from_cli("get-account-settings") == GetAccountSettings()


@pytest.mark.parametrize(
    ("flag", "expected"),
    [
        ("--environment Variables={A=1,B=two}", {"Variables": {"A": "1", "B": "two"}}),
        ("--environment 'Variables={A=\"a, b\"}'", {"Variables": {"A": "a, b"}}),
        ('--environment \'{"Variables": {"A": "1"}}\'', {"Variables": {"A": "1"}}),
    ],
)
def test_nested_values_may_be_json_or_shorthand(
    flag: str, expected: dict[str, dict[str, str]]
) -> None:
    operation = from_cli(f"update-function-configuration --function-name checkout {flag}")

    assert operation == UpdateFunctionConfiguration(
        FunctionName="checkout", Environment=msgspec.convert(expected, Environment)
    )


def test_shorthand_becomes_numbers_and_lists_where_aws_has_them() -> None:
    operation = from_cli(
        "create-function --function-name checkout --role r --zip-file fileb://f.zip"
        " --code S3ObjectVersion=7 --ephemeral-storage Size=1024 --architectures arm64"
        " --vpc-config SubnetIds=subnet-1,subnet-2,SecurityGroupIds=sg-1 --tags team=shop"
    )

    assert operation == CreateFunction(
        FunctionName="checkout",
        Role="r",
        Code=FunctionCode(ZipFile="f.zip", S3ObjectVersion="7"),
        EphemeralStorage=EphemeralStorage(Size=1024),
        Architectures=["arm64"],
        VpcConfig=VpcConfig(SubnetIds=["subnet-1", "subnet-2"], SecurityGroupIds=["sg-1"]),
        Tags={"team": "shop"},
    )


@pytest.mark.parametrize("weights", ["{2=0.1}", '{"2"=0.1}', "{2 = 0.1}"])
def test_weights_are_numbers(weights: str) -> None:
    operation = from_cli(
        "update-alias --function-name checkout --name live"
        f" --routing-config 'AdditionalVersionWeights={weights}'"
    )

    assert operation == UpdateAlias(
        FunctionName="checkout",
        Name="live",
        RoutingConfig=AliasRoutingConfiguration(AdditionalVersionWeights={"2": 0.1}),
    )


@pytest.mark.parametrize(
    "rest",
    [
        "--payload '{\"n\": 1}'",
        "--payload '{\"n\": 1}' out.json",
        "out.json --cli-binary-format raw-in-base64-out --payload '{\"n\": 1}'",
        "--cli-binary-format=base64 --payload eyJuIjogMX0=",
    ],
)
def test_a_payload_is_text_unless_the_line_says_base64(rest: str) -> None:
    expected = Invoke(FunctionName="checkout", Payload='{"n": 1}')

    assert from_cli(f"invoke --function-name checkout {rest}") == expected


def test_a_list_of_structures_takes_a_word_for_each() -> None:
    operation = from_cli(
        "aws sqs send-message-batch --queue-url u"
        " --entries Id=a,MessageBody=one Id=b,MessageBody=two,DelaySeconds=5"
    )

    assert operation == SendMessageBatch(
        QueueUrl="u",
        Entries=[
            SendMessageBatchRequestEntry(Id="a", MessageBody="one"),
            SendMessageBatchRequestEntry(Id="b", MessageBody="two", DelaySeconds=5),
        ],
    )


@pytest.mark.parametrize(
    "filters",
    [
        '\'Filters=[{Pattern="{\\"body\\": [1]}"}]\'',
        '\'{"Filters": [{"Pattern": "{\\"body\\": [1]}"}]}\'',
    ],
)
def test_shorthand_reaches_into_lists_of_nested_values(filters: str) -> None:
    operation = from_cli(f"update-event-source-mapping --uuid u --filter-criteria {filters}")

    assert operation == UpdateEventSourceMapping(
        UUID="u", FilterCriteria=FilterCriteria(Filters=[Filter(Pattern='{"body": [1]}')])
    )


def test_a_list_of_one_may_stand_in_an_entry_of_a_list() -> None:
    entry = "Source=shop,Resources=order-1"

    assert from_cli(f"events put-events --entries {entry}") == PutEvents(
        Entries=[PutEventsRequestEntry(Source="shop", Resources=["order-1"])]
    )


def test_bytes_of_a_record_are_text_unless_the_line_says_base64() -> None:
    expected = PutRecords(
        StreamName="clicks", Records=[PutRecordsRequestEntry(Data="hi", PartitionKey="ana")]
    )
    line = "kinesis put-records --stream-name clicks --records"

    assert from_cli(f"{line} Data=hi,PartitionKey=ana") == expected
    assert expected == from_cli(
        f'{line} \'[{{"Data":"aGk=","PartitionKey":"ana"}}]\' --cli-binary-format base64'
    )


def test_the_flag_of_a_hash_is_the_aws_clis_own() -> None:
    line = "publish-version --function-name checkout --code-sha-256 abc"

    assert from_cli(line) == PublishVersion(FunctionName="checkout", CodeSha256="abc")
