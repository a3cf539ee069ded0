"""Operations of Amazon EC2 that make networks and change them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.control.networks import (
    endpoints,
    gateways,
    interfaces,
    route_tables,
    security_groups,
    subnets,
    vpcs,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lambdatutor.aws.operations import Operation
    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.service import Service

HANDLERS: dict[type[Operation], Callable[[Service, Any], Answer]] = {
    **vpcs.HANDLERS,
    **subnets.HANDLERS,
    **route_tables.HANDLERS,
    **gateways.HANDLERS,
    **endpoints.HANDLERS,
    **security_groups.HANDLERS,
    **interfaces.HANDLERS,
}
