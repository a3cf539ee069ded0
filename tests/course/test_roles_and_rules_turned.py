"""Controls that attach a policy to a role, or add one rule to a security group, and no more."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "simulator"))

from msgspec.structs import replace
from network_shop import attach, shop
from scenes import function

from lambdatutor.authorisation import AUTHORISER
from lambdatutor.aws import operations as aws
from lambdatutor.aws.command_line import from_cli, to_cli
from lambdatutor.aws.errors import AwsError
from lambdatutor.course.catalogue import lessons_folder
from lambdatutor.course.controls import dial
from lambdatutor.course.door import read_line, refusal
from lambdatutor.course.lab_parts import Control
from lambdatutor.course.reader import lesson_file
from lambdatutor.course.style import check_style
from lambdatutor.course.targets import ControlError, turning
from lambdatutor.simulator.identities.setup import IdentitiesSetup, RoleSetup
from lambdatutor.simulator.network.path import path
from lambdatutor.simulator.world import World

VPC_POLICY = "AWSLambdaVPCAccessExecutionRole"
WORLD = replace(
    shop(replace(function("outside"), role="outside-role"), replace(function("f"), role="other")),
    permissions="judged",
    identities=IdentitiesSetup(
        roles=(
            RoleSetup(name="outside-role", managed=("AWSLambdaBasicExecutionRole",)),
            RoleSetup(name="other", managed=(VPC_POLICY,)),
        )
    ),
)
POLICY = Control(control="policy", sets=f"role.{VPC_POLICY}", values=("no", "yes"))
LOGS = Control(control="logs", sets="role.AWSLambdaBasicExecutionRole", values=("no", "yes"))
RULE = Control(control="rule", sets="sg-database.5432 from 10.0.0.0/16", values=("no", "yes"))
GROUP = Control(control="group", sets="sg-database.5432 from sg-function", values=("no", "yes"))


def opened() -> World:
    return World(WORLD, authoriser=AUTHORISER)


def asked(world: World, source: str = "bastion") -> str:
    network = world.snapshot().network
    assert network is not None
    return path(network, source, "database", 5432).verdict


def test_with_its_policy_a_role_lets_the_function_into_a_vpc() -> None:
    turned, world = dial(POLICY, WORLD), opened()

    with pytest.raises(AwsError, match="permissions to call CreateNetworkInterface on EC2"):
        world.do(attach("outside", "subnet-a"))
    world.do(turned.target.operation("yes"))
    assert world.do(attach("outside", "subnet-a"))["LastUpdateStatus"] == "InProgress"


def test_a_policy_stands_as_the_role_of_the_function_has_it() -> None:
    assert dial(POLICY, WORLD).start == "no"
    assert dial(replace(POLICY, function="f"), WORLD).start == "yes"
    given = replace(WORLD, setup=(dial(POLICY, WORLD).target.operation("yes"),))
    assert dial(POLICY, given).start == "yes"


def test_a_function_without_a_role_of_its_own_has_the_one_that_is_made_for_it() -> None:
    world = replace(WORLD, functions=(function("new"),))
    attached = dial(POLICY, world).target.operation("yes")

    assert isinstance(attached, aws.AttachRolePolicy)
    assert attached.RoleName == "new-role"
    World(world, authoriser=AUTHORISER).do(attached)


def test_one_rule_comes_and_goes_and_the_others_stay() -> None:
    turned, world = dial(RULE, WORLD), opened()

    assert asked(world) == "dropped"
    world.do(turned.target.operation("yes"))
    assert asked(world) == "arrives"
    world.do(turned.target.operation("no"))
    assert asked(world) == "dropped"
    assert dial(GROUP, WORLD).start == "yes", "as the scenario has it, and untouched"
    assert turned.start == "no"


@pytest.mark.parametrize("control", [POLICY, LOGS, RULE, GROUP], ids=lambda each: each.control)
def test_every_change_is_a_command_that_turns_this_control_and_no_other(control: Control) -> None:
    dials = tuple(dial(each, WORLD) for each in (POLICY, LOGS, RULE, GROUP))
    turned = next(each for each in dials if each.name == control.control)
    for value in turned.values:
        operation = turning(turned.target, turned.start, value)
        assert from_cli(to_cli(operation)) == operation
        assert refusal(operation, dials) is None
        assert [each.read(operation) for each in dials if each is not turned] == [None] * 3
        assert turned.read(operation) == value


def test_a_rule_may_be_written_as_people_write_it() -> None:
    turned = dial(GROUP, WORLD)
    line = (
        "aws ec2 revoke-security-group-ingress --group-id sg-database --protocol tcp "
        "--port 5432 --source-group sg-function"
    )

    assert turned.read(read_line(line, (turned,))) == "no"


@pytest.mark.parametrize(
    ("sets", "sentence"),
    [
        ("role.AWSLambdaEverything", "neither an action nor a policy of AWS's own"),
        ("sg-database.5432 from everywhere", "not a port and who comes in"),
        ("sg-nope.5432 from sg-function", "has no sg-nope"),
    ],
)
def test_what_there_is_none_of_is_refused(sets: str, sentence: str) -> None:
    with pytest.raises(ControlError, match=sentence):
        dial(Control(control="x", sets=sets, values=("no", "yes")), WORLD)


@pytest.mark.parametrize(
    ("right", "wrong", "sentence"),
    [
        ("sg-database.5432 from 0", "sg-databse.5432 from 0", "has no sg-databse"),
        ("sg-database.5432 from 0", "sg-database.http from 0", "not a port and who comes in"),
        ("role.AWSLambdaVPC", "role.AWSLambdaVCP", "neither an action nor a policy"),
    ],
)
def test_a_slip_in_a_lesson_is_named_before_it_is_run(
    right: str, wrong: str, sentence: str
) -> None:
    good = (lessons_folder() / "networking" / "vpc.yaml").read_text(encoding="utf-8")
    assert f"sets: {right}" in good

    (finding,) = check_style(lesson_file(good.replace(f"sets: {right}", f"sets: {wrong}"), "v"))

    assert sentence in finding.sentence


@pytest.mark.parametrize("control", [POLICY, RULE], ids=lambda each: each.control)
def test_such_a_control_says_yes_or_no(control: Control) -> None:
    with pytest.raises(ControlError, match="neither yes nor no"):
        dial(replace(control, values=("maybe",)), WORLD)
