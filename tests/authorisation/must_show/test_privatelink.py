"""Track 11, privatelink: an interface endpoint, its policy, and a way without the internet."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace
from permitted import (
    HERE,
    Statement,
    allow,
    calls,
    denials,
    deny,
    later,
    logged,
    opened,
    policy,
    refused,
    role,
    statuses,
    told,
    uses,
)

from lambdatutor.authorisation import estate_of
from lambdatutor.aws import operations as aws
from lambdatutor.aws.command_line import from_cli
from lambdatutor.aws.shapes.policies import PolicyText
from lambdatutor.simulator.identities.setup import IdentitiesSetup
from lambdatutor.simulator.network.parts import Endpoint
from lambdatutor.simulator.network.path import path
from lambdatutor.simulator.network.setup import (
    EndpointSetup,
    IngressSetup,
    InternetGatewaySetup,
    NatGatewaySetup,
    NetworkSetup,
    PlacementSetup,
    RouteSetup,
    RouteTableSetup,
    SecurityGroupSetup,
    SubnetSetup,
    VpcSetup,
)
from lambdatutor.simulator.opening import ScenarioError
from lambdatutor.simulator.scenario import Code, FunctionSetup, Scenario
from lambdatutor.simulator.world import World

BILLING = f"arn:aws:lambda:us-east-1:{HERE}:function:billing"
PHOTOS = "arn:aws:s3:::photos/*"
VPC = "AWSLambdaVPCAccessExecutionRole"
CALLS = uses("lambda:InvokeFunction", BILLING)

PRIVATE = NetworkSetup(
    vpcs=(VpcSetup(id="vpc-shop"),),
    route_tables=(RouteTableSetup(id="rtb-private"),),
    subnets=(SubnetSetup(id="subnet-a", cidr="10.0.1.0/24", route_table="rtb-private"),),
    security_groups=(
        SecurityGroupSetup(id="sg-f"),
        SecurityGroupSetup(id="sg-door", ingress=(IngressSetup(peer="sg-f", ports=443),)),
    ),
)
"""One subnet, and no way out of it."""

WITH_NAT = replace(
    PRIVATE,
    route_tables=(
        RouteTableSetup(id="rtb-private", routes=(RouteSetup(to="0.0.0.0/0", via="nat-a"),)),
        RouteTableSetup(id="rtb-public", routes=(RouteSetup(to="0.0.0.0/0", via="igw-shop"),)),
    ),
    subnets=(
        *PRIVATE.subnets,
        SubnetSetup(id="subnet-public", cidr="10.0.9.0/24", route_table="rtb-public"),
    ),
    internet_gateways=(InternetGatewaySetup(id="igw-shop"),),
    nat_gateways=(NatGatewaySetup(id="nat-a", subnet="subnet-public"),),
)


def endpoint(service: str = "lambda", *statements: Statement) -> EndpointSetup:
    """An interface endpoint; without statements it has no policy of its own."""
    return EndpointSetup(
        id="vpce-door",
        service=service,
        subnets=("subnet-a",),
        security_groups=("sg-door",),
        policy=policy(*statements) if statements else None,
    )


def through(action: str, on: str = "*", principal: object = "*") -> Statement:
    """What the policy of an endpoint lets through."""
    return allow(action, on, Principal=principal)


def shop(
    *endpoints: EndpointSetup,
    network: NetworkSetup = PRIVATE,
    code: Code = CALLS,
    permissions: str = "judged",
    resources: dict[str, PolicyText] | None = None,
) -> Scenario:
    """A function in the subnet whose role may do everything, and one that it calls."""
    placed = PlacementSetup(subnets=("subnet-a",), security_groups=("sg-f",))
    return Scenario(
        functions=(
            FunctionSetup(name="f", role="f-role", code=code, network=placed),
            FunctionSetup(name="billing", role="f-role"),
        ),
        network=replace(network, endpoints=endpoints),
        identities=IdentitiesSetup(
            roles=(role(allow("*"), managed=(VPC,)),), resource_policies=resources or {}
        ),
        traffic=(calls("1s", function="f"),),
        permissions=permissions,  # type: ignore[arg-type]  one of its words
    )


def run(scene: Scenario) -> World:
    return later(opened(scene), "1min")


def door(world: World) -> Endpoint:
    network = world.snapshot().network
    assert network is not None
    return network.endpoints[0]


def again(world: World) -> str:
    """How one more request ends."""
    world.do(aws.Invoke(FunctionName="f"))
    return statuses(later(world, "1min"))[-1]


@pytest.mark.fact("VPC-008")
def test_an_interface_endpoint_is_a_way_to_lambda_without_the_internet() -> None:
    without, with_ = run(shop()), run(shop(endpoint()))
    network = with_.snapshot().network
    assert network is not None
    way = path(network, "f", "aws:lambda")

    assert statuses(without) == ["timeout"]
    assert statuses(with_) == ["ok"]
    assert not network.nat_gateways
    assert not network.internet_gateways
    assert [hop.id for hop in way.hops][-2:] == ["vpce-door", "aws:lambda"]
    assert not path(network, "f", "internet").arrives


def test_its_policy_lets_through_what_it_allows_and_nothing_else() -> None:
    may = run(shop(endpoint("lambda", through("lambda:InvokeFunction", BILLING))))
    may_not = run(shop(endpoint("lambda", through("lambda:GetFunction", BILLING))))

    assert statuses(may) == ["ok"]
    assert statuses(may_not) == ["error"]
    (denial,) = denials(may_not)
    assert denial.numbers["layer"] == "endpoint"
    assert (denial.numbers["policy"], denial.numbers["element"]) == ("vpce-door", "Action")
    assert "[ERROR] ClientError: An error occurred (AccessDeniedException)" in logged(may_not)
    assert (
        f"User: arn:aws:sts::{HERE}:assumed-role/f-role/f is not authorized to perform: "
        f"lambda:InvokeFunction on resource: {BILLING} because no VPC endpoint policy allows the "
        "lambda:InvokeFunction action"
    ) in logged(may_not)
    assert "VPC endpoint" in told(may_not, "permission.denied")


def test_a_deny_in_its_policy_wins_over_the_role() -> None:
    no = deny("lambda:InvokeFunction", BILLING, Principal="*")
    world = run(shop(endpoint("lambda", through("lambda:*"), no)))

    assert statuses(world) == ["error"]
    assert "with an explicit deny in a VPC endpoint policy" in logged(world)


def test_its_policy_may_name_the_role() -> None:
    ours = {"AWS": f"arn:aws:iam::{HERE}:role/f-role"}
    other = {"AWS": f"arn:aws:iam::{HERE}:role/other"}

    assert statuses(run(shop(endpoint("lambda", through("*", principal=ours))))) == ["ok"]
    assert statuses(run(shop(endpoint("lambda", through("*", principal=other))))) == ["error"]


def test_its_policy_grants_nothing() -> None:
    scene = shop(endpoint("lambda", through("*")))
    poor = replace(scene, identities=IdentitiesSetup(roles=(role(managed=(VPC,)),)))
    world = run(poor)

    assert statuses(world) == ["error"]
    assert denials(world)[0].numbers["layer"] == "identity"


def test_it_stands_in_no_other_way() -> None:
    """An endpoint of SQS does not see what is asked of Lambda, and neither does a NAT gateway."""
    closed = endpoint("sqs", through("sqs:SendMessage"))

    assert statuses(run(shop(closed, network=WITH_NAT))) == ["ok"]
    assert statuses(run(shop(closed))) == ["timeout"]


def test_what_code_sends_goes_through_it_too() -> None:
    queue = f"arn:aws:sqs:us-east-1:{HERE}:done"
    closed = endpoint("sqs", through("sqs:ReceiveMessage"))
    open_ = endpoint("sqs", through("sqs:SendMessage", queue))
    made = aws.CreateQueue(QueueName="done")
    worlds = [
        run(replace(shop(each, code=Code(sends=(queue,))), setup=(made,)))
        for each in (closed, open_)
    ]

    assert [statuses(each) for each in worlds] == [["error"], ["ok"]]
    assert [each.snapshot().queues[0].visible for each in worlds] == [0, 1]


def test_a_resource_can_ask_for_the_endpoint() -> None:
    """By aws:SourceVpce or aws:SourceVpc, which no call has that came another way."""
    writes = uses("s3:PutObject", "arn:aws:s3:::photos/cat.jpg")
    for key, value in (("aws:SourceVpce", "vpce-door"), ("aws:SourceVpc", "vpc-shop")):
        outside = {"StringNotEquals": {key: value}}
        only = {
            "arn:aws:s3:::photos": policy(
                deny("s3:PutObject", PHOTOS, Principal="*", Condition=outside)
            )
        }
        inside = shop(endpoint("s3"), code=writes, resources=only)
        around = shop(network=WITH_NAT, code=writes, resources=only)
        assert statuses(run(inside)) == ["ok"], key
        assert statuses(run(around)) == ["error"], key


def test_a_gateway_endpoint_has_a_policy_too() -> None:
    writes = uses("s3:PutObject", "arn:aws:s3:::photos/cat.jpg")
    gateway = EndpointSetup(
        id="vpce-door", service="s3", kind="gateway", route_tables=("rtb-private",)
    )
    photos = replace(gateway, policy=policy(through("s3:*", PHOTOS)))
    files = replace(gateway, policy=policy(through("s3:*", "arn:aws:s3:::files/*")))

    assert statuses(run(shop(photos, code=writes))) == ["ok"]
    assert statuses(run(shop(files, code=writes))) == ["error"]


def test_a_new_policy_counts_from_the_next_call_on() -> None:
    world = run(shop(endpoint()))
    closed = json.dumps({"Statement": [through("lambda:GetFunction")]})
    world.do(
        from_cli(
            f"aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-door --policy-document '{closed}'"
        )
    )
    assert again(world) == "error"
    assert door(world).policy == closed

    world.do(from_cli("aws ec2 modify-vpc-endpoint --vpc-endpoint-id vpce-door --reset-policy"))
    assert again(world) == "ok"


def test_an_endpoint_that_is_made_and_deleted_takes_its_policy_along() -> None:
    world = run(shop(network=WITH_NAT))
    made = world.do(
        aws.CreateVpcEndpoint(
            VpcId="vpc-shop",
            ServiceName="com.amazonaws.us-east-1.lambda",
            VpcEndpointType="Interface",
            SubnetIds=["subnet-a"],
            SecurityGroupIds=["sg-door"],
            PolicyDocument=policy(through("lambda:GetFunction")),
        )
    )
    name = made["VpcEndpoint"]["VpcEndpointId"]  # type: ignore[index]  as AWS answers
    assert again(world) == "error"

    world.do(aws.DeleteVpcEndpoints(VpcEndpointIds=[str(name)]))
    assert again(world) == "ok"
    assert not estate_of(world).endpoints


def test_what_is_no_policy_of_an_endpoint_is_refused() -> None:
    world = opened(shop(endpoint()))
    conditions = policy(
        allow("*", Principal="*", Condition={"StringEquals": {"aws:PrincipalOrgID": "o-1"}})
    )
    for text, says in (
        (PolicyText("{"), "not a valid JSON policy document"),
        (conditions, "Condition in the policy of a VPC endpoint is not judged here"),
        (policy(allow("*")), '"Principal": "*"'),
    ):
        error = refused(
            world, aws.ModifyVpcEndpoint(VpcEndpointId="vpce-door", PolicyDocument=text)
        )
        assert (error.code, error.status) == ("InvalidPolicyDocument", 400)
        assert says in error.message
    both = aws.ModifyVpcEndpoint(
        VpcEndpointId="vpce-door", PolicyDocument=policy(through("*")), ResetPolicy=True
    )
    assert refused(world, both).code == "InvalidParameterCombination"
    assert not door(world).policy


def test_a_gateway_endpoint_names_no_callers() -> None:
    ours = {"AWS": f"arn:aws:iam::{HERE}:role/f-role"}
    gateway = EndpointSetup(
        id="vpce-door", service="s3", kind="gateway", policy=policy(through("*", principal=ours))
    )

    with pytest.raises(ScenarioError, match="vpce-door: policy: The policy of a gateway endpoint"):
        opened(shop(gateway))


def test_where_permissions_are_assumed_its_policy_is_not_asked() -> None:
    closed = endpoint("lambda", through("lambda:GetFunction"))

    assert statuses(run(shop(closed, permissions="assumed"))) == ["ok"]


def test_an_endpoint_without_a_policy_shows_the_one_that_lets_everything_through() -> None:
    world = opened(shop(endpoint()))
    (shown,) = world.do(aws.DescribeVpcEndpoints())["VpcEndpoints"]  # type: ignore[misc]  there is one

    document = json.loads(shown["PolicyDocument"])  # type: ignore[index]  as AWS answers
    assert document["Statement"] == [
        {"Action": "*", "Effect": "Allow", "Principal": "*", "Resource": "*"}
    ]


@pytest.mark.parametrize("reached", [True, False])
def test_what_aws_never_hears_of_it_does_not_deny(reached: bool) -> None:
    """A role without the permission gets an answer only where its question arrives."""
    scene = shop(*([endpoint()] if reached else []))
    poor = replace(scene, identities=IdentitiesSetup(roles=(role(managed=(VPC,)),)))
    world = run(poor)

    assert statuses(world) == ["error" if reached else "timeout"]
    assert len(denials(world)) == (1 if reached else 0)
