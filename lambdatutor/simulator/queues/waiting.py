"""Messages that become visible at a known time: delayed ones, and those that were received."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lambdatutor.simulator.queues.message import Message


class Waiting:
    """Messages by how long they wait.

    Those that wait equally long become visible in the order they came, so each length has a lane,
    and coming, going and being due cost the same however many there are.
    """

    __slots__ = ("_lanes", "count")

    def __init__(self) -> None:
        self._lanes: dict[int, OrderedDict[Message, None]] = {}
        self.count = 0

    def add(self, message: Message, now_us: int, wait_us: int) -> None:
        message.lane_us = wait_us
        message.until_us = now_us + wait_us
        lane = self._lanes.get(wait_us)
        if lane is None:
            lane = self._lanes[wait_us] = OrderedDict()
        lane[message] = None
        self.count += 1

    def remove(self, message: Message) -> None:
        lane = self._lanes[message.lane_us]
        del lane[message]
        if not lane:
            del self._lanes[message.lane_us]
        self.count -= 1

    def next_us(self) -> int | None:
        """When the next one is due."""
        return min((next(iter(lane)).until_us for lane in self._lanes.values()), default=None)

    def due(self, now_us: int) -> list[Message]:
        """Those whose time has come, the earliest first; they wait no more."""
        found: list[Message] = []
        for lane in list(self._lanes.values()):
            while lane:
                message = next(iter(lane))
                if message.until_us > now_us:
                    break
                found.append(message)
                self.remove(message)
        found.sort(key=_until)
        return found

    def clear(self) -> None:
        self._lanes.clear()
        self.count = 0


def _until(message: Message) -> int:
    return message.until_us
