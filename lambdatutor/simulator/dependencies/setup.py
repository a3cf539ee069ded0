"""A dependency as a scenario writes it. None of this is AWS's: all of it is a setting."""

from __future__ import annotations

from typing import Literal

import msgspec

from lambdatutor.simulator.distributions import Distribution, Fixed
from lambdatutor.simulator.time import MILLISECOND, SECOND, Micros

Held = Literal["request", "environment"]
"""How long code keeps a connection: for one request, or, opened outside the handler, for as long
as its process lives."""


class Outage(msgspec.Struct, frozen=True, kw_only=True):
    """A time in which a dependency is slow or down."""

    start: Micros
    until: Micros
    """The first moment after it."""
    latency: Distribution | None = None
    """Instead of the usual one."""
    errors: float = 0.0
    """The share of calls that fail in this time; 1 is down."""


class DependencySetup(msgspec.Struct, frozen=True, kw_only=True):
    """A database, or a service of somebody else, that code calls once for each request."""

    name: str
    """What `calls` of the code names it by."""
    at: str = ""
    """Where it is: a host of the network by name, `internet`, or a service such as `aws:dynamodb`;
    left out: wherever it is, every function reaches it."""
    port: int | None = None
    """What it is called on; left out: the host's own port, or 443."""
    ipv6: bool = False
    """It can be reached over IPv6 too."""
    connect_timeout: Micros | None = None
    """How long code waits where no answer comes before it fails; left out: until its function's
    own timeout."""
    latency: Distribution = Fixed(Micros(5 * MILLISECOND))
    """One call; it comes on top of the code's own `run`."""
    errors: float = 0.0
    """The share of calls that fail; the code then fails with an exception."""
    connections: int | None = None
    """How many it accepts at once; left out: any number."""
    held: Held = "request"
    connect: Distribution = Fixed(Micros(0))
    """Opening a connection in the handler; what is opened outside it is a part of `init`."""
    refused_after: Distribution = Fixed(Micros(SECOND))
    """How long code waits for a connection before it fails, when all are taken."""
    capacity: int | None = None
    """Calls it answers at full speed at once; with twice as many, each takes twice as long."""
    outages: tuple[Outage, ...] = ()
