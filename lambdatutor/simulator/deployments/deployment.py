"""One deployment: the weights of an alias, step by step, and the way back (VER-013)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.aws.errors import AwsError
from lambdatutor.aws.operations import UpdateAlias
from lambdatutor.aws.shapes import AliasRoutingConfiguration
from lambdatutor.simulator.clock import Bell
from lambdatutor.simulator.control import versions
from lambdatutor.simulator.deployments.deployment_view import DeploymentView
from lambdatutor.simulator.deployments.plan import ALL_AT_ONCE, PLANS
from lambdatutor.simulator.randomness import stream

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lambdatutor.simulator.alarms.alarm import Alarm
    from lambdatutor.simulator.deployments.deployment_view import Status
    from lambdatutor.simulator.service import Service

ON_ALARM, ON_REQUEST, ON_FAILURE = (
    "DEPLOYMENT_STOP_ON_ALARM",
    "DEPLOYMENT_STOP_ON_REQUEST",
    "DEPLOYMENT_FAILURE",
)
"""What a deployment can go back for."""

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


class Shift(NamedTuple):
    """What moves, from where to where, how, and what stops it."""

    application: str
    group: str
    function: str
    alias: str
    current: str
    target: str
    configuration: str
    alarms: tuple[str, ...] = ()
    goes_back_on: tuple[str, ...] = ()
    creator: str = "user"


class Deployment:
    """It sets the weights of one alias, and nothing else."""

    def __init__(self, service: Service, shift: Shift) -> None:
        self.service = service
        self.shift = shift
        luck = stream(service.seed, "deployments", str(len(service.deployments)))
        self.id = "d-" + "".join(luck.choice(_LETTERS) for _ in range(9))
        self.status: Status = "InProgress"
        self.percent = 0
        self.started_us = service.clock.now_us
        self.ended_us: int | None = None
        self.error = ("", "")
        """CodeDeploy's code and message."""
        self.rolled_back_by = ""
        self.rolls_back = ""
        """The deployment that this one takes back."""
        self._steps = list(PLANS[shift.configuration])
        self._bell = Bell(service.clock, self._ring)
        self.event = -1
        service.deployments[self.id] = self

    def start(self, alarms: Mapping[str, Alarm]) -> None:
        """Take the first step, unless an alarm rings already."""
        shift = self.shift
        numbers = (self.id, shift.alias, shift.current, shift.target, shift.configuration)
        service = self.service
        self.event = service.note("deployment.started", shift.function, numbers, service.cause)
        if not self.rolls_back and self._is_elsewhere():
            return
        self.heed(alarms)
        if self.status == "InProgress":
            self._ring()

    def _is_elsewhere(self) -> bool:
        """The alias is where the AppSpec says, or nothing moves."""
        shift = self.shift
        function = self.service.functions.get(shift.function)
        alias = None if function is None else function.aliases.get(shift.alias)
        if function is None or alias is None or shift.target not in function.versions:
            self._fail("INVALID_LAMBDA_FUNCTION", "The function, its alias or its target version "
                       "does not exist.")  # fmt: skip
        elif alias.version != shift.current:
            self._fail(
                "INVALID_LAMBDA_CONFIGURATION",
                f"The alias {shift.alias} is on version {alias.version}, not on the "
                f"CurrentVersion {shift.current}.",
            )
        return self.status != "InProgress"

    def _ring(self) -> None:
        if self.status != "InProgress":
            return
        step = self._steps.pop(0)
        if not self._set(step.percent):
            return
        if self._steps:
            self._bell.set(self.started_us + self._steps[0].after_us)
            return
        self._end("Succeeded")
        shift = self.shift
        numbers = (self.id, shift.alias, shift.target)
        self.service.note("deployment.succeeded", shift.function, numbers, self.event)

    def _set(self, percent: int) -> bool:
        """Let so much of the traffic go to the target; False when Lambda refuses it."""
        service, shift = self.service, self.shift
        whole = percent == 100
        weights = {} if whole else {shift.target: percent / 100}
        change = UpdateAlias(
            FunctionName=shift.function,
            Name=shift.alias,
            FunctionVersion=shift.target if whole else shift.current,
            RoutingConfig=AliasRoutingConfiguration(AdditionalVersionWeights=weights),
        )
        numbers = (self.id, shift.alias, shift.target, percent)
        event = service.note("deployment.shifted", shift.function, numbers, self.event)
        before, service.cause = service.cause, event
        try:
            versions.update_alias(service, change)
        except AwsError as error:
            self._fail("INVALID_LAMBDA_CONFIGURATION", error.message)
            return False
        finally:
            service.cause = before
        self.event = event
        self.percent = percent
        return True

    def heed(self, alarms: Mapping[str, Alarm]) -> None:
        """Stop when one of its alarms rings."""
        if self.status != "InProgress":
            return
        ringing = [name for name in self.shift.alarms
                   if name in alarms and alarms[name].state == "ALARM"]  # fmt: skip
        if ringing:
            message = (
                "One or more alarms have been activated according to the Amazon CloudWatch metrics "
                "you selected, and the affected deployments have been stopped. Activated alarms: "
                + ", ".join(f"<{name}>" for name in ringing)
            )
            self._stop("ALARM_ACTIVE", message, alarms[ringing[0]].event)
            self._go_back(ON_ALARM)

    def stop(self, *, go_back: bool | None) -> None:
        """Somebody asks for it."""
        self._stop("MANUAL_STOP", "The deployment was stopped by a request.", self.service.cause)
        if go_back or (go_back is None and ON_REQUEST in self.shift.goes_back_on):
            self._go_back("")

    def _stop(self, code: str, message: str, cause: int) -> None:
        self._end("Stopped")
        self.error = (code, message)
        numbers = (self.id, self.shift.alias, message)
        self.event = self.service.note(
            "deployment.stopped", self.shift.function, numbers, cause if cause >= 0 else self.event
        )

    def _fail(self, code: str, message: str) -> None:
        self._end("Failed")
        self.error = (code, message)
        numbers = (self.id, self.shift.alias, message)
        self.event = self.service.note(
            "deployment.failed", self.shift.function, numbers, self.event
        )
        if self.percent:
            self._go_back(ON_FAILURE)

    def _end(self, status: Status) -> None:
        self.status = status
        self.ended_us = self.service.clock.now_us
        self._bell.silence()

    def _go_back(self, reason: str) -> None:
        """Roll back: a deployment of its own, all at once, to the version it came from."""
        shift, service = self.shift, self.service
        if self.rolls_back or (reason and reason not in shift.goes_back_on):
            return
        back = shift._replace(
            current=shift.target,
            target=shift.current,
            configuration=ALL_AT_ONCE,
            alarms=(),
            creator="codeDeployRollback",
        )
        follower = Deployment(service, back)
        follower.rolls_back = self.id
        self.rolled_back_by = follower.id
        numbers = (self.id, shift.alias, follower.id, shift.current)
        before = service.cause
        service.cause = service.note("deployment.rolls_back", shift.function, numbers, self.event)
        follower.start({})
        service.cause = before

    def view(self) -> DeploymentView:
        shift = self.shift
        going = self.status == "InProgress" and bool(self._steps)
        return DeploymentView(
            id=self.id,
            function=shift.function,
            alias=shift.alias,
            current=shift.current,
            target=shift.target,
            configuration=shift.configuration,
            status=self.status,
            percent=self.percent,
            started_us=self.started_us,
            next_us=self.started_us + self._steps[0].after_us if going else None,
            alarms=shift.alarms,
            error=self.error[1],
            rolled_back_by=self.rolled_back_by,
        )
