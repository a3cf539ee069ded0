"""Connectors: one line says who uses what, and SAM writes the policy on the right side."""

import pytest
from samples import a_function, statements, template

from lambdatutor.aws.facts import fact
from lambdatutor.sam import TemplateError, explain
from lambdatutor.sam.connectors import connector_pairs

FUNCTION = "AWS::Lambda::Function"
AT = "us-east-1:123456789012"


@pytest.mark.fact("SAM-009")
def test_the_pairs_are_those_of_sam() -> None:
    written = [pair.split(" -> ") for pair in connector_pairs()]
    from_function = {end for start, end in written if start == FUNCTION}
    to_function = {start for start, end in written if end == FUNCTION}

    assert len(written) == fact("SAM-009").values["pairs"]
    assert {each.rpartition("::")[2] for each in from_function} == {
        "Table", "Queue", "Topic", "Bucket", "Function", "EventBus", "StateMachine", "PlaceIndex",
    }  # fmt: skip
    assert {"AWS::S3::Bucket", "AWS::SNS::Topic", "AWS::SQS::Queue"} < to_function
    assert all(set(pair) <= {"role_of", "together", "Read", "Write"}
               for pair in connector_pairs().values())  # fmt: skip


@pytest.mark.fact("SAM-010")
def test_a_queue_before_a_function_needs_both_and_gives_the_role_what_polling_takes() -> None:
    made = explain(template("connected.yaml")).resource("JobsToWorkerPolicy")

    document = made.properties["PolicyDocument"]
    assert isinstance(document, dict)
    assert [each["Action"] for each in statements(document)] == [
        ["sqs:DeleteMessage"],
        ["sqs:ReceiveMessage", "sqs:GetQueueAttributes"],
    ]
    assert made.properties["Roles"] == ["WorkerRole"]
    for alone in _strings(fact("SAM-010").values["sqs_required"]):
        with pytest.raises(TemplateError, match="needs both Read and Write"):
            explain(template("connected.yaml").replace(
                "Destination: {Id: Worker}, Permissions: [Read, Write]",
                f"Destination: {{Id: Worker}}, Permissions: [{alone}]"))  # fmt: skip


@pytest.mark.fact("SAM-010")
def test_a_bucket_before_a_function_is_let_in_by_its_arn_and_its_account() -> None:
    made = explain(template("connected.yaml")).resource("PhotosToWorkerWriteLambdaPermission")

    assert made.properties == {
        "Action": "lambda:InvokeFunction",
        "FunctionName": f"arn:aws:lambda:{AT}:function:Worker",
        "Principal": "s3.amazonaws.com",
        "SourceArn": "arn:aws:s3:::photos",
        "SourceAccount": "123456789012",
    }


@pytest.mark.fact("SAM-009")
def test_a_function_that_writes_to_a_table_gets_a_policy_of_its_own() -> None:
    made = explain(template("connected.yaml"))

    policy = made.resource("ApiTablePolicy")
    assert policy.type == "AWS::IAM::ManagedPolicy"
    assert policy.properties["Roles"] == ["ApiRole"]
    assert policy.origin.what == "Connector ApiTable"


def test_several_destinations_get_a_policy_each() -> None:
    made = explain(template("connected.yaml"))

    assert [each.logical_id for each in made.of("AWS::IAM::ManagedPolicy")][1:3] == [
        "ApiOutPolicyDestination0",
        "ApiOutPolicyDestination1",
    ]


def test_what_no_connector_can_do_is_refused_with_its_place() -> None:
    connector = (
        "Back:\n  Type: AWS::Serverless::Connector\n"
        "  Properties: {Source: {Id: Jobs}, Destination: {Id: Photos}, Permissions: [Read]}"
    )

    with pytest.raises(TemplateError, match="from AWS::SQS::Queue to AWS::S3::Bucket") as refused:
        explain(a_function("", connector))
    assert refused.value.mark.line == 15


def _strings(value: object) -> list[str]:
    assert isinstance(value, list)
    return [str(each) for each in value]
