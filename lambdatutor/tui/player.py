"""Plays the run of a step on the screen's clock: forward, event by event, and back."""

from __future__ import annotations

from lambdatutor.course.frame import Frame
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.simulator.scenario import LONGEST_RUN
from lambdatutor.simulator.time import SECOND
from lambdatutor.tui.ticker import Ticker

QUIET_S = 2.0
"""How long, on the wall, a stretch in which nothing happens takes at most."""

_LOOKS = 2_000
"""How many happenings inside the simulator one step may pass until there is an event to show."""


_PAUSES = 100
"""How many sentences that stop the time are passed on the way to the end."""
_AT_ONCE = 50_000
"""Happenings between two of them, so that a key is answered in a moment."""


class Player:
    """Owns whether time runs and how fast; the run itself belongs to the lesson."""

    def __init__(self, lesson_run: LessonRun, ticker: Ticker) -> None:
        self.lesson_run = lesson_run
        self.ticker = ticker
        self.frame: Frame | None = None
        """The run as it was seen last; None in a step without one."""
        self._quiet_until_us: int | None = None

    def open(self, speed: float) -> None:
        """A step was entered; time stands still until somebody starts it."""
        self.ticker.stop()
        self.ticker.speed = speed
        self._be_calm()
        self.look()

    def look(self) -> Frame | None:
        """The run as it stands, without time passing."""
        self.frame = None if self.lesson_run.player is None else self.lesson_run.frame()
        return self.frame

    @property
    def quiet(self) -> bool:
        """Whether time hurries because nothing happens."""
        return self.ticker.running and self._quiet_until_us is not None

    @property
    def over(self) -> bool:
        return self.frame is not None and self.frame.over

    def tick(self) -> Frame | None:
        """What the time on the wall since the last tick is worth; None if nothing was played."""
        if not self.ticker.running or self.frame is None:
            return None
        at_us = self.frame.at_us
        quiet_until_us = self._hurry(self.frame)
        played: list[Frame] = []

        def play(dt_us: int, at_most: int) -> tuple[int, bool]:
            before_us = played[-1].at_us if played else at_us
            if quiet_until_us is not None:
                dt_us = min(dt_us, quiet_until_us - before_us)
            frame = self.lesson_run.advance(dt_us, at_most)
            played.append(frame)
            goes_on = not (frame.over or frame.paused) and frame.at_us != quiet_until_us
            return frame.at_us - before_us, goes_on

        self.ticker.tick(play)
        return self._seen(played)

    def _hurry(self, frame: Frame) -> int | None:
        """Let a long stretch in which nothing happens pass in a moment; returns where it ends."""
        ticker, player = self.ticker, self.lesson_run.player
        until_us = self._quiet_until_us
        if until_us is not None and frame.at_us < until_us:
            return until_us
        self._quiet_until_us, ticker.hurry = None, 1.0
        moment_us = player.world.next_moment_us() if player is not None else None
        still = all(each.phase == "frozen" for each in frame.snapshot.environments)
        if moment_us is None or not still:
            return None
        takes_s = (moment_us - frame.at_us) / SECOND / ticker.speed
        if takes_s > QUIET_S:
            self._quiet_until_us, ticker.hurry = moment_us, takes_s / QUIET_S
        return self._quiet_until_us

    def step_event(self) -> Frame | None:
        """On to the next event."""
        self.ticker.stop()
        if self.frame is None or self.frame.over:
            return None
        played: list[Frame] = []
        for _ in range(_LOOKS):
            frame = self.lesson_run.advance(LONGEST_RUN, 1)
            played.append(frame)
            if frame.events or frame.narration or frame.over:
                break
        return self._seen(played)

    def finish(self) -> Frame | None:
        """To the end, over all that is said on the way; or far ahead, where the end is far."""
        if self.frame is None:
            return None
        self.ticker.stop()
        self._be_calm()
        played: list[Frame] = []
        for _ in range(_PAUSES):
            played.append(self.lesson_run.advance(LONGEST_RUN, _AT_ONCE))
            if played[-1].over:
                break
        return self._seen(played)

    def jump(self, to_us: int) -> Frame | None:
        """To another moment: back by playing again, forward by playing on."""
        if self.frame is None:
            return None
        self.ticker.stop()
        self._be_calm()
        if to_us <= self.frame.at_us:
            self.lesson_run.rewind(to_us)
            return self.look()
        return self._seen([self.lesson_run.advance(to_us - self.frame.at_us)])

    def _be_calm(self) -> None:
        """No hurry: the moment is another one."""
        self._quiet_until_us, self.ticker.hurry = None, 1.0

    def _seen(self, played: list[Frame]) -> Frame | None:
        if not played:
            return None
        self.frame = merged(played)
        if self.frame.over or self.frame.paused:
            self.ticker.stop()
        return self.frame


def merged(frames: list[Frame]) -> Frame:
    """Several stretches as one: all that happened, and how things are at the end."""
    events = tuple(event for frame in frames for event in frame.events)
    narration = tuple(said for frame in frames for said in frame.narration)
    return frames[-1]._replace(events=events, narration=narration)
