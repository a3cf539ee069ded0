"""Time on the wall becomes simulated time here, and nowhere else."""

from hypothesis import given
from hypothesis import strategies as st
from playing import Clock

from lambdatutor.tui.speed import FASTEST, LADDER, faster, slower, spoken
from lambdatutor.tui.ticker import BUDGET_S, LONGEST_GAP_S, Ticker


def playing(clock: Clock, speed: float) -> Ticker:
    ticker = Ticker(clock)
    ticker.speed = speed
    ticker.start()
    return ticker


@given(st.lists(st.floats(0.01, LONGEST_GAP_S), min_size=1), st.sampled_from(LADDER[:-1]))
def test_simulated_time_is_wall_time_at_the_asked_speed(gaps: list[float], speed: float) -> None:
    """However irregularly the timer ticks, nothing is lost and nothing is made up."""
    clock, gained = Clock(), 0
    ticker = playing(clock, speed)

    def plays(dt_us: int, at_most: int) -> tuple[int, bool]:
        nonlocal gained
        gained += dt_us
        return dt_us, True

    for gap in gaps:
        clock.now_s += gap
        ticker.tick(plays)

    assert abs(gained - sum(gaps) * speed * 1e6) <= 1 + 1e-6 * gained
    assert ticker.keeps_up


def test_a_tick_stops_at_its_budget_and_tells_the_real_speed() -> None:
    clock = Clock()
    ticker = playing(clock, 3_600.0)

    def slow(dt_us: int, at_most: int) -> tuple[int, bool]:
        clock.now_s += BUDGET_S * 0.6
        return 1_000, True

    for _ in range(50):
        clock.now_s += 0.1
        ticker.tick(slow)

    assert not ticker.keeps_up
    assert ticker.real_speed < 1


def test_a_program_that_slept_does_not_leap() -> None:
    clock, asked = Clock(), []
    ticker = playing(clock, 1.0)
    clock.now_s += 3_600

    ticker.tick(lambda dt_us, _: (asked.append(dt_us) or dt_us, True))

    assert asked == [LONGEST_GAP_S * 1e6]


def test_nothing_is_played_while_time_stands_still() -> None:
    clock, asked = Clock(), []
    ticker = playing(clock, 1.0)
    ticker.stop()
    clock.now_s += 1

    ticker.tick(lambda dt_us, _: (asked.append(dt_us) or dt_us, True))

    assert asked == []


def test_the_ladder_of_speeds_is_climbed_and_descended_step_by_step() -> None:
    up = [LADDER[0]]
    while up[-1] != FASTEST:
        up.append(faster(up[-1]))
    down = [FASTEST]
    while down[-1] != LADDER[0]:
        down.append(slower(down[-1]))

    assert tuple(up) == LADDER
    assert tuple(down) == LADDER[::-1]
    assert [spoken(LADDER[0]), spoken(1.0), spoken(3_600.0)] == ["1/50×", "1×", "3,600×"]


def test_a_speed_between_a_half_and_one_is_not_called_one() -> None:
    assert [spoken(speed) for speed in (0.05, 0.5, 0.7, 1.0, 2.5)] == [
        *("1/20×", "1/2×", "0.7×", "1×", "2.5×")
    ]
