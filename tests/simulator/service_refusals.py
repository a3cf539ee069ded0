"""Calls of other services that they refuse: their own codes, and wordings that people meet.

They are made in the account of `test_refusals`, which has one of each thing.
"""

from __future__ import annotations

from refusals import Refusal

from lambdatutor.aws import operations as aws
from lambdatutor.aws.resource_arns import queue_arn, queue_url
from lambdatutor.aws.shapes.rules import RuleTarget
from lambdatutor.aws.shapes.scaling import ScalableTargetAction
from lambdatutor.aws.shapes.tables import AttributeValue

ORDERS, NOWHERE = queue_url("orders"), queue_url("nowhere")
NO_QUEUE = ("AWS.SimpleQueueService.NonExistentQueue", 400)
ALARM = {
    "AlarmName": "new",
    "Namespace": "AWS/Lambda",
    "MetricName": "Errors",
    "Statistic": "Sum",
    "Period": 60,
    "EvaluationPeriods": 1,
    "Threshold": 0.0,
    "ComparisonOperator": "GreaterThanThreshold",
}
SCALED = {
    "ServiceNamespace": "lambda",
    "ResourceId": "function:f:live",
    "ScalableDimension": "lambda:function:ProvisionedConcurrency",
}


def alarm(**settings: object) -> aws.Operation:
    return aws.PutMetricAlarm(**(ALARM | settings))


OF_SERVICES: list[Refusal] = [
    # SQS
    (
        aws.SendMessage(QueueUrl=NOWHERE, MessageBody="x"),
        NO_QUEUE,
        "The specified queue does not exist.",
    ),
    (
        aws.CreateQueue(QueueName="orders", Attributes={"VisibilityTimeout": "7"}),
        ("QueueAlreadyExists", 400),
        "A queue already exists with the same name and a different value for attribute.",
    ),
    (
        aws.SendMessage(QueueUrl=ORDERS, MessageBody="x", DelaySeconds=901),
        ("InvalidParameterValue", 400),
        (
            "Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 "
            "and <= 900."
        ),
    ),
    (
        aws.SetQueueAttributes(QueueUrl=ORDERS, Attributes={"Colour": "red"}),
        ("InvalidAttributeName", 400),
        "Unknown Attribute Colour.",
    ),
    (
        aws.SetQueueAttributes(QueueUrl=ORDERS, Attributes={"VisibilityTimeout": "43201"}),
        ("InvalidAttributeValue", 400),
        "Invalid value for the parameter VisibilityTimeout.",
    ),
    (
        aws.DeleteMessage(QueueUrl=ORDERS, ReceiptHandle="nonsense"),
        ("ReceiptHandleIsInvalid", 404),
        'The input receipt handle "nonsense" is not valid.',
    ),
    (
        aws.StartMessageMoveTask(SourceArn=queue_arn("nowhere")),
        ("ResourceNotFoundException", 404),
        "The resource that you specified for the SourceArn parameter doesn't exist.",
    ),
    # SNS and S3
    (
        aws.Publish(TopicArn="arn:aws:sns:us-east-1:123456789012:nowhere", Message="x"),
        ("NotFound", 404),
        "Topic does not exist",
    ),
    (
        aws.CreateBucket(Bucket="uploads"),
        ("BucketAlreadyOwnedByYou", 409),
        "Your previous request to create the named bucket succeeded and you already own it.",
    ),
    (
        aws.PutObject(Bucket="nowhere", Key="a"),
        ("NoSuchBucket", 404),
        "The specified bucket does not exist",
    ),
    # EventBridge
    (
        aws.PutTargets(Rule="nowhere", Targets=[RuleTarget(Id="1", Arn=queue_arn("orders"))]),
        ("ResourceNotFoundException", 400),
        "Rule nowhere does not exist on EventBus default.",
    ),
    (
        aws.PutRule(Name="new", ScheduleExpression="rate(1 minutes)"),
        ("ValidationException", 400),
        "Parameter ScheduleExpression is not valid.",
    ),
    # Kinesis and DynamoDB
    (
        aws.CreateStream(StreamName="clicks", ShardCount=1),
        ("ResourceInUseException", 400),
        "Stream clicks under account 123456789012 already exists.",
    ),
    (
        aws.PutRecord(StreamName="nowhere", Data="{}", PartitionKey="a"),
        ("ResourceNotFoundException", 400),
        "Stream nowhere under account 123456789012 not found.",
    ),
    (
        aws.PutItem(TableName="nowhere", Item={"id": AttributeValue(S="1")}),
        ("ResourceNotFoundException", 400),
        "Requested resource not found",
    ),
    (
        aws.PutItem(TableName="orders", Item={"colour": AttributeValue(S="red")}),
        ("ValidationException", 400),
        "One or more parameter values were invalid: Missing the key id in the item",
    ),
    # CloudWatch and Application Auto Scaling
    (
        aws.DeleteAlarms(AlarmNames=["nowhere"]),
        ("ResourceNotFound", 404),
        "The specified alarm does not exist.",
    ),
    (
        alarm(Threshold=None),
        ("MissingParameter", 400),
        "The parameter Threshold is required.",
    ),
    (
        alarm(ExtendedStatistic="p99"),
        ("InvalidParameterCombination", 400),
        "Exactly one of Statistic and ExtendedStatistic must be specified.",
    ),
    (
        alarm(EvaluationPeriods=1_441),
        ("ValidationError", 400),
        (
            "Metrics cannot be checked across more than a day "
            "(EvaluationPeriods * Period must be <= 86400)."
        ),
    ),
    (
        aws.PutCompositeAlarm(AlarmName="new", AlarmRule="ALARM(nowhere)"),
        ("ValidationError", 400),
        "Could not create alarm as the child alarm nowhere does not exist.",
    ),
    (
        aws.PutScheduledAction(
            ScheduledActionName="a",
            Schedule="rate(1 day)",
            ScalableTargetAction=ScalableTargetAction(MinCapacity=1),
            **SCALED,
        ),
        ("ObjectNotFoundException", 400),
        (
            "No scalable target registered for service namespace: lambda, resource ID: "
            "function:f:live, scalable dimension: lambda:function:ProvisionedConcurrency"
        ),
    ),
    # API Gateway and CodeDeploy
    (
        aws.CreateDeployment(restApiId="nowhere"),
        ("NotFoundException", 404),
        "Invalid API identifier specified",
    ),
    (
        aws.GetDeployment(deploymentId="d-NOWHERE"),
        ("DeploymentDoesNotExistException", 400),
        "The deployment d-NOWHERE could not be found",
    ),
]
