"""A lesson on the screen: thinking on the left, the world on the right, time and keys below."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.screen import Screen

from lambdatutor.course.format import Explain, Lab, Predict, Step, Watch
from lambdatutor.course.frame import Frame
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.simulator.time import SECOND
from lambdatutor.tui import speed
from lambdatutor.tui.keys import KeyLine
from lambdatutor.tui.lesson_keys import EXPENDABLE
from lambdatutor.tui.panels.transport import TransportBar
from lambdatutor.tui.player import Player
from lambdatutor.tui.small_window import SmallWindow
from lambdatutor.tui.steps.view import StepView
from lambdatutor.tui.steps.views import view_of, write_headings
from lambdatutor.tui.ticker import Ticker
from lambdatutor.tui.top_line import TopLine
from lambdatutor.tui.transport import transport_view
from lambdatutor.tui.world_pane import WorldPane

FPS = 10
CHARTS_EVERY = 3
"""Charts are drawn in every third frame."""

_PLAYS_S = 12
"""How long a run of unknown speed should take on the wall, about."""


class LessonView(Screen[None]):
    """Shows the step a lesson is at, and its run as time passes."""

    CSS_PATH = "lesson.tcss"
    AUTO_FOCUS = ""

    class Opened(Message):
        """All of it is there, and keys work."""

    def __init__(
        self,
        lesson_run: LessonRun,
        ticker: Ticker,
        *,
        track: str = "",
        titles: dict[str, str] | None = None,
        asked_speed: float | None = None,
    ) -> None:
        super().__init__()
        self.lesson_run = lesson_run
        self.player = Player(lesson_run, ticker)
        self.track = track
        self.titles = titles or {}
        """Titles of lessons by id, for what comes next."""
        self._asked_speed = asked_speed
        self._frames = 0
        self._ready = False
        """Whether everything but the text is there, which comes after the first paint."""

    def compose(self) -> ComposeResult:
        yield TopLine()
        with Horizontal(id="pages"), VerticalScroll(id="thought", can_focus=False):
            yield view_of(self.lesson_run, self.titles)
        yield KeyLine(expendable=EXPENDABLE)
        yield SmallWindow()

    @property
    def opening(self) -> bool:
        """Whether no key works yet."""
        return not self._ready

    @property
    def is_left(self) -> bool:
        """Whether it is being taken away: its parts go before it."""
        return not self.display or not self.is_attached

    async def on_mount(self) -> None:
        self._write_headings()
        self.call_after_refresh(self._build)

    async def _build(self) -> None:
        """What the first paint did without: the world, the time, and the ticking."""
        pane = WorldPane()
        await self.query_one("#pages").mount(pane)
        await self.mount(TransportBar(), before=self.query_one(KeyLine))
        self._ready = True
        self._open_step()
        self.post_message(self.Opened())
        self.set_interval(1 / FPS, self.tick)

    # Steps

    @property
    def view(self) -> StepView:
        return self.query_one(StepView)

    async def show_step(self, *, run: bool = False) -> None:
        """The step that the lesson is at now."""
        if self.is_left:
            return
        thought = self.query_one("#thought", VerticalScroll)
        async with self.batch():
            await thought.remove_children()
            await thought.mount(view_of(self.lesson_run, self.titles))
        if self.is_left:
            return
        thought.scroll_home(animate=False)
        self._write_headings()
        self._open_step()
        if run:
            self.start_run()

    def _write_headings(self) -> None:
        thought = self.query_one("#thought", VerticalScroll)
        run = self.lesson_run
        write_headings(self.query_one(TopLine), thought, run.lesson, run.index, self.track)

    def _open_step(self) -> None:
        """Set the stage for the step's run, if it has one."""
        if not self._ready:
            return
        step, pane = self.lesson_run.step, self.query_one(WorldPane)
        player = self.lesson_run.player
        keeps = isinstance(step, Explain) and pane.staged
        self.set_class(player is not None or keeps, "-world")
        self.set_class(player is not None, "-time")
        self.remove_class("-page-world")
        self.player.open(self._speed_of(step))
        if player is not None:
            from lambdatutor.tui.stage import stage_of

            stage = stage_of(step, player.case.scenario)
            pane.stage(stage)
            self.set_class("network" in stage.panels, "-network")
            pane.show_dials(self.lesson_run.controls)
            pane.lay_beside(self.lesson_run.guess)
            self.draw()
        elif keeps and isinstance(step, Explain):
            pane.show_timeline()
            pane.mark(tuple(mark.at for mark in step.marks))
        self.set_focus(None)
        self.view.begin()
        self.call_after_refresh(self.refresh_bindings)

    def _speed_of(self, step: Step) -> float:
        if self._asked_speed is not None:
            return self._asked_speed
        if isinstance(step, Watch | Lab):
            return step.speed
        if isinstance(step, Predict) and self.lesson_run.player is not None:
            from lambdatutor.tui.horizon import horizon

            whole = horizon(self.lesson_run.player.case.scenario)
            wanted = (whole.end_us - whole.start_us) / SECOND / _PLAYS_S
            return max((each for each in speed.LADDER if each <= max(wanted, 0.2)), default=1.0)
        return 1.0

    # Time

    def go_to(self, to_us: int) -> None:
        """To another moment of the run."""
        before_us = self.player.frame.at_us if self.player.frame else 0
        frame = self.player.jump(max(0, to_us))
        if frame is not None:
            self.show_frame(frame, back=frame.at_us < before_us)

    def tick(self) -> None:
        """The wall has moved on: play what that is worth, and show what came of it."""
        if self.is_left:
            return
        frame = self.player.tick()
        if frame is not None:
            self._frames += 1
            still = frame.over or frame.paused
            self.show_frame(frame, charts=still or self._frames % CHARTS_EVERY == 0)

    @property
    def played(self) -> bool:
        """Whether the run has left its beginning."""
        player, frame = self.lesson_run.player, self.player.frame
        return player is not None and frame is not None and frame.at_us > player.case.start_us

    async def rolled(self) -> None:
        """Another seed: the run plays again from its beginning."""
        await self.show_step(run=True)

    def start_run(self) -> None:
        """Let time pass, where that is possible now."""
        if self.player.frame is None or self.player.over or self.lesson_run.needs_answer:
            return
        self.query_one(WorldPane).say("")
        self.view.going_on()
        self.player.ticker.start()
        self.refresh_bindings()
        if self.has_class("-narrow"):
            self.add_class("-page-world")
        self.draw()

    def stop_run(self) -> None:
        self.player.ticker.stop()
        self.draw()
        self.refresh_bindings()

    def show_frame(self, frame: Frame, *, charts: bool = True, back: bool = False) -> None:
        """Everything that changes with time."""
        view, pane = self.view, self.query_one(WorldPane)
        if back:
            view.went_back(frame)
        else:
            view.show_frame(frame)
        if frame.over:
            pane.say("")
        elif frame.narration:
            said = frame.narration[-1]
            pane.say(said.say, goes_on=said.pause)
        self.draw(charts=charts)
        if frame.over or frame.paused:
            if frame.over and not back:
                self.ended()
            self.refresh_bindings()

    def ended(self) -> None:
        """The run has reached its end."""
        self.query_one(WorldPane).show_bill(self.lesson_run.receipts())
        self.remove_class("-page-world")

    def draw(self, *, charts: bool = True) -> None:
        """The world, the time and the keys as they stand."""
        frame, player = self.player.frame, self.lesson_run.player
        if frame is None or player is None or not self._ready:
            return
        pane = self.query_one(WorldPane)
        pane.show(player.world, frame, charts=charts)
        pane.show_faces(frame.objectives if self.has_class("-narrow") else ())
        self.draw_time()

    def draw_time(self) -> None:
        """The bar of time alone, for what changes nothing else."""
        if self.player.frame is not None and self._ready:
            whole = self.query_one(WorldPane).whole
            self.query_one(TransportBar).show(transport_view(self.lesson_run, self.player, whole))
