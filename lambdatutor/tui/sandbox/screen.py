"""What the keys do in the sandbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.time import SECOND
from lambdatutor.tui.panels.controls import ControlsPanel
from lambdatutor.tui.panels.log import EventLog
from lambdatutor.tui.panels.transport import TransportBar
from lambdatutor.tui.prompt import Prompt
from lambdatutor.tui.sandbox.closer import Closer
from lambdatutor.tui.sandbox.completion import candidates
from lambdatutor.tui.sandbox.keys import SANDBOX_KEYS
from lambdatutor.tui.sandbox.overview import OverviewPanel
from lambdatutor.tui.sandbox.view import SandboxView
from lambdatutor.tui.typed import app_of

if TYPE_CHECKING:
    from lambdatutor.aws.operations import Operation

_JUMPS = 24
"""How many presses of `]` take a run from its beginning to the end of the track."""

_COMPARED = 150_000
"""Futures with more events than this take too long to be laid side by side."""


class SandboxScreen(SandboxView):
    """The whole account, with every control and no task."""

    BINDINGS = SANDBOX_KEYS

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key works now; the line of keys shows no other."""
        del parameters
        player, history = self.player, self.run_.history
        match action:
            case "stop":
                return player.hurries
            case "pause":
                return player.ticker.running and not player.hurries
            case "run":
                return not player.ticker.running
            case "undo":
                return bool(history.done)
            case "compare" | "switch":
                return len(history.branches) > 1
            case "copy":
                return bool(self._command)
            case _:
                return True

    # Time

    def action_run(self) -> None:
        self.player.start()
        self._changed()

    def action_pause(self) -> None:
        self.player.stop()
        self._changed()

    def action_stop(self) -> None:
        self.action_pause()

    def action_hurry(self, seconds: int) -> None:
        self.player.hurry(seconds * SECOND)
        self._changed()

    def action_step_event(self) -> None:
        self.player.stop()
        self.run_.step()
        self._changed()

    def action_time(self, by: int) -> None:
        end_us = self.player.view().end_us
        self.player.jump(self.run_.now_us + by * max(1, end_us // _JUMPS))
        self._changed()

    def action_speed(self, by: int) -> None:
        self.player.set_speed(by)
        self._changed()

    @on(TransportBar.Sought)
    def _sought(self, event: TransportBar.Sought) -> None:
        self.player.jump(event.us)
        self._changed()

    @on(TransportBar.Toggled)
    def _toggled(self) -> None:
        if self.player.ticker.running:
            self.action_pause()
        else:
            self.action_run()

    def _changed(self) -> None:
        self.draw()
        self.refresh_bindings()

    # Parts

    @on(OverviewPanel.Opened)
    def _opened(self, event: OverviewPanel.Opened) -> None:
        self.query_one(Closer).open(event.card)
        self.add_class("-closer")
        self.query_one(Closer).query_one(ControlsPanel).focus()
        self._changed()

    def action_back(self) -> None:
        """One step out: from a journey, from a part or the events, then out of the sandbox."""
        if self.player.hurries:
            self.action_stop()
        elif self.has_class("-events") or self.has_class("-closer"):
            self.remove_class("-events" if self.has_class("-events") else "-closer")
            self._focus()
            self._changed()
            self.call_after_refresh(self._fit)
        else:
            self.action_leave()

    def _focus(self) -> None:
        if self.has_class("-events"):
            self.query_one(EventLog).focus()
        elif self.has_class("-closer"):
            self.query_one(Closer).query_one(ControlsPanel).focus()
        else:
            self.query_one(OverviewPanel).focus()

    def action_leave(self) -> None:
        self.player.stop()
        self.post_message(self.Left())

    class Left(Message):
        """The learner wants to go back to where they were."""

    # Changing the account

    @on(ControlsPanel.Turned)
    def _turned(self, event: ControlsPanel.Turned) -> None:
        controls = self.query_one(Closer).query_one(ControlsPanel)
        for dial in controls.dials:
            operations = getattr(dial, "operations", ())
            if dial.name == event.name and event.value in dial.values:
                self._do(operations[list(dial.values).index(event.value)])
                controls.command = self._command
        self._changed()
        controls.redraw()

    def _do(self, operation: Operation) -> str | None:
        """Carry it out; the reason if it is refused."""
        from lambdatutor.tui.branches import command

        try:
            self.run_.do(operation)
        except LambdaTutorError as error:
            self.notify(str(error), title="Refused", severity="warning", markup=False)
            return str(error)
        self._command = command(operation)
        return None

    def action_undo(self) -> None:
        self.player.stop()
        if self.run_.undo() is None:
            self.notify("There is nothing to take back.", markup=False)
        self._changed()

    async def action_prompt(self) -> None:
        if self.query(Prompt):
            return
        self.player.stop()
        offers = "Takes AWS commands, and set PLACE VALUE: set customers.rate 20."
        prompt = Prompt(offers, lambda text: candidates(text, self.run_))
        await self.mount(prompt, before="TransportBar")
        self._changed()

    @on(Prompt.Entered)
    def _entered(self, event: Prompt.Entered) -> None:
        from lambdatutor.tui.sandbox.commands import operation_of

        try:
            answer = self.run_.do(operation_of(event.line, self.run_))
        except LambdaTutorError as error:
            said, refused = str(error), True
        else:
            self._command, refused = event.line, False
            said = ", ".join(f"{key}: {value}" for key, value in answer.items()) or "Done."
        for prompt in self.query(Prompt):
            prompt.answer(said, refused=refused)
        self._changed()

    @on(Prompt.Closed)
    async def _put_away(self) -> None:
        await self.query(Prompt).remove()
        self._focus()
        self._changed()

    def action_copy(self) -> None:
        app_of(self).copy_to_clipboard(self._command)
        self.notify(self._command, title="Copied", markup=False, timeout=8)

    # Why, and the futures

    def action_events(self) -> None:
        self.toggle_class("-events")
        self._focus()
        self._changed()
        self.call_after_refresh(self._fit)

    def action_why(self) -> None:
        log = self.run_.world.log
        chosen = self.query_one(EventLog).event if self.has_class("-events") else None
        self._tell_why(len(log) - 1 if chosen is None else chosen)

    @on(EventLog.Asked)
    def _asked(self, event: EventLog.Asked) -> None:
        self._tell_why(event.event)

    def _tell_why(self, event: int) -> None:
        from lambdatutor.tui.why import why_page

        log = self.run_.world.log
        if not log.base <= event < len(log):
            self.notify("Nothing has happened yet.", markup=False)
            return
        self.player.stop()
        self._changed()
        app_of(self).push_screen(why_page(log, event, {}))

    def action_compare(self) -> None:
        from lambdatutor.tui.branches import compare_page

        self.player.stop()
        if len(self.run_.world.log) > _COMPARED:
            self.notify("These futures are too long to be laid side by side.", markup=False)
        else:
            app_of(self).push_screen(compare_page(self.run_.history))
        self._changed()

    def action_switch(self) -> None:
        """Stand in the next of the futures, as far as it was played."""
        self.player.stop()
        history = self.run_.history
        names = [each.name for each in history.branches]
        history.switch(names[(names.index(history.branch.name) + 1) % len(names)])
        self._changed()
