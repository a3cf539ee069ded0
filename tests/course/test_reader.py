"""Reading a lesson: what comes out, and that nothing but findings ever comes out of a bad file."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lambdatutor.course.findings import Finding, LessonErrors
from lambdatutor.course.format import Lab, Predict, Quiz
from lambdatutor.course.lab_parts import Do, Set
from lambdatutor.course.quantities import Quantity
from lambdatutor.course.questions import Numeric
from lambdatutor.course.reader import lesson_file, open_lesson, read_scenario, read_text
from lambdatutor.course.style import check_style
from lambdatutor.course.yaml_nodes import decode
from lambdatutor.simulator.distributions import Fixed, Uniform
from lambdatutor.simulator.scenario import Scenario, Traffic
from lambdatutor.simulator.time import MINUTE, SECOND, Micros

SAMPLE = Path(__file__).parent / "sample" / "sample.yaml"
GOOD = SAMPLE.read_text(encoding="utf-8")

NO_FINDING = Finding("", 0, 0, "")

PIECES = st.one_of(
    st.text(max_size=12),
    st.text(alphabet="{}[]:,-\"'|>&*!#%@ \n\tab1", max_size=12),
    st.sampled_from(
        [
            *("- ", ": ", "{", "}", "null", "true", "1e999", "-1", "9" * 30, "800ms", "{n}", "''"),
            *("{m: {m: {m: [", "\n- x: y\n", "999999999999h", "uniform:1s..2s", ".inf", "$1", "\0"),
        ]
    ),
)


def found_in(content: bytes) -> tuple[Finding, ...]:
    """Raises for anything but a lesson or findings."""
    try:
        return check_style(lesson_file(decode(content, "x.yaml"), "x.yaml"))
    except LessonErrors as errors:
        return errors.findings or (NO_FINDING,)


def read_or_find(content: bytes) -> None:
    for finding in found_in(content):
        assert finding.line >= 1
        assert finding.sentence
        assert "\x1b" not in str(finding)


@settings(max_examples=300)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_lesson_or_findings(content: bytes) -> None:
    read_or_find(content)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(GOOD)), st.integers(0, 30), PIECES), max_size=3))
def test_any_change_of_a_good_lesson_gives_a_lesson_or_findings(
    changes: list[tuple[int, int, str]],
) -> None:
    text = GOOD
    for at, length, piece in changes:
        text = text[:at] + piece + text[at + length :]

    read_or_find(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_value_put_in_place_of_another_gives_a_lesson_or_findings(data: st.DataObject) -> None:
    lines = GOOD.split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    key, colon, _ = lines[at].partition(": ")
    lines[at] = key + colon + data.draw(PIECES).replace("\n", " ")

    read_or_find("\n".join(lines).encode("utf-8", "surrogatepass"))


@given(st.integers(0, GOOD.count("\n")), st.integers(0, GOOD.count("\n")))
@settings(max_examples=60, deadline=None)
def test_any_cut_of_a_good_lesson_gives_a_lesson_or_findings(first: int, last: int) -> None:
    lines = GOOD.split("\n")

    read_or_find("\n".join(lines[first : last + 1]).encode())


def test_values_become_what_the_simulator_takes() -> None:
    lesson = open_lesson(SAMPLE).lesson
    (function,) = lesson.world.functions

    assert function.timeout == 3 * SECOND
    assert function.code.init == Fixed(Micros(800_000))
    assert function.idle_timeout == Uniform(Micros(5 * MINUTE), Micros(7 * MINUTE))
    assert [operation.name for operation in lesson.world.setup] == ["PublishVersion", "CreateAlias"]


def test_the_first_key_gives_a_step_its_kind_and_its_id() -> None:
    lesson = open_lesson(SAMPLE).lesson

    assert [(step.tag, step.id) for step in lesson.steps] == [
        ("hook", "two-buyers"),
        ("predict", "ana-or-ben"),
        ("watch", "ana-or-ben-run"),
        ("explain", "why-ana"),
        ("predict", "how-many"),
        ("lab", "two-at-once"),
        ("quiz", "check-sample"),
        ("recap", "take-along"),
    ]
    assert isinstance(lesson.step("how-many"), Predict)
    with pytest.raises(KeyError):
        lesson.step("nowhere")


def test_choices_keep_their_units() -> None:
    step = open_lesson(SAMPLE).lesson.step("ana-or-ben")
    assert isinstance(step, Predict)

    assert [choice.value for choice in step.choices] == [
        Quantity(200_000, "time"),
        Quantity(800_000, "time"),
        Quantity(1_000_000, "time"),
    ]
    assert [choice.shown for choice in step.choices] == ["200 ms", "800 ms", "one second"]


def test_an_action_is_an_operation_of_aws_or_sets_a_control() -> None:
    lab = open_lesson(SAMPLE).lesson.step("two-at-once")
    assert isinstance(lab, Lab)

    first, second = lab.equivalent[0]

    assert first == Set(set="pings_at_once", to="2")
    assert isinstance(second, Do)
    assert (second.at, second.operation.name) == (SECOND, "PutFunctionConcurrency")


def test_a_step_changes_the_world_of_its_lesson_and_nothing_else() -> None:
    lesson = open_lesson(SAMPLE).lesson
    lab = lesson.step("two-at-once")
    assert isinstance(lab, Lab)

    opening = lab.opening(lesson.world)

    assert opening.idle_timeout == Fixed(Micros(5 * MINUTE))
    assert opening.functions[0].idle_timeout is None
    assert opening.functions[0].memory == 512
    assert [client.name for client in opening.traffic] == ["customers", "pings"]
    assert opening.until == 20 * SECOND
    assert opening.account == lesson.world.account


def test_a_small_world_of_a_question_changes_the_first_function() -> None:
    lesson = open_lesson(SAMPLE).lesson
    quiz = lesson.step("check-sample")
    assert isinstance(quiz, Quiz)
    question = quiz.questions[0]
    assert isinstance(question, Numeric)
    assert question.given is not None

    given_world = question.given.over(lesson.world)

    assert given_world.functions[0].warm == 1
    assert given_world.functions[0].code == lesson.world.functions[0].code
    assert given_world.traffic == (Traffic(at=Micros(10 * SECOND), count=4),)


def test_everything_read_knows_its_place() -> None:
    file = open_lesson(SAMPLE)
    lines = GOOD.split("\n")

    line, column = file.mark("steps", 1, "answer", "from_sim")

    assert lines[line - 1][column - 1 :].startswith('"latency(1) - latency(2)"')
    assert file.mark("steps", 1, "answer", "nothing") == file.mark("steps", 1, "answer")


def test_a_word_that_yaml_1_1_takes_for_something_else_stays_a_word() -> None:
    text = "{name: on, kind: no, at: [1s]}"

    assert read_text(text, Traffic, "x") == Traffic(name="on", kind="no", at=(SECOND,))


def test_a_scenario_is_read_by_itself_or_out_of_a_lesson(tmp_path: Path) -> None:
    alone = tmp_path / "shop.yaml"
    alone.write_text("functions: [{name: checkout}]\ntraffic: [{rate: 2, until: 1min}]\n")

    assert read_scenario(alone).traffic[0].rate == 2
    assert read_scenario(SAMPLE) == open_lesson(SAMPLE).lesson.world
    assert read_text("{}", Scenario, "x") == Scenario()
