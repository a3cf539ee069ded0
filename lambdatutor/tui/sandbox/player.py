"""Time in the sandbox: at a speed, event by event, or as fast as it can to a moment far ahead."""

from __future__ import annotations

from lambdatutor.simulator.time import DAY, HOUR, MINUTE
from lambdatutor.tui import speed
from lambdatutor.tui.panels.transport import TransportView
from lambdatutor.tui.sandbox.run import SandboxRun
from lambdatutor.tui.speed import FASTEST
from lambdatutor.tui.ticker import Ticker

_ENDS = (10 * MINUTE, HOUR, 6 * HOUR, DAY)
"""Where the track of an endless run ends, until time comes near it."""


class SandboxPlayer:
    """Owns whether time runs and how fast."""

    def __init__(self, run: SandboxRun, ticker: Ticker, asked_speed: float) -> None:
        self.run = run
        self.ticker = ticker
        self.asked_speed = ticker.speed = asked_speed
        """What it goes back to when a moment far ahead is reached."""
        self.goal_us: int | None = None
        """Where it hurries to; None while it plays at its speed."""
        self._from_us = 0

    @property
    def hurries(self) -> bool:
        """Whether it plays as fast as it can."""
        return self.ticker.running and self.ticker.speed == FASTEST

    def start(self) -> None:
        self.ticker.start()

    def stop(self) -> None:
        """Stand still; a journey is broken off where it is."""
        self.ticker.stop()
        self.goal_us = None
        self.ticker.speed = self.asked_speed

    def set_speed(self, by: int) -> None:
        """A step faster or slower."""
        change = speed.faster if by > 0 else speed.slower
        self.asked_speed = self.ticker.speed = change(self.asked_speed)
        self.goal_us = None
        self._from_us = self.run.now_us
        if self.ticker.running:
            self.ticker.start()

    def hurry(self, span_us: int) -> None:
        """As fast as it can to a moment that lies so far ahead."""
        self._from_us = self.run.now_us
        self.goal_us = self.run.now_us + span_us
        self.ticker.speed = FASTEST
        self.ticker.start()

    def tick(self) -> bool:
        """What the time on the wall since the last tick is worth; whether anything was played."""
        if not self.ticker.running:
            return False
        before_us = self.run.now_us
        self.ticker.tick(self._play)
        if self.goal_us is not None and self.run.now_us >= self.goal_us:
            self.stop()
        return self.run.now_us != before_us or not self.ticker.running

    def _play(self, dt_us: int, at_most: int) -> tuple[int, bool]:
        before_us = self.run.now_us
        if self.goal_us is not None:
            dt_us = min(dt_us, self.goal_us - before_us)
        self.run.advance(dt_us, at_most)
        goes_on = self.goal_us is None or self.run.now_us < self.goal_us
        return self.run.now_us - before_us, goes_on

    def jump(self, to_us: int) -> None:
        """To another moment: back by playing again; forward by playing on, a budget at a time."""
        self.stop()
        to_us = max(0, to_us)
        if to_us <= self.run.history.reached_us:
            self.run.rewind(to_us)
        elif to_us > self.run.now_us:
            self.hurry(to_us - self.run.now_us)

    def view(self) -> TransportView:
        """What the bar of time says."""
        history, ticker = self.run.history, self.ticker
        end_us = self._end_us()
        branches = len(history.branches)
        behind = ticker.running and not self.hurries and not ticker.keeps_up
        progress = None
        if self.hurries:
            goal_us = self.goal_us or end_us
            progress = (self.run.now_us - self._from_us) / max(1, goal_us - self._from_us)
        return TransportView(
            running=ticker.running,
            speed=speed.spoken(self.asked_speed),
            real_speed=speed.spoken(ticker.real_speed) if behind else "",
            now_us=self.run.now_us,
            end_us=end_us,
            reached_us=history.reached_us,
            seed=history.seed,
            branch=history.branch.name if branches > 1 else "",
            other="b compares" if branches > 1 else "",
            progress=progress if progress is None else min(1.0, progress),
            marks=tuple(entry.at_us for entry in history.done if entry.at_us),
        )

    def _end_us(self) -> int:
        """The right end of the track: there is always some future on it."""
        wanted_us = max(self.run.history.reached_us * 21 // 20, self.goal_us or 0)
        for end_us in _ENDS:
            if wanted_us <= end_us:
                return int(end_us)
        return -(-wanted_us // DAY) * DAY
