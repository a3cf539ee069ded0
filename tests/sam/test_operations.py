"""A template opens a simulated account: every call is one that AWS would take."""

import json
from pathlib import Path

import pytest
from samples import TEMPLATES, a_function, expanded, template

from lambdatutor.aws import operations as aws
from lambdatutor.sam import explain, left_out, operations
from lambdatutor.sam.calling import ResourceError
from lambdatutor.simulator.scenario import Scenario
from lambdatutor.simulator.world import World

MINUTE = 60_000_000
WITHOUT_NETWORK = "      VpcConfig: {SubnetIds: !Ref Subnets, SecurityGroupIds: [sg-1]}\n"


def opened(text: str) -> World:
    return World(Scenario(setup=operations(explain(text))))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_an_account_opens_with_every_function_queue_and_role(path: Path) -> None:
    text = template(path.name).replace(WITHOUT_NETWORK, "")
    made = explain(text)
    service = opened(text).service

    assert set(service.functions) == {each.name for each in made.of("AWS::Lambda::Function")}
    assert {each.arn for each in made.of("AWS::IAM::Role")} == set(service.identities.roles)
    assert {each.arn for each in made.of("AWS::SQS::Queue", "AWS::SNS::Topic")} <= set(
        service.resources
    )


def test_the_roles_hold_what_the_template_says() -> None:
    service = opened(template("thumbnails.yaml")).service

    role = service.identities.roles["arn:aws:iam::123456789012:role/WorkerRole"]
    assert list(role.attached) == [
        "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
        "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole",
    ]
    document = json.loads(role.inline["WorkerRolePolicy0"])
    assert "dynamodb:PutItem" in document["Statement"][0]["Action"]


def test_a_message_in_the_queue_reaches_the_function_of_the_template() -> None:
    world = opened(template("thumbnails.yaml"))
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/prod-jobs"
    world.do(aws.SendMessage(QueueUrl=url, MessageBody="{}"))
    world.advance(MINUTE)

    assert [record.function for record in world.records()] == ["Worker"]


def test_an_upload_reaches_the_function_of_the_template_because_it_is_let_in() -> None:
    made = operations(explain(template("thumbnails.yaml")))
    world = World(Scenario(setup=made, source_permissions="required"))
    world.do(aws.PutObject(Bucket="photos-prod", Key="a.jpg", ContentLength=1))
    world.advance(MINUTE)

    assert [record.function for record in world.records()] == ["thumbnails"]


def test_a_dead_letter_queue_is_made_before_the_queue_that_names_it() -> None:
    more = (
        "Main:\n  Type: AWS::SQS::Queue\n  Properties:\n"
        "    RedrivePolicy: {deadLetterTargetArn: !GetAtt Zlast.Arn, maxReceiveCount: 3}\n"
        "Zlast:\n  Type: AWS::SQS::Queue"
    )
    queues = [
        each.QueueName
        for each in operations(expanded("", more))
        if isinstance(each, aws.CreateQueue)
    ]

    assert queues == ["Jobs", "Zlast", "Main"]
    opened(a_function("", more))


def test_what_a_simulated_account_cannot_have_is_said() -> None:
    said = {each.what: each.because for each in left_out(explain(template("every-event.yaml")))} | {
        each.what: each.because for each in left_out(explain(template("published.yaml")))
    }

    assert said["People (AWS::Cognito::UserPool)"] == "it is not read"
    assert said["BusyThing (AWS::IoT::TopicRule)"] == "it is not simulated"
    assert said["BusyKafka"] == "its source is not simulated"


def test_a_value_that_no_call_takes_is_refused_with_the_resource() -> None:
    with pytest.raises(ResourceError) as refused:
        operations(expanded("Timeout: soon"))

    assert str(refused.value) == (
        "Thumbnails (line 7) cannot be made: its Timeout must be of type int, not str. "
        "Change it in the template."
    )


def test_a_permission_of_an_alias_is_added_to_the_alias() -> None:
    made = [
        each
        for each in operations(explain(template("published.yaml")))
        if isinstance(each, aws.AddPermission)
    ]

    assert {(each.FunctionName, each.Qualifier) for each in made} == {("orders", "live")}


def test_attributes_are_text_and_a_standard_queue_does_not_say_fifo() -> None:
    more = "Main:\n  Type: AWS::SQS::Queue\n  Properties: {FifoQueue: false, DelaySeconds: 3}"
    (_, queue) = [
        each for each in operations(expanded("", more)) if isinstance(each, aws.CreateQueue)
    ]

    assert queue.Attributes == {"DelaySeconds": "3"}


def test_a_filter_of_uploads_reaches_the_bucket() -> None:
    (told,) = [
        each
        for each in operations(explain(template("every-event.yaml")))
        if isinstance(each, aws.PutBucketNotificationConfiguration)
    ]

    configurations = told.NotificationConfiguration.LambdaFunctionConfigurations or []
    assert [each.Events for each in configurations] == [
        ["s3:ObjectCreated:*"],
        ["s3:ObjectRemoved:*"],
    ]
    for each in configurations:
        assert each.Filter is not None
        assert each.Filter.Key is not None
        assert [rule.Value for rule in each.Filter.Key.FilterRules or []] == [".jpg"]
