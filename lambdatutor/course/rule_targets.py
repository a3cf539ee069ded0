"""What a control acts on in a security group: whether it lets one peer in on one port."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lambdatutor.aws.operations import (
    AuthorizeSecurityGroupIngress,
    Operation,
    RevokeSecurityGroupIngress,
)
from lambdatutor.aws.shapes import IpPermission, IpRange, UserIdGroupPair
from lambdatutor.course.targets import ControlError, Value, either, last_read
from lambdatutor.simulator.network.setup import NetworkSetup
from lambdatutor.simulator.network.spelling import ports_of

if TYPE_CHECKING:
    from lambdatutor.simulator.outside import AnyAction
    from lambdatutor.simulator.scenario import Scenario

FROM = " from "
"""Between a port and who may come in there: `sg-database.5432 from sg-function`."""


@dataclass(frozen=True)
class IngressFrom:
    """Whether one rule is there, by tcp: `yes` or `no`; other rules of the group are untouched."""

    group: str
    port: int
    peer: str
    """A block of addresses, or a security group."""
    covers: tuple[str, ...] = ()

    def parse(self, text: str) -> Value:
        return either(text, "yes", "no")

    def show(self, value: Value) -> str:
        return str(value)

    def operation(self, value: Value) -> AnyAction:
        comes = value == "yes"
        change = AuthorizeSecurityGroupIngress if comes else RevokeSecurityGroupIngress
        return change(GroupId=self.group, IpPermissions=[self._rule])

    @property
    def _rule(self) -> IpPermission:
        by_group = self.peer.startswith("sg-")
        return IpPermission(
            IpProtocol="tcp",
            FromPort=self.port,
            ToPort=self.port,
            UserIdGroupPairs=[UserIdGroupPair(GroupId=self.peer)] if by_group else None,
            IpRanges=None if by_group else [IpRange(CidrIp=self.peer)],
        )

    def read(self, operation: Operation) -> Value | None:
        if not isinstance(operation, AuthorizeSecurityGroupIngress | RevokeSecurityGroupIngress):
            return None
        if operation.GroupId != self.group or operation.IpPermissions != [self._rule]:
            return None
        return "yes" if isinstance(operation, AuthorizeSecurityGroupIngress) else "no"

    def initial(self, scenario: Scenario) -> Value:
        ports = (self.port, self.port)
        there = any(
            (rule.peer, rule.protocol) == (self.peer, "tcp")
            and ports_of(self.group, rule.ports) == ports
            for group in (scenario.network or NetworkSetup()).security_groups
            if group.id == self.group
            for rule in group.ingress
        )
        return last_read(self, scenario, "yes" if there else "no")


def rule_target(group: str, field: str) -> IngressFrom:
    """The rule that `5432 from sg-function` names; raises `ControlError` for what is none."""
    port, _, peer = field.partition(FROM)
    if not port.isdecimal() or not (peer.startswith("sg-") or "/" in peer):
        raise ControlError(f"{field!r} is not a port and who comes in, such as 22 from sg-admin.")
    return IngressFrom(group, int(port), peer)
