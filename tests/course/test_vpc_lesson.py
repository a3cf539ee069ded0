"""The lesson on VPCs: every number it says in words is what the simulator does."""

from __future__ import annotations

import itertools
import re

import pytest

from lambdatutor.course.cases import Case, case_of, play, timed
from lambdatutor.course.catalogue import Catalogue
from lambdatutor.course.format import Lesson, NetworkLab, Quiz
from lambdatutor.course.judge import judged_on
from lambdatutor.course.lab_parts import Set
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.networks.packets import packet_views
from lambdatutor.course.quantities import Quantity
from lambdatutor.course.questions import Matching
from lambdatutor.course.walking import texts
from lambdatutor.learner.progress import Progress
from lambdatutor.plain.play import FINISHED
from lambdatutor.plain.play import play as play_plain
from lambdatutor.simulator.network.network_view import NetworkView
from lambdatutor.simulator.network.path import path
from lambdatutor.simulator.record import Record
from lambdatutor.simulator.time import SECOND
from lambdatutor.simulator.world import World

SOLVED = {
    "role": "yes",
    "vpc": "subnet-a subnet-b sg-function",
    "route": "nat-shop",
    "from_function": "yes",
    "endpoint": "on",
}
RIGHT = [
    *("", "3", "", ""),  # the hook; how long Ana waits; a pause and the end of the run
    *("4", "", ""),
    *("its interface has no public address", ""),
    *("1", "", "", ""),
    *("3", ""),
    *(f"set {name} {value}" for name, value in SOLVED.items()),
    *("run", ""),
]


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    return Catalogue().lesson("vpc")


@pytest.fixture(scope="module")
def lab(lesson: Lesson) -> NetworkLab:
    step = lesson.step("three-ways")
    assert isinstance(step, NetworkLab)
    return step


def records(world: World) -> list[Record]:
    return sorted((*world.records(), *world.open_records()), key=lambda each: each.number)


def run_of(lesson: Lesson, step: str) -> World:
    return play(case_of(lesson, lesson.step(step), 1, {}), 1)


def network_of(world: World) -> NetworkView:
    found = world.snapshot().network
    assert found is not None
    return found


def turned(lesson: Lesson, lab: NetworkLab, **settings: str) -> Case:
    """The lab with its controls at these values, in this order."""
    case = case_of(lesson, lab, 1, {})
    do = tuple(Set(set=name, to=value) for name, value in settings.items())
    return case.doing(timed(do, lab.controls, case.scenario, 0))


def missed(lesson: Lesson, lab: NetworkLab, **settings: str) -> set[str]:
    """The objectives that these settings do not meet."""
    views = judged_on(lab, turned(lesson, lab, **settings), 1)
    return {view.id for view in views if view.face != "met"}


def says(lesson: Lesson, sentence: str) -> bool:
    return any(sentence in " ".join(each.text.split()) for each in texts(lesson))


# What the guesses are about


def test_from_outside_nobody_answers_and_the_timeout_ends_it(lesson: Lesson) -> None:
    world = run_of(lesson, "monday")
    (ana,) = records(world)

    assert (ana.status, ana.latency_us, ana.cold) == ("timeout", 3 * SECOND, False)
    database = network_of(world).host("database")
    assert database is not None
    assert database.address == "10.0.2.4"
    assert says(lesson, "a **private address**, 10.0.2.4")


def test_in_the_public_subnet_the_database_answers_and_the_gateway_drops_the_rest(
    lesson: Lesson,
) -> None:
    world = run_of(lesson, "tuesday")
    network = network_of(world)

    assert {each.status for each in records(world)} == {"timeout"}
    assert {(each.to, each.arrived) for each in network.calls} == {
        ("database", True),
        ("bank", False),
    }
    way = path(network, "checkout", "internet")
    passed = [(hop.kind, hop.id) for hop in way.hops if hop.verdict == "passes"]
    assert passed[-2:] == [("security-group", "sg-function"), ("route-table", "rtb-public")]
    assert way.stopped_at is not None
    assert way.stopped_at.id == "igw-shop"
    assert says(lesson, "It does, and the packet passes it. Two places further on it is dropped.")


def test_the_interface_takes_90_s_and_nobody_waits_for_it(lesson: Lesson) -> None:
    world = run_of(lesson, "wednesday")
    ana, dia, cho = records(world)
    happened = {each.kind: each.at_us for each in world.log.since(0)}

    assert [each.status for each in (ana, dia, cho)] == ["ok"] * 3
    assert [each.cold for each in (ana, dia, cho)] == [True, False, True]
    assert ana.latency_us == cho.latency_us == 0.7 * SECOND
    assert happened["interface.made"] == 5 * SECOND
    assert happened["interface.ready"] == 95 * SECOND
    way = path(network_of(world), "checkout", "internet")
    assert [hop.id for hop in way.hops[-4:]] == ["rtb-private", "nat-shop", "igw-shop", "internet"]


def test_seventy_environments_have_two_interfaces(lesson: Lesson) -> None:
    world = run_of(lesson, "seventy")

    assert sum(each.cold for each in records(world)) == 40 + 20 + 10
    shared = {each.functions for each in network_of(world).interfaces}
    assert shared == {("checkout", "refund"), ("report",)}


# The lab


def test_of_all_settings_only_those_that_follow_the_idea_pass(
    lesson: Lesson, lab: NetworkLab
) -> None:
    """Every way to set two controls otherwise than the solution has them."""
    values = {each.control: each.values for each in lab.controls}
    solved = {name: SOLVED.get(name, offered[0]) for name, offered in values.items()}
    passed = {
        tuple(sorted(settings.items() - solved.items()))
        for one, other in itertools.combinations(values, 2)
        for value in values[one]
        for second in values[other]
        if not missed(lesson, lab, **(settings := {**solved, one: value, other: second}))
    }

    assert passed == {(), (("vpc", "subnet-a sg-function"),)}


def test_without_the_policy_the_change_is_refused_in_awss_words(lesson: Lesson) -> None:
    run = LessonRun(lesson, seed=1)
    run.go("three-ways")

    outcome = run.set_control("vpc", "subnet-a sg-function")
    assert "does not have permissions to call CreateNetworkInterface on EC2" in str(outcome.error)
    assert run.set_control("role", "yes").error is None
    assert run.set_control("vpc", "subnet-a sg-function").error is None


def test_no_call_asks_for_the_policy_which_stays_all_the_same(
    lesson: Lesson, lab: NetworkLab
) -> None:
    case = turned(lesson, lab, **SOLVED)
    (detach,) = timed((Set(set="role", to="no", at=120 * SECOND),), lab.controls, case.scenario, 0)
    views = judged_on(lab, case.doing((detach,)), 1)

    assert {view.face for view in views} == {"met"}
    assert says(lesson, "No customer's call asks for the policy. Leave it in the role all the same")


def test_from_outside_with_all_doors_open_the_work_is_done_and_the_world_is_in(
    lesson: Lesson, lab: NetworkLab
) -> None:
    """The shortcut that the lab is there to refuse does what a shop needs, and too much."""
    case = turned(lesson, lab, route="igw-shop", from_all="yes")
    network = network_of(play(case, 1))
    fates = {each.id: each.fate for each in packet_views(network, lab.packets)}

    assert [fates[each] for each in ("ask", "pay", "order")] == ["arrives"] * 3
    assert fates["scan"] == "arrives"
    assert missed(lesson, lab, route="igw-shop", from_all="yes") == {"kept-out"}


def test_a_hint_names_what_stops_the_packets_now(lesson: Lesson) -> None:
    run = LessonRun(lesson, seed=1)
    run.go("three-ways")
    said = [run.hint()]
    for name, value in SOLVED.items():
        run.set_control(name, value)
        if name == "vpc":
            said.append(run.hint())
            player = run.player
            assert player is not None
            player.play_to(100 * SECOND)
        said.append(run.hint())
    firsts = [" ".join(each.split())[:40] for each in said if each]

    assert firsts == [
        "checkout is in no VPC. If the change is ",
        "checkout is in no VPC. If the change is ",
        "Lambda is making the interfaces. That ta",
        "The packet gets as far as the group of t",
        "The packet gets as far as the group of t",
        "Orders take the way of all the rest. A r",
        "Choose a packet that does not fare as it",
    ]


# The quiz


def test_the_drawn_numbers_of_interfaces_are_two_four_or_six(lesson: Lesson) -> None:
    step = lesson.step("check-vpc")
    assert isinstance(step, Quiz)
    found: set[int] = set()
    for seed in range(30):
        run = LessonRun(lesson, seed=seed)
        run.go("check-vpc")
        posed = run.questions[0]
        groups = set(re.findall(r"sg-[a-z]+", posed.ask))
        assert isinstance(posed.outcome, Quantity)
        assert posed.outcome.number == 2 * len(groups)
        found.add(len(groups))

    assert found == {1, 2, 3}


# What is certain and what is not


def test_what_aws_does_not_say_outright_is_worded_as_its_page_words_it(lesson: Lesson) -> None:
    assert says(lesson, 'AWS: "Inbound network connections are blocked by AWS Lambda."')
    assert says(lesson, "90 s are the simulator's own; AWS says minutes.")


def test_what_was_true_until_2019_says_so(lesson: Lesson) -> None:
    dated = [each for each in texts(lesson) if "2019" in each.text]

    assert len(dated) == 3
    assert all(each.key == "why" for each in dated)


# From the first page to the last


def test_the_whole_lesson_is_played_from_a_pipe(lesson: Lesson) -> None:
    progress = Progress.in_memory()
    written: list[str] = []
    run = LessonRun(lesson, seed=1, progress=progress)

    typed = [f"{line}\n" for line in (*RIGHT, *_quiz(lesson))]
    status = play_plain(run, typed, written.append, 80, keeps=lambda: True)
    text = "".join(written)

    assert status == FINISHED
    for right in ("Right: 3 s.", "Right: none.", "Right: 0 ms.", "Right: two."):
        assert right in text
    assert "The lab is met." in text
    assert "5 of 5 right" in text
    assert progress.summary()["vpc"].state == "finished"


def _quiz(lesson: Lesson) -> list[str]:
    """The right answers, by how the questions are posed with this seed."""
    run = LessonRun(lesson, seed=1)
    run.go("check-vpc")
    number, missing, *_ = run.questions
    assert isinstance(number.outcome, Quantity)
    assert isinstance(missing.question, Matching)
    partners = [missing.options.index(pair.right) + 1 for pair in missing.question.pairs]
    return [f"{number.outcome.number:g}", " ".join(map(str, partners)), "2", "3", "2", ""]


def test_wrong_guesses_and_empty_lines_reach_the_end_too(lesson: Lesson) -> None:
    written: list[str] = []
    run = LessonRun(lesson, seed=2)

    status = play_plain(run, ["1\n", "\n"] * 40, written.append, 80, keeps=lambda: False)

    assert status == FINISHED
    assert "End of the lesson." in "".join(written)
