"""The resource that a call is authorised on, service by service."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from lambdatutor.aws import operations as aws
from lambdatutor.aws.arn import function_arn, function_reference

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.aws.operations import Operation
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.identities.store import Holder

ANY = "*"
"""What lists and reads of a whole account are authorised on."""


def resource_of(operation: Operation, account: Account) -> str:
    """The ARN that policies are compared with; `*` where AWS has no narrower one.

    A parameter that should have been an ARN and is none is the service's to refuse.
    """
    service = _SERVICES.get(operation.service)
    found = ANY if service is None else service(operation, account)
    return found if is_arn(found) else ANY


def is_arn(text: str) -> bool:
    return text.startswith("arn:") and text.count(":") >= 5


def field(operation: Operation, *names: str) -> str:
    """The first of these parameters that was given; empty where the call has none."""
    for name in names:
        value: object = getattr(operation, name, None)
        if isinstance(value, str) and value:
            return value
    return ""


def function_of(name: str, qualifier: str, account: Account) -> str:
    """The ARN of a function, with its qualifier where the call names one (PER-007)."""
    setup = account.scenario.account
    found = function_reference(name)
    if found is None:
        return name
    return function_arn(
        found.name,
        qualifier or found.qualifier,
        account=found.account or setup.account_id,
        region=found.region or setup.region,
    )


def arn_in(service: str, resource: str, account: Account) -> str:
    """An ARN in the account and Region of the run."""
    setup = account.scenario.account
    return f"arn:aws:{service}:{setup.region}:{setup.account_id}:{resource}"


def _lambda(operation: Operation, account: Account) -> str:
    if isinstance(operation, aws.CreateEventSourceMapping | aws.ListEventSourceMappings):
        return ANY
    uuid, arn = field(operation, "UUID"), field(operation, "ResourceArn")
    if uuid:
        return arn_in("lambda", f"event-source-mapping:{uuid}", account)
    name = field(operation, "FunctionName")
    return arn or (function_of(name, field(operation, "Qualifier"), account) if name else ANY)


def _sqs(operation: Operation, account: Account) -> str:
    arn = field(operation, "SourceArn")
    name = field(operation, "QueueUrl", "QueueName").rpartition("/")[2]
    return arn or (arn_in("sqs", name, account) if name else ANY)


def _sns(operation: Operation, account: Account) -> str:
    arn, name = field(operation, "TopicArn", "TargetArn"), field(operation, "Name")
    return arn or (arn_in("sns", name, account) if name else ANY)


def _s3(operation: Operation, account: Account) -> str:
    del account  # the ARN of a bucket names none
    bucket, key = field(operation, "Bucket"), field(operation, "Key")
    return f"arn:aws:s3:::{bucket}/{key}" if key else f"arn:aws:s3:::{bucket or ANY}"


def _events(operation: Operation, account: Account) -> str:
    bus = field(operation, "EventBusName") or "default"
    rule = field(operation, "Rule", "Name")
    if not rule:
        return arn_in("events", f"event-bus/{bus}", account)
    return arn_in("events", f"rule/{rule}" if bus == "default" else f"rule/{bus}/{rule}", account)


def _scheduler(operation: Operation, account: Account) -> str:
    group = field(operation, "GroupName") or "default"
    return arn_in("scheduler", f"schedule/{group}/{field(operation, 'Name')}", account)


def _kinesis(operation: Operation, account: Account) -> str:
    name = field(operation, "StreamName")
    return field(operation, "StreamARN") or arn_in("kinesis", f"stream/{name}", account)


def _dynamodb(operation: Operation, account: Account) -> str:
    name = field(operation, "TableName")
    return name if name.startswith("arn:") else arn_in("dynamodb", f"table/{name}", account)


def _cloudwatch(operation: Operation, account: Account) -> str:
    name = field(operation, "AlarmName")
    return arn_in("cloudwatch", f"alarm:{name}", account) if name else ANY


def _codedeploy(operation: Operation, account: Account) -> str:
    group = field(operation, "deploymentGroupName")
    name = f"{field(operation, 'applicationName')}/{group}"
    return arn_in("codedeploy", f"deploymentgroup:{name}", account) if group else ANY


def _apigateway(operation: Operation, account: Account) -> str:
    """The path of the API Gateway API that the call is a request for; it names no account."""
    parts = [f"arn:aws:apigateway:{account.scenario.account.region}::"]
    api = field(operation, "restApiId")
    parts.append("/apis" if isinstance(operation, aws.CreateApi) else "/restapis")
    if isinstance(operation, aws.CreateDeployment):
        return "".join([*parts, f"/{api}/deployments"])
    parts += [f"/{api}/resources"] if api else []
    parts += [f"/{field(operation, 'parentId', 'resourceId')}"] if api else []
    method = field(operation, "httpMethod")
    parts += [f"/methods/{method}"] if method else []
    parts += ["/integration"] if isinstance(operation, aws.PutIntegration) else []
    return "".join(parts)


def _elb(operation: Operation, account: Account) -> str:
    name = field(operation, "Name")
    return field(operation, "TargetGroupArn") or arn_in(
        "elasticloadbalancing", f"targetgroup/{name}/{ANY}", account
    )


def _iam(operation: Operation, account: Account) -> str:
    identities, number = account.identities, account.scenario.account.account_id
    path = field(operation, "Path") or "/"
    for name, kind, find in (
        ("RoleName", "role", identities.role),
        ("UserName", "user", identities.user),
    ):
        said = field(operation, name)
        if said:
            there = cast("Holder | None", find(said))
            return f"arn:aws:iam::{number}:{kind}{path}{said}" if there is None else there.arn
    arn, policy = field(operation, "PolicyArn"), field(operation, "PolicyName")
    return arn or (f"arn:aws:iam::{number}:policy{path}{policy}" if policy else ANY)


def _sts(operation: Operation, account: Account) -> str:
    del account  # a role's ARN names one
    return field(operation, "RoleArn") or ANY


_SERVICES: dict[str, Callable[[Operation, Account], str]] = {
    "lambda": _lambda,
    "sqs": _sqs,
    "sns": _sns,
    "s3api": _s3,
    "events": _events,
    "scheduler": _scheduler,
    "kinesis": _kinesis,
    "dynamodb": _dynamodb,
    "cloudwatch": _cloudwatch,
    "deploy": _codedeploy,
    "apigateway": _apigateway,
    "apigatewayv2": _apigateway,
    "elbv2": _elb,
    "iam": _iam,
    "sts": _sts,
}
"""By the service's name in the AWS CLI. What is left out is authorised on `*` here."""
