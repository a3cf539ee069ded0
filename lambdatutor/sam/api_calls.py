"""The calls that make the APIs of a template."""

from __future__ import annotations

from collections.abc import Iterator

from lambdatutor.aws.operations import (
    CreateApi,
    CreateDeployment,
    CreateResource,
    CreateRestApi,
    Operation,
    PutIntegration,
    PutMethod,
)
from lambdatutor.sam.api_events import DEFAULT_PATH
from lambdatutor.sam.calling import call
from lambdatutor.sam.expansion import Resource
from lambdatutor.sam.implicit_apis import routes
from lambdatutor.sam.values import Data

_ROOT = "root"


def rest_api(resource: Resource) -> Iterator[Operation]:
    """The API with every part of its paths, its methods, and the stage Prod.

    A resource of the simulated API has its path as its id, with hyphens between the parts.
    """
    found = routes(resource)
    if not found:
        return
    api: Data = {"restApiId": resource.name}
    yield call(CreateRestApi, resource, {"name": resource.name})
    made = {_ROOT}
    for path, method, uri in found:
        parent = _ROOT
        for part in filter(None, path.split("/")):
            own = part if parent == _ROOT else f"{parent}-{part}"
            if own not in made:
                made.add(own)
                yield call(CreateResource, resource, api | {"parentId": parent, "pathPart": part})
            parent = own
        at = api | {"resourceId": parent, "httpMethod": method}
        yield call(PutMethod, resource, at | {"authorizationType": "NONE"})
        behind: Data = {"type": "AWS_PROXY", "integrationHttpMethod": "POST", "uri": uri}
        yield call(PutIntegration, resource, at | behind)
    yield call(CreateDeployment, resource, api | {"stageName": "Prod"})


def http_api(resource: Resource) -> Iterator[Operation]:
    """One that sends everything to one function; no other is simulated."""
    match routes(resource):
        case [(path, _, uri)] if path == DEFAULT_PATH:
            target = uri.partition("/functions/")[2].removesuffix("/invocations")
            made: Data = {"Name": resource.name, "ProtocolType": "HTTP", "Target": target}
            yield call(CreateApi, resource, made)
        case _:
            return
