"""A run that can be gone back in: a journal of operations, and futures side by side.

A world is a function of its scenario, its seed and its journal, so going back is playing again up
to a moment. Doing something else there starts a branch; the old future stays.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.checkpoint import Checkpoint, freeze, restore
from lambdatutor.simulator.events import kept_from
from lambdatutor.simulator.outside import AnyAction, Script
from lambdatutor.simulator.time import MICROSECOND
from lambdatutor.simulator.world import World

if TYPE_CHECKING:
    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.authoriser import Authoriser
    from lambdatutor.simulator.scenario import Scenario

_BETWEEN_MARKS = 10_000
"""Events between two marks: what has to be played again when someone goes back."""

_BYTES_FOR_AN_EVENT = 32
"""A world that holds much, such as a day of a stream, takes longer to pack: its marks are fewer."""

_MARKS_KEPT = 60
"""When there are more, some are given up: the longer ago, the farther apart they are."""

_MARKS_BYTES = 16_000_000
"""The same when they are larger than this together."""

_FEWEST_MARKS = 6
"""So many are kept, however large each is."""


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """One operation in the journal."""

    at_us: int
    operation: AnyAction


class Mark(NamedTuple):
    """A place to go back to."""

    checkpoint: Checkpoint
    done: int
    """How many operations of the journal had been carried out."""


class Branch:
    """One future: its journal, and how far it has been played."""

    def __init__(
        self, name: str, journal: tuple[Entry, ...], marks: list[Mark], parent: str, forked_us: int
    ) -> None:
        self.name = name
        self.journal = journal
        self.marks = marks
        self.parent = parent
        self.forked_us = forked_us
        """Where it leaves its parent."""
        self.reached_us = forked_us


class History:
    """A world that can go back, take an operation back, and branch."""

    def __init__(
        self,
        scenario: Scenario,
        seed: int = 0,
        journal: tuple[Entry, ...] = (),
        *,
        room: int | None = None,
        authoriser: Authoriser | None = None,
        script: Script = (),
    ) -> None:
        """Open the world; `journal` will be carried out as time passes.

        What of it stands in the `script` is not the learner's own doing.

        With a `room`, memory stays flat however long it is played: about so many of the last events
        and records are kept, at whatever moment one stands.
        """
        self.scenario = scenario
        self.seed = seed
        self.room = room
        self.world = World(scenario, seed=seed, room=room, authoriser=authoriser, script=script)
        self._done = 0
        opening = Mark(freeze(self.world), 0)
        self._branch = Branch("A", journal, [opening], "", 0)
        self._branches = {"A": self._branch}
        self.generation = 0
        """Grows whenever the world is another one; what was read off the old one is void."""

    @property
    def now_us(self) -> int:
        return self.world.now_us

    @property
    def journal(self) -> tuple[Entry, ...]:
        """All operations of this future, those still ahead included."""
        return self._branch.journal

    @property
    def done(self) -> tuple[Entry, ...]:
        """The operations that have been carried out by now."""
        return self._branch.journal[: self._done]

    @property
    def branch(self) -> Branch:
        return self._branch

    @property
    def branches(self) -> tuple[Branch, ...]:
        return tuple(self._branches.values())

    @property
    def reached_us(self) -> int:
        """How far this future has been played."""
        return self._branch.reached_us

    # Forward

    def do(self, operation: AnyAction) -> Answer:
        """Carry out an operation now; in the past this starts a branch.

        A refused operation stands in the journal like any other: it may have left a trace. Raises
        what `World.do` raises.
        """
        if self._done < len(self.journal) or self.now_us < self._branch.reached_us:
            self._fork()
        self._branch.journal = (*self.journal, Entry(self.now_us, operation))
        self._done += 1
        return self.world.do(operation)

    def advance(self, until_us: int, *, at_most: int | None = None) -> bool:
        """Play on to `until_us`, with what the journal says on the way.

        False when `at_most` events happened before that; ask again to go on. Time 0 is before all
        traffic, so that what is done there finds the same account every time.
        """
        self._repeat_due()
        if until_us <= 0:
            return True
        while self._done < len(self.journal) and self.journal[self._done].at_us <= until_us:
            if not self._play(self.journal[self._done].at_us, at_most):
                return False
            self._repeat_due()
        return self._play(until_us, at_most)

    def _repeat_due(self) -> None:
        """Carry out what the journal says for this moment."""
        while self._done < len(self.journal) and self.journal[self._done].at_us <= self.now_us:
            self._done += 1
            with suppress(LambdaTutorError):  # what was refused once is refused again
                self.world.do(self.journal[self._done - 1].operation)

    def _play(self, until_us: int, at_most: int | None) -> bool:
        while True:
            step = _BETWEEN_MARKS if at_most is None else min(at_most, _BETWEEN_MARKS)
            arrived = self.world.advance(until_us, at_most=step)
            if not arrived and not self.now_us:
                self.world.advance(MICROSECOND)
            self._branch.reached_us = max(self._branch.reached_us, self.now_us)
            self._keep_mark()
            if arrived:
                return True
            if at_most is not None:
                at_most -= step
                if at_most <= 0:
                    return False

    def _keep_mark(self) -> None:
        marks, last = self._branch.marks, self._branch.marks[-1].checkpoint
        apart = max(_BETWEEN_MARKS, len(last.packed) // _BYTES_FOR_AN_EVENT)
        if len(self.world.log) - last.events < apart:
            return
        marks.append(Mark(self._freeze(), self._done))
        while len(marks) > _FEWEST_MARKS and (
            len(marks) > _MARKS_KEPT
            or sum(len(mark.checkpoint.packed) for mark in marks) > _MARKS_BYTES
        ):
            del marks[_least_missed(marks)]

    def _freeze(self) -> Checkpoint:
        """Where there is room for few events, no mark holds on to them: they are made again."""
        return freeze(self.world, past=self.room is None)

    # Back

    def rewind(self, to_us: int) -> None:
        """Stand at another moment of this future that was played already; nothing is lost."""
        self._rebuild(self._branch, max(0, min(to_us, self.reached_us)))

    def undo(self) -> AnyAction | None:
        """Play again up to now without the last operation; None when there is none to take back."""
        if not self._done:
            return None
        last = self._done - 1
        branch = self._branch
        undone = branch.journal[last]
        branch.journal = branch.journal[:last] + branch.journal[last + 1 :]
        branch.marks = [mark for mark in branch.marks if mark.done <= last]
        self._rebuild(branch, self.now_us)
        return undone.operation

    def _rebuild(self, branch: Branch, to_us: int) -> None:
        """Start from the nearest mark and play up to `to_us`."""
        mark = self._mark_before(branch, to_us)
        self.world = restore(mark.checkpoint)
        self._branch = branch
        self._done = mark.done
        self.generation += 1
        self.advance(to_us)

    def _mark_before(self, branch: Branch, to_us: int) -> Mark:
        """The nearest one from which everything that is kept at `to_us` happens once more."""
        marks = [mark for mark in branch.marks if mark.checkpoint.at_us <= to_us]
        if self.room is None:
            return marks[-1]
        nearest = marks[-1].checkpoint
        events = kept_from(nearest.events, self.room)
        ended = kept_from(nearest.ended, self.room)
        early = (
            mark
            for mark in reversed(marks)
            if mark.checkpoint.events <= events and mark.checkpoint.ended <= ended
        )
        return next(early, marks[0])

    # Sideways

    def _fork(self) -> None:
        """Leave the present future here and start another."""
        old, now = self._branch, self.now_us
        marks = [
            mark for mark in old.marks if mark.checkpoint.at_us <= now and mark.done <= self._done
        ]
        name = _name(len(self._branches))
        self._branch = self._branches[name] = Branch(name, self.done, marks, old.name, now)

    def switch(self, name: str) -> None:
        """Look at another future, as far as it was played. Raises `KeyError` for no such branch."""
        branch = self._branches[name]
        if branch is not self._branch:
            self._rebuild(branch, branch.reached_us)

    def world_of(self, name: str, at_us: int) -> World:
        """Another future at a moment, as a world of its own. Raises `KeyError` for none such."""
        journal = self._branches[name].journal
        beside = History(
            self.scenario,
            self.seed,
            journal,
            room=self.room,
            authoriser=self.world.authoriser,
            script=self.world.script,
        )
        beside.advance(at_us)
        return beside.world


def _least_missed(marks: list[Mark]) -> int:
    """The index of a mark whose neighbours are near to each other, for how long ago they were."""
    events = [mark.checkpoint.events for mark in marks]
    return min(
        range(1, len(marks) - 1),
        key=lambda at: (events[at + 1] - events[at - 1]) / (events[-1] - events[at - 1]),
    )


def _name(number: int) -> str:
    """A to Z, then A2, B2 and so on."""
    turn, letter = divmod(number, 26)
    return chr(ord("A") + letter) + (str(turn + 1) if turn else "")
