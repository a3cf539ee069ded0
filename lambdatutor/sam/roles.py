"""The execution role that SAM makes for a function that names none (SAM-002)."""

from __future__ import annotations

from lambdatutor.aws.managed_policies import BASIC
from lambdatutor.sam.expansion import Origin, Resource
from lambdatutor.sam.function import Function
from lambdatutor.sam.generated import role_id
from lambdatutor.sam.managed_policies import TRACING, VPC_ACCESS, managed_policy_arn
from lambdatutor.sam.policies import Inline, Managed, policies
from lambdatutor.sam.values import Data, Value, mapping_of

BY_SAM: Data = {"Key": "lambda:createdBy", "Value": "SAM"}
"""The tag of all that SAM makes."""

_DEAD_LETTERS = {"SQS": "sqs:SendMessage", "SNS": "sns:Publish"}


class Role:
    """A role while its policies are gathered: first come, first listed, and none twice."""

    def __init__(self, function: Function) -> None:
        self._function = function
        self._managed: dict[str, Origin] = {}
        self._inline: dict[str, Inline] = {}

    def attach(self, name: str, origin: Origin) -> None:
        """Attach a policy of AWS, such as AWSLambdaBasicExecutionRole."""
        self._attach_arn(managed_policy_arn(name) or name, origin)

    def put(self, name: str, statements: list[Value], origin: Origin) -> None:
        """Write a policy into the role, unless one there says the same."""
        document: Data = {"Statement": statements}
        if all(each.document != document for each in self._inline.values()):
            self._inline[name] = Inline(name, document, origin)

    def take(self, policy: Managed | Inline) -> None:
        if isinstance(policy, Managed):
            self._attach_arn(policy.arn, policy.origin)
        else:
            self._inline[policy.name] = policy

    def _attach_arn(self, arn: str, origin: Origin) -> None:
        self._managed.setdefault(arn, origin)

    def resource(self) -> Resource:
        function = self._function
        logical_id = role_id(function.logical_id)
        properties: Data = {
            "AssumeRolePolicyDocument": function.properties.get("AssumeRolePolicyDocument")
            or trust("lambda.amazonaws.com"),
            "ManagedPolicyArns": list(self._managed),
        }
        if self._inline:
            properties["Policies"] = [
                {"PolicyName": each.name, "PolicyDocument": each.document}
                for each in self._inline.values()
            ]
        for name, property_ in (("Path", "RolePath"), ("PermissionsBoundary",) * 2):
            if property_ in function.properties:
                properties[name] = function.properties[property_]
        properties["Tags"] = tags(function.properties.get("Tags"))
        inline = {each.name: each.origin for each in self._inline.values()}
        return Resource(
            logical_id,
            "AWS::IAM::Role",
            properties,
            function.origin(what="no Role: SAM makes one"),
            name=function.stack.name(logical_id),
            arn=function.stack.arn(logical_id),
            parts=self._managed | inline,
        )


def role_of(function: Function) -> Role:
    """The role with all that the function's own properties ask for (SAM-001, SAM-002, SAM-011)."""
    role = Role(function)
    role.attach(BASIC, function.origin(what="every function"))
    properties = function.properties
    if function.traced:
        role.attach(TRACING, function.origin("Tracing"))
    if properties.get("VpcConfig"):
        role.attach(VPC_ACCESS, function.origin("VpcConfig"))
    if "DeadLetterQueue" in properties:
        _dead_letters(function, role)
    return role


def add_policies(function: Function, role: Role) -> None:
    """What stands under Policies."""
    for policy in policies(function, role_id(function.logical_id)):
        role.take(policy)


def trust(service: str) -> Data:
    """The trust policy that lets a service assume a role."""
    return {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Action": ["sts:AssumeRole"],
                "Effect": "Allow",
                "Principal": {"Service": [service]},
            }
        ],
    }


def tags(given: Value) -> list[Value]:
    """A function's Tags as CloudFormation lists them, after SAM's own."""
    return [BY_SAM, *({"Key": key, "Value": value} for key, value in mapping_of(given).items())]


def _dead_letters(function: Function, role: Role) -> None:
    queue = mapping_of(function.properties["DeadLetterQueue"])
    kind, target = str(queue.get("Type")), queue.get("TargetArn")
    if kind not in _DEAD_LETTERS or not target:
        problem = "DeadLetterQueue needs a TargetArn, and a Type that is SQS or SNS."
        raise function.fault(problem, "DeadLetterQueue")
    document: Data = {
        "Version": "2012-10-17",
        "Statement": [{"Action": _DEAD_LETTERS[kind], "Resource": target, "Effect": "Allow"}],
    }
    role.take(Inline("DeadLetterQueuePolicy", document, function.origin("DeadLetterQueue")))
