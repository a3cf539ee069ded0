"""The role that SAM makes, and what puts policies into it."""

import pytest
from samples import expanded, inline, managed, role, statements, template

from lambdatutor.aws.facts import fact
from lambdatutor.aws.managed_policies import aws_managed_policies
from lambdatutor.aws.operations import AttachRolePolicy
from lambdatutor.sam import explain, operations, outline
from lambdatutor.sam.managed_policies import managed_policy_arn
from lambdatutor.sam.outline import beside_functions

DEAD = "DeadLetterQueue: {Type: %s, TargetArn: 'arn:aws:%s:us-east-1:123456789012:lost'}"


@pytest.mark.fact("SAM-002")
def test_a_function_without_a_role_gets_one_that_lambda_may_assume_and_that_writes_logs() -> None:
    made = role("")

    assert managed(made) == ["AWSLambdaBasicExecutionRole"]
    document = made.properties["AssumeRolePolicyDocument"]
    assert isinstance(document, dict)
    (statement,) = statements(document)
    assert statement["Principal"] == {"Service": ["lambda.amazonaws.com"]}
    assert made.properties["ManagedPolicyArns"] == [
        f"arn:aws:iam::aws:policy/{each}" for each in _listed(fact("SAM-002").values["default"])
    ]


@pytest.mark.fact("SAM-002")
def test_a_function_in_a_vpc_or_with_tracing_gets_a_policy_for_each() -> None:
    in_vpc = "VpcConfig: {SubnetIds: [subnet-1], SecurityGroupIds: [sg-1]}"

    assert managed(role(in_vpc))[1:] == ["AWSLambdaVPCAccessExecutionRole"]
    assert managed(role("Tracing: Active"))[1:] == ["AWSXrayWriteOnlyAccess"]
    assert managed(role("Tracing: Disabled"))[1:] == []
    assert str(fact("SAM-002").values["vpc"]).endswith(managed(role(in_vpc))[1])


@pytest.mark.fact("SAM-001")
def test_policies_are_ignored_where_a_role_is_given() -> None:
    made = expanded(
        "Role: arn:aws:iam::123456789012:role/mine\nPolicies: AmazonS3FullAccess\n"
        "Events: {Job: {Type: SQS, Properties: {Queue: !GetAtt Jobs.Arn}}}"
    )

    assert list(made.of("AWS::IAM::Role")) == []
    function = made.resource("Thumbnails")
    assert function.properties["Role"] == "arn:aws:iam::123456789012:role/mine"


def test_every_policy_of_aws_whose_text_is_known_is_found_by_its_name() -> None:
    """SAM carries a list of names that is older than some; the engine has their texts."""
    for arn, policy in aws_managed_policies().items():
        assert managed_policy_arn(policy.name) == arn


def test_a_policy_that_is_there_already_is_attached_once() -> None:
    assert managed(role("Policies: [AWSLambdaBasicExecutionRole]")) == [
        "AWSLambdaBasicExecutionRole"
    ]


@pytest.mark.fact("SAM-011")
@pytest.mark.parametrize("kind", ["SQS", "SNS"])
def test_a_dead_letter_queue_lets_the_role_send_there(kind: str) -> None:
    made = role(DEAD % (kind, kind.lower()))

    (statement,) = statements(inline(made)["DeadLetterQueuePolicy"])
    assert statement["Action"] == fact("SAM-011").values[kind]
    assert statement["Resource"] == f"arn:aws:{kind.lower()}:us-east-1:123456789012:lost"


def test_a_destination_lets_the_role_send_there() -> None:
    made = role(
        "EventInvokeConfig:\n  DestinationConfig:\n"
        "    OnFailure: {Type: SQS, Destination: !GetAtt Jobs.Arn}"
    )

    (statement,) = statements(inline(made)["ThumbnailsEventInvokeConfigOnFailureSQSPolicy"])
    assert statement["Action"] == "sqs:SendMessage"


def test_a_boundary_and_a_path_stand_on_the_role() -> None:
    boundary = "arn:aws:iam::123456789012:policy/edge"
    made = role(f"PermissionsBoundary: {boundary}\nRolePath: /team/")

    assert made.properties["PermissionsBoundary"] == boundary
    assert made.arn == "arn:aws:iam::123456789012:role/team/ThumbnailsRole"


def _listed(value: object) -> list[object]:
    assert isinstance(value, list)
    return [*value]


def test_two_sources_that_fail_to_one_queue_need_one_policy() -> None:
    lost = "StartingPosition: LATEST, DestinationConfig: {OnFailure: {Type: SQS, Destination: q}}"
    made = role(
        f"Events:\n  A: {{Type: Kinesis, Properties: {{Stream: a, {lost}}}}}\n"
        f"  B: {{Type: Kinesis, Properties: {{Stream: b, {lost}}}}}"
    )

    assert list(inline(made)) == ["ThumbnailsASQSPolicy"]


def test_a_policy_comes_from_the_line_that_asked_for_it_first() -> None:
    made = role("Policies: [AWSLambdaBasicExecutionRole]")

    assert [each.what for each in made.parts.values()] == ["every function"]


def test_a_bucket_as_destination_means_its_objects_and_itself() -> None:
    made = role(
        "EventInvokeConfig:\n  DestinationConfig:\n"
        "    OnFailure: {Type: S3Bucket, Destination: !GetAtt Photos.Arn}"
    )

    (document,) = inline(made).values()
    assert [(each["Action"], each["Resource"]) for each in statements(document)] == [
        ("s3:PutObject", "arn:aws:s3:::photos/*"),
        ("s3:ListBucket", "arn:aws:s3:::photos"),
    ]


def test_an_outline_gives_each_function_its_own_role_and_what_connectors_attach() -> None:
    made = explain(template("connected.yaml"))

    assert [
        (each.function.logical_id, each.role and each.role.name, len(each.role_policies))
        for each in outline(made)
    ] == [("Api", "ApiRole", 4), ("Worker", "WorkerRole", 1)]
    assert [each.logical_id for each in beside_functions(made)] == [
        "Photos",
        "Jobs",
        "News",
        "Index",
    ]
    attached = [each for each in operations(made) if isinstance(each, AttachRolePolicy)]
    assert [
        each.PolicyArn.rpartition("/")[2] for each in attached if each.RoleName == "WorkerRole"
    ] == ["AWSLambdaBasicExecutionRole", "JobsToWorkerPolicy"]
