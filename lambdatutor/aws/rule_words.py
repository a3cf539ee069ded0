"""The short options of the AWS CLI for one rule of a security group: `--protocol`, `--port`.

The AWS CLI makes an entry of IpPermissions of them, and so do we.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from lambdatutor.aws.shapes.networks import IpPermission, IpRange, UserIdGroupPair
from lambdatutor.errors import LambdaTutorError

if TYPE_CHECKING:
    from collections.abc import MutableMapping

OPERATIONS = (
    "AuthorizeSecurityGroupIngress",
    "AuthorizeSecurityGroupEgress",
    "RevokeSecurityGroupIngress",
    "RevokeSecurityGroupEgress",
)

PERMISSIONS = "IpPermissions"


class Word(NamedTuple):
    """One short option."""

    name: str
    flag: str


WORDS = (
    Word("RuleProtocol", "--protocol"),
    Word("RulePort", "--port"),
    Word("RuleCidr", "--cidr"),
    Word("RuleSourceGroup", "--source-group"),
)

_PORTS = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?")
_NUMBERED: dict[str, Literal["tcp", "udp", "icmp", "-1"]] = {
    "all": "-1",
    "6": "tcp",
    "17": "udp",
    "1": "icmp",
}


class RuleError(LambdaTutorError):
    """Short options that do not make a rule."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def put_into_permissions(values: MutableMapping[str, object]) -> None:
    """Take the short options out and put their rule in; raises `RuleError`."""
    protocol, port, cidr, group = (values.pop(each.name, None) for each in WORDS)
    if protocol is None and port is None and cidr is None and group is None:
        return
    if PERMISSIONS in values:
        raise RuleError("Write --ip-permissions or the short options, not both.")
    if protocol is None:
        raise RuleError("A rule needs --protocol: tcp, udp, icmp or all.")
    first, last = _ports(str(port)) if port is not None else (None, None)
    values[PERMISSIONS] = [
        IpPermission(
            IpProtocol=_NUMBERED.get(str(protocol), str(protocol)),
            FromPort=first,
            ToPort=last,
            IpRanges=None if cidr is None else [IpRange(CidrIp=str(cidr))],
            UserIdGroupPairs=None if group is None else [UserIdGroupPair(GroupId=str(group))],
        )
    ]


def _ports(text: str) -> tuple[int, int]:
    if text in ("-1", "all"):
        return 0, 65_535
    found = _PORTS.fullmatch(text)
    if found is None:
        raise RuleError("--port is a number such as 5432, or two with a dash: 8000-8999.")
    return int(found[1]), int(found[2] or found[1])
