"""The four faces of an objective, and when a check is settled before its run is over."""

from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from thorough import examples

from lambdatutor.course.evaluation import evaluate
from lambdatutor.course.expressions import parse_expression
from lambdatutor.course.prospects import prospect
from lambdatutor.simulator.scenario import FunctionSetup, Scenario, Traffic
from lambdatutor.simulator.time import SECOND, Micros
from lambdatutor.simulator.world import World

BURSTS = Scenario(
    functions=(FunctionSetup(name="checkout"),),
    traffic=(
        Traffic(name="shop", every=SECOND, count=2, until=Micros(10 * SECOND)),
        Traffic(name="pings", kind="ping", every=Micros(3 * SECOND), until=Micros(10 * SECOND)),
    ),
    until=Micros(10 * SECOND),
)


class Stage(NamedTuple):
    """A check at a second of the run."""

    check: str
    second: float
    holds: bool
    can_change: bool


@pytest.mark.parametrize(
    "stage",
    [
        Stage("throttles() == 0", 5, holds=True, can_change=True),
        Stage("throttles() > 0", 5, holds=False, can_change=True),
        Stage("arrivals() >= 3", 5, holds=True, can_change=False),
        Stage("arrivals() > 1000", 5, holds=False, can_change=True),
        Stage("arrivals() <= 3", 5, holds=False, can_change=False),
        Stage("arrivals() == 3", 5, holds=False, can_change=False),
        Stage("arrivals() != 3", 5, holds=True, can_change=False),
        Stage("3 >= arrivals()", 5, holds=False, can_change=False),
        Stage("-arrivals() < -3", 5, holds=True, can_change=False),
        Stage("not arrivals() >= 3", 5, holds=False, can_change=False),
        Stage("arrivals() * 2 >= 3", 5, holds=True, can_change=False),
        Stage("10 - arrivals() <= 3", 5, holds=True, can_change=False),
        Stage("arrivals() >= 3 or throttles() > 0", 5, holds=True, can_change=False),
        Stage("arrivals() <= 3 and throttles() == 0", 5, holds=False, can_change=False),
        Stage("arrivals() >= 3 and throttles() == 0", 5, holds=True, can_change=True),
        Stage("served() == arrivals()", 5.1, holds=False, can_change=True),
        Stage("reserved() <= 5", 5, holds=False, can_change=True),
        Stage("memory() == 128MB", 5, holds=True, can_change=True),
        Stage("max(latency) < 1s", 0, holds=False, can_change=True),
        Stage("1 < 2", 5, holds=True, can_change=False),
    ],
    ids=lambda stage: stage.check,
)
def test_what_only_grows_settles_a_check_before_the_end(stage: Stage) -> None:
    world = World(BURSTS)
    world.advance(round(stage.second * SECOND))

    now = prospect(parse_expression(stage.check), world)

    assert (now.holds, now.can_change) == (stage.holds, stage.can_change)


measures = st.sampled_from(
    ["arrivals()", "arrivals(kind=ping)", "served()", "cold_starts()", "warm()", "throttles()"]
)
terms = st.one_of(
    measures,
    st.integers(0, 30).map(str),
    st.tuples(measures, st.sampled_from("+-*"), measures).map(" ".join),
    measures.map("-{}".format),
)
comparisons = st.tuples(terms, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), terms).map(
    " ".join
)
checks = st.one_of(
    comparisons,
    st.tuples(comparisons, st.sampled_from(["and", "or"]), comparisons).map(" ".join),
    comparisons.map("not {}".format),
)


@settings(max_examples=examples(50))
@given(checks)
def test_a_settled_check_never_changes_again(source: str) -> None:
    check, world = parse_expression(source), World(BURSTS)
    settled: bool | None = None
    for tenth in range(101):
        world.advance(tenth * SECOND // 10)
        now = prospect(check, world)

        assert now.holds is (evaluate(check, world) is True)
        assert settled in (None, now.holds)
        if not now.can_change:
            settled = now.holds
