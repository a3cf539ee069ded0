"""Track 10, sam: what a template writes is what a running account is judged by."""

from __future__ import annotations

from textwrap import indent

import pytest
from permitted import ELSEWHERE, HERE, INVOKE, denials, later, statuses

from lambdatutor.authorisation import AUTHORISER
from lambdatutor.authorisation.estate import estate_of
from lambdatutor.aws import operations as aws
from lambdatutor.sam import explain, operations
from lambdatutor.simulator.scenario import Scenario
from lambdatutor.simulator.world import World

TEMPLATE = """\
Transform: AWS::Serverless-2016-10-31
Resources:
  Photos:
    Type: AWS::S3::Bucket
    Properties: {BucketName: photos}
  Invoices:
    Type: AWS::S3::Bucket
    Properties: {BucketName: invoices}
  Jobs:
    Type: AWS::SQS::Queue
    Properties: {QueueName: jobs, VisibilityTimeout: 60}
  Thumbnails:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: thumbnails
      Runtime: python3.13
      Handler: app.handler
      CodeUri: s3://code/thumbnails.zip
"""
SESSION = "arn:aws:sts::123456789012:assumed-role/ThumbnailsRole/thumbnails"
PHOTO, INVOICE = "arn:aws:s3:::photos/cat.jpg", "arn:aws:s3:::invoices/1.pdf"
THUMBNAILS = "arn:aws:lambda:us-east-1:123456789012:function:thumbnails"
JOBS = "arn:aws:sqs:us-east-1:123456789012:jobs"


def made(properties: str, more: str = "") -> World:
    """The account that the template builds, where its own policies decide."""
    text = TEMPLATE + indent(properties, " " * 6) + "\n" + indent(more, " " * 2)
    setup = operations(explain(text))
    return World(Scenario(setup=setup, permissions="judged"), authoriser=AUTHORISER)


def may(world: World, *asked: tuple[str, str]) -> list[bool]:
    """What the function's code may do."""
    estate = estate_of(world)
    return [estate.decide(SESSION, action, resource).allowed for action, resource in asked]


READS = (("s3:GetObject", PHOTO), ("s3:GetObject", INVOICE), ("s3:PutObject", PHOTO))
WRITTEN = """\
Policies:
  - Statement: {Effect: Allow, Action: s3:GetObject, Resource: "arn:aws:s3:::photos/*"}
"""


@pytest.mark.fact("SAM-001", "SAM-002")
@pytest.mark.parametrize(
    ("properties", "allowed"),
    [
        ("", [False, False, False]),
        ("Policies: AmazonS3ReadOnlyAccess", [True, True, False]),
        (WRITTEN, [True, False, False]),
        ("Policies:\n  - S3ReadPolicy: {BucketName: !Ref Photos}", [True, False, False]),
        ("Policies:\n  - S3CrudPolicy: {BucketName: !Ref Photos}", [True, False, True]),
    ],
)
def test_a_managed_name_a_document_and_a_policy_template_open_differently_far(
    properties: str, allowed: list[bool]
) -> None:
    assert may(made(properties), *READS) == allowed


@pytest.mark.fact("SAM-004", "SAM-006")
def test_a_policy_template_is_about_the_one_queue_that_it_names() -> None:
    sends = made("Policies:\n  - SQSSendMessagePolicy: {QueueName: !GetAtt Jobs.QueueName}")
    polls = made("Policies:\n  - SQSPollerPolicy: {QueueName: !GetAtt Jobs.QueueName}")
    asked = [
        ("sqs:SendMessage", JOBS),
        ("sqs:ReceiveMessage", JOBS),
        ("sqs:SendMessage", f"{JOBS}-archive"),
    ]

    assert may(sends, *asked) == [True, False, False]
    assert may(polls, *asked) == [False, True, False]


UPLOAD = """\
Events:
  Upload:
    Type: S3
    Properties: {Bucket: !Ref Photos, Events: "s3:ObjectCreated:*"}
"""
CONNECTOR = """\
Let:
  Type: AWS::Serverless::Connector
  Properties: {Source: {Id: Photos}, Destination: {Id: Thumbnails}, Permissions: [Write]}
"""


def lets_in(world: World, bucket: str, owner: str = HERE) -> bool:
    """Whether S3 may call for a bucket of that account."""
    told = {"aws:SourceArn": f"arn:aws:s3:::{bucket}", "aws:SourceAccount": owner}
    return estate_of(world).decide("s3.amazonaws.com", INVOKE, THUMBNAILS, told).allowed


@pytest.mark.fact("SAM-007")
def test_an_upload_event_opens_the_door_and_the_bucket_comes_in() -> None:
    world = made(UPLOAD)
    world.do(aws.PutObject(Bucket="photos", Key="cat.jpg"))
    later(world, "10s")

    assert statuses(world) == ["ok"]
    assert denials(world) == []


@pytest.mark.fact("SAM-007", "SAM-010")
def test_events_ask_for_the_account_of_the_bucket_and_a_connector_for_the_bucket_too() -> None:
    by_event, by_connector, closed = made(UPLOAD), made("", CONNECTOR), made("")
    asked = (("photos", HERE), ("invoices", HERE), ("photos", ELSEWHERE))

    assert [lets_in(by_event, *each) for each in asked] == [True, True, False]
    assert [lets_in(by_connector, *each) for each in asked] == [True, False, False]
    assert [lets_in(closed, *each) for each in asked] == [False, False, False]


@pytest.mark.fact("SAM-008")
def test_a_queue_event_gives_the_role_what_polling_takes_and_opens_no_door() -> None:
    world = made(
        "Events:\n  Job:\n    Type: SQS\n    Properties: {Queue: !GetAtt Jobs.Arn, BatchSize: 1}"
    )
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/jobs"
    world.do(aws.SendMessage(QueueUrl=url, MessageBody="{}"))
    later(world, "2min")

    assert statuses(world) == ["ok"]
    assert denials(world) == []
    assert not world.service.policies
    world.do(
        aws.DetachRolePolicy(
            RoleName="ThumbnailsRole",
            PolicyArn="arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole",
        )
    )
    world.do(aws.SendMessage(QueueUrl=url, MessageBody="{}"))
    later(world, "2min")
    assert statuses(world) == ["ok"], "without the policy nobody reads the queue"
    assert denials(world)
