"""A second opinion on a run: it reads the log alone, counts for itself, and objects.

What it holds: causes come before their effects; an environment serves one request at a time, only
once it is built, never after its end, and is built only when none is idle; each request is let in
or turned away, once, by the limit that applies; provisioned environments wait until all are there.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lambdatutor.simulator.events import Event, EventLog
from lambdatutor.simulator.snapshot import Snapshot


@dataclass
class Environment:
    """What the log has said of one environment."""

    home: tuple[str, int]
    """Function, and which function of that name it is."""
    version: str
    provisioned: bool
    asked_by: int | None
    """The request for provisioned concurrency that it belongs to."""
    state: str = "building"
    request: int | None = None
    spoilt: bool = False
    """Its process was lost: Init has to run again."""


@dataclass
class Ledger:
    """Counts of a run, kept from its log."""

    read: int = 0
    last_us: int = 0
    newest: int = 0
    environments: dict[int, Environment] = field(default_factory=dict)
    """Those that are not gone."""
    open_requests: dict[int, str] = field(default_factory=dict)
    """Arrived and not ended: `arrived`, or `in` once it was let in."""
    accepted: int = 0
    ended: int = 0
    throttled: int = 0
    refused: int = 0
    incarnation: dict[str, int] = field(default_factory=dict)
    asked_for: dict[int, str] = field(default_factory=dict)
    """The qualifier of each request for provisioned concurrency."""
    ready: set[int] = field(default_factory=set)
    """Those that are allocated in full."""
    capacity: dict[tuple[str, int], int] = field(default_factory=dict)
    """On demand, of each function with reserved concurrency."""
    pool: int = 0
    """On demand, of all functions without."""
    left_shared: set[tuple[str, int]] = field(default_factory=set)
    """Functions that were deleted while they took part in the pool."""
    gone: set[tuple[str, int]] = field(default_factory=set)

    def home(self, function: str) -> tuple[str, int]:
        return function, self.incarnation.get(function, 0)

    def deleted(self, function: str) -> None:
        """The next function of this name is another one."""
        home = self.home(function)
        if home not in self.capacity:
            self.left_shared.add(home)
        self.gone.add(home)
        self.incarnation[function] = home[1] + 1

    def heed(self, snapshot: Snapshot) -> None:
        """Take over the limits that an operation may have changed (CON-003, CON-006, CON-013)."""
        self.pool = max(0, snapshot.unreserved)
        for view in snapshot.functions:
            claimed = sum(each.requested for each in view.provisioned)
            self.capacity.pop(self.home(view.name), None)
            if view.reserved is not None:
                self.capacity[self.home(view.name)] = view.reserved - claimed

    def on_demand(self, home: tuple[str, int]) -> int:
        """Requests of a function that run outside provisioned environments."""
        return sum(
            each.request is not None and not each.provisioned and each.home == home
            for each in self.environments.values()
        )

    def shared(self) -> int:
        """Requests in flight that the pool of the account counts."""
        return sum(
            each.request is not None and not each.provisioned and self._shares(each.home)
            for each in self.environments.values()
        )

    def in_flight(self, home: tuple[str, int]) -> int:
        return sum(
            each.request is not None and each.home == home for each in self.environments.values()
        )

    def _shares(self, home: tuple[str, int]) -> bool:
        return home in self.left_shared if home in self.gone else home not in self.capacity

    def follow(self, log: EventLog) -> None:
        """Read on, and object to what cannot be."""
        for event in log.since(self.read):
            self._follow(event, log)
        self.read = len(log)

    def _follow(self, event: Event, log: EventLog) -> None:
        assert event.at_us >= self.last_us, f"{event} is earlier than the one before it"
        self.last_us = event.at_us
        if event.cause is not None:
            assert event.cause < event.id
            assert log[event.cause].at_us <= event.at_us
        match event.kind.split("."):
            case "request", what:
                self._request(event, what)
            case "provisioned", what:
                self._provisioned(event, what, log)
            case "recursion", "stopped":
                self._request(event, "refused")
            case "dependency", _:
                pass
            case _ if event.environment is not None:
                self._environment(event)

    def _request(self, event: Event, what: str) -> None:
        number = event.request
        assert number is not None
        if what == "arrived":
            assert number not in self.open_requests
            self.open_requests[number] = "arrived"
            return
        assert self.open_requests.pop(number) == "arrived"
        if what == "refused":
            self.refused += 1
            return
        self.throttled += 1
        numbers, home = event.numbers, self.home(event.function)
        is_reserved = home in self.capacity
        limit = self.capacity[home] if is_reserved else self.pool
        busy = self.on_demand(home) if is_reserved else self.shared()
        assert numbers["limit_is"] == ("reserved" if is_reserved else "account")
        assert (numbers["in_flight"], numbers["limit"]) == (busy, limit)
        if numbers["gate"] == "concurrency":
            assert busy >= limit, "it was throttled although there was room"
        else:
            assert busy < limit

    def _let_in(self, number: int) -> None:
        assert self.open_requests[number] == "arrived"
        self.open_requests[number] = "in"
        self.accepted += 1

    def _check_room(self, home: tuple[str, int]) -> None:
        """A request has been let in on demand."""
        if home in self.capacity:
            assert self.on_demand(home) <= self.capacity[home], "more than is reserved"
        else:
            assert self.shared() <= self.pool, "more than the account has left"

    def _provisioned(self, event: Event, what: str, log: EventLog) -> None:
        if what in {"resized", "failed"}:
            return
        if what == "ready":
            assert event.cause is not None
            if log[event.cause].kind == "provisioned.resized":
                return  # what there was has gone on serving
            self.ready.add(event.cause)
            mine = [each for each in self.environments.values() if each.asked_by == event.cause]
            assert len(mine) == event.numbers["requested"]
            assert {each.state for each in mine} == {"idle"}
        elif what == "removed":
            for each in self.environments.values():
                # What is served goes on in an environment that counts as any other from now on.
                if each.provisioned and each.home == self.home(event.function) and each.request:
                    asked = self.asked_for[each.asked_by or 0]
                    if asked == event.numbers["qualifier"]:
                        each.provisioned = False
        else:
            self.asked_for[event.id] = str(event.numbers["qualifier"])

    def _environment(self, event: Event) -> None:  # noqa: C901, PLR0912  one case a kind of event
        number = event.environment
        assert number is not None
        if event.kind == "environment.created":
            assert number > self.newest
            self.newest = number
            self._created(event, number)
            return
        assert number in self.environments, f"{event}, although it is gone"
        each = self.environments[number]
        match event.kind:
            case "init.start" | "restore.start":
                assert each.state == "building"
            case "init.end" | "environment.warm" | "restore.end":
                assert each.state == "building"
                if each.request is None:
                    each.state = "idle"
            case "init.timeout":
                assert each.state == "building"
                each.spoilt = True
                if each.request is None:
                    each.state = "idle"
            case "init.failed":
                assert each.state == "building"
                each.spoilt = True
                each.state = "idle" if each.request is None else "failed"
            case "invoke.start":
                self._invoked(event, each)
            case "invoke.end":
                assert each.state in {"busy", "failed"}
                assert each.request == event.request
                assert self.open_requests.pop(event.request or 0) == "in"
                self.ended += 1
                each.state, each.request = "idle", None
            case "environment.reset":
                assert each.state == "idle"
                each.spoilt = True
            case "shutdown.start":
                assert each.request is None, "it was shut down while it served"
                each.state = "ending"
            case "environment.gone":
                assert each.state == "ending"
                del self.environments[number]
            case "background.frozen" | "background.ended" | "background.lost":
                assert each.state in {"idle", "ending"}
            case other:
                raise AssertionError(other)

    def _created(self, event: Event, number: int) -> None:
        home = self.home(event.function)
        each = self.environments[number] = Environment(
            home=home,
            version=str(event.numbers["version"]),
            provisioned=bool(event.numbers["provisioned"]),
            asked_by=event.cause if event.numbers["provisioned"] else None,
        )
        if event.request is not None:
            idle = [
                other
                for other in self.environments.values()
                if other.state == "idle"
                and not other.provisioned
                and (other.home, other.version) == (each.home, each.version)
            ]
            assert not idle, "it was built although one was idle (LIF-007)"
            each.request = event.request
            self._let_in(event.request)
            self._check_room(home)

    def _invoked(self, event: Event, each: Environment) -> None:
        number = event.request
        assert number is not None
        if event.numbers["cold"]:
            assert each.state == "building"
            assert each.request == number
        else:
            assert each.state == "idle"
            assert each.request is None, "two requests at once (LIF-006)"
            each.request = number
            self._let_in(number)
            if each.provisioned:
                assert each.asked_by in self.ready, "used before READY (CON-015)"
            else:
                self._check_room(each.home)
        if event.numbers["init_again_us"]:
            assert each.spoilt
        each.spoilt = False
        each.state = "busy"
