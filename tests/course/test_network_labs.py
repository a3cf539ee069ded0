"""Network labs: packets in checks, and what `lambdatutor check` says of a lab that can be gamed."""

from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import replace

from lambdatutor.course.cases import perform
from lambdatutor.course.evaluation import evaluate
from lambdatutor.course.expressions import Expression, parse_expression
from lambdatutor.course.findings import LessonErrors
from lambdatutor.course.format import NetworkLab
from lambdatutor.course.lesson_run import LessonRun
from lambdatutor.course.networks.cheats import network_cheats
from lambdatutor.course.networks.packet_checks import resolved
from lambdatutor.course.networks.packets import call_views, packet_views
from lambdatutor.course.proofs import prove
from lambdatutor.course.reader import lesson_file, read_lesson
from lambdatutor.course.style import check_style
from lambdatutor.simulator.network.network_view import NetworkView
from lambdatutor.simulator.network.parts import Call
from lambdatutor.simulator.time import SECOND
from lambdatutor.simulator.world import World

PATH = Path(__file__).parent / "lessons" / "rooms.yaml"
GOOD = PATH.read_text()


def opened(text: str = GOOD) -> LessonRun:
    run = LessonRun(lesson_file(text, "rooms.yaml").lesson, seed=7)
    run.go("let-them-pay")
    return run


def lab_of(run: LessonRun) -> NetworkLab:
    assert isinstance(run.step, NetworkLab)
    return run.step


def network_in(run: LessonRun) -> NetworkView:
    assert run.player is not None
    found = run.player.world.snapshot().network
    assert found is not None
    return found


def fates(run: LessonRun) -> dict[str, tuple[str, bool]]:
    return {
        each.id: (each.fate, each.right)
        for each in packet_views(network_in(run), lab_of(run).packets)
    }


def found(text: str) -> str:
    """What `lambdatutor check` says, a line each."""
    try:
        file = lesson_file(text, "rooms.yaml")
        findings = (*check_style(file), *prove(file))
    except LessonErrors as errors:
        findings = errors.findings
    return "\n".join(f"{each.line}: {each.sentence} {each.suggestion}" for each in findings)


def holds(check: str, run: LessonRun) -> bool:
    """Whether a check is true now, as an objective of the lab."""
    expression = parse_expression(check)
    objective = replace(lab_of(run).objectives[0], check=expression)
    (now, *_) = resolved(replace(lab_of(run), objectives=(objective,))).objectives
    assert run.player is not None
    return evaluate(now.check, run.player.world) is True


def faces(run: LessonRun) -> dict[str, str]:
    return {each.id: each.face for each in run.objectives}


# The lab at work


def test_packets_fare_as_the_network_is_after_each_change() -> None:
    run = opened()
    assert fates(run) == {
        "query": ("dropped", False),
        "pay": ("dropped", False),
        "scan": ("dropped", True),
        "hop": ("dropped", True),
    }

    run.set_control("door", "0.0.0.0/0")
    assert fates(run)["query"] == ("arrives", True)
    assert fates(run)["hop"] == ("arrives", False)
    run.undo()
    assert fates(run)["hop"] == ("dropped", True)


def test_the_lab_is_met_by_its_solution_and_objectives_ask_of_packets() -> None:
    run = opened()
    run.set_control("door", "sg-function")
    run.restart()
    run.advance(5 * SECOND)
    assert (faces(run)["paid"], faces(run)["closed"]) == ("not yet", "holding")

    run.set_control("way-out", "nat-a")
    run.restart()
    run.advance(30 * SECOND)
    assert set(faces(run).values()) == {"met"}
    assert [each.met for each in run.judge()] == [True]


def test_a_hint_may_ask_of_a_packet() -> None:
    run = opened()
    assert run.hint() == "Which security group stands in front of the database?"
    run.set_control("door", "sg-function")
    assert run.hint() == "What does the route table do with an address on the internet?"


def test_a_packet_with_an_end_that_is_gone_is_neither_right_nor_drawn() -> None:
    run = opened()
    packet = replace(lab_of(run).packets[0], source="nobody")

    (view,) = packet_views(network_in(run), (packet,))
    assert (view.fate, view.right, view.path) == ("nowhere", False, None)


def test_of_several_ways_the_one_is_shown_that_goes_wrong() -> None:
    text = GOOD.replace(
        "network: {subnets: [subnet-a], security_groups: [sg-function]}",
        "network: {subnets: [subnet-a, subnet-public], security_groups: [sg-function]}",
        1,
    )
    run = opened(text)
    run.set_control("way-out", "nat-a")
    leak = replace(lab_of(run).packets[1], must="be-dropped")

    (view,) = packet_views(network_in(run), (leak,))
    assert (view.fate, view.right) == ("arrives", False), "from subnet-a"
    assert not holds('dropped("pay")', run)
    assert not holds('arrives("pay")', run)
    pay = packet_views(network_in(run), lab_of(run).packets)[1]
    assert pay.path is not None
    assert pay.path.stopped_at is not None
    assert pay.path.stopped_at.id == "igw-shop", "from subnet-public; from subnet-a it arrives"


def test_the_latest_call_comes_first() -> None:
    network = network_in(opened())
    calls = (
        Call("checkout", "database", SECOND, arrived=False, stopped_at="sg-database"),
        Call("checkout", "aws:sqs", 2 * SECOND, arrived=False, stopped_at="rtb-private"),
    )

    views = call_views(network._replace(calls=calls), {})
    assert [each.says for each in views] == ["checkout calls sqs", "checkout calls database"]


@pytest.mark.parametrize(
    ("more", "fate"),
    [("", "arrives"), (", port: 22", "dropped"), (", family: ipv6", "dropped")],
)
def test_a_check_of_a_packet_asks_for_its_port_and_family(more: str, fate: str) -> None:
    run = opened(
        GOOD.replace("from: checkout, to: database", f"from: checkout{more}, to: database")
    )
    run.set_control("door", "sg-function")

    assert holds(f'{fate}("query")', run)
    assert fates(run)["query"][0] == fate


def test_a_host_that_refuses_was_reached_and_has_not_dropped() -> None:
    text = GOOD.replace("from: bastion, to: database", "from: internet, port: 23, to: bastion")
    run = opened(text.replace("from: 0.0.0.0/0, ports: 22", "from: 0.0.0.0/0, ports: 20-29"))

    assert fates(run)["hop"] == ("refused", False)
    assert not holds('dropped("hop")', run)
    assert not holds('arrives("hop")', run)


def test_a_packet_of_nobody_is_neither_answered_nor_dropped() -> None:
    run = opened()

    assert run.player is not None
    world = run.player.world
    assert not evaluate(parse_expression('kept_out("nobody", "database")'), world)
    assert evaluate(parse_expression('kept_out("internet", "database")'), world)


def test_a_run_shows_the_last_call_of_each_function_to_each_thing() -> None:
    run = LessonRun(read_lesson(PATH), seed=7)
    run.go("nobody-pays")
    assert run.player is not None
    dependencies = {each.name: each for each in run.lesson.world.dependencies}
    assert call_views(network_in(run), dependencies) == ()

    run.advance(8 * SECOND)
    views = call_views(network_in(run), dependencies)
    assert [(each.says, each.words) for each in views] == [
        ("mailer calls payments", "hangs at rtb-private"),
        ("checkout calls database", "hangs at sg-database"),
    ]


# What check says


def test_the_lesson_itself_has_no_fault() -> None:
    assert found(GOOD) == ""


class Spoilt(NamedTuple):
    """A change that makes the lesson wrong, and what is said of it."""

    old: str
    new: str
    says: str


SPOILT = {
    "an end that is not there": Spoilt(
        "from: checkout, to: database, must", "from: chekout, to: database, must", '"checkout"'
    ),
    "a target that is not there": Spoilt(
        "from: bastion, to: database", "from: bastion, to: databse", 'Did you mean "database"?'
    ),
    "a service that is none": Spoilt(
        "from: checkout, to: internet", "from: checkout, to: aws:dynamo", 'mean "dynamodb"'
    ),
    "a port that is none": Spoilt("to: internet,\n", "to: internet, port: 70000,\n", "65535"),
    "a packet twice": Spoilt("{id: hop,", "{id: scan,", 'packet "scan" is there twice'),
    "a packet that no objective asks of": Spoilt(
        ' and dropped("hop")', "", 'what becomes of the packet "hop" Add: dropped("hop").'
    ),
    "a check of a packet that is not there": Spoilt(
        'dropped("hop")', 'dropped("hopp")', 'this lab has no packet "hopp"'
    ),
    "a hint about a packet that is not there": Spoilt(
        'when: not arrives("pay")', 'when: not arrives("pai")', 'this lab has no packet "pai"'
    ),
    "a packet outside of a network lab": Spoilt(
        "kind: network", "kind: simulation", '"packets" is not a key of a lab'
    ),
    "a lab without packets": Spoilt("kind: network", "kind: networks", 'Did you mean "network"?'),
    "what must become of it": Spoilt(
        "must: be-dropped, why: Whoever", "must: be-lost, why: Whoever", "be-dropped"
    ),
    "a solution that leaves a packet wrong": Spoilt(
        "solution:\n      - {set: door, to: sg-function}",
        "solution:\n      - {set: door, to: 0.0.0.0/0}",
        "this must be dropped, and with the solution it does not database answers",
    ),
}


@pytest.mark.parametrize("case", SPOILT)
def test_a_spoilt_network_lab_is_found_out(case: str) -> None:
    old, new, says = SPOILT[case]
    assert GOOD.count(old) == 1
    assert says in found(GOOD.replace(old, new))


HOP = GOOD[GOOD.index("      - {id: hop,") : GOOD.index("    objectives:")]
ONLY_PAY = ('arrives("query") and arrives("pay")', 'arrives("pay")')
LOST_CALLS = ("lost_calls(after=1s) == 0 and arrivals() > 0", "arrivals() > 0")
GAMED = {
    "opens every security group to 0.0.0.0/0": (
        ("- {id: rtb-private}", "- {id: rtb-private, routes: [{to: 0.0.0.0/0, via: nat-a}]}"),
        (HOP, ""),
        (' and dropped("hop")', ""),
    ),
    "takes checkout out of its VPC": (ONLY_PAY, LOST_CALLS),
    "uses every gateway and endpoint": (ONLY_PAY, LOST_CALLS),
}
"""What a lab forgets, and how it is passed then."""


@pytest.mark.parametrize("cheat", GAMED)
def test_a_lab_that_can_be_gamed_is_found_out(cheat: str) -> None:
    text = GOOD
    for old, new in GAMED[cheat]:
        assert text.count(old) == 1, old
        text = text.replace(old, new)

    said = f"a learner who {cheat} meets every objective"
    assert said in found(text)
    assert said not in found(GOOD)


def test_the_cheat_of_making_all_public_does_so() -> None:
    scenario = read_lesson(PATH).world
    world = World(scenario)
    cheat = next(each for each in network_cheats(scenario) if each.name.startswith("makes every"))
    refused = [no for each in cheat.operations if (no := perform(world, each)) is not None]

    network = world.snapshot().network
    assert refused == []
    assert network is not None
    assert all(
        any(rule.peer == "0.0.0.0/0" and rule.protocol == "-1" for rule in group.ingress)
        for group in network.groups
        if not group.id.endswith("default")
    )
    assert all(
        any(route.via == "igw-shop" for route in table.routes)
        for table in network.tables
        if not table.main
    )


def test_an_id_in_a_check_stands_for_its_ends_and_the_source_is_kept() -> None:
    check = lab_of(opened()).objectives[0].check

    assert isinstance(check, Expression)
    assert str(check) == 'arrives("query") and arrives("pay")'
    assert "reaches" in repr(check.tree)
    assert "arrives" not in repr(check.tree)
