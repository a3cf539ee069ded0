"""Measures are taken of a real run, and each says what its line of help says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from thorough import examples

from lambdatutor.aws.operations import (
    CreateAlias,
    PublishVersion,
    PutFunctionConcurrency,
    PutProvisionedConcurrencyConfig,
)
from lambdatutor.course.evaluation import evaluate
from lambdatutor.course.expressions import parse_expression
from lambdatutor.course.meaning import check
from lambdatutor.course.measure import EXAMPLES
from lambdatutor.course.measures import MEASURES
from lambdatutor.course.quantities import Quantity, Value
from lambdatutor.simulator.distributions import Fixed
from lambdatutor.simulator.scenario import Code, FunctionSetup, Scenario, Traffic
from lambdatutor.simulator.time import MILLISECOND, SECOND, Micros
from lambdatutor.simulator.world import World

CODE = Code(init=Fixed(Micros(800 * MILLISECOND)), run=Fixed(Micros(200 * MILLISECOND)))
CHECKOUT = FunctionSetup(name="checkout", memory=512, code=CODE)


def world(*traffic: Traffic, **scenario: object) -> World:
    return World(Scenario(functions=(CHECKOUT,), traffic=traffic, **scenario))


def shop() -> World:
    """Ana at 0 s; at 10 s Ben and Cho, one of whom finds Ana's environment; a ping at 20 s."""
    opened = world(
        Traffic(at=(Micros(0),)),
        Traffic(at=Micros(10 * SECOND), count=2),
        Traffic(at=Micros(20 * SECOND), kind="ping", run=Fixed(Micros(50 * MILLISECOND))),
    )
    opened.advance(30 * SECOND)
    return opened


def measured(source: str, run: World) -> Value | bool | None:
    expression = parse_expression(source)
    check(expression, wanted="value")
    return evaluate(expression, run)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("arrivals()", Quantity(4)),
        ("arrivals(kind=ping)", Quantity(1)),
        ("served(kind=customer)", Quantity(3)),
        ("cold_starts()", Quantity(2)),
        ("cold_starts(after=10s)", Quantity(1)),
        ("cold_starts(before=10s)", Quantity(1)),
        ("cold_starts(after=10.001s)", Quantity(0)),
        ("warm_starts()", Quantity(2)),
        ("cold_starts(function=checkout)", Quantity(2)),
        ("cold_starts(function=another)", Quantity(0)),
        ("throttles() + refused() + errors()", Quantity(0)),
        ("latency(1)", Quantity(1_000_000, "time")),
        ("latency(1) - latency(2)", Quantity(800_000, "time")),
        ("latency(1, kind=ping)", Quantity(50_000, "time")),
        ("latency(9)", None),
        ("duration(1)", Quantity(200_000, "time")),
        ("init(1)", Quantity(800_000, "time")),
        ("init(2)", None),
        ("billed(1)", Quantity(1_000_000, "time")),
        ("max(latency)", Quantity(1_000_000, "time")),
        ("max(latency())", Quantity(1_000_000, "time")),
        ("max(latency, kind=ping)", Quantity(50_000, "time")),
        ("max(latency(kind=ping))", Quantity(50_000, "time")),
        ("min(latency)", Quantity(50_000, "time")),
        ("p50(latency)", Quantity(200_000, "time")),
        ("p99(latency)", Quantity(1_000_000, "time")),
        ("total(billed)", Quantity(2_250_000, "time")),
        ("mean(init)", Quantity(800_000, "time")),
        ("mean(latency, kind=nobody)", None),
        ("environments()", Quantity(2)),
        ("environments(version=1)", Quantity(0)),
        ("environments_created()", Quantity(2)),
        ("peak_environments()", Quantity(2)),
        ("peak_concurrency()", Quantity(2)),
        ("peak_concurrency(before=10s)", Quantity(1)),
        ("warm()", Quantity(2)),
        ("in_flight() + starting()", Quantity(0)),
        ("requests_per_second(after=10s, before=20s)", Quantity(0.2)),
        ("requests_per_second(after=10s, before=10s)", None),
        ("memory(checkout)", Quantity(512, "MB")),
        ("timeout()", Quantity(3_000_000, "time")),
        ("reserved()", None),
        ("provisioned()", None),
        ("version(checkout, live)", None),
    ],
)
def test_a_quiet_shop(source: str, value: Value | None) -> None:
    assert measured(source, shop()) == value


def test_a_request_that_waits_counts_as_cold_and_has_no_latency_yet() -> None:
    run = world(Traffic(at=Micros(0)))
    run.advance(500 * MILLISECOND)

    assert measured("cold_starts()", run) == Quantity(1)
    assert measured("starting() + in_flight()", run) == Quantity(2)
    assert measured("peak_concurrency()", run) == Quantity(1)
    assert measured("latency(1)", run) is None
    assert measured("served()", run) == Quantity(0)


def test_a_request_that_was_turned_away_is_counted_and_has_no_latency() -> None:
    run = world(
        Traffic(at=Micros(0), count=3),
        setup=(PutFunctionConcurrency(FunctionName="checkout", ReservedConcurrentExecutions=2),),
    )
    run.advance(5 * SECOND)

    assert measured("arrivals()", run) == Quantity(3)
    assert measured("throttles()", run) == Quantity(1)
    assert measured("refused()", run) == Quantity(1)
    assert measured("cold_starts()", run) == Quantity(2)
    assert measured("latency(3)", run) is None
    assert measured("min(latency)", run) == Quantity(1_000_000, "time")
    assert measured('reserved("checkout")', run) == Quantity(2)


def test_settings_of_an_alias() -> None:
    run = world(
        setup=(
            PublishVersion(FunctionName="checkout"),
            CreateAlias(FunctionName="checkout", Name="live", FunctionVersion="1"),
            PutProvisionedConcurrencyConfig(
                FunctionName="checkout", Qualifier="live", ProvisionedConcurrentExecutions=3
            ),
        )
    )

    assert measured("version(checkout, live)", run) == "1"
    assert measured("provisioned(checkout, live)", run) == Quantity(3)
    assert measured("provisioned(checkout, beta)", run) is None
    assert measured("provisioned()", run) == Quantity(3)
    assert measured("environments(version=1)", run) == Quantity(3)


FIRST = {takes: ", ".join(examples) for takes, examples in EXAMPLES.items()}
"""What stands in the brackets of each measure, as its usage says."""


@settings(max_examples=examples(40))
@given(
    st.lists(st.tuples(st.integers(0, 3_000), st.integers(1, 4)), min_size=1, max_size=6),
    st.integers(0, 3),
)
def test_what_is_said_to_grow_only_never_falls(
    rushes: list[tuple[int, int]], reserved: int
) -> None:
    run = world(
        *(Traffic(at=Micros(at * MILLISECOND), count=count) for at, count in rushes),
        setup=(
            PutFunctionConcurrency(FunctionName="checkout", ReservedConcurrentExecutions=reserved),
        ),
    )
    growing = [each for each in MEASURES.values() if each.only_grows]
    before = dict.fromkeys((each.name for each in growing), 0.0)
    for at in range(0, 6_000, 400):
        run.advance(at * MILLISECOND)
        for each in growing:
            value = measured(f"{each.name}({FIRST[each.takes]})", run)
            number = value.number if isinstance(value, Quantity) else 0.0
            assert number >= before[each.name]
            before[each.name] = number


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_says_what_it_is_and_how_it_is_written(name: str) -> None:
    found = MEASURES[name]

    assert found.help.endswith(".")
    assert found.usage.startswith(f"{found.name}(")
    source = f"{found.name}({FIRST[found.takes]})"
    kind = check(parse_expression(source), wanted="truth" if found.unit == "truth" else "value")
    value = evaluate(parse_expression(source), shop())
    assert (
        value is None
        or isinstance(value, str)
        or (isinstance(value, bool) and kind == "truth")
        or (isinstance(value, Quantity) and value.unit == kind)
    )
