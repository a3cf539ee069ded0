"""What a control acts on in a role of IAM: whether one of AWS's own policies is attached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lambdatutor.aws.managed_policies import aws_managed_policy
from lambdatutor.aws.operations import AttachRolePolicy, DetachRolePolicy, Operation
from lambdatutor.course.outside_targets import RolePermission
from lambdatutor.course.targets import ControlError, Value, either, last_read

if TYPE_CHECKING:
    from lambdatutor.course.targets import Target
    from lambdatutor.simulator.outside import AnyAction
    from lambdatutor.simulator.scenario import Scenario


@dataclass(frozen=True)
class AttachedPolicy:
    """Whether a managed policy of AWS's own is attached to a role: `yes` or `no`."""

    role: str
    policy: str
    """Its name, such as `AWSLambdaVPCAccessExecutionRole`."""
    arn: str
    covers: tuple[str, ...] = ()

    def parse(self, text: str) -> Value:
        return either(text, "yes", "no")

    def show(self, value: Value) -> str:
        return str(value)

    def operation(self, value: Value) -> AnyAction:
        change = AttachRolePolicy if value == "yes" else DetachRolePolicy
        return change(RoleName=self.role, PolicyArn=self.arn)

    def read(self, operation: Operation) -> Value | None:
        match operation:
            case AttachRolePolicy(RoleName=self.role, PolicyArn=self.arn):
                return "yes"
            case DetachRolePolicy(RoleName=self.role, PolicyArn=self.arn):
                return "no"
            case _:
                return None

    def initial(self, scenario: Scenario) -> Value:
        roles = (each for each in scenario.identities.roles if each.name == self.role)
        has = any(self.policy in each.managed or self.arn in each.managed for each in roles)
        return last_read(self, scenario, "yes" if has else "no")


def role_target(field: str, scenario: Scenario, function: str) -> Target:
    """`role.sqs:SendMessage`, or `role.AWSLambdaBasicExecutionRole` of the function's own role.

    Raises `ControlError` for a policy that AWS does not have.
    """
    if ":" in field:
        return RolePermission(function, field)
    policy = aws_managed_policy(field)
    if policy is None:
        raise ControlError(f"{field!r} is neither an action nor a policy of AWS's own.")
    given = next((each.role for each in scenario.functions if each.name == function), "")
    role = given.rpartition("/")[2] or f"{function}-role"
    return AttachedPolicy(role, policy.name, policy.arn)
