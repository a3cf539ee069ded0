"""What stands in the shop of `whole_scene` when it opens, as operations."""

from __future__ import annotations

import json

from pools import FUNCTION_ARN
from queue_words import mapping, queue

from lambdatutor.aws import operations as aws
from lambdatutor.aws.resource_arns import event_bus_arn, queue_arn, stream_arn, topic_arn
from lambdatutor.aws.shapes import (
    DeadLetterConfig,
    DestinationConfig,
    Dimension,
    Filter,
    FilterCriteria,
    FlexibleTimeWindow,
    LambdaFunctionConfiguration,
    NotificationConfiguration,
    OnFailure,
    OnSuccess,
    RetryPolicy,
    RuleTarget,
    ScalableTargetAction,
    ScheduleTarget,
    SnapStart,
    TargetDeadLetterConfig,
    TargetDescription,
    TargetTrackingScalingPolicyConfiguration,
)

ROLE = "arn:aws:iam::123456789012:role/scheduler"
GROUP_ARN = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/doors"
CAPACITY = "lambda:function:ProvisionedConcurrency"

SQS: tuple[aws.Operation, ...] = (
    queue("dead"),
    queue(visibility=6, dead="dead", most=2),
    queue("echo", visibility=30),
    queue("line.fifo", visibility=12, ContentBasedDeduplication="true"),
    queue("brief", MessageRetentionPeriod="60"),
    mapping(queue_arn("orders"), function="g", size=5, window=1, reports=True),
    mapping(queue_arn("line.fifo"), function="g", size=3),
    mapping(
        queue_arn("echo"),
        function="h",
        FilterCriteria=FilterCriteria(Filters=[Filter(Pattern='{"body":{"kind":["order"]}}')]),
    ),
)

PUSH: tuple[aws.Operation, ...] = (
    aws.CreateTopic(Name="news"),
    aws.Subscribe(TopicArn=topic_arn("news"), Protocol="lambda", Endpoint=FUNCTION_ARN + "mailer"),
    aws.Subscribe(TopicArn=topic_arn("news"), Protocol="sqs", Endpoint=queue_arn("orders")),
    aws.Subscribe(
        TopicArn=topic_arn("news"),
        Protocol="sqs",
        Endpoint=queue_arn("gone"),
        Attributes={"RedrivePolicy": json.dumps({"deadLetterTargetArn": queue_arn("dead")})},
    ),
    aws.CreateBucket(Bucket="uploads"),
    aws.PutBucketNotificationConfiguration(
        Bucket="uploads",
        NotificationConfiguration=NotificationConfiguration(
            LambdaFunctionConfigurations=[
                LambdaFunctionConfiguration(
                    LambdaFunctionArn=FUNCTION_ARN + "broken", Events=["s3:ObjectCreated:*"]
                )
            ]
        ),
    ),
    aws.PutRule(Name="nightly", ScheduleExpression="rate(2 minutes)"),
    aws.PutTargets(Rule="nightly", Targets=[RuleTarget(Id="g", Arn=FUNCTION_ARN + "g")]),
    aws.PutRule(Name="shop", EventPattern='{"source":["shop"]}'),
    aws.PutTargets(
        Rule="shop",
        Targets=[
            RuleTarget(
                Id="h",
                Arn=FUNCTION_ARN + "h",
                DeadLetterConfig=TargetDeadLetterConfig(Arn=queue_arn("dead")),
            ),
            RuleTarget(Id="s", Arn=stream_arn("narrow"), RetryPolicy=RetryPolicy(
                MaximumRetryAttempts=3)),
        ],
    ),
    aws.CreateSchedule(
        Name="hourly",
        FlexibleTimeWindow=FlexibleTimeWindow(Mode="OFF"),
        ScheduleExpression="rate(3 minutes)",
        Target=ScheduleTarget(Arn=FUNCTION_ARN + "f", RoleArn=ROLE),
    ),
    aws.PutFunctionEventInvokeConfig(
        FunctionName="mailer",
        MaximumRetryAttempts=1,
        MaximumEventAgeInSeconds=90,
        DestinationConfig=DestinationConfig(
            OnSuccess=OnSuccess(Destination=event_bus_arn()),
            OnFailure=OnFailure(Destination=queue_arn("gone")),
        ),
    ),
    aws.PutFunctionEventInvokeConfig(
        FunctionName="broken",
        MaximumRetryAttempts=0,
        DestinationConfig=DestinationConfig(OnFailure=OnFailure(Destination=queue_arn("dead"))),
    ),
    aws.CreateTargetGroup(Name="doors", TargetType="lambda"),
    aws.RegisterTargets(
        TargetGroupArn=GROUP_ARN, Targets=[TargetDescription(Id=FUNCTION_ARN + "f")]
    ),
    aws.UpdateFunctionConfiguration(
        FunctionName="h", DeadLetterConfig=DeadLetterConfig(TargetArn=queue_arn("dead"))
    ),
    aws.PutFunctionEventInvokeConfig(FunctionName="h", MaximumRetryAttempts=0),
    aws.CreateApi(Name="web", ProtocolType="HTTP", Target=FUNCTION_ARN + "java:live"),
    aws.CreateFunctionUrlConfig(FunctionName="f", AuthType="NONE"),
)  # fmt: skip

VERSIONS: tuple[aws.Operation, ...] = (
    aws.PublishVersion(FunctionName="f"),
    aws.CreateAlias(FunctionName="f", Name="live", FunctionVersion="1"),
    aws.UpdateFunctionConfiguration(
        FunctionName="java", SnapStart=SnapStart(ApplyOn="PublishedVersions")
    ),
    aws.PublishVersion(FunctionName="java"),
    aws.CreateAlias(FunctionName="java", Name="live", FunctionVersion="1"),
    aws.PutProvisionedConcurrencyConfig(
        FunctionName="f", Qualifier="live", ProvisionedConcurrentExecutions=2
    ),
    aws.RegisterScalableTarget(
        ServiceNamespace="lambda",
        ResourceId="function:f:live",
        ScalableDimension=CAPACITY,
        MinCapacity=1,
        MaxCapacity=4,
    ),
    aws.PutScalingPolicy(
        PolicyName="half",
        ServiceNamespace="lambda",
        ResourceId="function:f:live",
        ScalableDimension=CAPACITY,
        PolicyType="TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration=TargetTrackingScalingPolicyConfiguration(
            TargetValue=0.5
        ),
    ),
    aws.PutScheduledAction(
        ServiceNamespace="lambda",
        ScheduledActionName="evening",
        ResourceId="function:f:live",
        ScalableDimension=CAPACITY,
        Schedule="at(2026-01-01T00:06:00)",
        ScalableTargetAction=ScalableTargetAction(MinCapacity=3, MaxCapacity=4),
    ),
    aws.PutFunctionConcurrency(FunctionName="broken", ReservedConcurrentExecutions=3),
    aws.PutFunctionConcurrency(FunctionName="mailer", ReservedConcurrentExecutions=3),
)

STARVING = aws.PutMetricAlarm(
    AlarmName="silence",
    Namespace="AWS/Lambda",
    MetricName="Invocations",
    Dimensions=[Dimension(Name="FunctionName", Value="broken")],
    Statistic="Sum",
    Period=60,
    EvaluationPeriods=1,
    Threshold=0.0,
    ComparisonOperator="GreaterThanThreshold",
    AlarmActions=[topic_arn("gone")],
)
