"""What a stream can bear: shards x factor x batch / duration, and how far behind it falls."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from stream_scenes import drop, f, into, reader, reading, sent, stream_of

from lambdatutor.simulator.streams.views import ReaderView
from lambdatutor.simulator.time import MINUTE, SECOND, Micros
from lambdatutor.simulator.world import World

SHARDS, BATCH = 4, 100


def ages_ms(world: World) -> dict[int, float]:
    """The highest IteratorAge of each minute."""
    periods = world.service.counters.periods("IteratorAge", "f")
    return {at_us // MINUTE: each.maximum for at_us, each in periods}


def readers(world: World) -> list[ReaderView]:
    return [shard.readers[0] for shard in world.snapshot().streams[0].shards]


def rush(rate: float, run: str = "500ms", until: int | None = None, **settings: object) -> World:
    traffic = into(rate=rate, until=None if until is None else Micros(until))
    scenario = reading(f(run=run), shards=SHARDS, traffic=(traffic,), **settings)
    return World(scenario, keep_events=False, keep_records=False)


class Minutes(NamedTuple):
    """1,000 records a second for three minutes."""

    done: tuple[int, ...]
    """How many records had been read at the end of each minute."""
    ages_ms: dict[int, float]


@pytest.fixture(scope="module")
def minutes() -> Minutes:
    world, done = rush(1_000), list[int]()
    for minute in range(1, 4):
        world.advance(minute * MINUTE)
        done.append(sum(each.done for each in readers(world)))
    return Minutes(tuple(done), ages_ms(world))


def test_four_shards_with_batches_of_100_in_half_a_second_bear_800_records_a_second(
    minutes: Minutes,
) -> None:
    before, _, after = minutes.done

    assert after - before == pytest.approx(800 * 120, abs=SHARDS * BATCH)


def test_at_1000_records_a_second_iterator_age_grows_by_a_fifth_of_a_second_each_second(
    minutes: Minutes,
) -> None:
    ages = minutes.ages_ms
    growth = (ages[2] - ages[1]) / (60 * 1_000)

    assert growth == pytest.approx(0.2, abs=0.01)


def test_a_backlog_drains_at_what_is_left_over() -> None:
    world = rush(1_000, until=80 * SECOND)
    world.advance(80 * SECOND)
    behind = sum(each.behind for each in readers(world))
    world.advance(95 * SECOND)
    left = sum(each.behind for each in readers(world))
    world.advance(2 * MINUTE)

    assert behind == pytest.approx(200 * 80, rel=0.06)
    assert behind - left == pytest.approx(800 * 15, abs=SHARDS * BATCH)
    assert sum(each.behind for each in readers(world)) == 0
    assert stream_of(world).put_count == sum(each.done for each in readers(world))


def test_twice_the_factor_bears_twice_as_much() -> None:
    world = rush(2_000, ParallelizationFactor=2)
    world.advance(20 * SECOND)
    before = sum(each.done for each in readers(world))
    world.advance(40 * SECOND)
    after = sum(each.done for each in readers(world))

    assert after - before == pytest.approx(1_600 * 20, abs=2 * SHARDS * BATCH)


def test_below_what_it_bears_a_record_waits_for_a_look_and_a_batch_at_most() -> None:
    world = rush(700)
    world.advance(90 * SECOND)

    assert max(ages_ms(world).values()) < 2_500
    assert max(each.behind for each in readers(world)) < 700


def test_a_backlog_of_one_shard_takes_batch_after_batch() -> None:
    world = World(reading(f(run="500ms"), BatchSize=100))
    drop(world, *[False] * 1_000)
    world.advance(10 * SECOND)

    assert sent(world) == [(500 * number, 100) for number in range(10)]
    assert reader(world).done == 1_000
