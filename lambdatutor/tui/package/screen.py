"""The part of the lesson screen that a package lab needs: keys that stand for commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

from lambdatutor.course.format import PackageLab
from lambdatutor.tui.code.screen import HandlerScreen
from lambdatutor.tui.prompt import Prompt

if TYPE_CHECKING:
    from lambdatutor.course.handlers.lab import HandlerAttempt
    from lambdatutor.course.outcome import Outcome
    from lambdatutor.tui.package.pane import PackagePane

_OFFERS = (
    "Takes mv, cp, rm, mkdir, touch, zip FOLDER, pip install -t FOLDER NAME{publish}{settings}."
)


class PackageScreen(HandlerScreen):
    """Does what the page of a package lab asks for, at once or by way of the prompt."""

    _one_line = False
    """The prompt was opened to end one command, and goes when that is done."""

    @property
    def _package(self) -> HandlerAttempt | None:
        attempt = self.handler_attempt
        return attempt if attempt is not None and isinstance(attempt.lab, PackageLab) else None

    async def on_package_pane_asked(self, event: PackagePane.Asked) -> None:
        event.stop()
        if event.whole:
            self.tell_refusal(self.do_line(event.line))
        else:
            await self._open_prompt(event.line)

    def action_open_package(self) -> None:
        self.action_open_code()

    def tell_refusal(self, outcome: Outcome) -> None:
        if outcome.error is not None:
            self.notify(str(outcome.error), title="Refused", severity="warning", markup=False)

    async def action_prompt(self) -> None:
        if self._package is None:
            await super().action_prompt()
        else:
            await self._open_prompt("")

    async def _open_prompt(self, begun: str) -> None:
        from lambdatutor.tui.package.words import candidates

        attempt = self._package
        if attempt is None:
            return
        self._one_line = bool(begun)
        for prompt in self.query(Prompt):
            field = prompt.query_one(Input)
            field.value, field.cursor_position = begun, len(begun)
            field.focus()
            return

        def words(text: str) -> list[str]:
            from lambdatutor.tui.package.view import known_words

            return candidates(text, known_words(attempt))

        layers, settings = attempt.lab.layers, attempt.lab.settings
        offers = _OFFERS.format(
            publish=", publish LAYER FOLDER" if layers or "layers" in settings else "",
            settings=f", set {settings[0]} … and AWS commands" if settings else "",
        )
        prompt = Prompt(offers, words, begun=begun, example="mv FILE FOLDER")
        await self.mount(prompt, before="TransportBar")

    def do_line(self, line: str) -> Outcome:
        outcome = super().do_line(line)
        if self._one_line and outcome.error is None:
            self._one_line = False
            self.call_later(self._end_prompt)
        return outcome

    def on_prompt_closed(self) -> None:
        self._one_line = False
        self._resume()

    async def _end_prompt(self) -> None:
        """The command that the prompt was opened for is done."""
        self._resume()
        await self.query(Prompt).remove()
        self.refresh_bindings()

    def _resume(self) -> None:
        """The keys go back to where they were, before the prompt that has them goes."""
        if self.handlers_page is not None and self.has_class("-page-world"):
            self.handlers_page.back()
