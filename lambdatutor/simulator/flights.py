"""How many requests of several functions, or of one alias, were in flight at most in a period.

Each function counts its own while it runs. Sums over functions, and parts of one, are worked out
when a period ends, from when its requests arrived and ended: the path of a request stays as it is.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lambdatutor.simulator.account import Account
    from lambdatutor.simulator.record import RecordEntry
    from lambdatutor.simulator.version import Stamp

ACCOUNT = ""
"""All functions (MET-006)."""

UNRESERVED = "*"
"""On demand, of functions without reserved concurrency (MET-007); provisioned environments have
their place set aside, and are in what is allocated (MET-008)."""


class _Kind(NamedTuple):
    """Requests that are counted together."""

    function: str
    resource: str
    """The version or alias that they named, if they did."""
    on_pool: bool
    """They ran in provisioned environments."""


class _Flights(NamedTuple):
    """When each arrived, and when each ended, in order of ending."""

    comings: array[int]
    goings: array[int]


class Flights:
    """The requests that ended in the period that is under way."""

    def __init__(self) -> None:
        self._ended: dict[_Kind, _Flights] = {}

    def fold(self, entries: list[RecordEntry]) -> None:
        """Take in requests that have ended; what was turned away was never in flight."""
        of: Stamp | None = None
        of_pool = False
        comes, goes = array("q").append, array("q").append
        for _, _, _, stamp, arrived_us, _, ended_us, _, _, _, _, pool, environment, _, _ in entries:
            if not environment:
                continue
            if stamp is not of or pool is not of_pool:
                of, of_pool = stamp, pool
                kind = _Kind(stamp[0], stamp[6] if len(stamp) == 8 else "", pool)
                found = self._ended.get(kind)
                if found is None:
                    found = self._ended[kind] = _Flights(array("q"), array("q"))
                comes, goes = found.comings.append, found.goings.append
            comes(arrived_us)
            goes(ended_us)

    def peaks(self, account: Account) -> dict[str, int]:
        """The most at once in this period, of all and of each version or alias that was named."""
        going_on = _going_on(account)
        kinds = tuple(dict.fromkeys((*self._ended, *going_on)))
        groups: dict[str, list[_Kind]] = {ACCOUNT: list(kinds), UNRESERVED: []}
        for kind in kinds:
            if not kind.on_pool and _shares(account, kind.function):
                groups[UNRESERVED].append(kind)
            if kind.resource:
                groups.setdefault(kind.resource, []).append(kind)
        known: dict[tuple[_Kind, ...], int] = {}
        found: dict[str, int] = {}
        for name, group in groups.items():
            same = tuple(group)
            if same not in known:
                known[same] = self._most(same, going_on)
            found[name] = known[same]
        return found

    def _most(self, kinds: tuple[_Kind, ...], going_on: dict[_Kind, list[int]]) -> int:
        """Of those that did not end before the period began.

        One that ends as another begins has made place for it.
        """
        comings: list[int] = []
        goings: list[int] = []
        for kind in kinds:
            ended = self._ended.get(kind)
            if ended is not None:
                comings.extend(ended.comings)
                goings.extend(ended.goings)
            comings.extend(going_on.get(kind, ()))
        comings.sort()
        goings.sort()
        most = gone = 0
        ends = len(goings)
        for come, at_us in enumerate(comings, start=1):
            while gone < ends and goings[gone] <= at_us:
                gone += 1
            if come - gone > most:  # noqa: PLR1730  max() is a call
                most = come - gone
        return most

    def begin(self) -> None:
        """Another period begins."""
        self._ended.clear()


def _going_on(account: Account) -> dict[_Kind, list[int]]:
    """When the requests in flight arrived."""
    found: dict[_Kind, list[int]] = {}
    for environment in account.environments.values():
        request = environment.request
        if request is not None:
            client = request.client
            name = "" if client.qualifier is None else f"{client.function}:{client.qualifier}"
            kind = _Kind(client.function, name, environment.pool is not None)
            found.setdefault(kind, []).append(request.arrived_us)
    return found


def _shares(account: Account, name: str) -> bool:
    function = account.functions.get(name)
    return function is None or function.reserved is None
