"""What CodeDeploy is told of a deployment."""

from __future__ import annotations

from lambdatutor.aws.shapes.shape import Shape


class AppSpecContent(Shape, frozen=True, kw_only=True):
    """An AppSpec, as JSON or YAML."""

    content: str | None = None
    sha256: str | None = None


class RevisionLocation(Shape, frozen=True, kw_only=True):
    """Where the AppSpec is; here it comes with the call."""

    revisionType: str | None = None  # noqa: N815  CodeDeploy's spelling
    appSpecContent: AppSpecContent | None = None  # noqa: N815  CodeDeploy's spelling


class AutoRollbackConfiguration(Shape, frozen=True, kw_only=True):
    """When a deployment goes back by itself."""

    enabled: bool | None = None
    events: list[str] | None = None
    """`DEPLOYMENT_FAILURE`, `DEPLOYMENT_STOP_ON_ALARM`, `DEPLOYMENT_STOP_ON_REQUEST`."""


class WatchedAlarm(Shape, frozen=True, kw_only=True):
    """An alarm by its name."""

    name: str | None = None


class AlarmConfiguration(Shape, frozen=True, kw_only=True):
    """The alarms that stop a deployment."""

    enabled: bool | None = None
    ignorePollAlarmFailure: bool | None = None  # noqa: N815  CodeDeploy's spelling
    alarms: list[WatchedAlarm] | None = None
