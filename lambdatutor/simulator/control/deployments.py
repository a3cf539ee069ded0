"""Operations of AWS CodeDeploy. Applications and groups stand for themselves: any name will do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.aws import operations as aws
from lambdatutor.aws.errors import AwsError
from lambdatutor.simulator.dates import date
from lambdatutor.simulator.deployments import app_spec
from lambdatutor.simulator.deployments.deployment import (
    ON_ALARM,
    ON_FAILURE,
    ON_REQUEST,
    Deployment,
    Shift,
)
from lambdatutor.simulator.deployments.plan import ALL_AT_ONCE, PLANS
from lambdatutor.simulator.settings import SettingError

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from lambdatutor.simulator.answers import Answer
    from lambdatutor.simulator.service import Service

_EVENTS = (ON_FAILURE, ON_ALARM, ON_REQUEST)


def create(service: Service, operation: aws.CreateLambdaDeployment) -> Answer:
    """Begin at once; what the AppSpec contradicts makes the deployment fail, not the call."""
    name, alias, current, target = _spec(operation)
    configuration = operation.deploymentConfigName or ALL_AT_ONCE
    if configuration not in PLANS:
        raise _refused(
            "DeploymentConfigDoesNotExistException",
            f"No deployment configuration found for name: {configuration}",
        )
    busy = [
        each
        for each in service.deployments.values()
        if each.status == "InProgress" and (each.shift.function, each.shift.alias) == (name, alias)
    ]
    if busy:
        raise _refused(
            "DeploymentLimitExceededException",
            f"The Deployment Group '{operation.deploymentGroupName or ''}' already has an active "
            f"Deployment '{busy[0].id}'",
        )
    shift = Shift(
        operation.applicationName,
        operation.deploymentGroupName or "",
        name,
        alias,
        current,
        target,
        configuration,
        _alarms(operation),
        _goes_back_on(operation),
    )
    made = Deployment(service, shift)
    made.start(service.alarms.alarms)
    return {"deploymentId": made.id}


def get(service: Service, operation: aws.GetDeployment) -> Answer:
    found = _deployment(service, operation.deploymentId)
    shift = found.shift
    shown: Answer = {
        "applicationName": shift.application,
        "deploymentGroupName": shift.group,
        "deploymentConfigName": shift.configuration,
        "deploymentId": found.id,
        "status": found.status,
        "createTime": date(found.started_us),
        "creator": shift.creator,
        "computePlatform": "Lambda",
        "deploymentStyle": {
            "deploymentType": "BLUE_GREEN",
            "deploymentOption": "WITH_TRAFFIC_CONTROL",
        },
    }
    if found.ended_us is not None:
        shown["completeTime"] = date(found.ended_us)
    if found.error[0]:
        shown["errorInformation"] = {"code": found.error[0], "message": found.error[1]}
    if found.rolled_back_by:
        shown["rollbackInfo"] = {"rollbackDeploymentId": found.rolled_back_by}
    elif found.rolls_back:
        shown["rollbackInfo"] = {"rollbackTriggeringDeploymentId": found.rolls_back}
    return {"deploymentInfo": shown}


def stop(service: Service, operation: aws.StopDeployment) -> Answer:
    found = _deployment(service, operation.deploymentId)
    if found.status != "InProgress":
        raise _refused(
            "DeploymentAlreadyCompletedException",
            f"The deployment {found.id} is already in a terminal state",
        )
    found.stop(go_back=operation.autoRollbackEnabled)
    return {"status": "Succeeded", "statusMessage": ""}


def _spec(operation: aws.CreateLambdaDeployment) -> tuple[str, str, str, str]:
    revision = operation.revision
    if revision is None:
        raise _refused("RevisionRequiredException", "Revision must be specified")
    if revision.revisionType not in {None, "AppSpecContent"} or revision.appSpecContent is None:
        raise SettingError("revision", "give the AppSpec in appSpecContent; nothing else is read")
    try:
        return app_spec.read(revision.appSpecContent.content or "")
    except app_spec.AppSpecError as error:
        raise _refused("InvalidRevisionException", str(error)) from None


def _alarms(operation: aws.CreateLambdaDeployment) -> tuple[str, ...]:
    given = operation.overrideAlarmConfiguration
    if given is None or given.enabled is False:
        return ()
    names = tuple(each.name for each in given.alarms or () if each.name)
    if given.enabled and not names:
        raise _refused(
            "InvalidAlarmConfigException",
            "The alarm configuration is enabled, but no alarms are specified",
        )
    return names


def _goes_back_on(operation: aws.CreateLambdaDeployment) -> tuple[str, ...]:
    given = operation.autoRollbackConfiguration
    if given is None or given.enabled is False:
        return ()
    events = tuple(given.events or ())
    if given.enabled and (not events or any(each not in _EVENTS for each in events)):
        raise _refused(
            "InvalidAutoRollbackConfigException",
            "The automatic rollback configuration was specified in an invalid format",
        )
    return events


def _deployment(service: Service, deployment_id: str) -> Deployment:
    found = service.deployments.get(deployment_id)
    if found is None:
        raise _refused(
            "DeploymentDoesNotExistException", f"The deployment {deployment_id} could not be found"
        )
    return found


def _refused(code: str, message: str) -> AwsError:
    return AwsError(code, 400, message)


HANDLERS: dict[type[aws.Operation], Callable[[Service, Any], Answer]] = {
    aws.CreateLambdaDeployment: create,
    aws.GetDeployment: get,
    aws.StopDeployment: stop,
}
