"""The part of the lesson screen that a lab needs: controls, commands, hints, jury."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from textual import on
from textual.timer import Timer

from lambdatutor.course.format import Lab
from lambdatutor.course.judge import Judged
from lambdatutor.course.outcome import Outcome
from lambdatutor.tui.lesson_view import LessonView
from lambdatutor.tui.panels.controls import ControlsPanel
from lambdatutor.tui.panels.jury import JuryView
from lambdatutor.tui.prompt import Prompt
from lambdatutor.tui.steps.lab import LabView
from lambdatutor.tui.world_pane import WorldPane

_JURY_EVERY_S = 0.25
"""Ticks drop in one by one."""


class LabScreen(LessonView):
    """Lets the learner change the account, and says what came of it."""

    _jury: Iterator[Judged] | None = None
    _jury_timer: Timer | None = None
    _passed: tuple[bool, ...] = ()
    _command = ""

    @property
    def _lab_view(self) -> LabView | None:
        return self.query_one(LabView) if self.query(LabView) else None

    # Changing the account

    def turned_page(self) -> None:
        """In a small window: the keys go to the controls of the page in front, if it has any."""
        if not self.has_class("-narrow"):
            return
        if self.has_class("-page-world"):
            self.call_after_refresh(self._begin_controls)
        elif isinstance(self.focused, ControlsPanel):
            self.set_focus(None)

    def start_run(self) -> None:
        """Time passes, and a small window shows the world: that turns the page as well."""
        super().start_run()
        LabScreen.turned_page(self)

    def on_resize(self) -> None:
        """A window that has become wide has the controls beside the text again."""
        if self._lab_view is not None:
            self.call_after_refresh(self._begin_controls)

    def _begin_controls(self) -> None:
        if self.has_class("-narrow") and not self.has_class("-page-world"):
            return  # keys would turn them unseen
        controls = self.query_one(ControlsPanel)
        if self.focused is None and controls.focusable and controls.dials:
            self.set_focus(controls, scroll_visible=False)

    @on(ControlsPanel.Turned)
    def _turned(self, event: ControlsPanel.Turned) -> None:
        over = self.player.over
        outcome = self.lesson_run.set_control(event.name, event.value)
        self.tell(outcome)
        if over and outcome.error is None:
            self.play_again()

    def tell(self, outcome: Outcome) -> None:
        """Show what a change did, or why it was refused."""
        if outcome.error is not None:
            self.notify(str(outcome.error), title="Refused", severity="warning", markup=False)
        self.look_again()

    def look_again(self) -> None:
        """The account has changed without time passing."""
        pane = self.query_one(WorldPane)
        pane.show_dials(self.lesson_run.controls)
        frame = self.player.look()
        if frame is not None:
            self.view.went_back(frame)
            self.draw()
        self.refresh_bindings()

    def play_again(self) -> None:
        """The run from its beginning; a lab keeps its present settings."""
        self._end_jury()
        self.lesson_run.restart()
        self.look_again()

    def begin_again(self) -> None:
        """The run as it opened: a lab loses its settings as well."""
        self.player.ticker.stop()
        self._end_jury()
        if isinstance(self.lesson_run.step, Lab):
            self.lesson_run.reset()
        else:
            self.lesson_run.restart()
        self.look_again()

    def action_undo(self) -> None:
        undone = self.lesson_run.undo()
        if undone is None:
            self.notify("There is nothing to take back.", markup=False)
        else:
            self._end_jury()
            self.look_again()

    def last_command(self) -> str:
        return self._command or self.query_one(ControlsPanel).command

    # Commands

    async def action_prompt(self) -> None:
        if self.query(Prompt):
            return
        names = ", ".join(control.name for control in self.lesson_run.controls)
        offers = f"Takes AWS commands, and set NAME VALUE for: {names}."
        self.stop_run()
        await self.mount(Prompt(offers), before="TransportBar")

    def do_line(self, line: str) -> Outcome:
        """What was typed at the prompt."""
        return self.lesson_run.command(line)

    @on(Prompt.Entered)
    def _entered(self, event: Prompt.Entered) -> None:
        outcome = self.do_line(event.line)
        if outcome.error is None:
            self._command = event.line
            said = "Done."
            if outcome.response:
                answer = msgspec.json.encode(outcome.response)
                said = msgspec.json.format(answer, indent=0).decode()
        else:
            said = str(outcome.error)
        # It may have been put away before this message came.
        for prompt in self.query(Prompt):
            prompt.answer(said, refused=outcome.error is not None)
        self.look_again()

    @on(Prompt.Closed)
    async def _put_away(self) -> None:
        await self.query(Prompt).remove()
        self.refresh_bindings()

    # Hints and solution

    def action_hint(self) -> None:
        view = self._lab_view
        if view is not None:
            view.say_hint(self.lesson_run.hint())
            self.remove_class("-page-world")
            self.refresh_bindings()

    def action_solve(self) -> None:
        """Play the author's solution; it does not count."""
        view, operations = self._lab_view, self.lesson_run.show_solution()
        if view is None or not operations:
            return
        view.say(
            "This is one way to do it, played for you, so it does not count. "
            "`r` puts everything back, and then it is your turn.",
            title="Solution",
        )
        self._end_jury()
        self.look_again()
        self.start_run()

    def try_break(self, key: str) -> bool:
        """Break a solved lab in one of its ways; False if the key is none of them."""
        view = self._lab_view
        if view is None or not view.met:
            return False
        says = self.lesson_run.try_break(key)
        if says is None:
            return False
        view.broke(says)
        self.look_again()
        self.start_run()
        return True

    # The jury

    def ended(self) -> None:
        super().ended()
        view, lab = self._lab_view, self.lesson_run.lab
        if view is None or lab is None or lab.broken_by is not None:
            return
        if not lab.shown_run_met:
            view.say("Not there yet. Turn something, and `space` plays it again; `h` is a hint.")
        elif not view.met:
            self._passed = ()
            self._jury = self.lesson_run.judge()
            view.say("It holds in this run. Now the same settings in other runs.")
            self._jury_timer = self.set_interval(_JURY_EVERY_S, self._judge_one)

    def _judge_one(self) -> None:
        """One run of the jury."""
        if self.is_left:
            return
        judged = next(self._jury, None) if self._jury is not None else None
        view, pane = self._lab_view, self.query_one(WorldPane)
        if judged is None or view is None:
            self._end_jury()
            if view is not None and self._passed:
                self._jury_agreed(view)
            return
        self._passed = (*self._passed, judged.met)
        broken = next((each.says for each in judged.objectives if each.face != "met"), "")
        says = f"run {judged.number}: not so. {broken}" if broken else f"run {judged.number} holds"
        pane.show_jury(JuryView(judged.of, self._passed, says))

    def _jury_agreed(self, view: LabView) -> None:
        lab = self.lesson_run.lab
        if not all(self._passed):
            count = len(self._passed)
            view.say(
                f"It holds in {sum(self._passed)} of {count} other runs. What is it in the "
                "others that your settings do not allow for? `h` is a hint.",
                title="Nearly",
            )
        elif lab is not None and lab.counts:
            view.reached()
        else:
            view.say("The solution holds in every run. `r` puts everything back for you.")
        self.refresh_bindings()

    def _end_jury(self) -> None:
        if self._jury_timer is not None:
            self._jury_timer.stop()
        self._jury_timer = self._jury = None
