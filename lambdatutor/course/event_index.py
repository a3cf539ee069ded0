"""The events of a run by their kind, read once however often a measure is taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from lambdatutor.simulator.events import Entry, EventLog

_FREQUENT = frozenset({"request.arrived", "invoke.start", "invoke.end", "init.start", "init.end"})
"""Kinds that are left out: every request has them, and the records tell the same."""


class _Index:
    """What one log holds, kept up with it."""

    def __init__(self) -> None:
        self.by_kind: defaultdict[str, list[Entry]] = defaultdict(list)
        self._read = 0

    def follow(self, log: EventLog) -> None:
        for entry in log.entries_since(self._read):
            if entry[1] not in _FREQUENT:
                self.by_kind[entry[1]].append(entry)
        self._read = len(log)


_INDEXES: WeakKeyDictionary[EventLog, _Index] = WeakKeyDictionary()
"""A run that goes back or branches has another log."""


def told(log: EventLog, *kinds: str) -> Iterator[Entry]:
    """The events of some kinds so far, one kind after the other."""
    index = _INDEXES.get(log)
    if index is None:
        index = _INDEXES[log] = _Index()
    index.follow(log)
    for kind in kinds:
        yield from index.by_kind.get(kind, ())
