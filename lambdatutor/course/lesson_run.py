"""A person going through a lesson: its whole behaviour, with no screen. Faces only call it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lambdatutor.course.cases import has_run
from lambdatutor.course.format import (
    CodeLab,
    CodePredict,
    CodeWatch,
    Lab,
    Lesson,
    PolicyLab,
    Predict,
    Quiz,
    Watch,
)
from lambdatutor.course.frame import Frame
from lambdatutor.course.handlers.runs import HandlerRuns
from lambdatutor.course.keeper import Forgetful, Keeper
from lambdatutor.course.lab import LabAttempt
from lambdatutor.course.outcome import Outcome
from lambdatutor.course.place import Place
from lambdatutor.course.policies.runs import PolicyRuns
from lambdatutor.course.posed import Posed, drawn_lesson
from lambdatutor.course.questioning import Questioning
from lambdatutor.course.report_lines import Receipt, receipts
from lambdatutor.course.runs import Runs, owner_of
from lambdatutor.course.sharing import shared
from lambdatutor.course.verdicts import Verdict

if TYPE_CHECKING:
    from lambdatutor.aws.operations import Operation
    from lambdatutor.course.controls import ControlView
    from lambdatutor.course.handlers.lab import HandlerAttempt
    from lambdatutor.course.judge import Judged
    from lambdatutor.course.objectives import ObjectiveView
    from lambdatutor.course.player import Player
    from lambdatutor.course.policies.lab import PolicyAttempt
    from lambdatutor.simulator.history import History

_NOT_A_LAB = Outcome(None, "Nothing can be changed in this step. Go on to the lab.")


class LessonRun(Place):
    """One lesson, from where it was left. Nothing is locked: `next` always works."""

    def __init__(
        self,
        lesson: Lesson,
        *,
        seed: int = 0,
        progress: Keeper | None = None,
        fresh_seeds: bool = True,
    ) -> None:
        """Open the lesson at the step reached last.

        The same seed gives the same runs, numbers and layouts. With `fresh_seeds` every judging of
        a lab has new runs; without, the same ones.
        """
        super().__init__(drawn_lesson(lesson, seed), progress or Forgetful())
        self.written = lesson
        """The lesson as its author wrote it, before anything of it was drawn."""
        self.seed = seed
        self._fresh_seeds = fresh_seeds
        self.policies = PolicyRuns(self.lesson, seed, self._keeper)
        self._runs = Runs(self.lesson, seed, self._keeper, self.policies)
        self.handlers = HandlerRuns(self.lesson, seed, self._keeper)
        self._questioning = Questioning(self.lesson, seed, self._keeper, self.handlers.run_program)

    def keep_lab(self) -> None:
        self._runs.keep(self.step)
        self.policies.keep(self.step)
        self.handlers.keep(self.step)

    def close(self) -> None:
        """End every process that runs for this lesson; nothing is kept that was not before."""
        self.handlers.close()

    # The run of a step

    @property
    def player(self) -> Player | None:
        """What plays this step's run; None for a step without one."""
        return self._runs.player(self.step)

    @property
    def history(self) -> History | None:
        player = self.player
        return None if player is None else player.history

    @property
    def lab(self) -> LabAttempt | None:
        """The work on the lab of this step, if it is one."""
        return self._runs.lab(self.step) if isinstance(self.step, Lab) else None

    @property
    def policy_lab(self) -> PolicyAttempt | None:
        """The work on the policy lab of this step, if it is one; `policies.judge` judges it."""
        return self.policies.lab(self.step) if isinstance(self.step, PolicyLab) else None

    @property
    def code_lab(self) -> HandlerAttempt | None:
        """The work on the code lab or package lab of this step, if it is one.

        Raises `LambdaTutorError` where the lab's own files are not there.
        """
        return self.handlers.lab(self.step) if isinstance(self.step, CodeLab) else None

    @property
    def run_seed(self) -> int:
        """The seed of this step's run: another one after each `reroll`."""
        return self._runs.seed_of(self.step)

    @property
    def is_told_next(self) -> bool:
        """Whether this is a guess and the next step is the watch that tells its run."""
        following = self.lesson.steps[self.index + 1 : self.index + 2]
        return isinstance(self.step, Predict | CodePredict) and any(
            isinstance(each, Watch | CodeWatch) and each.of == self.step.id for each in following
        )

    @property
    def needs_answer(self) -> bool:
        """Whether a guess comes first: a predict plays only after that."""
        guessed = self.step.id in self.verdicts
        return isinstance(self.step, Predict | CodePredict) and not guessed

    def advance(self, dt_us: int, at_most: int | None = None) -> Frame:
        """Play simulated time: to a pause of the narration, the end, or at most so many events.

        Raises `ValueError` in a step without a run.
        """
        player = self._playing()
        if self.needs_answer:
            return self.frame()
        events, said = player.advance(dt_us, at_most)
        return self.frame()._replace(events=events, narration=said)

    def frame(self) -> Frame:
        """The run as it stands, with nothing new; raises `ValueError` in a step without one."""
        player = self._playing()
        snapshot = player.world.snapshot()
        return Frame(snapshot, (), (), self.objectives, player.over, snapshot.at_us)

    def rewind(self, to_us: int) -> None:
        """Go back to an earlier moment; raises `ValueError` in a step without a run."""
        self._playing().history.rewind(to_us)

    def restart(self) -> None:
        """Play the run again from its beginning; a lab keeps its present settings."""
        if self.lab is not None:
            self.lab.restart()
        else:
            self._runs.forget(self.step)

    def reroll(self) -> int | None:
        """Open this step's run with another seed; None where the lesson does not offer it."""
        step = self.step
        if not isinstance(step, Predict | Watch) or not step.reroll:
            return None
        self._runs.roll(step)
        owner = self.lesson.step(owner_of(step))
        if isinstance(owner, Predict):
            self._questioning.judge_again(owner, self.run_seed)
        return self.run_seed

    def share(self) -> str | None:
        """This step's run up to now as a short string; None in a step without one."""
        player = self.player
        return None if player is None else shared(player, self.lesson.id, self.step.id)

    def receipts(self) -> tuple[Receipt, ...]:
        """The REPORT line and the bill of each request that has ended in this step's run."""
        player = self.player
        return () if player is None else receipts(player.world.records(), player.case.scenario)

    # Labs

    @property
    def controls(self) -> tuple[ControlView, ...]:
        return self.lab.controls if self.lab is not None else ()

    @property
    def objectives(self) -> tuple[ObjectiveView, ...]:
        attempt = self.lab or self.policy_lab or self.code_lab
        return attempt.objectives if attempt is not None else ()

    def do(self, operation: Operation) -> Outcome:
        """Carry out an operation, if the lab of this step offers it."""
        return self.lab.do(operation) if self.lab is not None else _NOT_A_LAB

    def set_control(self, name: str, value: str) -> Outcome:
        """Turn a control of the lab to one of its values, as written or as shown."""
        return self.lab.set_control(name, value) if self.lab is not None else _NOT_A_LAB

    def command(self, line: str) -> Outcome:
        """Carry out `set NAME VALUE` or a line for the AWS CLI in the lab."""
        return self.lab.command(line) if self.lab is not None else _NOT_A_LAB

    def undo(self) -> Operation | None:
        """Take back the last operation in the lab."""
        return self.lab.undo() if self.lab is not None else None

    def reset(self) -> None:
        """Put the lab back to how it opened."""
        if self.lab is not None:
            self.lab.reset()

    def hint(self) -> str | None:
        """The next hint that fits; None when there is no more, and then the solution is offered."""
        return self.lab.hint() if self.lab is not None else None

    @property
    def solution_offered(self) -> bool:
        return self.lab is not None and self.lab.hints.used_up

    def show_solution(self) -> tuple[Operation, ...]:
        """Open the lab's run with its solution; that does not count."""
        return self.lab.show_solution() if self.lab is not None else ()

    def try_break(self, key: str) -> str | None:
        """Play the lab's run again with what that key breaks; its words, or None."""
        return self.lab.try_break(key) if self.lab is not None else None

    def judge(self) -> Iterator[Judged]:
        """The lab's settings on the jury's runs, one result at a time.

        Nothing comes while the run on screen has not met its objectives. When all pass, the lab is
        met, and that is kept.
        """
        lab = self.lab
        if lab is None:
            return
        results: list[bool] = []
        for result in lab.judge(fresh=self._fresh_seeds):
            results.append(result.met)
            yield result
        if results and lab.counts:
            settings = ", ".join(f"{each.name} {each.value}" for each in lab.controls)
            verdict = Verdict(all(results), "", given=settings or "no settings")
            self._questioning.keep(lab.lab.id, "", verdict, lab.seed)

    # Questions

    @property
    def questions(self) -> tuple[Posed, ...]:
        """What is asked in this step: none, one, or those of a quiz."""
        return self._questioning.of(self.step, self._asking_seed)

    def posed(self, question_id: str) -> Posed:
        """A question of this step by its id; raises `KeyError` for one that is not asked here."""
        for each in self.questions:
            if each.id == question_id:
                return each
        raise KeyError(question_id)

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """The last verdict on each question, by its id; a predict goes by the id of its step."""
        return self._questioning.verdicts

    def answer(self, question_id: str, given: object, confidence: int | None = None) -> Verdict:
        """Judge an answer, and keep it at once. What is not understood is not kept.

        `given` as in `Posed.judge`; `question_id` is that of the step in a predict or explain.
        """
        return self._questioning.answer(
            self.step, self._asking_seed, question_id, given, confidence
        )

    @property
    def guess(self) -> Verdict | None:
        """The verdict on the guess whose run this step plays; it is laid beside the outcome."""
        shown = has_run(self.step) or isinstance(self.step, CodePredict | CodeWatch)
        return self.verdicts.get(owner_of(self.step)) if shown else None

    @property
    def score(self) -> tuple[int, int]:
        """How many questions of this quiz were answered right, and how many there are."""
        return self._questioning.score(self.step) if isinstance(self.step, Quiz) else (0, 0)

    def ask_again(self) -> None:
        """Draw new numbers for this quiz, and forget its verdicts here; what was kept stays."""
        if isinstance(self.step, Quiz):
            self._questioning.ask_again(self.step)

    @property
    def _asking_seed(self) -> int:
        return self._runs.seed_of(self.step) if isinstance(self.step, Predict) else self.seed

    def _playing(self) -> Player:
        player = self.player
        if player is None:
            raise ValueError(f"the step {self.step.id} has no run")
        return player
