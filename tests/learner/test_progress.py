"""What a person did is all there, in order, and nothing of it ever changes."""

import json
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lambdatutor.learner import Answer, LessonProgress, Progress

MakeAnswer = Callable[..., Answer]

texts = st.text(max_size=12)
lessons = st.sampled_from(["cold-start", "throttling"])
steps = st.sampled_from(["ana-or-ben", "three-seats"])
answers = st.builds(
    Answer,
    lesson=lessons,
    step=steps,
    question=texts,
    given=texts,
    correct=st.none() | st.booleans(),
    misconception=st.none() | texts,
    confidence=st.none() | st.integers(1, 3),
    seed=st.integers(),
    at=st.datetimes(timezones=st.just(UTC)).map(datetime.isoformat),
)
places = st.sampled_from([Path(":memory:"), Path(__file__) / "a-file-is-no-folder.sqlite3"])
"""A store that works, and one that never does: what is known must not depend on it."""

deeds = st.one_of(
    st.tuples(st.just("record"), answers),
    st.tuples(st.just("reach"), lessons, steps),
    st.tuples(st.just("finish"), lessons),
    st.tuples(st.just("restart"), lessons),
    st.tuples(st.just("save_lab"), lessons, steps, texts),
    st.tuples(st.just("clear_lab"), lessons, steps),
)


def do(progress: Progress, deed: tuple[Any, ...]) -> None:
    name, *values = deed
    getattr(progress, name)(*values)


@given(places, st.lists(deeds, max_size=12))
def test_what_was_written_stays_as_it_was(place: Path, todo: list[tuple[Any, ...]]) -> None:
    with Progress.open(place) as progress:
        before = json.loads(progress.export())
        for deed in todo:
            do(progress, deed)
            after = json.loads(progress.export())

            written = {kind: after[kind][: len(before[kind])] for kind in ("answers", "marks")}
            added = sum(len(after[kind]) - len(before[kind]) for kind in ("answers", "marks"))
            assert (written["answers"], written["marks"]) == (before["answers"], before["marks"])
            assert added == 1
            before = after


@given(st.lists(answers, max_size=6))
def test_answers_come_back_as_they_were_given(given_answers: list[Answer]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "progress.sqlite3"
        with Progress.open(path) as progress:
            for answer in given_answers:
                progress.record(answer)

        with Progress.open(path) as progress:
            assert progress.answers() == tuple(given_answers)
            assert progress.answers("throttling") == tuple(
                answer for answer in given_answers if answer.lesson == "throttling"
            )


@given(places, st.lists(deeds, max_size=12))
def test_a_lesson_goes_on_at_its_last_step_since_it_was_begun(
    place: Path, todo: list[tuple[Any, ...]]
) -> None:
    expected: dict[str, str | None] = {}
    with Progress.open(place) as progress:
        for deed in todo:
            do(progress, deed)
            if deed[0] == "reach":
                expected[deed[1]] = deed[2]
            if deed[0] == "restart":
                expected[deed[1]] = None

        for lesson in ("cold-start", "throttling"):
            assert progress.position(lesson) == expected.get(lesson)
            known = progress.summary().get(lesson, LessonProgress())
            assert known.step == expected.get(lesson)


lab_deeds = st.one_of(
    st.tuples(st.just("restart"), lessons),
    st.tuples(st.just("save_lab"), lessons, steps, texts),
    st.tuples(st.just("clear_lab"), lessons, steps),
    st.tuples(st.just("reach"), lessons, steps),
)


@given(places, st.lists(lab_deeds, max_size=12), lessons, steps)
def test_a_lab_goes_on_as_it_was_left(
    place: Path, todo: list[tuple[Any, ...]], lesson: str, step: str
) -> None:
    expected: str | None = None
    with Progress.open(place) as progress:
        for deed in todo:
            do(progress, deed)
            match deed:
                case ("save_lab", where, at, state) if (where, at) == (lesson, step):
                    expected = state
                case ("restart", where) if where == lesson:
                    expected = None
                case ("clear_lab", where, at) if (where, at) == (lesson, step):
                    expected = None
                case _:
                    pass

        assert progress.lab(lesson, step) == expected


@pytest.mark.parametrize("table", ["answer", "mark"])
@pytest.mark.parametrize("deed", ["UPDATE {} SET lesson = ''", "DELETE FROM {}"])
def test_the_file_itself_refuses_to_be_rewritten(
    path: Path, answer: MakeAnswer, table: str, deed: str
) -> None:
    """Whatever a later version of the program does wrong, history is safe."""
    import sqlite3

    with Progress.open(path) as progress:
        progress.record(answer())
        progress.reach("cold-start", "ana-or-ben")
    connection = sqlite3.connect(path)

    with pytest.raises(sqlite3.IntegrityError, match="never rewritten"):
        connection.execute(deed.format(table))
    connection.close()


def test_a_summary_counts_each_question_once_by_its_latest_answer(answer: MakeAnswer) -> None:
    with Progress.in_memory() as progress:
        progress.record(answer(question="one", correct=True))
        progress.record(answer(question="two", correct=True))
        progress.record(answer(question="two", correct=False))
        progress.record(answer(question="said-in-a-sentence", correct=None))

        summary = progress.summary()

    assert summary == {
        "cold-start": LessonProgress(state="started", answered=3, correct=1, last_at="2026-01-02")
    }


def test_a_person_was_last_here_at_the_later_of_answers_and_places(answer: MakeAnswer) -> None:
    with Progress.in_memory(clock=lambda: datetime(2026, 1, 2, 12, tzinfo=UTC)) as progress:
        progress.record(answer(lesson="cold-start", at="2026-01-02T11:00:00.000+00:00"))
        progress.reach("cold-start", "three-seats")
        progress.reach("throttling", "hook")
        progress.record(answer(lesson="throttling", at="2026-01-02T13:00:00.000+00:00"))

        summary = progress.summary()

    assert summary["cold-start"].last_at == "2026-01-02T12:00:00.000+00:00"
    assert summary["throttling"].last_at == "2026-01-02T13:00:00.000+00:00"


def test_answers_that_wait_are_told_apart_by_lesson(path: Path, answer: MakeAnswer) -> None:
    path.touch()
    with Progress.open(path / "below.sqlite3") as progress:
        progress.record(answer(lesson="cold-start"))
        progress.record(answer(lesson="throttling"))

        assert [kept.lesson for kept in progress.answers("throttling")] == ["throttling"]


def test_a_finished_lesson_stays_finished_when_it_is_begun_again() -> None:
    with Progress.in_memory(clock=lambda: datetime(2026, 1, 2, tzinfo=UTC)) as progress:
        progress.reach("cold-start", "recap")
        progress.finish("cold-start")
        progress.restart("cold-start")

        summary = progress.summary()

    assert summary["cold-start"] == LessonProgress(
        state="finished", last_at="2026-01-02T00:00:00.000+00:00"
    )


def test_half_a_character_from_a_terminal_is_no_reason_to_lose_an_answer(
    path: Path, answer: MakeAnswer
) -> None:
    with Progress.open(path) as progress:
        progress.record(answer("caf\udce9"))

        assert progress.problem is None
        assert [kept.given for kept in progress.answers()] == ["caf?"]


def test_progress_in_memory_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: MakeAnswer
) -> None:
    monkeypatch.chdir(tmp_path)
    with Progress.in_memory() as progress:
        progress.record(answer())

        assert progress.problem is None

    assert list(tmp_path.iterdir()) == []
