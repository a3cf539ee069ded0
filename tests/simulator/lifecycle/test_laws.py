"""Laws that hold whatever happens to environments: nothing is lost, nothing is left behind."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from scenes import FEW, code, function, poisson, provision, published
from scenes import scenario as scene

from lambdatutor.aws.operations import UpdateFunctionCode, UpdateFunctionConfiguration
from lambdatutor.aws.shapes import SnapStart
from lambdatutor.simulator.checkpoint import freeze, restore
from lambdatutor.simulator.distributions import parse_distribution
from lambdatutor.simulator.scenario import Scenario
from lambdatutor.simulator.time import MINUTE, SECOND, parse
from lambdatutor.simulator.world import World

ON = UpdateFunctionConfiguration(FunctionName="f", SnapStart=SnapStart(ApplyOn="PublishedVersions"))

behaviours = st.fixed_dictionaries(
    {
        "init": st.sampled_from(("0s", "500ms", "11s", "exp:2s")),
        "run": st.sampled_from(("100ms", "exp:1s", "4s")),
        "errors": st.sampled_from((0.0, 0.2)),
        "failure": st.sampled_from(("exception", "exit")),
        "init_errors": st.sampled_from((0.0, 0.0, 0.4, 1.0)),
        "extensions": st.sampled_from(("none", "internal", "external")),
        "extension_run": st.sampled_from((0, 300_000)),
        "tmp": st.sampled_from((0, 100)),
        "background": st.sampled_from((None, parse_distribution("exp:2s"))),
        "after_restore": st.sampled_from((0, 50_000, 11_000_000)),
    }
)
"""Every way to live and to fail at once."""


def world_of(
    behaviour: dict[str, object], *, snap_start: bool, proactive: float, slow: bool, seed: int
) -> World:
    setup = [ON, published()] if snap_start else [published(), provision(3)]
    two = code(**behaviour | {"run": "200ms"})
    of: Scenario = scene(
        function(**behaviour, releases={"two": two}, timeout="5s"),
        traffic=[poisson(3, until=parse("2min")),
                 poisson(5, name="q", qualifier="1", until=parse("2min"))],
        setup=setup,
        quota=120,
        idle="exp:20s",
        lifetime="uniform:30s..90s",
    )  # fmt: skip
    update = "exp:8s" if slow else "0s"
    return World(
        replace(of, proactive_init=proactive, function_update=parse_distribution(update)),
        seed=seed,
    )


@settings(FEW, max_examples=8)
@given(
    behaviour=behaviours,
    snap_start=st.booleans(),
    proactive=st.sampled_from((0.0, 0.5)),
    slow=st.booleans(),
    seed=st.integers(0, 50),
    looks=st.lists(st.integers(1, 120), max_size=5),
)
def test_all_that_is_let_in_ends_and_nothing_is_left_behind(
    *,
    behaviour: dict[str, object],
    snap_start: bool,
    proactive: float,
    slow: bool,
    seed: int,
    looks: list[int],
) -> None:
    world = world_of(behaviour, snap_start=snap_start, proactive=proactive, slow=slow, seed=seed)
    unseen = world_of(behaviour, snap_start=snap_start, proactive=proactive, slow=slow, seed=seed)
    for each in (world, unseen):
        each.advance(50 * SECOND)
        each.do(UpdateFunctionCode(FunctionName="f", S3Key="two"))
    for at_s in sorted(looks):
        world.advance(max(world.now_us, at_s * SECOND))
        view = world.snapshot()
        for one in view.environments:
            assert 0 <= one.remembered <= one.served
            assert 0 <= one.tmp_files <= one.served
            assert one.tmp_mb <= 512
        assert view.functions[0].in_flight <= view.account_limit
    copy = restore(freeze(world))
    for each in (world, unseen, copy):
        each.advance(10 * MINUTE)

    assert world.log.digest() == unseen.log.digest() == copy.log.digest()
    totals = world.snapshot().totals
    assert totals.requests == totals.accepted + totals.throttles + totals.refused
    assert totals.requests == len(world.records()) == len({r.number for r in world.records()})
    assert world.snapshot().functions[0].in_flight == 0
    assert world.snapshot().account_in_flight == 0
    left = [each for each in world.snapshot().environments if not each.provisioned]
    assert left == []
