"""What the built-in controls act on in a scenario, as they find it in its setup."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, cast

from lambdatutor.aws.operations import (
    CreateAlias,
    CreateEventSourceMapping,
    CreateFunction,
    CreateQueue,
    PutFunctionEventInvokeConfig,
    PutFunctionRecursionConfig,
    SetQueueAttributes,
    UpdateAlias,
    UpdateEventSourceMapping,
    UpdateFunctionConfiguration,
    UpdateFunctionEventInvokeConfig,
)
from lambdatutor.aws.resource_arns import queue_url
from lambdatutor.aws.shapes import DeadLetterConfig, DestinationConfig, OnFailure
from lambdatutor.course.networks.placements import VpcOfFunction
from lambdatutor.course.outside_targets import DependencyField, TrafficField
from lambdatutor.course.parameters import (
    WORD,
    Form,
    Parameter,
    receives_before,
    share_of_version,
    switch,
)
from lambdatutor.course.setup_lookup import alias_of, dead_letter_queue_of, mapping_of, queue_of
from lambdatutor.course.targets import (
    Configured,
    ControlError,
    Provisioned,
    Reserved,
    Target,
    Value,
    first_alias,
)
from lambdatutor.simulator.address import AddressError, arn_of

if TYPE_CHECKING:
    from lambdatutor.course.lab_parts import Control
    from lambdatutor.simulator.scenario import Scenario

Make = Callable[["Control", "Scenario"], Target]
"""What a control acts on in a scenario; raises `ControlError`."""


def function_of(control: Control, scenario: Scenario) -> str:
    """The function that is meant: the first, unless one is named."""
    return control.function or (scenario.functions[0].name if scenario.functions else "")


def of_mapping(place: str, form: Form, default: Value) -> Make:
    def target(control: Control, scenario: Scenario) -> Target:
        mapping = mapping_of(scenario, control.of, control.function)
        created = mapping.created
        named = (
            ("FunctionName", created.FunctionName),
            ("EventSourceArn", created.EventSourceArn or ""),
        )
        return Parameter(
            UpdateEventSourceMapping,
            (("UUID", mapping.uuid),),
            place,
            form,
            default if place != "BatchSize" or ":sqs:" in named[1][1] else 100,
            ((CreateEventSourceMapping, named),),
        )

    return target


def of_queue(attribute: str, form: Form, default: Value) -> Make:
    def target(control: Control, scenario: Scenario) -> Target:
        return _attribute(queue_of(scenario, control.of), attribute, form, default)

    return target


def receives(control: Control, scenario: Scenario) -> Target:
    queue = queue_of(scenario, control.of)
    form = receives_before(dead_letter_queue_of(queue))
    return _attribute(queue, "RedrivePolicy", form, "none")


def _attribute(queue: CreateQueue, attribute: str, form: Form, default: Value) -> Target:
    return Parameter(
        SetQueueAttributes,
        (("QueueUrl", queue_url(queue.QueueName)),),
        f"Attributes.{attribute}",
        form,
        default,
        ((CreateQueue, (("QueueName", queue.QueueName),)),),
    )


def of_events(place: str, form: Form, default: Value) -> Make:
    """One of several settings that are put together, so there must be some to change (ASY-024)."""

    def target(control: Control, scenario: Scenario) -> Target:
        function = function_of(control, scenario)
        names: tuple[tuple[str, str], ...] = (("FunctionName", function),)
        if control.qualifier is not None:
            names = (*names, ("Qualifier", control.qualifier))
        puts = PutFunctionEventInvokeConfig
        if not any(
            isinstance(each, puts) and each.FunctionName == function for each in scenario.setup
        ):
            raise ControlError(
                f"{control.control} changes what {function} has: "
                "add PutFunctionEventInvokeConfig to setup."
            )
        return Parameter(
            UpdateFunctionEventInvokeConfig, names, place, form, default, ((puts, names),)
        )

    return target


def on_failure(control: Control, scenario: Scenario) -> Target:
    def write(value: Value) -> object:
        arn = None if value == "none" else str(value)
        return DestinationConfig(OnFailure=OnFailure(Destination=arn))

    def read(given: object) -> Value | None:
        failure = cast("DestinationConfig", given).OnFailure
        return None if failure is None else failure.Destination or "none"

    form = _arn(scenario, write, read)
    return of_events("DestinationConfig", form, "none")(control, scenario)


def dead_letter(control: Control, scenario: Scenario) -> Target:
    def read(given: object) -> Value:
        return cast("DeadLetterConfig", given).TargetArn or "none"

    def write(value: Value) -> object:
        return DeadLetterConfig(TargetArn="" if value == "none" else str(value))

    names = (("FunctionName", function_of(control, scenario)),)
    return Parameter(
        UpdateFunctionConfiguration,
        names,
        "DeadLetterConfig",
        _arn(scenario, write, read),
        "none",
        ((CreateFunction, names),),
    )


def _arn(
    scenario: Scenario, write: Callable[[Value], object], read: Callable[[object], Value | None]
) -> Form:
    """An address such as `sqs:failed`, which AWS knows by its ARN; `none` for nothing."""

    def parse(text: str) -> Value:
        if text.strip().lower() == "none":
            return "none"
        try:
            return arn_of(text.strip(), scenario.account)
        except AddressError as error:
            raise ControlError(f"{error}.") from None

    def show(value: Value) -> str:
        parts = str(value).split(":", 5)
        return str(value) if len(parts) < 6 else f"{parts[2]}:{parts[5].removeprefix('function:')}"

    return Form(parse, write, read, show)


def _alias(control: Control, scenario: Scenario, place: str, form: Form, default: Value) -> Target:
    function = function_of(control, scenario)
    alias = alias_of(scenario, function, control.of)
    names = (("FunctionName", function), ("Name", alias.Name))
    return Parameter(UpdateAlias, names, place, form, default, ((CreateAlias, names),))


def weight(control: Control, scenario: Scenario) -> Target:
    if control.version is None:
        raise ControlError('alias_weight needs the second version, as in version: "2".')
    return _alias(control, scenario, "RoutingConfig", share_of_version(control.version), 0.0)


def points_at(control: Control, scenario: Scenario) -> Target:
    return _alias(control, scenario, "FunctionVersion", WORD, "$LATEST")


def recursion(control: Control, scenario: Scenario) -> Target:
    names = (("FunctionName", function_of(control, scenario)),)
    form = switch("Terminate", "Allow")
    return Parameter(PutFunctionRecursionConfig, names, "RecursiveLoop", form, "on")


def of_traffic(field: str) -> Make:
    def target(control: Control, scenario: Scenario) -> Target:
        names = [each.name or f"traffic-{at}" for at, each in enumerate(scenario.traffic, 1)]
        name = control.of or (names[0] if names else "")
        if name not in names:
            raise ControlError(f"The traffic of this lab has no {name!r}.")
        return TrafficField(name, field)

    return target


def of_dependency(field: str) -> Make:
    def target(control: Control, scenario: Scenario) -> Target:
        names = [each.name for each in scenario.dependencies]
        name = control.of or (names[0] if names else "")
        if name not in names:
            raise ControlError(f"The world of this lab has no dependency {name!r}.")
        return DependencyField(name, field)

    return target


def provisioned(control: Control, scenario: Scenario) -> Target:
    function = function_of(control, scenario)
    return Provisioned(function, control.qualifier or first_alias(scenario, function))


def reserved(control: Control, scenario: Scenario) -> Target:
    return Reserved(function_of(control, scenario))


def of_function(setting: Literal["memory", "timeout"]) -> Make:
    """Its memory, or its timeout."""

    def target(control: Control, scenario: Scenario) -> Target:
        return Configured(function_of(control, scenario), setting)

    return target


def vpc(control: Control, scenario: Scenario) -> Target:
    return VpcOfFunction(function_of(control, scenario))
