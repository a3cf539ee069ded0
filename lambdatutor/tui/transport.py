"""What the bar of time says about a run that is being played."""

from __future__ import annotations

from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.tui import speed
from lambdatutor.tui.horizon import Horizon
from lambdatutor.tui.panels.transport import TransportView
from lambdatutor.tui.player import Player
from lambdatutor.tui.speed import FASTEST


def transport_view(lesson_run: LessonRun, player: Player, whole: Horizon) -> TransportView:
    """Speed, place, seed and branch; nothing in a step without a run."""
    history, frame, ticker = lesson_run.history, player.frame, player.ticker
    if history is None or frame is None:
        return TransportView()
    until = history.scenario.until
    end_us = int(until) if until is not None else max(whole.end_us, history.reached_us)
    if frame.over and until is None:
        end_us = max(frame.at_us, history.reached_us)
    fastest = ticker.running and ticker.speed == FASTEST
    behind = ticker.running and not fastest and not ticker.keeps_up
    branches = len(history.branches)
    asked = speed.spoken(ticker.speed)
    return TransportView(
        running=ticker.running,
        speed=f"{asked} (quiet: {speed.spoken(ticker.going)})" if player.quiet else asked,
        real_speed=speed.spoken(ticker.real_speed) if behind and not player.quiet else "",
        now_us=frame.at_us,
        end_us=end_us,
        reached_us=history.reached_us,
        seed=lesson_run.run_seed,
        branch=history.branch.name if branches > 1 else "",
        other="b compares" if branches > 1 else "",
        progress=frame.at_us / end_us if fastest and end_us else None,
        marks=tuple(entry.at_us for entry in history.done if entry.at_us),
    )
