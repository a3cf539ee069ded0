"""One going of real code: calls, one after the other or at once, as they come out."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Literal, NamedTuple

from lambdatutor.aws.errors import AwsError
from lambdatutor.course.handlers.environments import Closed, NumberedEnvironment, call
from lambdatutor.course.handlers.outcomes import CallOutcome
from lambdatutor.errors import LambdaTutorError
from lambdatutor.runtime.log_text import LogText, joined

if TYPE_CHECKING:
    from lambdatutor.course.handlers.environments import Environments
    from lambdatutor.course.handlers.package import Package
    from lambdatutor.course.handlers.parts import Calling, HandlerCase

Purpose = Literal["program", "run", "case", "event", "judge"]


class Planned(NamedTuple):
    """An event that will come, and in what way."""

    calling: Calling
    case_id: str | None = None
    variables: dict[str, str] | None = None
    fresh: bool = False

    @classmethod
    def of(cls, case: HandlerCase) -> Planned:
        """A case with variables of its own has an environment of its own."""
        return cls(case, case.id, case.variables, case.fresh or case.variables is not None)


class Running:
    """Calls that are made while `outcomes` is gone through, in a thread that may wait.

    `stop`, `log_so_far` and `ended` may be asked from any other thread.
    """

    def __init__(
        self,
        environments: Environments,
        package: Package,
        planned: Iterable[Planned],
        purpose: Purpose,
    ) -> None:
        self.package = package
        self.purpose: Purpose = purpose
        self.planned = tuple(planned)
        self.so_far: list[CallOutcome] = []
        """What has come out, in order."""
        self.ended = False
        """Nothing more comes: all calls are over, or it was stopped."""
        self.on_end: Callable[[Running], None] | None = None
        """Called in the worker's thread, once all calls are over and none was stopped."""
        self._environments = environments
        self._stopped = threading.Event()
        self._busy: list[NumberedEnvironment] = []
        self._number = 0

    @property
    def stopped(self) -> bool:
        return self._stopped.is_set()

    @property
    def complete(self) -> bool:
        """Every call was made, and came to its own end."""
        made = len(self.so_far) == self.calls
        return made and not any(each.stopped for each in self.so_far)

    @property
    def calls(self) -> int:
        """How many there will be."""
        return sum(each.calling.number for each in self.planned)

    @property
    def log_so_far(self) -> LogText:
        """Of the calls that run now."""
        return joined((one.environment.log_so_far for one in tuple(self._busy)), "\n")

    def stop(self) -> None:
        """End it: code that runs is killed, and no other call is made."""
        self._stopped.set()
        for one in tuple(self._busy):
            one.environment.stop()

    def outcomes(self) -> Iterator[CallOutcome]:
        """Make the calls, and give what comes of each; whatever fails is in an outcome."""
        try:
            for each in self.planned:
                for outcome in self._of(each):
                    self.so_far.append(outcome)
                    yield outcome
                if self.stopped:
                    return
        finally:
            self.ended = True
            if self.on_end is not None and self.complete:
                self.on_end(self)

    def _of(self, planned: Planned) -> Iterator[CallOutcome]:
        calling = planned.calling
        for turn in range(calling.times):
            if calling.after and self._stopped.wait(calling.after / 1_000_000):
                return
            try:
                environments = self._environments.of(
                    self.package,
                    calling.at_once,
                    variables=planned.variables,
                    fresh=planned.fresh and not turn,
                )
            except Closed:
                self._stopped.set()
                return
            except (LambdaTutorError, OSError) as problem:
                yield from self._refused(planned, problem)
                continue
            yield from self._at_once(planned, environments)
            if self.stopped:
                return

    def _at_once(
        self, planned: Planned, environments: list[NumberedEnvironment]
    ) -> list[CallOutcome]:
        first, self._number = self._number + 1, self._number + len(environments)
        self._busy = environments
        try:
            if self.stopped:
                return []
            event, case_id = planned.calling.event, planned.case_id
            if len(environments) == 1:
                return [call(environments[0], event, case_id, first)]
            with ThreadPoolExecutor(len(environments)) as pool:
                waiting = [
                    pool.submit(call, one, event, case_id, first + at)
                    for at, one in enumerate(environments)
                ]
                return [each.result() for each in waiting]
        finally:
            self._busy = []

    def _refused(
        self, planned: Planned, problem: LambdaTutorError | OSError
    ) -> Iterator[CallOutcome]:
        """No environment can be had: nothing of the code runs."""
        for _ in range(planned.calling.at_once):
            self._number += 1
            yield CallOutcome(
                case_id=planned.case_id,
                call=self._number,
                event=planned.calling.event,
                answer=None,
                refused=str(problem),
                refused_status=problem.status if isinstance(problem, AwsError) else None,
            )
