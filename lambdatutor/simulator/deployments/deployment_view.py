"""A deployment at one moment."""

from __future__ import annotations

from typing import Literal, NamedTuple

Status = Literal["InProgress", "Succeeded", "Failed", "Stopped"]


class DeploymentView(NamedTuple):
    """One deployment of one alias."""

    id: str
    function: str
    alias: str
    current: str
    """The version that the traffic comes from."""
    target: str
    configuration: str
    status: Status
    percent: int
    """How much of the traffic goes to the target."""
    started_us: int
    next_us: int | None
    """When more of it moves."""
    alarms: tuple[str, ...]
    """Those that stop it."""
    error: str
    rolled_back_by: str
    """The id of the deployment that takes it back."""
