"""Times and distributions of times: what is written is read back, and samples have their mean."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lambdatutor.simulator.distributions import (
    Distribution,
    DistributionError,
    Exponential,
    Fixed,
    Lognormal,
    Uniform,
    parse_distribution,
)
from lambdatutor.simulator.randomness import stream
from lambdatutor.simulator.time import LONGEST, Micros, TimeError, clock, parse, spoken, written

times = st.integers(0, LONGEST).map(Micros) | st.sampled_from(
    [Micros(unit * factor) for unit in (1, 1_000, 10**6, 6 * 10**7) for factor in (1, 59, 1_500)]
)
some_times = st.integers(1, LONGEST).map(Micros)

distributions: st.SearchStrategy[Distribution] = st.one_of(
    times.map(Fixed),
    times.map(Exponential),
    st.tuples(some_times, some_times).map(sorted).map(lambda two: Lognormal(*two)),
    st.tuples(times, times).map(sorted).map(lambda two: Uniform(*two)),
)


@given(us=times)
def test_a_written_time_is_read_back(us: Micros) -> None:
    assert parse(written(us)) == us


@pytest.mark.parametrize(
    ("us", "text"),
    [(0, "0s"), (800_000, "800ms"), (1_500_000, "1.5s"), (300_000_000, "5min"), (1_001, "1001us"),
     (90_000_000, "90s"), (7_200_000_000, "2h"), (61_240_000, "61.24s"), (86_400_000_000, "1d")],
)  # fmt: skip
def test_times_are_written_as_people_write_them(us: int, text: str) -> None:
    assert written(us) == text


@pytest.mark.parametrize(
    ("text", "us"), [("1.5s", 1_500_000), (" 10min ", 600_000_000), ("0.5us", 0), ("3µs", 3)]
)
def test_times_are_read_with_their_unit(text: str, us: int) -> None:
    assert parse(text) == us


@given(
    text=st.text(max_size=12) | st.from_regex(r"[0-9.]{1,400}(us|ms|s|min|h|d)?", fullmatch=True)
)
@example(text="9" * 400 + "s")
@example(text="5")
@example(text="1e3s")
@example(text="401d")
def test_any_other_text_is_refused_in_words(text: str) -> None:
    for read, refusal in ((parse, TimeError), (parse_distribution, DistributionError)):
        try:
            read(text)
            continue
        except refusal as error:
            refused = error
        assert refused.args == (refused.text, refused.problem)
        assert str(refused).endswith(refused.problem)


@given(distribution=distributions)
def test_a_written_distribution_is_read_back(distribution: Distribution) -> None:
    assert parse_distribution(str(distribution)) == distribution


@pytest.mark.parametrize(
    "text", ["", "gauss:1s", "uniform:2s..1s", "uniform:2s", "lognormal:1s", "lognormal:2s,p99=1s",
             "lognormal:0s,p99=1s", "exp:", "exp:1", "fixed:x", "exp:1s:2s"],
)  # fmt: skip
def test_what_is_no_distribution_is_refused(text: str) -> None:
    with pytest.raises(DistributionError):
        parse_distribution(text)


@given(distribution=distributions, low=st.floats(0, 1), high=st.floats(0, 1))
def test_more_luck_never_takes_less_time(
    distribution: Distribution, low: float, high: float
) -> None:
    low, high = sorted(min(each, 1 - 2**-53) for each in (low, high))
    first, second = distribution.at(low), distribution.at(high)

    assert isinstance(first, int)
    if low or not isinstance(distribution, Lognormal):
        assert distribution.least() <= first <= second
    assert first >= 0


@pytest.mark.parametrize(
    "text", ["200ms", "exp:2s", "lognormal:200ms,p99=1s", "uniform:5min..7min", "exp:7us"]
)
def test_samples_have_the_mean_that_is_promised(text: str) -> None:
    distribution = parse_distribution(text)
    luck = stream(1, "a test")
    samples = [distribution.at(luck.random()) for _ in range(40_000)]

    assert sum(samples) / len(samples) == pytest.approx(distribution.mean(), rel=0.02)


def test_a_lognormal_has_its_median_and_its_99th_percentile() -> None:
    distribution = parse_distribution("lognormal:200ms,p99=1s")

    assert distribution.at(0.5) == 200_000
    assert distribution.at(0.99) == pytest.approx(1_000_000, abs=1)


@pytest.mark.parametrize(
    ("us", "said"),
    [(0, "0 ms"), (1_500, "1.5 ms"), (200_000, "200 ms"), (1_040_000, "1.04 s"), (90e6, "90 s"),
     (360e6, "6 min"), (7_200e6, "2 h"), (3 * 86_400e6, "3 d")],
)  # fmt: skip
def test_times_are_spoken_in_few_figures(us: float, said: str) -> None:
    assert spoken(us) == said


@given(us=st.integers(0, LONGEST))
def test_any_moment_can_be_shown(us: int) -> None:
    assert spoken(us)[0].isdigit()
    assert clock(us)[0].isdigit()


def test_moments_are_shown_with_milliseconds() -> None:
    assert clock(61_240_000) == "61.240 s"
    assert clock(3_725_000_000) == "1:02:05.000"
