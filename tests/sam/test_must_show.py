"""What the lesson `sam` shows: three ways to write a policy, and what Events make beside them."""

import json

import pytest
from samples import expanded, inline, managed, permission, role, statements, template

from lambdatutor.aws.operations import GetPolicy
from lambdatutor.sam import explain, operations
from lambdatutor.simulator.scenario import Scenario
from lambdatutor.simulator.world import World

QUEUE = "arn:aws:sqs:us-east-1:123456789012:Jobs"
THUMBNAILS = "arn:aws:lambda:us-east-1:123456789012:function:thumbnails"


@pytest.mark.fact("SAM-001")
def test_a_managed_policy_is_given_by_its_name_or_its_arn() -> None:
    by_name = role("Policies: AmazonS3ReadOnlyAccess")
    by_arn = role("Policies: arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")

    assert managed(by_name) == ["AWSLambdaBasicExecutionRole", "AmazonS3ReadOnlyAccess"]
    assert by_arn.properties == by_name.properties


@pytest.mark.fact("SAM-001")
def test_a_document_is_written_into_the_role() -> None:
    made = role("Policies:\n- Statement: {Effect: Allow, Action: s3:GetObject, Resource: '*'}")

    assert inline(made) == {
        "ThumbnailsRolePolicy0": {
            "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}
        }
    }


@pytest.mark.fact("SAM-001", "SAM-004")
def test_a_policy_template_becomes_a_document_about_the_one_queue() -> None:
    made = role("Policies:\n- SQSPollerPolicy: {QueueName: !GetAtt Jobs.QueueName}")

    (statement,) = statements(inline(made)["ThumbnailsRolePolicy0"])
    assert statement["Resource"] == QUEUE
    assert statement["Action"] == [
        "sqs:ChangeMessageVisibility",
        "sqs:ChangeMessageVisibilityBatch",
        "sqs:DeleteMessage",
        "sqs:DeleteMessageBatch",
        "sqs:GetQueueAttributes",
        "sqs:ReceiveMessage",
    ]


def test_inline_policies_are_called_after_their_place_among_all_policies() -> None:
    made = role(
        "Policies:\n"
        "- AmazonS3ReadOnlyAccess\n"
        "- Statement: []\n"
        "- SNSPublishMessagePolicy: {TopicName: news}"
    )

    assert list(inline(made)) == ["ThumbnailsRolePolicy1", "ThumbnailsRolePolicy2"]


def test_each_policy_says_which_line_of_the_template_made_it() -> None:
    made = explain(template("thumbnails.yaml")).resource("ThumbnailsRole")

    assert {name.rpartition("/")[2]: tuple(origin) for name, origin in made.parts.items()} == {
        "AWSLambdaBasicExecutionRole": ("every function", 33),
        "AmazonRekognitionReadOnlyAccess": ("Policies → AmazonRekognitionReadOnlyAccess", 43),
        "ThumbnailsRolePolicy1": ("Policies → a document", 44),
        "ThumbnailsRolePolicy2": ("Policies → SQSSendMessagePolicy", 48),
    }


@pytest.mark.fact("SAM-007")
def test_an_upload_event_opens_the_door_to_the_account_of_the_bucket() -> None:
    made = permission(
        "Events:\n  Upload:\n    Type: S3\n"
        "    Properties: {Bucket: !Ref Photos, Events: s3:ObjectCreated:*}",
        "Upload",
    )

    assert made == {
        "Action": "lambda:InvokeFunction",
        "FunctionName": "thumbnails",
        "Principal": "s3.amazonaws.com",
        "SourceAccount": "123456789012",
    }


@pytest.mark.fact("SAM-008")
def test_a_queue_event_polls_with_the_role_and_opens_no_door() -> None:
    made = expanded(
        "Events:\n  Job:\n    Type: SQS\n    Properties: {Queue: !GetAtt Jobs.Arn, BatchSize: 5}"
    )

    assert list(made.of("AWS::Lambda::Permission")) == []
    assert made.resource("ThumbnailsJob").properties == {
        "FunctionName": "thumbnails",
        "EventSourceArn": QUEUE,
        "BatchSize": 5,
    }
    assert managed(made.resource("ThumbnailsRole"))[1:] == ["AWSLambdaSQSQueueExecutionRole"]


def test_both_sides_stand_in_the_account_that_the_template_opens() -> None:
    world = World(Scenario(setup=operations(explain(template("thumbnails.yaml")))))

    identities = world.service.identities
    worker = identities.roles["arn:aws:iam::123456789012:role/WorkerRole"]
    assert [name for name, _ in identities.policies_of(worker)] == [
        "WorkerRolePolicy0",
        "AWSLambdaBasicExecutionRole",
        "AWSLambdaSQSQueueExecutionRole",
    ]
    doors = [each.arn for each in world.service.policies.values() if len(each)]
    assert doors == [THUMBNAILS]
    door = json.loads(str(world.do(GetPolicy(FunctionName="thumbnails"))["Policy"]))
    (statement,) = statements(door)
    assert statement == {
        "Sid": "ThumbnailsUploadPermission",
        "Effect": "Allow",
        "Principal": {"Service": "s3.amazonaws.com"},
        "Action": "lambda:InvokeFunction",
        "Resource": THUMBNAILS,
        "Condition": {"StringEquals": {"AWS:SourceAccount": "123456789012"}},
    }
