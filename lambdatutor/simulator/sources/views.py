"""The account's sources and front doors, at one moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.sources.bucket import Bucket
from lambdatutor.simulator.sources.bus import EventBus
from lambdatutor.simulator.sources.front_door import DoorView, FrontDoor
from lambdatutor.simulator.sources.schedule import Schedule
from lambdatutor.simulator.sources.topic import Topic

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.sources.target import SourceView


def door_views(account: Account) -> tuple[DoorView, ...]:
    resources = account.resources.values()
    return tuple(each.view() for each in resources if isinstance(each, FrontDoor))


def source_views(account: Account) -> tuple[SourceView, ...]:
    """One for each target of each source, in the order in which they were made."""
    return tuple(
        view
        for each in account.resources.values()
        if isinstance(each, Bucket | EventBus | Schedule | Topic)
        for view in each.views()
    )
