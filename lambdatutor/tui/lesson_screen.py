"""What the keys do on the lesson screen."""

from __future__ import annotations

from textual import events, on
from textual.message import Message

from lambdatutor.course.format import CodeLab, Lab, PolicyLab, Recap, Watch
from lambdatutor.tui import speed
from lambdatutor.tui.code.screen import LAB_KEYS
from lambdatutor.tui.code_run.screen import CodeRunScreen
from lambdatutor.tui.lesson_keys import LESSON_KEYS, OFFERED, PLAYING
from lambdatutor.tui.package.screen import PackageScreen
from lambdatutor.tui.panels.environments import EnvironmentsPanel
from lambdatutor.tui.panels.log import EventLog
from lambdatutor.tui.panels.timeline import TimelinePanel
from lambdatutor.tui.panels.transport import TransportBar
from lambdatutor.tui.steps.quiz import QuizView
from lambdatutor.tui.steps.view import StepView
from lambdatutor.tui.typed import app_of
from lambdatutor.tui.world_pane import WorldPane

_LABS = Lab | PolicyLab | CodeLab
_JUMPS = 24
"""How many presses of `]` take a run from its beginning to its end."""


class LessonScreen(CodeRunScreen, PackageScreen):
    """The whole screen of a lesson."""

    BINDINGS = LESSON_KEYS

    class Left(Message):
        """The learner wants to go home."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key works now; the line of keys shows no other."""
        del parameters
        if action in OFFERED:
            return action in self.view.offers
        if action in PLAYING or action in LAB_KEYS:
            return self._now_can(action)
        match action:
            case "compare":
                history = self.lesson_run.history
                return history is not None and len(history.branches) > 1
            case "page":
                beside = self.has_class("-world") or self.code_run is not None
                two_pages = self.policies is not None or self.handlers_page is not None
                return (self.has_class("-narrow") and beside) or two_pages
            case "scroll" | "scroll_came":
                return self.can_scroll(action)
            case "previous":
                return self.lesson_run.index > 0
            case "finish":
                return self._untold
            case "next":
                return not self._untold
            case "next_read":
                return not self._untold and not isinstance(self.lesson_run.step, _LABS)
            case _:
                return True

    @property
    def _untold(self) -> bool:
        """A run is being told and its outcome is still ahead, so no key passes over it."""
        if "all_calls" in self.view.offers:
            return True
        watched = isinstance(self.lesson_run.step, Watch)
        return self._ready and watched and self.player.frame is not None and not self.player.over

    def _now_can(self, action: str) -> bool:
        """Whether this can be done to the code, to the documents, or to the run."""
        if action in LAB_KEYS:
            return self.policy_can(action)
        return self._ready and self._time_can(action)

    def _time_can(self, action: str) -> bool:
        """Whether this can be done with the run as it stands."""
        player = self.player
        if player.frame is None or self.lesson_run.needs_answer:
            return False
        running, over = player.ticker.running, player.over
        match action:
            case "pause":
                return running
            case "go_on":
                return not running and not over and player.frame.paused
            case "run":
                return not running and not over and not player.frame.paused
            case "again":
                return over and isinstance(self.lesson_run.step, Lab)
            case "step_event":
                return not over
            case "replay":
                return self.played and "reroll" not in self.view.offers
            case _:
                return True

    # Time

    def action_pause(self) -> None:
        self.stop_run()

    def action_run(self) -> None:
        self.start_run()

    def action_again(self) -> None:
        self.play_again()
        self.start_run()

    def action_go_on(self) -> None:
        self.start_run()

    def action_step_event(self) -> None:
        frame = self.player.step_event()
        if frame is not None:
            self.show_frame(frame)

    def action_time(self, by: int) -> None:
        frame = self.player.frame
        if frame is not None:
            start_us, end_us = self.query_one(WorldPane).window(frame.at_us)
            self.go_to(frame.at_us + by * max(1, (end_us - start_us) // _JUMPS))

    def action_speed(self, by: int) -> None:
        ticker = self.player.ticker
        ticker.speed = speed.faster(ticker.speed) if by > 0 else speed.slower(ticker.speed)
        if ticker.running:
            ticker.start()
        self.draw_time()

    def action_replay(self) -> None:
        self.begin_again()

    async def action_reroll(self) -> None:
        view = self.view
        if isinstance(view, QuizView):
            await view.ask_again()
        elif self.lesson_run.reroll() is not None:
            await self.rolled()

    @on(TransportBar.Sought)
    def _sought(self, event: TransportBar.Sought) -> None:
        if not self.lesson_run.needs_answer:
            self.go_to(event.us)

    @on(TransportBar.Toggled)
    def _toggled(self) -> None:
        if self.player.ticker.running:
            self.stop_run()
        else:
            self.action_run()

    @on(TimelinePanel.Moved)
    def _looked(self, event: TimelinePanel.Moved) -> None:
        self.query_one(WorldPane).look_at(event.start_us, event.end_us)

    # Steps

    async def action_next(self) -> None:
        view = self.view
        if isinstance(view, QuizView) and view.has_more:
            await view.go_on()
        elif view.warns_of_leaving():
            self.notify("Not every objective is met. n once more goes on.", markup=False)
        else:
            app_of(self).clear_notifications()  # what was said of this step
            if self.lesson_run.next():
                await self.show_step()
            else:
                app_of(self).notify("That was the whole lesson.", title="Done", markup=False)
                self._go_home()

    async def action_next_read(self) -> None:
        await self.action_next()

    def action_finish(self) -> None:
        """The rest of the run at once, with everything that is said on the way."""
        frame = self.player.finish()
        if frame is not None:
            self.show_frame(frame)

    async def action_previous(self) -> None:
        app_of(self).clear_notifications()
        if self.lesson_run.back():
            await self.show_step()

    def action_home(self) -> None:
        if not self.asks_before_home():
            self._go_home()

    def _go_home(self) -> None:
        self.keep_place()
        self.post_message(self.Left())

    def keep_place(self) -> None:
        """For the moment before one leaves."""
        self.stop_run()
        self.keep_typed()
        self.stop_going()
        self.lesson_run.save()

    def action_page(self) -> None:
        self.toggle_class("-page-world")
        self.turned_page()

    @on(StepView.RunAsked)
    async def _run_asked(self) -> None:
        """A guess was made: its run plays, in the step that narrates it if that comes next."""
        if self.lesson_run.is_told_next:
            self.lesson_run.next()
            await self.show_step(run=True)
        else:
            self.player.look()
            self.start_run()
            self.refresh_bindings()

    def on_key(self, event: events.Key) -> None:
        """Digits answer the question on screen; after a lab its own keys break the solution."""
        if event.character and self.try_break(event.character):
            event.stop()
            event.prevent_default()
        elif event.character and event.character in "123456789":
            self.view.take_number(int(event.character))

    # Why

    def action_events(self) -> None:
        run = self.lesson_run
        if run.player is not None:
            self.query_one(WorldPane).toggle_log(run.player.world.log)
            self.set_class(self.has_class("-narrow"), "-page-world")

    def action_why(self) -> None:
        """Why the picked request ended as it did; without one, why the last event came about."""
        from lambdatutor.tui.why import event_about

        run = self.lesson_run
        if run.player is None:
            return
        log = run.player.world.log
        if self.query_one(EventLog).display:
            found = self.query_one(EventLog).event
        else:
            request = self.query_one(TimelinePanel).picked
            environment = self.query_one(EnvironmentsPanel).chosen
            found = event_about(log, request, environment)
        self._tell_why(found)

    @on(EventLog.Asked)
    def _asked(self, event: EventLog.Asked) -> None:
        self._tell_why(event.event)

    def _tell_why(self, event_id: int | None) -> None:
        from lambdatutor.tui.why import why_page

        run = self.lesson_run
        if run.player is None or event_id is None:
            self.notify("Nothing has happened yet.", markup=False)
            return
        self.stop_run()
        names = self.query_one(WorldPane).picture.names
        app_of(self).push_screen(why_page(run.player.world.log, event_id, names))

    def action_compare(self) -> None:
        from lambdatutor.tui.branches import compare_page

        history = self.lesson_run.history
        if history is not None:
            self.stop_run()
            app_of(self).push_screen(compare_page(history))

    def action_sandbox(self) -> None:
        """The same world, as it stands now, without a task; what is done there stays there."""
        from lambdatutor.tui.sandbox.opening import open_from

        self.stop_run()
        open_from(app_of(self), self.lesson_run, self.player.ticker.speed)

    def action_share(self) -> None:
        """The run up to now as a text that opens it again, on this machine or another."""
        text = self.lesson_run.share()
        if text is not None:
            command = f"lambdatutor play {text}"
            app_of(self).copy_to_clipboard(command)
            self.notify(command, title="Copied: this opens the run", markup=False, timeout=12)

    def action_copy(self) -> None:
        """Copy through the terminal, and print it for terminals that cannot."""
        text = self.view.copied if isinstance(self.lesson_run.step, Recap) else self.last_command()
        if text:
            app_of(self).copy_to_clipboard(text)
            self.notify(text, title="Copied", markup=False, timeout=8)
        else:
            self.notify("Change something first; then its command can be copied.", markup=False)
