"""Progress moves to another machine and back without counting twice."""

from collections.abc import Callable

import pytest

from lambdatutor.learner import Answer, ForeignTextError, Progress

MakeAnswer = Callable[..., Answer]


def test_an_export_brings_everything_to_an_empty_place(answer: MakeAnswer) -> None:
    with Progress.in_memory() as here, Progress.in_memory() as there:
        here.record(answer("800ms", correct=True, confidence=2))
        here.reach("cold-start", "three-seats")
        here.save_lab("cold-start", "three-seats", '{"seed": 7}')

        came_in = there.import_(here.export())

        assert came_in == 3
        assert there.export() == here.export()


def test_importing_twice_adds_nothing(answer: MakeAnswer) -> None:
    with Progress.in_memory() as here, Progress.in_memory() as there:
        here.record(answer())
        here.finish("cold-start")
        text = here.export()
        there.import_(text)

        assert there.import_(text) == 0
        assert there.export() == text


def test_an_import_never_moves_a_lesson_that_was_begun_here(answer: MakeAnswer) -> None:
    with Progress.in_memory() as here, Progress.in_memory() as there:
        here.reach("cold-start", "ana-or-ben")
        here.finish("cold-start")
        there.reach("cold-start", "three-seats")

        there.import_(here.export())

        assert there.position("cold-start") == "three-seats"
        assert there.summary()["cold-start"].state == "finished"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not JSON",
        "[]",
        '{"answers": []}',
        '{"lambdatutor_progress": 2, "answers": [], "marks": []}',
        '{"lambdatutor_progress": 1, "answers": [{"lesson": 5}], "marks": []}',
        '{"lambdatutor_progress": 1, "answers": [], "marks": [], "more": "\udce9"}',
        "[" * 100_000,
    ],
    ids=[
        "empty",
        "not JSON",
        "a list",
        "no form",
        "a newer form",
        "an answer without its parts",
        "half a character",
        "endless brackets",
    ],
)
def test_another_text_is_refused_in_one_sentence(text: str) -> None:
    with Progress.in_memory() as progress, pytest.raises(ForeignTextError) as refusal:
        progress.import_(text)

    assert "lambdatutor progress export" in str(refusal.value)
