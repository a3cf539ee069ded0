"""The APIs that SAM makes of events which name none: one REST API, and one HTTP API."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lambdatutor.sam.api_events import ANY, DEFAULT_PATH, route
from lambdatutor.sam.expansion import Origin, Resource
from lambdatutor.sam.function import Event, Function
from lambdatutor.sam.functions import events
from lambdatutor.sam.generated import HTTP_API, REST_API
from lambdatutor.sam.stack import Stack
from lambdatutor.sam.values import Data, Value, mapping_of

_PATH_PARAMETER = re.compile(r"\{(.*?)\}")
BY_SAM: Data = {"name": "httpapi:createdBy", "x-amazon-apigateway-tag-value": "SAM"}


def implicit_apis(stack: Stack, functions: Iterable[Function]) -> list[Resource]:
    """The APIs with their stages, each with a route an event; raises `TemplateError`."""
    all_events = [event for function in functions for event in events(function)]
    rest = [each for each in all_events if each.type == "Api" and "RestApiId" not in each.written]
    http = [each for each in all_events if each.type == "HttpApi" and "ApiId" not in each.written]
    return [*(_rest(stack, rest) if rest else []), *(_http(stack, http) if http else [])]


def _rest(stack: Stack, its_events: list[Event]) -> list[Resource]:
    body = _body(stack, its_events)
    body |= {"swagger": "2.0"}
    origin = its_events[0].origin
    deployment = f"{REST_API}Deployment"
    deployed: Data = {"RestApiId": stack.reference(REST_API), "StageName": "Stage"}
    stage: Data = {
        "DeploymentId": f"${{{deployment}}}",
        "RestApiId": stack.reference(REST_API),
        "StageName": "Prod",
    }
    return [
        _api(stack, REST_API, body, origin),
        Resource(deployment, "AWS::ApiGateway::Deployment", deployed, origin),
        Resource(f"{REST_API}ProdStage", "AWS::ApiGateway::Stage", stage, origin),
    ]


def _http(stack: Stack, its_events: list[Event]) -> list[Resource]:
    body = _body(stack, its_events)
    body |= {"openapi": "3.0.1", "tags": [BY_SAM]}
    origin = its_events[0].origin
    stage: Data = {
        "ApiId": stack.reference(HTTP_API),
        "StageName": DEFAULT_PATH,
        "Tags": {"httpapi:createdBy": "SAM"},
        "AutoDeploy": True,
    }
    called = f"{HTTP_API}ApiGatewayDefaultStage"
    return [
        _api(stack, HTTP_API, body, origin),
        Resource(called, "AWS::ApiGatewayV2::Stage", stage, origin),
    ]


def _api(stack: Stack, called: str, body: Data, origin: Origin) -> Resource:
    name, arn = stack.name(called), stack.arn(called)
    return Resource(called, stack.kind(called), {"Body": body}, origin, name=name, arn=arn)


def _body(stack: Stack, its_events: list[Event]) -> Data:
    """What API Gateway imports: for every path its methods, and the function behind each."""
    paths: dict[str, Data] = {}
    for event in its_events:
        path, method = _route(event)
        methods = paths.setdefault(path, {})
        if method in methods:
            raise event.fault(f"another event takes {method} of {path} already.")
        methods[method] = _integration(event, path)
    info: Data = {"version": "1.0", "title": stack.stack_name}
    return {"info": info, "paths": dict[str, Value](paths)}


def _route(event: Event) -> tuple[str, str]:
    path, method = route(event)
    return path, ANY if method.lower() == "any" else method.lower()


def _integration(event: Event, path: str) -> Value:
    region, arn = event.function.stack.region, event.function.arn
    behind: Data = {
        "httpMethod": "POST",
        "type": "aws_proxy",
        "uri": f"arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{arn}/invocations",
    }
    made: Data = {"x-amazon-apigateway-integration": behind, "responses": {}}
    if event.type == "HttpApi":
        behind["payloadFormatVersion"] = event.properties.get("PayloadFormatVersion", "2.0")
        if path == DEFAULT_PATH:
            made["isDefaultRoute"] = True
        parameters: list[Value] = [
            {"required": True, "name": name, "in": "path"} for name in _PATH_PARAMETER.findall(path)
        ]
        if parameters:
            made["parameters"] = parameters
    return made


def routes(api: Resource) -> list[tuple[str, str, str]]:
    """Path, method and the integration's URI, of all that an API answers to."""
    paths = mapping_of(mapping_of(api.properties.get("Body")).get("paths"))
    return [
        (path, "ANY" if method == ANY else method.upper(), _uri(behind))
        for path, methods in paths.items()
        for method, behind in mapping_of(methods).items()
    ]


def _uri(method: Value) -> str:
    return str(mapping_of(mapping_of(method).get("x-amazon-apigateway-integration")).get("uri"))
