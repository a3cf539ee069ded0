"""AWS CodeDeploy, as far as it shifts the traffic of an alias."""

from __future__ import annotations

from typing import ClassVar, TypeAlias

from lambdatutor.aws.operations.operation import CodeDeployOperation
from lambdatutor.aws.shapes.deployments import (
    AlarmConfiguration,
    AutoRollbackConfiguration,
    RevisionLocation,
)


class CreateLambdaDeployment(CodeDeployOperation, frozen=True, kw_only=True):
    """Shifts an alias from one version to another, as an AppSpec says; AWS's CreateDeployment.

    API Gateway has an operation of that name too.
    """

    aws_name: ClassVar[str] = "CreateDeployment"

    applicationName: str
    deploymentGroupName: str | None = None
    revision: RevisionLocation | None = None
    deploymentConfigName: str | None = None
    """Such as `CodeDeployDefault.LambdaCanary10Percent5Minutes` (VER-013)."""
    description: str | None = None
    autoRollbackConfiguration: AutoRollbackConfiguration | None = None
    overrideAlarmConfiguration: AlarmConfiguration | None = None
    """Alarms that stop it."""


class GetDeployment(CodeDeployOperation, frozen=True, kw_only=True):
    """Asks how far a deployment is."""

    deploymentId: str


class StopDeployment(CodeDeployOperation, frozen=True, kw_only=True):
    """Stops a deployment."""

    deploymentId: str
    autoRollbackEnabled: bool | None = None


DeploymentOperation: TypeAlias = CreateLambdaDeployment | GetDeployment | StopDeployment
