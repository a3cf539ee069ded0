"""Operations of IAM and STS: roles, users, their policies, and sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.control.identities import (
    held_policies,
    managed_policies,
    roles,
    sessions,
    users,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lambdatutor.aws.operations import Operation
    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.service import Service

HANDLERS: dict[type[Operation], Callable[[Service, Any], Answer]] = {
    **roles.HANDLERS,
    **users.HANDLERS,
    **held_policies.HANDLERS,
    **managed_policies.HANDLERS,
    **sessions.HANDLERS,
}
