"""The events of a run in words: only those that are looked at are put into any."""

import pytest
from playing import LESSONS

from lambdatutor.tui import event_words
from lambdatutor.tui.event_words import LogLines
from lambdatutor.tui.shelf import Shelf


@pytest.fixture
def lines() -> LogLines:
    run = Shelf(LESSONS, save=False).lesson_run("small", seed=7, step="ana-or-ben-run")
    while not run.frame().over:
        run.advance(60_000_000)
    assert run.player is not None
    return LogLines(run.player.world.log, {1: "Ana"})


def test_lines_are_found_from_either_end_like_those_of_a_list(lines: LogLines) -> None:
    every = list(lines)

    assert len(every) == len(lines) > 4
    assert [line.event for line in every] == list(range(len(every)))
    assert lines[-1] == every[-1]
    assert lines[1:-2] == every[1:-2]
    with pytest.raises(IndexError):
        lines[len(every)]


def test_a_request_is_called_by_its_name(lines: LogLines) -> None:
    assert any("Ana" in line.says for line in lines)


def test_a_line_that_nobody_looks_at_costs_nothing(
    lines: LogLines, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    in_words = event_words.in_words
    monkeypatch.setattr(
        event_words,
        "in_words",
        lambda event, names: told.append(event.id) or in_words(event, names),
    )

    shown = lines[2:4]

    assert told == [line.event for line in shown] == [2, 3]
