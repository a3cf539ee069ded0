"""Why did this happen? Every event has a sentence, and a chain of causes that ends."""

from __future__ import annotations

import itertools
import re
from contextlib import suppress

import pytest
import whole_scene
from rare_scenes import RARE
from rich_scene import END, JOURNAL, rich
from scenes import calls, function, opened, played, scenario

from lambdatutor.aws.facts import fact
from lambdatutor.aws.operations import (
    Invoke,
    PublishVersion,
    PutFunctionConcurrency,
    PutProvisionedConcurrencyConfig,
)
from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.events import KINDS, Event, EventLog
from lambdatutor.simulator.history import Entry, History
from lambdatutor.simulator.outside import SetSimulator, SetTraffic
from lambdatutor.simulator.time import SECOND
from lambdatutor.simulator.why import chain, sentence
from lambdatutor.simulator.world import World

REPRS = re.compile(r"[{}]|\bNone\b|\bTrue\b|\bFalse\b|<[a-z]|object at|\('|'\)|\[\]|\d\.\d{5}")


@pytest.fixture(scope="module")
def log() -> EventLog:
    """Of the rich scenario, with provisioned concurrency that comes and goes besides."""
    provision = PutProvisionedConcurrencyConfig(
        FunctionName="g", Qualifier="1", ProvisionedConcurrentExecutions=3
    )
    extra = (
        Entry(5 * SECOND, PublishVersion(FunctionName="g")),
        Entry(6 * SECOND, provision),
        Entry(7 * SECOND, SetTraffic(Traffic="nobody", Field="rate", Value="x")),
        Entry(8 * SECOND, SetTraffic(Traffic="one", Field="rate", Value="x")),
        Entry(9 * SECOND, SetSimulator(Setting="idle_timeout", Value="soon")),
    )
    history = History(rich(), 3, JOURNAL[:2] + extra + JOURNAL[2:])
    history.advance(END)
    return history.world.log


@pytest.fixture(scope="module")
def logs(log: EventLog) -> tuple[EventLog, ...]:
    """Of the rich scene, of the whole account, and of what seldom happens."""
    history = History(whole_scene.whole(), 3, whole_scene.JOURNAL)
    history.advance(whole_scene.END)
    return log, history.world.log, *(scene().log for scene in RARE.values())


def test_what_the_story_does_is_told_as_nobodys_at_the_keys() -> None:
    world = RARE["operation.scripted"]()
    told = [sentence(event) for event in world.log.since(0) if event.kind.startswith("operation")]

    assert told == ["PublishVersion is called.", "You call PublishVersion."]


def test_going_back_and_sideways_it_is_still_told_so() -> None:
    publish = PublishVersion(FunctionName="f")
    history = History(scenario(function()), script=((SECOND, publish),))
    history.advance(SECOND)
    history.do(publish)
    history.advance(2 * SECOND)
    history.do(publish)
    history.rewind(SECOND)

    for world in (history.world, history.world_of("A", 2 * SECOND)):
        kinds = [event.kind for event in world.log.since(0)]
        assert kinds.count("operation.scripted") == 1


@pytest.mark.parametrize("kind", RARE)
def test_what_seldom_happens_has_a_scene_of_its_own(kind: str) -> None:
    assert kind in {event.kind for event in RARE[kind]().log.since(0)}


def test_every_kind_of_event_happens_and_has_a_sentence_without_code_in_it(
    logs: tuple[EventLog, ...],
) -> None:
    told: dict[str, set[str]] = {}
    for each in logs:
        for event in each.since(0):
            told.setdefault(event.kind, set()).add(sentence(event))

    assert told.keys() == KINDS.keys()
    for kind, sentences in told.items():
        for said in sentences:
            assert said[0].isalnum()
            assert said[-1] == "." or kind == "operation.refused"
            assert REPRS.search(said) is None, said
            assert "  " not in said


def test_every_rule_of_an_event_is_a_fact() -> None:
    for kind in KINDS.values():
        for each in kind.rules:
            assert fact(each).id == each


def test_the_numbers_of_every_event_have_names(logs: tuple[EventLog, ...]) -> None:
    for event in (event for log in logs for event in log.since(0)):
        assert tuple(event.numbers) == KINDS[event.kind].numbers
        assert event.rules == KINDS[event.kind].rules


def test_a_cold_start_goes_back_to_the_arrival_of_its_request() -> None:
    world = played(function(init="1s"), traffic=[calls("0s", "1s", count=2)], until="10s")
    end = [event for event in world.log.since(0) if event.kind == "invoke.end"][-1]
    first = next(event for event in world.log.since(0) if event.kind == "invoke.end")

    assert [each.kind for each in chain(world.log, first.id)] == [
        "invoke.end",
        "invoke.start",
        "init.end",
        "init.start",
        "environment.created",
        "request.arrived",
    ]
    assert {each.request for each in chain(world.log, first.id)} == {1}
    assert chain(world.log, end.id)[-1].kind == "request.arrived"


def test_a_call_by_hand_goes_back_to_the_operation() -> None:
    world = opened()
    world.do(Invoke(FunctionName="f"))
    world.advance(SECOND)
    end = [event for event in world.log.since(0) if event.kind == "invoke.end"][-1]

    assert chain(world.log, end.id)[-1].kind == "operation.called"


def test_every_cause_is_earlier_so_that_every_chain_ends(logs: tuple[EventLog, ...]) -> None:
    for log in logs:
        for number, entry in enumerate(log.entries):
            at_us, cause = entry[0], entry[2]
            assert -1 <= cause < number
            assert cause < 0 or log.entries[cause][0] <= at_us
        for event in itertools.islice(log.since(0), 0, None, 997):
            causes = chain(log, event.id)
            assert causes[0] == event
            assert causes[-1].cause is None


def throttled(world: World) -> Event:
    return next(event for event in world.log.since(0) if event.kind == "request.throttled")


def test_a_throttle_says_the_numbers_it_was_decided_on() -> None:
    for limit, busy in ((1, "1 request is in flight"), (3, "3 requests are in flight")):
        world = played(
            traffic=[calls("0s", count=limit + 1)],
            setup=[PutFunctionConcurrency(FunctionName="f", ReservedConcurrentExecutions=limit)],
        )
        said = sentence(throttled(world))

        assert busy in said
        assert f"the function's reserved concurrency, {limit}" in said
        assert "status 429 (ReservedFunctionConcurrentInvocationLimitExceeded)" in said


def test_aws_is_not_blamed_for_what_is_ours() -> None:
    world = opened()
    for operation in (
        SetSimulator(Setting="idle_timeout", Value="soon"),
        PutFunctionConcurrency(FunctionName="f", ReservedConcurrentExecutions=5_000),
    ):
        with suppress(LambdaTutorError):
            world.do(operation)
    refused = [each for each in world.log.since(0) if each.kind == "operation.refused"]

    assert sentence(refused[0]).startswith("The simulator refuses it: ")
    assert sentence(refused[1]).startswith("AWS refuses it: ")


def test_a_log_with_room_for_few_forgets_the_oldest_and_keeps_their_numbers() -> None:
    whole, few = EventLog(), EventLog(room=10)
    for number in range(100):
        for log in (whole, few):
            log.add(number, "request.arrived", number - 1, number + 1, 0, "f", ())
            log.make_room()

    assert len(few) == len(whole) == 100
    assert 80 <= few.base <= 90
    assert few[99] == whole[99]
    assert list(few.since(0)) == list(whole.since(few.base))
    assert few.entries_since(95) == whole.entries_since(95)
    assert chain(few, 99)[-1].id == few.base
    for gone in (0, few.base - 1, 100, -1):
        with pytest.raises(IndexError):
            few[gone]
    assert list(whole.until(40).since(0)) == list(whole.since(0))[:40]
    assert whole.digest() != few.digest()
