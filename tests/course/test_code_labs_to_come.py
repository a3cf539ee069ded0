"""Code and package labs that lessons to come are to carry: each is proved, and really shows it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from thorough import PROFILE, THOROUGH

from lambdatutor.aws import quotas
from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.sample_events import SAMPLES
from lambdatutor.course.check import check
from lambdatutor.course.handlers.lab import HandlerAttempt
from lambdatutor.course.handlers.outcomes import CallOutcome
from lambdatutor.course.handlers.parts import Change, FileWrite, FunctionSettings
from lambdatutor.course.handlers.record import Record
from lambdatutor.course.handlers.runs import HandlerRuns
from lambdatutor.course.handlers.steps import CodeLab, CodePredict, CodeWatch
from lambdatutor.course.keeper import Forgetful
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.reader import read_lesson
from lambdatutor.plain.play import FINISHED, play
from tests.course.code_lessons import gone_through, states
from tests.runtime.must_show.items import MUST_SHOW

FOLDER = Path(__file__).parent / "labs_to_come"
LESSONS = {name: read_lesson(FOLDER / f"{name}.yaml") for name in MUST_SHOW}
LABS = {
    name: next(step for step in lesson.steps if isinstance(step, CodeLab))
    for name, lesson in LESSONS.items()
}
QUICK = ("events", "layers")
"""A code lab and a package lab that `check` proves at each run of the tests."""
SHOWN: dict[str, dict[str, str]] = {
    "events": {
        "object, array, string, number, null": (
            "test_events_six_types_of_json_arrive_and_none_is_refused"
        ),
        "what sources send": "test_events_what_aws_sends_is_an_object_to_the_desk",
        "the context's fields": "test_events_the_context_knows_the_function_and_the_call",
        "the remaining time counting down": "test_events_the_remaining_time_counts_down",
        "the Test button is a synchronous call": (
            "test_events_who_presses_test_waits_and_nothing_is_tried_again"
        ),
    },
    "errors-and-logs": {
        "raising": "test_errors_and_logs_what_is_raised_is_in_answer_and_log",
        "an exception returned": "test_errors_and_logs_what_is_returned_cannot_be_written",
        "import, syntax and handler-not-found errors": (
            "test_errors_and_logs_three_ways_to_fail_before_the_handler"
        ),
        "timeout": "test_errors_and_logs_after_a_timeout_the_file_is_loaded_again",
        "FunctionError": "test_errors_and_logs_a_swallowed_error_has_no_function_error",
        "START, END, REPORT": "test_errors_and_logs_one_call_has_three_lines_of_lambdas_own",
    },
    "environment-variables": {
        "os.environ": "test_environment_variables_one_package_lists_two_tables",
        "values are strings": "test_environment_variables_five_times_two_is_fifty_five",
        "a missing name is a KeyError": "test_environment_variables_a_missing_name_fails_init",
        "reserved names": "test_environment_variables_reserved_names_are_refused_in_the_lab",
        "4 KB": "test_environment_variables_more_than_4_kb_are_refused_in_the_lab",
        "a change starts new environments": (
            "test_environment_variables_a_change_starts_new_environments"
        ),
        "secrets do not belong here, and where they do": (
            "test_environment_variables_the_password_leaves_variables_and_log"
        ),
    },
    "layers": {
        "the same library in three packages, felt in megabytes": (
            "test_layers_three_packages_shrink_when_the_library_is_stored_once"
        ),
        "python/ mandatory, /opt/python on the path": "test_layers_without_python_nothing_is_found",
        "attached by version ARN": "test_layers_a_new_version_is_used_once_it_is_attached",
        "merge order": "test_layers_the_later_one_covers_the_earlier",
        "five": "test_layers_a_sixth_is_refused_in_the_lab",
        "250 MB counts them": "test_layers_count_into_what_a_package_may_have",
    },
    "init-code": {
        "a database connection inside and outside, counted over 20 events": (
            "test_init_code_twenty_connections_inside_and_one_outside"
        ),
        "state that leaks": "test_init_code_ben_pays_for_what_others_ordered",
        "a stale connection after a thaw": "test_init_code_a_pause_makes_a_connection_stale",
        "never assume reuse": "test_init_code_every_environment_begins_with_nothing",
    },
}
"""By lesson: the items of the curriculum, and the test in which a step of it shows them."""

Opened = Callable[[str], HandlerAttempt]
Ran = Callable[[str, str], Record]


@pytest.fixture(scope="module")
def ran() -> Iterator[Ran]:
    """What the program of a step came to; it runs once."""
    with ExitStack() as stack:
        runs = {name: HandlerRuns(each, 1, Forgetful()) for name, each in LESSONS.items()}
        for each in runs.values():
            stack.callback(each.close)

        def ran(lesson: str, step_id: str) -> Record:
            step = LESSONS[lesson].step(step_id)
            assert isinstance(step, CodePredict | CodeWatch)
            return runs[lesson].run(step)

        yield ran


@pytest.fixture
def opened() -> Iterator[Opened]:
    """The lab of a lesson, as somebody opens it."""
    with ExitStack() as stack:

        def opened(lesson: str) -> HandlerAttempt:
            attempt = HandlerAttempt(LESSONS[lesson], LABS[lesson], lambda _: None)
            stack.callback(attempt.close)
            return attempt

        yield opened


class Way(NamedTuple):
    """What came of one way, as a learner goes it: a run, and if all passes, the judging."""

    ready: bool
    """The run had nothing against it."""
    met: bool
    held_out: int
    """Cases that the run has not shown."""
    hint: str | None
    record: Record
    states: dict[str, str]
    settings: FunctionSettings

    def __getitem__(self, case: str) -> CallOutcome:
        """The last call of a case."""
        return self.record.of_case(case)[-1]


@cache
def opening(lesson: str) -> Way:
    """The lab, and nothing done to it."""
    return gone(lesson, ())


@cache
def solution(lesson: str) -> Way:
    return gone(lesson, LABS[lesson].solution)


@cache
def tempting(lesson: str, number: int) -> Way:
    return gone(lesson, LABS[lesson].fails[number].do)


def tempting_by(lesson: str, name: str) -> Way:
    """The tempting way that writes this file."""
    (number,) = (
        number
        for number, fail in enumerate(LABS[lesson].fails)
        if any(isinstance(each, FileWrite) and each.source == name for each in fail.do)
    )
    return tempting(lesson, number)


def gone(lesson: str, changes: Iterable[Change]) -> Way:
    """By these changes, one by one and by hand."""
    with closing(HandlerAttempt(LESSONS[lesson], LABS[lesson], lambda _: None)) as attempt:
        done(attempt, changes)
        gone_through(attempt.run(), attempt)
        ready, held_out = attempt.ready, attempt.held_out
        if ready:
            gone_through(attempt.judge(), attempt)
        hint, record = attempt.hint(), attempt.record
        return Way(ready, attempt.met, held_out, hint, record, states(attempt), attempt.settings)


def done(attempt: HandlerAttempt, changes: Iterable[Change]) -> HandlerAttempt:
    for change in changes:
        assert attempt.do(change).error is None
    return attempt


def solved(attempt: HandlerAttempt) -> HandlerAttempt:
    return done(attempt, attempt.lab.solution)


def called(attempt: HandlerAttempt, case: str) -> CallOutcome:
    """One case alone: its last call."""
    return gone_through(attempt.again(case), attempt)[-1]


def payloads(record: Record) -> list[object]:
    return [json.loads(each.payload or "null") for each in record.outcomes]


def log(outcome: CallOutcome) -> str:
    assert outcome.answer is not None
    return outcome.answer.log


# What holds for all five


@pytest.mark.parametrize("lesson", MUST_SHOW)
def test_every_item_of_the_curriculum_is_shown_by_a_test_that_is_here(lesson: str) -> None:
    assert SHOWN[lesson].keys() == MUST_SHOW[lesson].keys()
    assert all(callable(globals().get(test)) for test in SHOWN[lesson].values())
    assert all(
        test.startswith(f"test_{lesson.replace('-', '_')}_") for test in SHOWN[lesson].values()
    )


@pytest.mark.parametrize("lesson", LESSONS if PROFILE == THOROUGH else QUICK)
def test_each_lesson_is_proved_and_no_cheat_meets_its_lab(lesson: str) -> None:
    """Each takes seconds of real runs; those that nobody changes may wait for the night."""
    assert check(FOLDER / f"{lesson}.yaml", may_run=lambda _: True) == []


@pytest.mark.parametrize("lesson", LABS)
def test_each_lab_opens_unsolved_has_a_hint_for_it_and_is_met_by_hand(lesson: str) -> None:
    unsolved = opening(lesson)
    assert not unsolved.ready
    assert unsolved.held_out >= 1
    assert unsolved.hint != LABS[lesson].hints[-1].say

    assert solution(lesson).ready, solution(lesson).states
    assert solution(lesson).met


@pytest.mark.parametrize("lesson", ["events", "layers"])
def test_a_lesson_of_each_kind_of_lab_is_played_from_a_pipe_to_its_end(lesson: str) -> None:
    said: list[str] = []
    run = LessonRun(LESSONS[lesson], seed=1)

    status = play(run, ["1\n", "\n"] * 60, said.append, 80, keeps=lambda: False)
    run.close()

    assert status == FINISHED
    assert "End of the lesson." in "".join(said)


WAYS = [(lesson, number) for lesson, lab in LABS.items() for number in range(len(lab.fails))]


@pytest.mark.parametrize(("lesson", "number"), WAYS)
def test_each_tempting_way_has_a_hint_that_speaks_of_it(lesson: str, number: int) -> None:
    """Also one that it takes the cases held out to see."""
    way = tempting(lesson, number)

    assert not way.met
    assert way.hint != LABS[lesson].hints[-1].say


# Events


def test_events_six_types_of_json_arrive_and_none_is_refused(ran: Ran) -> None:
    record = ran("events", "six-events")

    assert not any(each.failed for each in record.outcomes)
    assert payloads(record) == [
        {"type": kind, "event": event}
        for kind, event in (
            ("dict", {"parcels": 2}),
            ("list", [7, 8]),
            ("str", "seven parcels"),
            ("int", 7),
            ("bool", True),
            ("NoneType", None),
        )
    ]


def test_events_what_aws_sends_is_an_object_to_the_desk(opened: Opened) -> None:
    """It has no parcels in it, and the desk says so: as of any other object."""
    attempt = solved(opened("events"))
    first_types = {"array", "string", "number", "boolean", "null"}

    for sample in (each for each in SAMPLES if each.id not in first_types):
        (outcome,) = gone_through(attempt.try_event(sample.text), attempt)
        assert outcome.error_type == "KeyError", sample.id
        assert outcome.error_message == "'parcels'"


def test_events_the_context_knows_the_function_and_the_call(ran: Ran) -> None:
    (outcome,) = ran("events", "who-am-i").outcomes
    assert outcome.answer is not None

    assert json.loads(outcome.payload or "") == {
        "name": "parcels",
        "version": "$LATEST",
        "arn": "arn:aws:lambda:us-east-1:123456789012:function:parcels",
        "memory": "256",
        "request": outcome.answer.request_id,
        "log_group": "/aws/lambda/parcels",
        "log_stream": outcome.answer.environment,
    }
    in_the_lab = solution("events")["object"]
    assert json.loads(in_the_lab.payload or "")["desk"] == "parcel-desk"


def test_events_the_remaining_time_counts_down(ran: Ran) -> None:
    (outcome,) = ran("events", "time-left").outcomes
    before, after = map(int, re.findall(r"\d+", outcome.log_lines[0]))

    assert outcome.payload == '"less"'
    assert 3_000 >= before >= after + 49


def test_events_who_presses_test_waits_and_nothing_is_tried_again(ran: Ran) -> None:
    failed, after = ran("events", "test-button").outcomes

    assert (failed.status, failed.error_type) == (200, "ValueError")
    assert (failed.duration_ms or 0) >= 50
    assert after.payload == "2"


# Errors and logs


def test_errors_and_logs_what_is_raised_is_in_answer_and_log(ran: Ran) -> None:
    (outcome,) = ran("errors-and-logs", "raised").outcomes
    assert outcome.answer is not None
    told = json.loads(outcome.answer.text)

    assert (outcome.status, outcome.answer.function_error) == (200, "Unhandled")
    assert (told["errorType"], told["errorMessage"]) == ("ValueError", "no such order")
    assert told["requestId"] == outcome.answer.request_id
    assert "[ERROR] ValueError: no such order\nTraceback" in log(outcome)


def test_errors_and_logs_what_is_returned_cannot_be_written(ran: Ran, opened: Opened) -> None:
    (outcome,) = ran("errors-and-logs", "returned").outcomes
    attempt = opened("errors-and-logs")
    text = attempt.text("lambda_function.py") or ""
    attempt.edit("lambda_function.py", text.replace("import requests\n", ""))

    for each in (outcome, called(attempt, "missing")):
        assert each.error_type == "Runtime.MarshalError"
        assert "is not JSON serializable" in (each.error_message or "")


@pytest.mark.parametrize(
    ("step", "kind", "said"),
    [
        ("before-the-handler", "Runtime.ImportModuleError", "No module named 'requests'"),
        ("syntax", "Runtime.UserCodeSyntaxError", "expected ':'"),
        ("no-such-function", "Runtime.HandlerNotFound", "Handler 'search' missing"),
    ],
)
def test_errors_and_logs_three_ways_to_fail_before_the_handler(
    ran: Ran, step: str, kind: str, said: str
) -> None:
    (outcome,) = ran("errors-and-logs", step).outcomes

    assert outcome.error_type == kind
    assert said in (outcome.error_message or "")
    assert f"Phase: init\tStatus: error\tError Type: {kind}" in log(outcome)
    assert "looking for" not in log(outcome)


def test_errors_and_logs_after_a_timeout_the_file_is_loaded_again(ran: Ran) -> None:
    slow, quick = ran("errors-and-logs", "too-slow").outcomes

    assert slow.error_type == "Sandbox.Timedout"
    assert "Task timed out after 1.00 seconds" in (slow.error_message or "")
    assert slow.log_lines == ("loaded", "looking for slow")
    assert quick.log_lines == ("loaded", "looking for quick")
    assert (quick.payload, quick.init_duration_ms) == ('"found"', None)
    assert slow.environment == quick.environment


def test_errors_and_logs_a_swallowed_error_has_no_function_error() -> None:
    """To the caller that is a success; of the solution the caller sees what failed."""
    swallowed = tempting_by("errors-and-logs", "swallowed.py")
    told = solution("errors-and-logs")

    for name in ("missing", "no-number"):
        for outcomes, failed in ((swallowed, False), (told, True)):
            assert outcomes[name].status == 200
            assert outcomes[name].failed == failed
    assert not told["eight"].cold


def test_errors_and_logs_one_call_has_three_lines_of_lambdas_own(ran: Ran) -> None:
    cold, warm = ran("errors-and-logs", "one-call").outcomes
    assert warm.answer is not None
    start, said, end, report = log(warm).splitlines()

    assert said == "looking for 8"
    for line, word in ((start, "START"), (end, "END"), (report, "REPORT")):
        assert line.startswith(f"{word} RequestId: {warm.answer.request_id}")
    assert "Max Memory Used: " in report
    assert "Init Duration: " in log(cold)
    assert "Init Duration: " not in report


# Environment variables


def refused(attempt: HandlerAttempt, setting: str, value: str) -> str:
    """The words in which AWS refuses a setting; everything stays as it is."""
    before = attempt.settings
    error = attempt.set(setting, value).error
    assert isinstance(error, AwsError)
    assert error.status == 400
    assert attempt.settings == before
    return error.message


def test_environment_variables_one_package_lists_two_tables() -> None:
    outcomes = solution("environment-variables")

    assert json.loads(outcomes["test"].payload or "") == ["orders-test/1", "orders-test/2"]
    assert json.loads(outcomes["prod"].payload or "")[-1] == "orders-prod/3"


def test_environment_variables_five_times_two_is_fifty_five(ran: Ran) -> None:
    (outcome,) = ran("environment-variables", "five-and-five").outcomes
    in_the_lab = tempting_by("environment-variables", "text-as-number.py")["test"]

    assert outcome.payload == '"55"'
    assert in_the_lab.error_type == "TypeError"


def test_environment_variables_a_missing_name_fails_init(ran: Ran, opened: Opened) -> None:
    (outcome,) = ran("environment-variables", "not-there").outcomes

    assert (outcome.error_type, outcome.error_message) == ("KeyError", "'TABLE'")
    assert "Phase: init\tStatus: error\tError Type: KeyError" in log(outcome)
    assert solution("environment-variables")["no-table"].error_message == "'TABLE'"
    (later,) = LABS["environment-variables"].equivalent
    in_the_handler = called(done(opened("environment-variables"), later), "no-table")
    assert in_the_handler.error_message == "'TABLE'"
    assert "INIT_REPORT" not in log(in_the_handler)


def test_environment_variables_reserved_names_are_refused_in_the_lab(
    ran: Ran, opened: Opened
) -> None:
    attempt = opened("environment-variables")

    for name in ("AWS_REGION", "_HANDLER", "AWS_LAMBDA_FUNCTION_NAME", "LAMBDA_TASK_ROOT"):
        assert name in refused(attempt, "variables", f"{name}=mine")
    assert attempt.set("variables", "TZ=Asia/Tokyo PATH=/bin").error is None
    (outcome,) = ran("environment-variables", "reserved").outcomes
    assert (outcome.answer, outcome.status) == (None, 400)
    assert "AWS_REGION" in outcome.refused


def test_environment_variables_more_than_4_kb_are_refused_in_the_lab(opened: Opened) -> None:
    attempt = opened("environment-variables")
    room = 4_096 - len('{"WORDS":""}')

    assert attempt.set("variables", f"WORDS={'x' * room}").error is None
    assert "exceeded the 4KB limit" in refused(attempt, "variables", f"WORDS={'x' * (room + 1)}")


def test_environment_variables_a_change_starts_new_environments(opened: Opened) -> None:
    attempt = solved(opened("environment-variables"))
    first, again = (gone_through(attempt.again("test"), attempt)[-1] for _ in range(2))
    attempt.set("variables", "TABLE=orders-test LIMIT=4 SECRET_ID=shop/database")
    changed = gone_through(attempt.again("test"), attempt)[-1]

    assert [each.cold for each in (first, again, changed)] == [True, False, True]
    assert first.environment == again.environment != changed.environment
    assert len(json.loads(changed.payload or "")) == 4


def test_environment_variables_the_password_leaves_variables_and_log() -> None:
    before, after = opening("environment-variables"), solution("environment-variables")
    assert "hunter2" in log(before["test"])
    assert "hunter2" in before.settings.variables.values()

    assert "hunter2" not in after.settings.variables.values()
    assert not any("hunter2" in log(each) for each in after.record.outcomes)
    assert not after["test"].failed


# Layers


ALONE = "rm -r till/tariffs till/season.py"
PREPARED = [
    "mkdir layer/python",
    "mv layer/tariffs layer/season.py layer/python",
    "publish tariffs layer",
]


def typed(attempt: HandlerAttempt, *lines: str) -> HandlerAttempt:
    for line in lines:
        assert attempt.command(line).error is None, line
    return attempt


def total(attempt: HandlerAttempt) -> object:
    """What two packets of tea cost, or the type of the error."""
    outcome = called(attempt, "tea")
    return outcome.error_type or json.loads(outcome.payload or "")["total"]


def zipped_bytes(attempt: HandlerAttempt) -> int:
    assert attempt.report is not None
    assert attempt.report.sizes is not None
    return attempt.report.sizes.zipped


def test_layers_three_packages_shrink_when_the_library_is_stored_once(opened: Opened) -> None:
    """All three functions really run, with the library in their package and without."""
    attempt = typed(opened("layers"), *PREPARED, "set layers tariffs:2 winter:1")
    event = '{"article": "cup", "pieces": 1}'
    with_copy, without = {}, {}
    answers: dict[str, set[str]] = {}

    for sizes in (with_copy, without):
        for name in ("till", "kitchen", "office"):
            typed(attempt, f"zip {name}")
            sizes[name] = zipped_bytes(attempt)
            (outcome,) = gone_through(attempt.try_event(event), attempt)
            assert not outcome.failed, outcome.error_message
            answers.setdefault(name, set()).add(outcome.payload or "")
            attempt.command(f"rm -r {name}/tariffs {name}/season.py")
    (layer,) = (each for each in attempt.package.layers if each.name == "tariffs")

    assert sum(with_copy.values()) > 2 * (sum(without.values()) + layer.archive.zipped_bytes)
    assert max(without.values()) < 1_024
    assert answers["till"] == {'{"total": 800}', '{"total": 810}'}
    assert answers["office"] == {'{"articles": 502}'}


def test_layers_without_python_nothing_is_found(opened: Opened) -> None:
    attempt = typed(opened("layers"), ALONE)

    assert total(attempt) == "Runtime.ImportModuleError"
    assert attempt.report is not None
    assert any("python/" in each.sentence for each in attempt.report.findings)
    typed(attempt, *PREPARED, "set layers tariffs:2")
    assert total(attempt) == 800


def test_layers_a_new_version_is_used_once_it_is_attached(opened: Opened) -> None:
    attempt = typed(opened("layers"), ALONE, *PREPARED)

    assert total(attempt) == "Runtime.ImportModuleError"
    typed(attempt, "set layers tariffs:2 winter:1")
    assert total(attempt) == 720
    assert "arn:aws:lambda:us-east-1:123456789012:layer:tariffs:2" in attempt.last_command
    assert "does not exist" in refused(attempt, "layers", "tariffs:3 winter:1")


def test_layers_the_later_one_covers_the_earlier(opened: Opened) -> None:
    """And the package itself comes before both."""
    attempt = typed(opened("layers"), *PREPARED, "set layers tariffs:2 winter:1")

    assert total(attempt) == 700
    typed(attempt, ALONE)
    assert total(attempt) == 720
    typed(attempt, "set layers winter:1 tariffs:2")
    assert total(attempt) == 800


def test_layers_a_sixth_is_refused_in_the_lab(opened: Opened) -> None:
    attempt = opened("layers")
    names = [f"part-{number}" for number in range(6)]
    typed(attempt, *(f"publish {name} layer" for name in names))

    assert attempt.set("layers", " ".join(f"{name}:1" for name in names[:5])).error is None
    said = refused(attempt, "layers", " ".join(f"{name}:1" for name in names))
    assert said == "Cannot reference more than 5 layers."


def test_layers_count_into_what_a_package_may_have(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A smaller limit here: the lab's files have kilobytes, and AWS's limit is 250 MB."""
    attempt = solved(opened("layers"))
    assert attempt.report is not None
    assert attempt.report.sizes is not None
    code, together = attempt.report.sizes.unzipped, attempt.report.sizes.together
    assert quotas.UNZIPPED_CODE_BYTES.value == 250 << 20
    smaller = quotas.UNZIPPED_CODE_BYTES._replace(value=together)
    monkeypatch.setattr(quotas, "UNZIPPED_CODE_BYTES", smaller)

    typed(attempt, "set layers winter:1 tariffs:2")
    outcome = called(attempt, "tea")
    assert code < together
    assert outcome.answer is None
    assert "code and layers together must stay under 250 MB" in outcome.refused
    typed(attempt, "set layers tariffs:2")
    assert total(attempt) == 800


# Init code


def test_init_code_twenty_connections_inside_and_one_outside(ran: Ran) -> None:
    def connections(outcomes: tuple[CallOutcome, ...]) -> int:
        return sum(each.log_lines.count("connected") for each in outcomes)

    inside, outside = (ran("init-code", each).outcomes for each in ("inside", "outside"))
    assert [len(inside), len(outside)] == [20, 20]
    assert [connections(inside), connections(outside)] == [20, 1]
    assert log(outside[0]).index("connected") < log(outside[0]).index("START RequestId")

    for way, come in ((opening("init-code"), 20), (solution("init-code"), 0)):
        assert connections(way.record.of_case("twenty")) == come
        assert connections(way.record.of_case("opens")) == 1


def test_init_code_ben_pays_for_what_others_ordered() -> None:
    """Also after an exception: it does not end the environment."""
    ben = opening("init-code")["ben"]
    assert json.loads(ben.payload or "")["total"] == 20 * 3 + 48

    cho = tempting_by("init-code", "emptied-at-the-end.py")["cho"]
    assert (cho.cold, cho.error_type) == (False, "KeyError")


def test_init_code_a_pause_makes_a_connection_stale(ran: Ran) -> None:
    fresh, stale = ran("init-code", "after-the-break").outcomes
    assert (fresh.payload, stale.error_type) == ('"ONE"', "ConnectionError")
    assert (stale.cold, stale.environment) == (False, fresh.environment)

    assert tempting_by("init-code", "never-again.py")["quiet"].error_type == "HungUp"
    quiet = solution("init-code")["quiet"]
    assert quiet.payload == '{"total": 8}'
    assert quiet.log_lines == ("connected",)


def test_init_code_every_environment_begins_with_nothing(ran: Ran) -> None:
    record = ran("init-code", "three-at-once")
    assert payloads(record) == [1, 1, 1, 2]
    assert [each.cold for each in record.outcomes] == [True, True, True, False]

    way = tempting_by("init-code", "opened-first.py")
    assert not way["ben"].failed
    assert way["first"].error_message == "'tea'"
