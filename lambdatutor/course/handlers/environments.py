"""Where handlers are called: the environments of one function, kept from one call to the next."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.aws.errors import AwsError
from lambdatutor.course.handlers.outcomes import CallOutcome
from lambdatutor.course.handlers.sense import MOST_AT_ONCE
from lambdatutor.errors import LambdaTutorError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lambdatutor.course.handlers.package import Package
    from lambdatutor.runtime.environment import Environment
    from lambdatutor.runtime.function import Function

MOST_ENVIRONMENTS = MOST_AT_ONCE
"""That stand at once."""

_Kept = tuple[tuple[str, str], ...] | None
"""The variables that a case brings, and that its environments are kept by."""


class Closed(LambdaTutorError):  # noqa: N818  somebody wanted it
    """The lab was left while its code ran."""


class NumberedEnvironment(NamedTuple):
    """An environment of a handler, with the number that a person knows it by."""

    environment: Environment
    number: int
    kept_by: _Kept
    round: int
    """In which it was built: how often all had been given up by then."""


class _Unpacked(NamedTuple):
    """A package where its environments read it."""

    fingerprint: str
    folder: Path
    function: Function


class Environments:
    """The environments of one lab, or of one program.

    Calls come from a worker thread; `close` may come from any other, and after it nothing runs.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        """Held while the environments that stand are changed, never while code runs."""
        self._unpacked: _Unpacked | None = None
        self._every: list[NumberedEnvironment] = []
        self._numbers = 0
        self._round = 0
        """Counts how often all that stood was given up."""
        self._closed = False

    def of(
        self,
        package: Package,
        number: int,
        *,
        variables: Mapping[str, str] | None = None,
        fresh: bool = False,
    ) -> list[NumberedEnvironment]:
        """So many environments of this package; those that stand are used again, unless `fresh`.

        Another package takes down those of the last. Raises `LambdaTutorError` or `OSError`
        where there can be none.
        """
        kept_by = None if variables is None else tuple(sorted(variables.items()))
        with self._lock:
            if self._closed:
                raise Closed("The lab was left.")
            now = self._round
            self._take_down_given_up()
            function = self._deploy(package)
            if variables is not None:
                function = _with_variables(function, variables)
            standing = [each for each in self._every if each.kept_by == kept_by]
            if fresh:
                self._take_down(standing)
                standing = []
            others = [each for each in self._every if each not in standing]
            missing = max(0, number - len(standing))
            self._take_down(others[: max(0, len(self._every) + missing - MOST_ENVIRONMENTS)])
            for _ in range(missing):
                standing.append(self._new(function, kept_by, now))
            return standing[:number]

    @property
    def standing(self) -> int:
        """How many environments there are that may be called again."""
        return sum(each.round == self._round for each in self._every)

    @property
    def closed(self) -> bool:
        return self._closed

    def give_up(self) -> None:
        """Use no environment again that stands; the next call takes them down."""
        self._round += 1

    def rest(self) -> None:
        """The same, and take them down now, in a thread: the program ends only after it."""
        self.give_up()
        threading.Thread(target=self._clear, name="rest").start()

    def close(self) -> None:
        """End everything that runs and leave no file; whoever waits for an answer gets none."""
        with self._lock:
            self._closed = True
            self._take_down(list(self._every))
            self._discard()

    def _new(self, function: Function, kept_by: _Kept, in_round: int) -> NumberedEnvironment:
        from lambdatutor.runtime.environment import Environment

        self._numbers += 1
        one = NumberedEnvironment(Environment(function), self._numbers, kept_by, in_round)
        self._every.append(one)
        return one

    def _take_down(self, environments: list[NumberedEnvironment]) -> None:
        for one in environments:
            self._every.remove(one)
            one.environment.close()

    def _clear(self) -> None:
        with self._lock:
            self._take_down_given_up()

    def _take_down_given_up(self) -> None:
        self._take_down([each for each in self._every if each.round != self._round])

    def _deploy(self, package: Package) -> Function:
        if self._unpacked is not None and self._unpacked.fingerprint == package.fingerprint:
            return self._unpacked.function
        from lambdatutor.runtime.folders import new_folder

        self._take_down(list(self._every))
        self._discard()
        folder = new_folder()
        self._unpacked = _Unpacked(package.fingerprint, folder, _unpack(package, folder))
        return self._unpacked.function

    def _discard(self) -> None:
        from lambdatutor.runtime.packages import remove

        if self._unpacked is not None:
            with contextlib.suppress(OSError):
                remove(self._unpacked.folder)
            self._unpacked = None


def call(one: NumberedEnvironment, event: str, case_id: str | None, number: int) -> CallOutcome:
    """Call the handler in one environment; whatever goes wrong is in the outcome."""
    from lambdatutor.runtime.environment import Stopped

    cold = not one.environment.warm
    try:
        answer = one.environment.invoke(event)
    except (LambdaTutorError, OSError) as problem:
        return CallOutcome(
            case_id=case_id,
            call=number,
            event=event,
            answer=None,
            refused=str(problem),
            refused_status=problem.status if isinstance(problem, AwsError) else None,
            stopped=isinstance(problem, Stopped),
            environment=one.number,
        )
    return CallOutcome(
        case_id=case_id,
        call=number,
        event=event,
        answer=answer,
        cold=cold,
        environment=one.number,
    )


def _unpack(package: Package, folder: Path) -> Function:
    from lambdatutor.runtime.function import Function
    from lambdatutor.runtime.packages import PackageError, unpack_archive, unpack_over

    if package.refused or package.report is None or package.report.archive is None:
        raise PackageError(package.refused)
    unpack_archive(package.report.archive, folder / "task")
    unpack_over([each.source for each in package.layers], folder / "opt")
    settings = package.settings
    return Function(
        code=folder / "task",
        layers=folder / "opt",
        name=settings.name,
        handler=settings.handler,
        variables=settings.variables,
        memory_mb=settings.memory,
        timeout_s=settings.timeout_s,
    )


def _with_variables(function: Function, variables: Mapping[str, str]) -> Function:
    from msgspec.structs import replace

    return replace(function, variables=dict(variables))
