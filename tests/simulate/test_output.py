"""The table and the charts fit the terminal they are printed on."""

import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from lambdatutor.cli import main
from lambdatutor.simulate.levels import Levels
from lambdatutor.simulate.outcome import outcome
from lambdatutor.simulate.output import charts
from lambdatutor.simulate.periods import MOST, period_for, points
from lambdatutor.simulate.play import Run
from lambdatutor.simulate.plot import columns, plot, round_top
from lambdatutor.simulate.progress import Progress
from lambdatutor.simulator.distributions import Fixed
from lambdatutor.simulator.scenario import Code, FunctionSetup, Scenario, Traffic
from lambdatutor.simulator.time import DAY, SECOND, Micros
from lambdatutor.simulator.world import World

numbers = st.lists(st.floats(0, 1e9), max_size=500)


@given(values=numbers, width=st.integers(0, 250), ascii_only=st.booleans())
def test_no_chart_is_wider_than_the_terminal(
    values: list[float], width: int, ascii_only: bool
) -> None:
    lines = plot("Requests", values, end="10 min", width=width, ascii_only=ascii_only)

    assert all(cell_len(line) <= width for line in lines)
    assert not ascii_only or all(line.isascii() for line in lines)


@given(values=numbers.filter(any), count=st.integers(1, 500))
def test_the_highest_value_is_always_drawn(values: list[float], count: int) -> None:
    assert max(columns(values, count)) in values
    assert len(columns(values, count)) == count
    if count <= len(values):
        assert max(columns(values, count)) == max(values)


@given(st.floats(0.001, 1e12))
def test_the_axis_ends_on_a_round_number_above_all_values(highest: float) -> None:
    top = round_top(highest)

    assert top >= highest
    assert f"{top:e}"[0] in "125"


def test_a_single_busy_period_is_seen() -> None:
    quiet = [0.0] * 1_000
    lines = plot("Throttles", [*quiet, 5.0, *quiet], end="1 h", width=60)

    assert any("\u2801" <= letter <= "\u28ff" for line in lines for letter in line)


@given(st.integers(1, 400 * DAY))
def test_a_run_of_any_length_has_few_periods(until_us: int) -> None:
    assert until_us <= MOST * period_for(until_us)


def steady(rate: float, until: Micros) -> World:
    scenario = Scenario(
        functions=(FunctionSetup(name="f"),), traffic=(Traffic(rate=rate),), until=until
    )
    return World(scenario, periods=((period_for(until), MOST),))


def test_a_run_that_is_stopped_shows_the_rate_that_it_had() -> None:
    world = steady(10.0, Micros(DAY))
    period_us = period_for(DAY)
    world.advance(period_us + period_us * 3 // 4)

    first, second = points(world, period_us)

    assert first.requests_per_s == pytest.approx(10, rel=0.01)
    assert second.requests_per_s == pytest.approx(10, rel=0.01)


def test_a_sliver_of_a_period_makes_no_peak() -> None:
    period_us = period_for(DAY)
    quick = FunctionSetup(name="f", code=Code(init=Fixed(Micros(1)), run=Fixed(Micros(1))))
    world = World(
        Scenario(functions=(quick,), traffic=(Traffic(at=period_us),), until=DAY),
        periods=((period_us, MOST),),
    )
    world.advance(period_us + 1_000)

    peak = max(point.requests_per_s for point in points(world, period_us))

    assert 0 < peak < 0.01


def drawn(world: World) -> list[str]:
    """The charts of a run that was stopped now."""
    run = Run(world, (), Levels(world, period_for(world.scenario.until)))
    found = outcome(run, stopped=True, wall_s=1.0)
    return charts(found.series, world.now_us, 80, ascii_only=True)


def test_a_chart_ends_when_the_run_did() -> None:
    world = steady(10.0, Micros(DAY))
    world.advance(25 * 60 * SECOND)

    assert any(line.endswith(" 25 min") for line in drawn(world))


def test_a_run_too_short_for_a_chart_says_so_in_place_of_a_black_bar() -> None:
    world = steady(10.0, Micros(DAY))
    world.advance(60 * SECOND)

    assert drawn(world) == [
        "",
        "Too short for charts: they have one point every 10 min.",
    ]


def test_longer_runs_never_have_shorter_periods() -> None:
    lengths = [period_for(seconds * SECOND) for seconds in range(1, 100_000, 97)]

    assert all(before <= after for before, after in pairwise(lengths))


@pytest.mark.parametrize("width", [40, 80, 132])
def test_a_terminal_gets_a_table_and_charts_within_its_width(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))

    assert (
        main(["simulate", "--reserved", "5", "--burst", "50@20s", "--for", "60s", "--plots"]) == 0
    )

    lines = capsys.readouterr().out.splitlines()
    assert all(cell_len(line) <= width for line in lines)
    text = "\n".join(lines)
    for part in ("Traffic", "Environments", "Duration", "Money", "Requests a second", "Throttled"):
        assert part in text


def test_a_pipe_gets_the_table_without_charts_and_colours(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["simulate", "--for", "60s"]) == 0

    out, err = capsys.readouterr()
    assert "Traffic" in out
    assert "Requests a second" not in out
    assert "\x1b" not in out
    assert err == ""


def test_what_aws_does_not_publish_is_marked(capsys: pytest.CaptureFixture[str]) -> None:
    main(["simulate", "--for", "60s", "--idle-timeout", "90s", "--routing", "oldest"])

    own = capsys.readouterr().out.partition("The simulator's own")[2]
    assert "idle life *" in own
    assert "90 s" in own
    assert "oldest" in own
    assert "AWS does not publish" in own


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def quiet_world() -> World:
    return World(
        Scenario(
            functions=(FunctionSetup(name="f"),), traffic=(Traffic(rate=1.0),), until=Micros(SECOND)
        )
    )


def test_progress_says_how_much_is_done_and_goes_away() -> None:
    world, screen, seconds = quiet_world(), Terminal(), iter(range(100))
    progress = Progress(world, screen, clock=lambda: float(next(seconds)))
    world.advance(SECOND // 4)

    progress.look()
    assert screen.getvalue() == "\r 25% done, 1 requests a second, 0:03 left"
    progress.close()
    assert screen.getvalue().endswith("left\r" + " " * 41 + "\r")


def test_progress_is_silent_without_a_terminal() -> None:
    file, seconds = io.StringIO(), iter(range(100))
    progress = Progress(quiet_world(), file, clock=lambda: float(next(seconds)))

    progress.look()
    progress.close()
    assert file.getvalue() == ""
