"""The part of the lesson screen that a code or package lab needs: pages, runs, help, judging."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from lambdatutor.course.format import PackageLab
from lambdatutor.tui.code.judge import HandlerJudge
from lambdatutor.tui.code.undoing import typing_undone
from lambdatutor.tui.policy.screen import POLICY_KEYS
from lambdatutor.tui.prompt import Prompt
from lambdatutor.tui.typed import app_of

if TYPE_CHECKING:
    # A lesson without code never loads what edits it.
    from lambdatutor.aws.sample_events import SampleEvent
    from lambdatutor.course.handlers.lab import HandlerAttempt
    from lambdatutor.course.outcome import Outcome
    from lambdatutor.tui.code.handlers_pane import HandlersPane
    from lambdatutor.tui.prompt import Candidates

HANDLER_KEYS = frozenset(
    {
        "run_cases",
        "stop_calls",
        "open_code",
        "open_package",
        "own_editor",
        "differences",
        "samples",
    }
)
"""Actions that only a lab with a real handler has."""

LAB_KEYS = HANDLER_KEYS | POLICY_KEYS
"""Actions of labs in which no time passes."""


class HandlerScreen(HandlerJudge):
    """Shows the page with the code, and does there what the keys ask for."""

    def _open_step(self) -> None:
        if self._ready:
            self._set_out_handlers()
        super()._open_step()

    def _set_out_handlers(self) -> None:
        """Lay out the lab of the step, or put that of another away."""
        self.stop_going()
        if self.handlers_page is not None:
            self.handlers_page.close()
            self.handlers_page.remove()
            self.handlers_page = None
        attempt = self.handler_attempt
        self.set_class(attempt is not None, "-handlers")
        if attempt is not None:
            self.handlers_page = _page_of(attempt)
            self.query_one("#pages").mount(self.handlers_page)

    def handlers_can(self, action: str) -> bool:
        """Whether a key works now that only a lab with a real handler has."""
        if self.handlers_page is None:
            return False
        match action:
            case "stop_calls":
                return self.is_going
            case "open_code" | "open_package":
                is_package = isinstance(self.handlers_page.attempt.lab, PackageLab)
                called = "open_package" if is_package else "open_code"
                return action == called and not self.has_class("-page-world")
            case "own_editor":
                return self.has_class("-page-world")
            case "samples":
                return self.has_class("-page-world") and self._offers_samples
            case "run_cases":
                return not self.is_going
            case _:
                return True

    @property
    def _offers_samples(self) -> bool:
        pane = self.handlers_page
        return pane is not None and pane.tries_events and pane.attempt.lab.samples != ()

    def policy_can(self, action: str) -> bool:
        if action in HANDLER_KEYS:
            return self.handlers_can(action)
        if self.handlers_page is not None:
            return action == "put_back" and self.has_class("-page-world")
        return super().policy_can(action)

    def turned_page(self) -> None:
        """The other page has come to the front: the keys go with it."""
        if self.handlers_page is None:
            super().turned_page()
            return
        self.handlers_page.take_in()
        if self.has_class("-page-world"):
            self.handlers_page.begin()
        else:
            self.set_focus(None)
        self.refresh_bindings()

    def asks_before_home(self) -> bool:
        """Whether esc may have been meant for something else; then that is said, once."""
        page = self.policies or self.handlers_page
        if page is None or not page.warns_of_leaving():
            return False
        what = "files" if self.policies is None else "documents"
        self.notify(f"esc once more goes home; your {what} are kept.", markup=False)
        return True

    def action_open_code(self) -> None:
        self.add_class("-page-world")
        self.turned_page()

    def keep_typed(self) -> None:
        super().keep_typed()
        if self.handlers_page is not None:
            self.handlers_page.take_in()

    # Help

    def action_hint(self) -> None:
        attempt = self.handler_attempt
        if attempt is None:
            super().action_hint()
            return
        self.keep_typed()
        text = attempt.hint() or "There is no other hint. `s` shows one solution."
        self.say_in_lab(text, title="Hint")

    def action_undo(self) -> None:
        attempt = self.handler_attempt
        if attempt is None:
            super().action_undo()
            return
        self.keep_typed()
        if typing_undone(attempt):
            self.files_changed()
        else:
            self.notify("There is nothing to take back.", markup=False)

    def action_put_back(self) -> None:
        """Every file and setting as the lab opened."""
        attempt = self.handler_attempt
        if attempt is None:
            super().action_put_back()
            return
        self.keep_typed()
        attempt.reset()
        self.files_changed()
        says = "Everything is as it was at the start. `u` brings yours back."
        self.say_in_lab(says, of_code=True)

    def action_solve(self) -> None:
        attempt = self.handler_attempt
        if attempt is None:
            super().action_solve()
            return
        self.keep_typed()
        attempt.show_solution()
        self.files_changed()
        self.say_in_lab(
            "This is one way to do it. It does not count as yours: `u` brings your files back, "
            "`r` those of the start.",
            title="Solution",
        )

    def action_own_editor(self) -> None:
        """The file in the learner's own editor; what is saved there is taken in."""
        from lambdatutor.tui.code.own_editor import edit

        attempt, pane = self.handler_attempt, self.handlers_page
        path = pane.path() if pane is not None else None
        if attempt is None or pane is None or path is None:
            return
        self.keep_typed()
        problem = edit(app_of(self), attempt.folder / path)
        if attempt.refresh():
            self.files_changed()
        if problem:
            self.notify(problem, title="Your own editor", markup=False, timeout=12)

    def action_differences(self) -> None:
        from lambdatutor.tui.code.differences import DifferencesPage

        app_of(self).push_screen(DifferencesPage())

    def action_samples(self) -> None:
        """One of AWS's events in place of one's own."""
        from lambdatutor.tui.code.samples import SamplesPage, offered

        attempt, pane = self.handler_attempt, self.handlers_page
        if attempt is None or pane is None:
            return

        def picked(sample: SampleEvent | None) -> None:
            if sample is not None and pane is self.handlers_page:
                pane.use_event(sample.text)

        app_of(self).push_screen(SamplesPage(offered(attempt.lab.samples)), picked)

    # Commands

    async def action_prompt(self) -> None:
        attempt = self.handler_attempt
        if attempt is None:
            await super().action_prompt()
            return
        if self.query(Prompt):
            return
        names = ", ".join(attempt.lab.settings)
        takes = f"set NAME VALUE for: {names}, and " if names else ""
        offers = f"Takes {takes}AWS commands, mv, cp, rm, mkdir, touch."
        example = f"set {attempt.lab.settings[0]} …" if names else "mv app.py src/"
        prompt = Prompt(offers, _completing(attempt), example=example)
        await self.mount(prompt, before="TransportBar")

    @on(Prompt.Closed)
    def _back_from_prompt(self) -> None:
        """The keys go to where they were."""
        if self.handlers_page is not None and self.has_class("-page-world"):
            self.call_after_refresh(self.handlers_page.back)

    def do_line(self, line: str) -> Outcome:
        attempt = self.handler_attempt
        if attempt is None:
            return super().do_line(line)
        self.keep_typed()
        outcome = attempt.command(line)
        self.files_changed()
        return outcome

    def look_again(self) -> None:
        if self.handlers_page is None:
            super().look_again()
        else:
            self.refresh_bindings()

    def last_command(self) -> str:
        attempt = self.handler_attempt
        return super().last_command() if attempt is None else attempt.last_command

    # What is shown

    def files_changed(self) -> None:
        """Files or settings are others now, and not by typing."""
        self.stop_going()
        if self.handlers_page is not None:
            self.handlers_page.take_files()
        self.draw_lab()


def _page_of(attempt: HandlerAttempt) -> HandlersPane:
    if isinstance(attempt.lab, PackageLab):
        from lambdatutor.tui.package.pane import PackagePane

        return PackagePane(attempt)
    from lambdatutor.tui.code.pane import CodePane

    return CodePane(attempt)


def _completing(attempt: HandlerAttempt) -> Candidates:
    """What a command may go on with: what stands in the lab now."""
    from lambdatutor.tui.package.view import known_words
    from lambdatutor.tui.package.words import candidates

    return lambda text: candidates(text, known_words(attempt))
