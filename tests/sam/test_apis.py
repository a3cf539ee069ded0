"""APIs that a template makes by its events alone."""

import pytest
from samples import a_function, expanded

from lambdatutor.aws import operations as aws
from lambdatutor.sam import TemplateError, explain, left_out, operations
from lambdatutor.sam.implicit_apis import routes
from lambdatutor.simulator.scenario import Scenario, Traffic
from lambdatutor.simulator.time import Micros
from lambdatutor.simulator.world import World

MINUTE = 60_000_000


def events(kind: str, *properties: str) -> str:
    each = ", ".join(
        f"E{number}: {{Type: {kind}, Properties: {{{one}}}}}"
        for number, one in enumerate(properties)
    )
    return f"Events: {{{each}}}"


def called(text: str, api: str) -> set[str]:
    """The functions that a call of an API reaches, which needs the function's permission."""
    traffic = Traffic(to=f"apigateway:{api}", at=(Micros(0),))
    world = World(
        Scenario(setup=operations(explain(text)), traffic=(traffic,), source_permissions="required")
    )
    world.advance(MINUTE)
    return {record.function for record in world.records() if record.status == "ok"}


def test_one_rest_api_has_all_methods_of_a_template() -> None:
    made = expanded(events("Api", "Path: /a, Method: get", "Path: /a/b, Method: any"))

    found = routes(made.resource("ServerlessRestApi"))
    assert [(path, method) for path, method, _ in found] == [("/a", "GET"), ("/a/b", "ANY")]
    assert made.resource("ServerlessRestApiProdStage").properties["StageName"] == "Prod"


def test_a_call_of_the_rest_api_is_let_in() -> None:
    text = a_function(events("Api", 'Path: "/orders/{id}", Method: get'))

    assert called(text, "ServerlessRestApi") == {"thumbnails"}


def test_a_call_of_an_http_api_with_a_default_route_is_let_in() -> None:
    assert called(a_function("Events: {E: {Type: HttpApi}}"), "ServerlessHttpApi") == {"thumbnails"}


def test_parts_of_paths_are_made_once() -> None:
    made = expanded(
        events("Api", "Path: /, Method: get", "Path: /a/b, Method: get", "Path: /a/c, Method: get")
    )

    parts = [
        (each.parentId, each.pathPart)
        for each in operations(made)
        if isinstance(each, aws.CreateResource)
    ]
    assert parts == [("root", "a"), ("a", "b"), ("a", "c")]


def test_an_http_api_with_routes_is_not_simulated_and_that_is_said() -> None:
    made = expanded(events("HttpApi", "Path: /a, Method: get"))

    assert [(each.what, each.because) for each in left_out(made)] == [
        ("ServerlessHttpApi", "only one default route is simulated")
    ]


def test_two_events_cannot_take_one_method() -> None:
    with pytest.raises(TemplateError, match="another event takes get of /a already"):
        expanded(events("Api", "Path: /a, Method: get", "Path: /a, Method: GET"))
