"""Whatever is done to a judged account, by whoever: it is carried out or refused, and no more."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from permitted import allow, deny, opened, policy, role, user
from thorough import examples

sys.path.insert(0, str(Path(__file__).parent.parent / "simulator"))

from any_operation import operations
from busy_account import busy_account

from lambdatutor.aws.operations import Operation
from lambdatutor.errors import LambdaTutorError
from lambdatutor.simulator.outside import SetCaller
from lambdatutor.simulator.time import MILLISECOND

PEOPLE = (
    user("mia", allow("*")),
    user("ole", allow("lambda:*"), deny("lambda:Delete*")),
    user("eve"),
)
WHO = st.sampled_from(("", "mia", "ole", "eve", "doer"))
STEPS = st.lists(
    st.one_of(
        st.integers(0, 20_000).map(lambda ms: ms * MILLISECOND),
        WHO.map(lambda name: SetCaller(Caller=name)),
        operations,
        operations,
    ),
    max_size=12,
)


@settings(max_examples=examples(25))
@given(steps=STEPS, seed=st.integers(0, 100))
def test_it_is_carried_out_or_refused_and_a_copy_stands_where_it_stood(
    steps: list[int | Operation], seed: int
) -> None:
    given_ = busy_account()
    people = replace(
        given_.identities,
        users=(*given_.identities.users, *PEOPLE),
        roles=(*given_.identities.roles, role(name="doer", managed=("AdministratorAccess",))),
    )
    # Its functions may do everything, and all doors are open: its setup is not refused.
    door = policy(allow("lambda:*", Principal="*"))
    people = replace(
        people,
        resource_policies={f"lambda:{each.name}": door for each in given_.functions},
    )
    functions = tuple(replace(each, role="doer") for each in given_.functions)
    world = opened(
        replace(given_, permissions="judged", identities=people, functions=functions), seed
    )
    for step in steps:
        if isinstance(step, int):
            world.advance(world.now_us + step)
            continue
        with suppress(LambdaTutorError):
            world.do(step)
    copy = world.copy()
    assert copy.log.digest() == world.log.digest()
    for each in (copy, world):
        each.advance(each.now_us + 5_000 * MILLISECOND)
    assert copy.log.digest() == world.log.digest()
