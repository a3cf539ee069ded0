"""Which visible message is received next: any in a standard queue, by group in a FIFO queue."""

from __future__ import annotations

from collections import OrderedDict, deque
from typing import TYPE_CHECKING, Protocol

from lambdatutor.simulator.queues.message import GONE, HIDDEN, VISIBLE

if TYPE_CHECKING:
    from lambdatutor.simulator.queues.message import Message


class Order(Protocol):
    """The messages of one queue, with an opinion on which comes next."""

    def enter(self, message: Message) -> None:
        """It is in the queue now, visible or delayed."""
        ...

    def appear(self, message: Message, was: int) -> None:
        """It is visible now, after it was delayed or hidden."""
        ...

    def leave(self, message: Message, was: int) -> None:
        """It is gone."""
        ...

    def take(self, most: int, room_bytes: int) -> list[Message]:
        """The next ones, together no larger than `room_bytes`; the caller hides or removes them."""
        ...

    def clear(self) -> None: ...


class AnyOrder:
    """As they became visible. SQS promises no order; what leaves while visible is passed over."""

    __slots__ = ("_line",)

    def __init__(self) -> None:
        self._line: deque[Message] = deque()

    def enter(self, message: Message) -> None:
        if message.place == VISIBLE:
            self._line.append(message)

    def appear(self, message: Message, was: int) -> None:  # noqa: ARG002  asked as groups are
        self._line.append(message)

    def leave(self, message: Message, was: int) -> None:
        """Nothing: a place in the line that is gone is passed over."""

    def take(self, most: int, room_bytes: int) -> list[Message]:
        line = self._line
        taken: list[Message] = []
        while line and len(taken) < most:
            message = line[0]
            if message.place == VISIBLE:
                room_bytes -= message.parcel.size_bytes
                if room_bytes < 0 and taken:
                    break
                taken.append(message)
            line.popleft()
        return taken

    def clear(self) -> None:
        self._line.clear()


class Group:
    """One message group: all its messages in order, gone ones until they come to the front."""

    __slots__ = ("hidden", "line")

    def __init__(self) -> None:
        self.line: deque[Message] = deque()
        self.hidden = 0


class GroupOrder:
    """In order within a group; while one of a group is hidden, the group waits (SQS-004).

    Groups take turns, each going to the back when it was asked.
    """

    __slots__ = ("_groups", "_ready")

    def __init__(self) -> None:
        self._groups: dict[str, Group] = {}
        self._ready: OrderedDict[str, Group] = OrderedDict()
        """The groups whose next message can be received."""

    @property
    def ready(self) -> int:
        return len(self._ready)

    def enter(self, message: Message) -> None:
        name = message.parcel.group
        group = self._groups.get(name)
        if group is None:
            group = self._groups[name] = Group()
        group.line.append(message)
        self._settle(name, group)

    def appear(self, message: Message, was: int) -> None:
        self._let_go(message, was)

    def leave(self, message: Message, was: int) -> None:
        self._let_go(message, was)

    def take(self, most: int, room_bytes: int) -> list[Message]:
        """The next ones of one group."""
        taken: list[Message] = []
        if not self._ready:
            return taken
        _, group = self._ready.popitem(last=False)
        for message in group.line:
            if message.place == GONE:
                continue
            room_bytes -= message.parcel.size_bytes
            if message.place != VISIBLE or len(taken) == most or (room_bytes < 0 and taken):
                break
            taken.append(message)
        group.hidden += len(taken)
        return taken

    def clear(self) -> None:
        self._groups.clear()
        self._ready.clear()

    def _let_go(self, message: Message, was: int) -> None:
        name = message.parcel.group
        group = self._groups[name]
        if was == HIDDEN:
            group.hidden -= 1
        self._settle(name, group)

    def _settle(self, name: str, group: Group) -> None:
        line = group.line
        while line and line[0].place == GONE:
            line.popleft()
        if not line:
            del self._groups[name]
            self._ready.pop(name, None)
        elif group.hidden or line[0].place != VISIBLE:
            self._ready.pop(name, None)
        elif name not in self._ready:
            self._ready[name] = group
