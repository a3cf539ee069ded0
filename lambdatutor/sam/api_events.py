"""Events of API Gateway: a permission for one method and path, on every stage."""

from __future__ import annotations

import re

from lambdatutor.sam.expansion import Resource
from lambdatutor.sam.function import Event
from lambdatutor.sam.generated import HTTP_API, REST_API
from lambdatutor.sam.values import mapping_of

_PRINCIPAL = "apigateway.amazonaws.com"
_PATH_PARAMETER = re.compile(r"\{[a-zA-Z0-9._-]+\+?\}")
DEFAULT_PATH = "$default"
ANY = "x-amazon-apigateway-any-method"


def api(event: Event) -> list[Resource]:
    """A REST API's method; the API that names none is one for the whole template."""
    path, method = str(event.needed("Path")), str(event.needed("Method"))
    called, stage = _api(event, "RestApiId", REST_API), "Prod"
    if called != REST_API:
        resources = event.function.stack.template.resources
        given = resources[called].properties.get("StageName") if called in resources else None
        # SAM writes the stage into the permission's name, as far as it can know it.
        stage = given if isinstance(given, str) else "Stage" if called in resources else "AllStages"
    verb = "*" if method.lower() == "any" else method.upper()
    source = _source(event, called, "RestApiId", f"/{verb}{_plain(path)}")
    return [event.permission(_PRINCIPAL, suffix=stage, SourceArn=source)]


def http_api(event: Event) -> list[Resource]:
    """An HTTP API's route; one without Path and Method takes all that no other takes."""
    path, method = route(event)
    called = _api(event, "ApiId", HTTP_API)
    if path != DEFAULT_PATH and _has_default(event, called):
        return []  # the permission of the default route holds for every other one
    verb = "*" if method.lower() in {"any", ANY} else method.upper()
    where = "" if path == DEFAULT_PATH else _plain(path)
    source = _source(event, called, "ApiId", f"/{verb}{where}")
    return [event.permission(_PRINCIPAL, SourceArn=source)]


def route(event: Event) -> tuple[str, str]:
    """The path and the method; SAM takes both or neither."""
    path, method = event.properties.get("Path"), event.properties.get("Method")
    if path is None and method is None:
        return DEFAULT_PATH, ANY
    return str(event.needed("Path")), str(event.needed("Method"))


def _api(event: Event, property_: str, implicit: str) -> str:
    """The logical ID of the API; empty when it is written as an id."""
    given = event.written.get(property_)
    if given is None:
        return implicit
    target = given.get("Ref") if isinstance(given, dict) else given
    resources = event.function.stack.template.resources
    return target if isinstance(target, str) and target in resources else ""


def _source(event: Event, called: str, property_: str, end: str) -> str:
    stack = event.function.stack
    # CloudFormation puts the API's id here, ten letters that nobody knows before.
    api_id = stack.name(called) if called else str(event.properties[property_])
    return f"arn:aws:execute-api:{stack.region}:{stack.account}:{api_id}/*{end}"


def _plain(path: str) -> str:
    """A path as an ARN has it: `/orders/{id}/` is `/orders/*`."""
    return _PATH_PARAMETER.sub("*", re.sub(r"^(.+)/$", r"\1", path))


def _has_default(event: Event, called: str) -> bool:
    """Whether the function takes the default route of the same API."""
    for written in mapping_of(event.function.declared.properties.get("Events")).values():
        properties = mapping_of(mapping_of(written).get("Properties"))
        other = mapping_of(properties.get("ApiId")).get("Ref", HTTP_API)
        is_default = properties.get("Path", DEFAULT_PATH) == DEFAULT_PATH
        if mapping_of(written).get("Type") == "HttpApi" and is_default and other == called:
            return True
    return False
