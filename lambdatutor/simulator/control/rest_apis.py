"""Operations of API Gateway: a REST API, or an HTTP API, before a function."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lambdatutor.aws import operations as aws
from lambdatutor.aws import service_errors as errors
from lambdatutor.aws.arn import function_reference
from lambdatutor.simulator.address import arn_of
from lambdatutor.simulator.answers import Answer
from lambdatutor.simulator.settings import SettingError
from lambdatutor.simulator.sources.door_rules import RULES
from lambdatutor.simulator.sources.front_door import FrontDoor
from lambdatutor.simulator.sources.rest_api import Integration, RestApi
from lambdatutor.simulator.time import MILLISECOND

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lambdatutor.simulator.service import Service

_URI = re.compile(
    r"arn:aws:apigateway:[a-z0-9-]+:lambda:path/2015-03-31/functions/(?P<arn>\S+)/invocations"
)


def create(service: Service, operation: aws.CreateRestApi) -> Answer:
    """The ids are the names here: AWS gives ten random letters, which no scenario could name."""
    name = operation.Name
    api_id, number = name, 2
    while api_id in service.rest_apis:  # AWS lets two APIs have one name
        api_id, number = f"{name}-{number}", number + 1
    api = service.rest_apis[api_id] = RestApi(api_id, name, "root")
    return {"id": api.api_id, "name": name, "rootResourceId": api.root_id}


def create_resource(service: Service, operation: aws.CreateResource) -> Answer:
    api = _api(service, operation.restApiId)
    above = _path(api, operation.parentId)
    path = f"{above}/{operation.pathPart}"
    if path in api.paths.values():
        raise errors.gateway_conflict("Another resource with the same parent already has this name")
    resource_id = path.strip("/").replace("/", "-")
    api.paths[resource_id] = path
    return {"id": resource_id, "parentId": operation.parentId, "path": path}


def put_method(service: Service, operation: aws.PutMethod) -> Answer:
    api = _api(service, operation.restApiId)
    _path(api, operation.resourceId)
    key = (operation.resourceId, operation.httpMethod)
    if key in api.methods:
        raise errors.gateway_conflict("Method already exists for this resource")
    api.methods[key] = None
    return {"httpMethod": operation.httpMethod, "authorizationType": operation.authorizationType}


def put_integration(service: Service, operation: aws.PutIntegration) -> Answer:
    """A proxy integration with a function; how long it waits is PUS-005."""
    api = _api(service, operation.restApiId)
    key = (operation.resourceId, operation.httpMethod)
    if key not in api.methods:
        raise errors.gateway_not_found("Invalid Method identifier specified")
    if operation.type != "AWS_PROXY":
        raise SettingError("type", f"{operation.type} is not simulated; use AWS_PROXY")
    found = _URI.fullmatch(operation.uri or "")
    function = None if found is None else function_reference(found["arn"])
    if function is None:
        raise errors.bad_request("Invalid ARN specified in the request")
    default_us = RULES["rest-api"].timeout_us or 0
    timeout_us = (operation.timeoutInMillis or 0) * MILLISECOND or default_us
    api.methods[key] = Integration(function.name, function.qualifier, timeout_us)
    return {"type": operation.type, "uri": operation.uri, "timeoutInMillis": timeout_us // 1_000}


def deploy(service: Service, operation: aws.CreateDeployment) -> Answer:
    """Only what is deployed answers: `to: apigateway:NAME` reaches the API as it is now."""
    api = _api(service, operation.restApiId)
    found = api.first()
    if found is None:
        raise errors.bad_request(
            "The REST API doesn't contain any methods"
            if not api.methods
            else "No integration defined for method"
        )
    path, method, integration = found
    arn = arn_of(f"apigateway:{api.api_id}", service.scenario.account)
    door = service.resources.get(arn)
    if not isinstance(door, FrontDoor):
        door = FrontDoor(service, "rest-api", api.name, arn)
        service.resources[arn] = door
    door.function, door.qualifier = integration.function, integration.qualifier
    door.timeout_us = integration.timeout_us
    stage = operation.stageName or "test-invoke-stage"
    door.source_arn = _execute_arn(service, f"{api.api_id}/{stage}/{method}/{path}")
    return {"id": f"{api.api_id}-deployment"}


def create_http_api(service: Service, operation: aws.CreateApi) -> Answer:
    """An HTTP API with one route to a function, and a stage that deploys itself (PUS-005)."""
    if operation.ProtocolType != "HTTP":
        raise SettingError("ProtocolType", "only HTTP is simulated")
    found = function_reference(operation.Target or "")
    if found is None or not (operation.Target or "").startswith("arn:"):
        raise SettingError("Target", "give the ARN of a function: --target arn:aws:lambda:…")
    name = operation.Name
    arn = arn_of(f"apigateway:{name}", service.scenario.account)
    if arn in service.resources:
        raise SettingError(name, "there is an API of this name already; choose another")
    door = FrontDoor(service, "http-api", name, arn, function=found.name, qualifier=found.qualifier)
    door.source_arn = _execute_arn(service, f"{name}/$default/$default")
    service.resources[arn] = door
    region = service.scenario.account.region
    return {
        "ApiId": name,
        "Name": name,
        "ProtocolType": "HTTP",
        "ApiEndpoint": f"https://{name}.execute-api.{region}.amazonaws.com",
    }


def _execute_arn(service: Service, what: str) -> str:
    account = service.scenario.account
    return f"arn:aws:execute-api:{account.region}:{account.account_id}:{what}"


def _api(service: Service, api_id: str) -> RestApi:
    found = service.rest_apis.get(api_id)
    if found is None:
        raise errors.gateway_not_found("Invalid API identifier specified")
    return found


def _path(api: RestApi, resource_id: str) -> str:
    if resource_id not in api.paths:
        raise errors.gateway_not_found("Invalid Resource identifier specified")
    return api.paths[resource_id]


HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.CreateRestApi: create,
    aws.CreateResource: create_resource,
    aws.PutMethod: put_method,
    aws.PutIntegration: put_integration,
    aws.CreateDeployment: deploy,
    aws.CreateApi: create_http_api,
}
