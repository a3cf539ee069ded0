"""Where a function is in a network, as a control turns it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lambdatutor.aws.operations import Operation, UpdateFunctionConfiguration
from lambdatutor.aws.shapes import VpcConfig
from lambdatutor.course.networks.targets import NONE
from lambdatutor.course.targets import ControlError, Value, last_read

if TYPE_CHECKING:
    from lambdatutor.simulator.outside import AnyAction
    from lambdatutor.simulator.scenario import Scenario

_IPV6 = "ipv6"


@dataclass(frozen=True)
class VpcOfFunction:
    """The subnets and security groups of a function: `subnet-a subnet-b sg-function`, or `none`.

    With `ipv6` at the end the function has Ipv6AllowedForDualStack as well.
    """

    function: str
    covers: tuple[str, ...] = ("FunctionName", "VpcConfig")

    def parse(self, text: str) -> Value:
        ids = [each for each in re.split(r"[\s,]+", text.strip()) if each]
        if ids == [NONE]:
            return NONE
        subnets = [each for each in ids if each.startswith("subnet-")]
        groups = [each for each in ids if each.startswith("sg-")]
        allowed = [_IPV6] if ids[-1:] == [_IPV6] else []
        if not subnets or not groups or len((*subnets, *groups, *allowed)) != len(ids):
            raise ControlError(f"{text!r} is not none, and not subnets and security groups.")
        return " ".join((*subnets, *groups, *allowed))

    def show(self, value: Value) -> str:
        return str(value)

    def operation(self, value: Value) -> AnyAction:
        return self.change(NONE, value)

    def change(self, before: Value, value: Value) -> AnyAction:
        """What is left out of a VpcConfig stays as it was, so IPv6 has to be taken back."""
        ids = [] if value == NONE else str(value).split()
        config = VpcConfig(
            SubnetIds=[each for each in ids if each.startswith("subnet-")],
            SecurityGroupIds=[each for each in ids if each.startswith("sg-")],
            Ipv6AllowedForDualStack=_ipv6(before, ids),
        )
        return UpdateFunctionConfiguration(FunctionName=self.function, VpcConfig=config)

    def read(self, operation: Operation) -> Value | None:
        match operation:
            case UpdateFunctionConfiguration(
                FunctionName=self.function, VpcConfig=VpcConfig() as config
            ):
                allowed = [_IPV6] if config.Ipv6AllowedForDualStack else []
                ids = (*(config.SubnetIds or []), *(config.SecurityGroupIds or []), *allowed)
                return " ".join(ids) or NONE
            case _:
                return None

    def initial(self, scenario: Scenario) -> Value:
        placed = next((at.network for at in scenario.functions if at.name == self.function), None)
        opened = NONE
        if placed is not None:
            allowed = [_IPV6] if placed.ipv6 else []
            opened = " ".join((*placed.subnets, *placed.security_groups, *allowed))
        return last_read(self, scenario, opened)


def _ipv6(before: Value, ids: list[str]) -> bool | None:
    """None where nothing has to be said."""
    if _IPV6 in ids:
        return True
    return False if ids and _IPV6 in str(before).split() else None
