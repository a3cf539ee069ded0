"""The part of the lesson screen that a policy lab needs: two pages, judging, help."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.timer import Timer

from lambdatutor.course.format import PolicyLab
from lambdatutor.tui.lab_screen import LabScreen
from lambdatutor.tui.policy.said import unsay_in
from lambdatutor.tui.policy.undoing import undone
from lambdatutor.tui.typed import app_of

if TYPE_CHECKING:
    # A lesson without policies never loads what edits them.
    from lambdatutor.course.policies.lab import PolicyAttempt
    from lambdatutor.course.policies.standing import RequestVerdict
    from lambdatutor.tui.policy.pane import PolicyPane

_JUDGED_EVERY_S = 0.35
"""Held-out requests come one by one."""

POLICY_KEYS = frozenset({"judge", "explain", "put_back", "open_documents"})
"""Actions that only a policy lab has."""


class PolicyScreen(LabScreen):
    """Shows a policy lab's page of documents, and does there what the keys ask for."""

    policies: PolicyPane | None = None
    """The page with the documents, in a policy lab."""
    _judging: Iterator[RequestVerdict] | None = None
    _judging_timer: Timer | None = None
    _answered: tuple[RequestVerdict, ...] = ()
    _replaced = False
    """Whether the documents were put back or replaced last, and nothing has been typed since."""
    _said_of_text = False
    """Whether what was said last is true of the documents only as they were then."""

    @property
    def _attempt(self) -> PolicyAttempt | None:
        return self.lesson_run.policy_lab

    def _open_step(self) -> None:
        if self._ready:
            self._set_out()
        super()._open_step()

    def _set_out(self) -> None:
        """Lay out the documents of the step, or put those of another away."""
        self._end_judging()
        if self.policies is not None:
            self.policies.close()
            self.policies.remove()
            self.policies = None
        attempt = self._attempt
        self.set_class(attempt is not None, "-policy")
        if attempt is not None:
            from lambdatutor.tui.policy.pane import PolicyPane

            self.policies = PolicyPane(attempt)
            self.query_one("#pages").mount(self.policies)

    def policy_can(self, action: str) -> bool:
        """Whether a key that only a policy lab has works now."""
        if self.policies is None:
            return False
        return self.has_class("-page-world") is (action != "open_documents")

    def turned_page(self) -> None:
        """The other page has come to the front: the keys go with it."""
        if self.policies is None:
            super().turned_page()
            return
        self.policies.take_in()
        if self.has_class("-page-world"):
            self.policies.begin()
        else:
            self.set_focus(None)
        self.refresh_bindings()

    def action_open_documents(self) -> None:
        self.add_class("-page-world")
        self.turned_page()

    def keep_typed(self) -> None:
        """Hand over what was typed a moment ago."""
        if self.policies is not None:
            self.policies.take_in()

    def on_policy_pane_typed(self) -> None:
        self._replaced = False
        if self._said_of_text:
            unsay_in(self)
        self._draw_objectives()

    # Help

    def action_hint(self) -> None:
        attempt = self._attempt
        if attempt is None:
            super().action_hint()
            return
        self.keep_typed()
        text = attempt.hint() or "There is no other hint. `s` shows one solution."
        self._say(text, title="Hint")

    def action_undo(self) -> None:
        attempt, pane = self._attempt, self.policies
        if attempt is None or pane is None:
            super().action_undo()
            return
        self.keep_typed()
        if undone(attempt, at_once=not self._replaced):
            self._changed()
        else:
            self.notify("There is nothing to take back.", markup=False)

    def action_put_back(self) -> None:
        """Every document as the lab opened."""
        if self._attempt is not None:
            self.keep_typed()
            self._attempt.reset()
            self._changed(replaced=True)
            self._say("Everything is as it was at the start. `u` brings yours back.", of_text=True)

    def action_solve(self) -> None:
        attempt = self._attempt
        if attempt is None:
            super().action_solve()
            return
        self.keep_typed()
        attempt.show_solution()
        self._changed(replaced=True)
        self._say(
            "This is one way to do it. It does not count as yours: `u` brings your documents back, "
            "`r` those of the start.",
            title="Solution",
        )

    def action_explain(self) -> None:
        """Every statement that was looked at for the chosen request."""
        verdict = self.policies.chosen if self.policies is not None else None
        if verdict is not None:
            from lambdatutor.tui.policy.explanation import VerdictPage

            app_of(self).push_screen(VerdictPage(verdict))

    def last_command(self) -> str:
        attempt, pane = self._attempt, self.policies
        if attempt is None or pane is None:
            return super().last_command()
        self.keep_typed()
        return attempt.command(pane.document_id)

    def _changed(self, *, replaced: bool = False) -> None:
        """The documents are others now."""
        self._replaced = replaced
        self._end_judging()
        if self.policies is not None:
            self.policies.take_texts()
        self._draw_objectives()

    def _say(self, text: str, *, title: str = "", kind: str = "say", of_text: bool = False) -> None:
        """On both pages; in a narrow window the one with the brief comes to the front.

        What is said of the documents as they are now is gone with the next change of them.
        """
        from lambdatutor.tui.policy.lab_view import PolicyLabView

        self._said_of_text = of_text
        for view in self.query(PolicyLabView):
            view.say(text, title=title, kind=kind)
        if self.policies is not None:
            self.policies.say(text, title=title, kind=kind)
        if self.has_class("-narrow"):
            self.remove_class("-page-world")
            self.set_focus(None)
        self._draw_objectives()
        self.refresh_bindings()

    def _draw_objectives(self) -> None:
        from lambdatutor.tui.policy.lab_view import PolicyLabView

        for view in self.query(PolicyLabView):
            view.draw()

    # Judging

    def action_judge(self) -> None:
        """The held-out requests, one after another, if all that is seen is as it must be."""
        attempt, pane, step = self._attempt, self.policies, self.lesson_run.step
        if attempt is None or pane is None or not isinstance(step, PolicyLab):
            return
        self.keep_typed()
        self._end_judging()
        if not attempt.ready:
            pane.choose_first_wrong()
            self._say(_not_ready(attempt), of_text=True)
            return
        pane.to_table()
        self._judging = self.lesson_run.policies.judge(step)
        self._judging_timer = self.set_interval(_JUDGED_EVERY_S, self.judge_one)
        self.judge_one()

    def judge_one(self) -> None:
        """One held-out request more, or what it all came to."""
        attempt, pane = self._attempt, self.policies
        if self._judging is None or attempt is None or pane is None:
            return
        verdict = next(self._judging, None)
        if verdict is not None:
            self._answered = (*self._answered, verdict)
            pane.show_judged(self._answered)
            return
        answered = self._answered
        self._end_judging()
        pane.show_judged(answered)
        pane.choose_first_wrong()
        self._tell_outcome(attempt, answered)

    def _tell_outcome(self, attempt: PolicyAttempt, answered: tuple[RequestVerdict, ...]) -> None:
        wrong = [each for each in answered if not each.passes]
        if wrong:
            first = wrong[0].request
            why = f" {first.why}" if first.why else ""
            self._say(
                f"{first.says}: {wrong[0].words}, and must be {first.must}.{why}",
                title="Nearly",
                of_text=True,
            )
        elif attempt.met and attempt.counts:
            text = attempt.lab.met or "Every objective is met."
            self._say(text, title="✔ Met", kind="good")
        else:
            self._say("The solution holds. `u` brings your own documents back.")

    def _end_judging(self) -> None:
        if self._judging_timer is not None:
            self._judging_timer.stop()
        self._judging_timer = self._judging = None
        self._answered = ()


def _not_ready(attempt: PolicyAttempt) -> str:
    """The first thing that is not as it must be."""
    if attempt.stale:
        titles = [each.title for each in attempt.documents if each.id in attempt.stale]
        return f"*{titles[0]}* cannot be read yet: the line under it says where to look."
    for verdict in attempt.verdicts():
        if not verdict.passes:
            return f"{verdict.request.says}: {verdict.words}, and must be {verdict.request.must}."
    unmet = next((each for each in attempt.objectives if each.face != "holding"), None)
    return f"Not there yet: {unmet.says}." if unmet else "Not there yet. `h` is a hint."
