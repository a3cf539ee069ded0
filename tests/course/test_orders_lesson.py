"""A lesson with a queue, an asynchronous function and a client that tries again: played, proved."""

from pathlib import Path

import pytest

from lambdatutor.aws.operations import (
    SetQueueAttributes,
    UpdateEventSourceMapping,
    UpdateFunctionEventInvokeConfig,
)
from lambdatutor.course.check import check
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.proofs import prove
from lambdatutor.course.reader import lesson_file, read_lesson
from lambdatutor.course.style import check_style
from lambdatutor.simulator.outside import SetDependency, SetTraffic
from lambdatutor.simulator.polling.mapping import uuid_of
from lambdatutor.simulator.time import MINUTE

PATH = Path(__file__).parent / "lessons" / "orders.yaml"
TEXT = PATH.read_text(encoding="utf-8")
LESSON = read_lesson(PATH)


def lab() -> LessonRun:
    run = LessonRun(LESSON, seed=3)
    run.go("keep-the-good")
    return run


def play(run: LessonRun) -> dict[str, str]:
    run.restart()
    while not run.advance(10 * MINUTE).over:
        pass
    return {view.id: view.face for view in run.objectives}


def complaints(before: str, after: str) -> list[str]:
    assert before in TEXT
    file = lesson_file(TEXT.replace(before, after, 1), "orders.yaml")
    return [each.sentence for each in (*check_style(file, None, oldest=""), *prove(file))]


def test_every_run_of_it_is_proved() -> None:
    assert check(PATH) == []


def test_the_lab_opens_where_its_setup_says() -> None:
    assert {view.name: view.value for view in lab().controls} == {
        "report_failures": "off",
        "batch_size": "10",
        "visibility_timeout": "60 s",
        "max_receive_count": "3",
        "async_retries": "2",
        "retries": "none",
        "database_limit": "50",
    }


@pytest.mark.parametrize(
    ("name", "value", "operation", "command"),
    [
        (
            "report_failures",
            "on",
            UpdateEventSourceMapping(
                UUID=uuid_of(1), FunctionResponseTypes=["ReportBatchItemFailures"]
            ),
            "aws lambda update-event-source-mapping",
        ),
        (
            "batch_size",
            "5",
            UpdateEventSourceMapping(UUID=uuid_of(1), BatchSize=5),
            "--batch-size 5",
        ),
        (
            "visibility_timeout",
            "6 min",
            SetQueueAttributes(
                QueueUrl="https://sqs.us-east-1.amazonaws.com/123456789012/orders",
                Attributes={"VisibilityTimeout": "360"},
            ),
            "aws sqs set-queue-attributes",
        ),
        (
            "async_retries",
            "0",
            UpdateFunctionEventInvokeConfig(FunctionName="mailer", MaximumRetryAttempts=0),
            "--maximum-retry-attempts 0",
        ),
        (
            "retries",
            "legacy",
            SetTraffic(Traffic="shoppers", Field="retries", Value="legacy"),
            "set retries legacy",
        ),
        (
            "database_limit",
            "1",
            SetDependency(Dependency="database", Field="connections", Value="1"),
            "set database_limit 1",
        ),
    ],
)
def test_each_control_is_an_operation_with_its_command(
    name: str, value: str, operation: object, command: str
) -> None:
    run = lab()

    outcome = run.set_control(name, value)

    assert outcome.error is None
    assert outcome.operation == operation
    (view,) = (each for each in run.controls if each.name == name)
    assert view.value == value
    assert command in view.command
    again = lab()
    assert again.command(view.command).error is None
    assert again.controls == run.controls


def test_a_queue_keeps_its_dead_letter_queue_when_it_may_be_received_more_often() -> None:
    run = lab()
    run.set_control("max_receive_count", "10")

    assert run.player is not None
    (queue,) = (at for at in run.player.world.snapshot().queues if at.name == "orders")
    assert (queue.most_receives, queue.dlq.endswith(":orders-dlq")) == (10, True)


def test_what_has_no_control_does_not_come_in_with_what_has() -> None:
    run = lab()

    more = UpdateEventSourceMapping(UUID=uuid_of(1), BatchSize=5, Enabled=False)
    assert "not offered" in str(run.do(more).error)
    hidden = SetQueueAttributes(
        QueueUrl="https://sqs.us-east-1.amazonaws.com/123456789012/orders",
        Attributes={"VisibilityTimeout": "360", "DelaySeconds": "900"},
    )
    assert "not offered" in str(run.do(hidden).error)


def test_two_settings_of_a_mapping_are_one_call_before_the_run_begins() -> None:
    run = lab()

    assert run.set_control("report_failures", "on").error is None
    assert run.set_control("batch_size", "5").error is None

    assert {view.value for view in run.controls if "batch" in view.name} == {"5"}
    assert run.controls[0].value == "on"
    assert run.player is not None
    refused = [at for at in run.player.world.log.since(0) if at.kind == "operation.refused"]
    assert refused == []


def test_the_solution_meets_it_and_the_start_does_not() -> None:
    run = lab()
    assert "broken" in play(run).values()

    for name, value in (("report_failures", "on"), ("async_retries", "1"), ("retries", "legacy")):
        run.set_control(name, value)

    assert set(play(run).values()) == {"met"}
    assert [result.met for result in run.judge()] == [True, True]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('messages("orders") == 0', 'messages("order") == 0', 'there is no queue "order"'),
        ("client=shoppers", "client=shopers", 'there is no client "shopers"'),
        ("database.connections, values", "database.limit, values", '"limit" of a dependency'),
        ("of: shoppers", "of: nobody", "The traffic of this lab has no 'nobody'"),
        ("CreateEventSourceMapping:", "CreateEventSourceMaping:", "is not an operation"),
        ("actions: [{set: database.connections, to: 1}, {set: role.sqs:ReceiveMessage, to: no}]",
         "actions: [{set: database.connections, to: 50}]", "this breaks nothing"),
        ("{set: report_failures, to: on}", "{set: batch_size, to: 5}", 'misses "few-dead"'),
        ("    - PutFunctionEventInvokeConfig: {FunctionName: mailer, MaximumRetryAttempts: 2}\n",
         "", "PutFunctionEventInvokeConfig to setup"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_it_is_found(before: str, after: str, sentence: str) -> None:
    try:
        found = complaints(before, after)
    except Exception as error:  # noqa: BLE001  whatever is found, and however
        found = [str(error)]

    assert any(sentence in each for each in found), found


def test_a_mapping_may_be_called_by_its_queue() -> None:
    before = "actions: [{set: database.connections, to: 1}, {set: role.sqs:ReceiveMessage, to: no}]"
    disabled = "actions: [{UpdateEventSourceMapping: {UUID: orders, Enabled: false}}]"
    other = "actions: [{UpdateEventSourceMapping: {UUID: bills, Enabled: false}}]"

    assert complaints(before, disabled) == []
    assert complaints(before, other) == ["with the solution in place, this breaks nothing"]


def test_objectives_that_a_cheat_would_meet_are_found() -> None:
    floor = (
        'check: messages_sent("orders") == 40 and messages("orders") == 0 and '
        'messages_deleted("orders") + dead_lettered("orders") == 40'
    )
    weak = TEXT.replace(floor, 'check: dead_lettered("orders") < 40 and arrivals() > 0')
    start = weak.index("      - id: few-dead")
    weak = weak[:start] + weak[weak.index("    hints:") :]
    file = lesson_file(weak.replace("breaks: [few-dead]", "breaks: [good-deleted]"), "orders.yaml")

    said = [each.sentence for each in prove(file)]

    assert "a learner who disables the mapping of orders meets every objective" in said
    assert "a learner who does nothing meets every objective" in said
