"""Front doors: what API Gateway, load balancers and function URLs answer their callers."""

from __future__ import annotations

import pytest
from scenes import calls, function, later, opened, poisson, records, reserve
from source_scenes import FUNCTION, door, permission, world_of

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import (
    CreateApi,
    CreateDeployment,
    CreateFunctionUrlConfig,
    CreateResource,
    CreateRestApi,
    CreateTargetGroup,
    DeleteFunction,
    DeleteFunctionUrlConfig,
    GetFunctionUrlConfig,
    Operation,
    PutIntegration,
    PutMethod,
    RegisterTargets,
    UpdateFunctionUrlConfig,
)
from lambdatutor.aws.shapes.target_groups import TargetDescription
from lambdatutor.simulator.scenario import Traffic
from lambdatutor.simulator.time import MILLISECOND, SECOND, Micros
from lambdatutor.simulator.why import chain, sentence
from lambdatutor.simulator.world import World

GROUP = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/shop"
URI = f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{FUNCTION}/invocations"


def rest(timeout_ms: int | None = None) -> tuple[Operation, ...]:
    where = {"restApiId": "shop", "resourceId": "cart", "httpMethod": "POST"}
    return (
        CreateRestApi(Name="shop"),
        CreateResource(restApiId="shop", parentId="root", pathPart="cart"),
        PutMethod(**where, authorizationType="NONE"),
        PutIntegration(
            **where,
            type="AWS_PROXY",
            integrationHttpMethod="POST",
            uri=URI,
            timeoutInMillis=timeout_ms,
        ),
        CreateDeployment(restApiId="shop", stageName="prod"),
    )


HTTP_API = (CreateApi(Name="shop", ProtocolType="HTTP", Target=FUNCTION),)
BALANCER = (
    CreateTargetGroup(Name="shop", TargetType="lambda"),
    RegisterTargets(TargetGroupArn=GROUP, Targets=[TargetDescription(Id=FUNCTION)]),
)
URL = (CreateFunctionUrlConfig(FunctionName="f", AuthType="NONE"),)

DOORS = {
    "rest-api": (rest(), "apigateway:shop"),
    "http-api": (HTTP_API, "apigateway:shop"),
    "load-balancer": (BALANCER, "elasticloadbalancing:shop"),
    "function-url": (URL, "url:f"),
}


def shop(kind: str, *moments: str, setup: tuple[Operation, ...] = (), **behaviour: object) -> World:
    """A function behind a door of this kind, and HTTP requests at these moments."""
    operations, to = DOORS[kind]
    more = {
        name: behaviour.pop(name) for name in ("count", "size_bytes", "poison") if name in behaviour
    }
    world = opened(
        function("f", **{"run": "200ms", **behaviour}),
        traffic=[calls(*moments or ("1s",), to=to, name="web", **more)],
        setup=[*operations, *setup],
    )
    later(world, "3min")
    return world


@pytest.mark.fact("PUS-006", "PUS-007", "URL-004", "INV-052")
@pytest.mark.parametrize(
    ("kind", "any_json", "malformed", "error", "throttled"),
    [
        ("rest-api", 502, 502, 502, 500),
        ("http-api", 200, 500, 500, 500),
        ("load-balancer", 502, 502, 502, 502),
        ("function-url", 200, 502, 502, 429),
    ],
)
def test_each_door_has_its_own_statuses(
    kind: str, any_json: int, malformed: int, error: int, throttled: int
) -> None:
    found = [
        door(shop(kind, **behaviour)).statuses
        for behaviour in (
            {},
            {"answers": "any-json"},
            {"answers": "malformed"},
            {"errors": 1.0},
            {"setup": (reserve(0),)},
            {"run": "5s"},  # into the function's own timeout of 3 s
        )
    ]

    wanted = (200, any_json, malformed, error, throttled, error)
    assert found == [((status, 1),) for status in wanted]


@pytest.mark.fact("PUS-005", "PUS-006")
def test_a_rest_api_waits_29_seconds_and_the_function_goes_on() -> None:
    world = shop("rest-api", "0s", run="40s", timeout="1min")

    assert door(world).statuses == ((504, 1),)
    assert [each.status for each in records(world)] == ["ok"]
    (answered,) = [each for each in world.log.since(0) if each.kind == "http.answered"]
    assert answered.at_us == 29 * SECOND


@pytest.mark.fact("PUS-005")
def test_the_timeout_of_an_integration_is_a_setting_and_an_http_api_waits_30_seconds() -> None:
    world = world_of(*rest(5_000), run="10s", timeout="1min")
    with pytest.raises(AwsError, match="Timeout should be between 50 ms and 29000 ms"):
        world.do(rest(60_000)[3])
    http = shop("http-api", "0s", run="40s", timeout="1min")
    late = [each for each in http.log.since(0) if each.kind == "http.timed_out"]

    assert [each.at_us for each in late] == [30 * SECOND]
    assert door(http).statuses == ((503, 1),)
    assert world.service.resources[door_arn(world)].timeout_us == 5 * SECOND


def door_arn(world: World) -> str:
    return next(arn for arn in world.service.resources if ":apigateway:" in arn)


@pytest.mark.fact("PUS-007")
def test_a_load_balancer_waits_as_long_as_the_function_may_run() -> None:
    world = shop("load-balancer", "0s", run="100s", timeout="15min")

    assert door(world).statuses == ((200, 1),)


@pytest.mark.fact("PUS-006", "BKO-004")
def test_a_door_never_tries_again() -> None:
    world = shop("rest-api", errors=1.0)

    assert len(records(world)) == 1
    assert (door(world).requests, door(world).waiting) == (1, 0)


@pytest.mark.fact("PUS-007", "PUS-005")
@pytest.mark.parametrize(
    ("kind", "mb", "status"),
    [
        ("load-balancer", 1.1, 413),
        ("load-balancer", 0.9, 200),
        ("rest-api", 11, 413),
        ("rest-api", 7, 500),
        ("rest-api", 5, 200),
        ("function-url", 7, 413),
    ],
)
def test_a_request_can_be_too_large_for_the_door_or_for_lambda(
    kind: str, mb: float, status: int
) -> None:
    world = shop(kind, size_bytes=round(mb * 1_048_576))

    assert door(world).statuses == ((status, 1),)
    assert len(records(world)) == (status == 200)


def test_a_load_balancer_without_a_function_answers_503() -> None:
    world = opened(
        traffic=[calls("1s", to="elasticloadbalancing:shop")],
        setup=[CreateTargetGroup(Name="shop", TargetType="lambda")],
    )
    later(world, "2s")

    assert door(world).statuses == ((503, 1),)


def test_a_function_that_is_gone_is_an_error_of_the_door() -> None:
    world = shop("rest-api", "1s", "200s")
    world.do(DeleteFunction(FunctionName="f"))
    later(world, "1min")

    assert door(world).statuses == ((200, 1), (500, 1))


@pytest.mark.fact("REC-001", "INV-052")
def test_requests_through_a_door_keep_their_kind_name_and_luck() -> None:
    direct = opened(function(run="exp:300ms"), traffic=[poisson(9, name="web", kind="buyer")])
    behind = opened(
        function(run="exp:300ms"),
        traffic=[poisson(9, name="web", kind="buyer", to="url:f")],
        setup=URL,
    )
    for world in (direct, behind):
        world.advance(Micros(30 * SECOND))
    found = [
        [(each.kind, each.arrived_us, each.duration_us) for each in records(world)]
        for world in (direct, behind)
    ]

    assert found[0] == found[1]
    assert found[0][0][0] == "buyer"

    named = opened(traffic=[calls("0s", "1s", to="url:f", names=("Ana", "Ben"))], setup=URL)
    later(named, "5s")
    assert [each.name for each in records(named)] == ["Ana", "Ben"]


def test_an_invocation_follows_from_the_http_request() -> None:
    world = shop("rest-api")
    (answered,) = [each for each in world.log.since(0) if each.kind == "http.answered"]
    kinds = [each.kind for each in chain(world.log, answered.id)]

    assert kinds[:2] == ["http.answered", "invoke.end"]
    assert kinds[-2:] == ["request.arrived", "http.arrived"]


def test_what_is_poisonous_fails_at_each_try() -> None:
    world = shop("rest-api", poison=1.0)

    assert door(world).statuses == ((502, 1),)


def test_a_client_behind_a_door_tries_again_what_the_door_did_not() -> None:
    world = opened(
        function(run="1s", errors=0.6),
        traffic=[calls("0s", count=20, to="apigateway:shop", name="web", retries="legacy")],
        setup=DOORS["rest-api"][0],
        seed=4,
    )
    later(world, "2min")
    (seen,) = world.snapshot().callers
    statuses = dict(door(world).statuses)

    assert seen.customers == 20
    assert seen.tries == door(world).requests == sum(statuses.values()) > 25
    assert seen.answered == statuses[200] > 12
    retried = [each for each in world.log.since(0) if each.kind == "http.arrived"][-1]
    kinds = [each.kind for each in chain(world.log, retried.id)]
    assert kinds[:4] == ["http.arrived", "customer.waits", "http.answered", "invoke.end"]
    assert all(sentence(each) for each in world.log.since(0))


def test_a_client_hangs_up_on_a_door_that_is_still_waiting() -> None:
    world = opened(
        function(run="10s", timeout="1min"),
        traffic=[
            calls("0s", to="url:f", name="web", retries="none", client_timeout=Micros(2 * SECOND))
        ],
        setup=URL,
    )
    later(world, "1min")
    (seen,) = world.snapshot().callers

    assert (seen.timeouts, seen.given_up, seen.answered) == (1, 1, 0)
    assert door(world).statuses == ((200, 1),)  # nobody reads it


@pytest.mark.fact("URL-001", "URL-003")
def test_a_url_without_a_statement_answers_403() -> None:
    from msgspec.structs import replace

    first = opened(traffic=[calls("1s", "10s", "20s", "30s", to="url:f")], setup=URL)
    world = World(replace(first.scenario, source_permissions="required"))
    later(world, "5s")
    assert door(world).statuses == ((403, 1),)

    world.do(
        permission("*", action="lambda:InvokeFunctionUrl", sid="url", FunctionUrlAuthType="NONE")
    )
    later(world, "10s")
    assert door(world).statuses == ((403, 2),)  # URL-002: the second permission is missing yet

    world.do(permission("*", sid="invoke", InvokedViaFunctionUrl=True))
    later(world, "10s")
    assert door(world).statuses == ((200, 1), (403, 2))

    world.do(UpdateFunctionUrlConfig(FunctionName="f", AuthType="AWS_IAM"))
    later(world, "10s")
    assert door(world).statuses == ((200, 1), (403, 3))


@pytest.mark.fact("URL-001")
def test_a_url_is_made_once_and_read_and_deleted() -> None:
    world = world_of(*URL)
    with pytest.raises(AwsError, match="FunctionUrlConfig exists for this Lambda function"):
        world.do(URL[0])
    shown = world.do(GetFunctionUrlConfig(FunctionName="f"))
    world.do(DeleteFunctionUrlConfig(FunctionName="f"))

    assert shown["AuthType"] == "NONE"
    assert shown["FunctionUrl"] == "https://f.lambda-url.us-east-1.on.aws/"
    with pytest.raises(AwsError, match="The resource you requested does not exist"):
        world.do(GetFunctionUrlConfig(FunctionName="f"))
    with pytest.raises(AwsError, match="Function does not exist"):
        world.do(CreateFunctionUrlConfig(FunctionName="nope", AuthType="NONE"))
    with pytest.raises(AwsError, match="Cannot find alias arn"):
        world.do(CreateFunctionUrlConfig(FunctionName="f", AuthType="NONE", Qualifier="live"))


def test_doors_count_as_cloudwatch_does() -> None:
    world = shop("rest-api", "1s", "2s", "3s", errors=1.0)
    counters = world.service.counters

    assert counters.total("Count", "shop") == 3
    assert counters.total("5XXError", "shop") == 3
    assert counters.total("4XXError", "shop") == 0
    ((_, latency),) = counters.periods("Latency", "shop")
    assert latency.average == 200 * MILLISECOND / 1_000


def test_an_api_answers_only_once_it_is_deployed() -> None:
    web = Traffic(name="web", to="apigateway:shop", every=Micros(SECOND), times=4)
    world = world_of(*rest()[:4], traffic=(web,))
    later(world, "1500ms")
    assert world.snapshot().doors == ()
    world.do(rest()[4])
    later(world, "5s")

    assert door(world).statuses == ((200, 2),)


@pytest.mark.parametrize(
    ("operation", "refusal"),
    [
        (CreateDeployment(restApiId="nope"), "Invalid API identifier specified"),
        (
            CreateResource(restApiId="shop", parentId="x", pathPart="a"),
            "Invalid Resource identifier specified",
        ),
        (
            CreateResource(restApiId="shop", parentId="root", pathPart="cart"),
            "Another resource with the same parent already has this name",
        ),
        (rest()[2], "Method already exists for this resource"),
        (
            RegisterTargets(TargetGroupArn=GROUP, Targets=[TargetDescription(Id=FUNCTION)]),
            "One or more target groups not found",
        ),
    ],
)
def test_what_is_wrong_is_refused(operation: Operation, refusal: str) -> None:
    with pytest.raises(AwsError, match=refusal):
        world_of(*rest()).do(operation)


@pytest.mark.parametrize("kind", DOORS)
def test_a_copy_goes_the_same_way(kind: str) -> None:
    operations, to = DOORS[kind]
    world = opened(
        function(run="exp:2s", timeout="15min", errors=0.2),
        traffic=[poisson(9, to=to, name="web", retries="standard", until=Micros(30 * SECOND))],
        setup=[*operations, reserve(8)],
        seed=7,
    )
    later(world, "10s")
    copy = world.copy()
    for each in (world, copy):
        later(each, "10min")
        assert each.finished
        assert door(each).requests == sum(count for _, count in door(each).statuses)

    assert copy.log.digest() == world.log.digest()
