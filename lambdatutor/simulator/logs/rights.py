"""Whether a function's role lets it write logs; what it may not write is lost (PER-012)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.logs.stream import log_group
from lambdatutor.simulator.version import LATEST

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.function import Function

ALWAYS = ("logs:CreateLogStream", "logs:PutLogEvents")
FIRST = "logs:CreateLogGroup"
"""Needed until the group is there."""


def look_again(account: Account) -> None:
    """Note for each function when it lost the right to write, or got it back.

    The role of $LATEST speaks for all versions.
    """
    for function in account.functions.values():
        gaps = account.log_gaps.get(function.name, [])
        if _writes(account, function) == bool(len(gaps) % 2):
            account.log_gaps.setdefault(function.name, []).append(account.clock.now_us)


def _writes(account: Account, function: Function) -> bool:
    configuration = function.versions[LATEST].configuration
    group = log_group(function.name, configuration)
    setup, permissions = account.scenario.account, account.permissions
    group_arn = f"arn:aws:logs:{setup.region}:{setup.account_id}:log-group:{group}"
    nameless = f"{group_arn}:log-stream:"  # what AWS's refusals name, also for the group itself
    stream = f"{nameless}*"
    if any(permissions.role_denial(function.name, each, stream) for each in ALWAYS):
        return False
    if group not in account.log_groups:
        if permissions.role_denial(function.name, FIRST, nameless):
            return False
        account.log_groups[group] = None
    return True
