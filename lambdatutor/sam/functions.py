"""A function of SAM, expanded: itself, its role, its alias, its URL and its events."""

from __future__ import annotations

from collections.abc import Iterator

from lambdatutor.sam.destinations import POLICY_NAMES, sending
from lambdatutor.sam.expansion import Resource
from lambdatutor.sam.faults import did_you_mean
from lambdatutor.sam.function import Event, Function
from lambdatutor.sam.generated import alias_id, role_id, version_id
from lambdatutor.sam.pull_events import PULLS, pull
from lambdatutor.sam.push_events import PUSHES
from lambdatutor.sam.roles import Role, add_policies, role_of, tags
from lambdatutor.sam.values import Data, Value, mapping_of

_PASSED_ON = (
    "FunctionName",
    "Handler",
    "Runtime",
    "Description",
    "MemorySize",
    "Timeout",
    "VpcConfig",
    "Environment",
    "KmsKeyArn",
    "ReservedConcurrentExecutions",
    "Layers",
    "ImageConfig",
    "PackageType",
    "Architectures",
    "SnapStart",
    "EphemeralStorage",
    "LoggingConfig",
    "RecursiveLoop",
)


def function_resources(function: Function) -> list[Resource]:
    """All that one function of the template becomes; raises `TemplateError`."""
    role = role_of(function)
    made = [*_published(function), *_url(function), *_invoke_config(function, role)]
    add_policies(function, role)
    for event in events(function):
        made += pull(event, role) if event.type in PULLS else PUSHES[event.type](event)
    own = _function(function)
    # A role that is given is left alone, and Policies with it (SAM-001).
    roles = [] if "Role" in function.properties else [role.resource()]
    return [own, *roles, *made]


def events(function: Function) -> list[Event]:
    """A function's events, in the order in which SAM takes them."""
    written = mapping_of(function.declared.properties.get("Events"))
    found = [_event(function, name, mapping_of(each)) for name, each in written.items()]
    return sorted(found, key=lambda event: str(event.written.get("Path", event.name)))


def _event(function: Function, name: str, written: Data) -> Event:
    kind, inner = written.get("Type"), mapping_of(written.get("Properties"))
    where = function.where("Events", name, "Properties")
    known = (*PULLS, *PUSHES)
    if not isinstance(kind, str) or kind not in known:
        near = did_you_mean(str(kind), known)
        problem = f"the event {name} is of a type that is not read here: {kind}.{near}"
        raise function.fault(problem, "Events", name)
    worked_out = mapping_of(function.stack.value(inner, where))
    return Event(function, name, kind, worked_out, inner)


def _function(function: Function) -> Resource:
    given, properties = function.properties, Data()
    for name in _PASSED_ON:
        if name in given:
            properties[name] = given[name]
    properties["Code"] = _code(function)
    if function.traced:
        properties["TracingConfig"] = {"Mode": given["Tracing"]}
    if "DeadLetterQueue" in given:
        target = mapping_of(given["DeadLetterQueue"])["TargetArn"]
        properties["DeadLetterConfig"] = {"TargetArn": target}
    if "Role" in given:
        properties["Role"] = given["Role"]
    else:
        properties["Role"] = function.stack.arn(role_id(function.logical_id))
    properties["Tags"] = tags(given.get("Tags"))
    return Resource(
        function.logical_id,
        "AWS::Lambda::Function",
        properties,
        function.origin(),
        name=function.name,
        arn=function.stack.arn(function.logical_id),
    )


def _code(function: Function) -> Data:
    given = function.properties
    if "ImageUri" in given:
        return {"ImageUri": given["ImageUri"]}
    if "InlineCode" in given:
        return {"ZipFile": given["InlineCode"]}
    match given.get("CodeUri"):
        case str(uri) if uri.startswith("s3://"):
            bucket, _, key = uri.removeprefix("s3://").partition("/")
            return {"S3Bucket": bucket, "S3Key": key}
        case {"Bucket": bucket, "Key": key, **more}:
            version: Data = {"S3ObjectVersion": more["Version"]} if "Version" in more else {}
            return {"S3Bucket": bucket, "S3Key": key, **version}
        case str(folder):
            return {"CodeUri": folder}  # `sam deploy` stores it in a bucket, and writes where
        case _:
            problem = f"{function.logical_id} needs its code: a CodeUri, InlineCode or ImageUri."
            raise function.fault(problem)


def _published(function: Function) -> Iterator[Resource]:
    """A version, and the alias that points to it (SAM-012)."""
    alias = function.alias
    if alias is None:
        if "AutoPublishAlias" in function.properties:
            problem = "AutoPublishAlias must be a text, or the Ref of a parameter."
            raise function.fault(problem, "AutoPublishAlias")
        return
    stack, origin = function.stack, function.origin("AutoPublishAlias")
    version = version_id(function.logical_id)
    properties: Data = {"FunctionName": function.name}
    yield Resource(
        version,
        "AWS::Lambda::Version",
        properties,
        origin,
        name=stack.name(version),
        arn=stack.arn(version),
    )
    pointing: Data = {"Name": alias, "FunctionName": function.name, "FunctionVersion": "1"}
    if "ProvisionedConcurrencyConfig" in function.properties:
        units = function.properties["ProvisionedConcurrencyConfig"]
        pointing["ProvisionedConcurrencyConfig"] = units
    logical_id = alias_id(function.logical_id, alias)
    yield Resource(
        logical_id,
        "AWS::Lambda::Alias",
        pointing,
        origin,
        name=stack.name(logical_id),
        arn=stack.arn(logical_id),
    )


def _url(function: Function) -> Iterator[Resource]:
    """A function URL; one without authentication lets everybody in by two permissions."""
    given = mapping_of(function.properties.get("FunctionUrlConfig"))
    if not given:
        return
    origin = function.origin("FunctionUrlConfig")
    kind = str(given.get("AuthType"))
    if kind not in {"AWS_IAM", "NONE"}:
        problem = "FunctionUrlConfig needs an AuthType that is AWS_IAM or NONE."
        raise function.fault(problem, "FunctionUrlConfig")
    url: Data = {"AuthType": kind, "TargetFunctionArn": function.called}
    url |= {name: given[name] for name in ("Cors", "InvokeMode") if name in given}
    before = function.logical_id
    yield Resource(f"{before}Url", "AWS::Lambda::Url", url, origin)
    if kind == "NONE":
        everybody: Data = {"FunctionName": function.called, "Principal": "*"}
        by_url: Data = {"Action": "lambda:InvokeFunctionUrl", "FunctionUrlAuthType": kind}
        invoking: Data = {"Action": "lambda:InvokeFunction", "InvokedViaFunctionUrl": True}
        for name, more in (
            ("UrlPublicPermissions", by_url),
            ("URLInvokeAllowPublicAccess", invoking),
        ):
            yield Resource(
                f"{before}{name}", "AWS::Lambda::Permission", {**everybody, **more}, origin
            )


def _invoke_config(function: Function, role: Role) -> Iterator[Resource]:
    """The settings of asynchronous events; the role may send to their destinations."""
    given = mapping_of(function.properties.get("EventInvokeConfig"))
    if not given:
        return
    name = f"{function.logical_id}EventInvokeConfig"
    properties: Data = {
        "FunctionName": function.name,
        "Qualifier": function.alias or "$LATEST",
    }
    for each in ("MaximumEventAgeInSeconds", "MaximumRetryAttempts"):
        if each in given:
            properties[each] = given[each]
    destinations: Data = {}
    for outcome, written in mapping_of(given.get("DestinationConfig")).items():
        destinations[outcome] = _destination(function, role, outcome, written)
    properties["DestinationConfig"] = destinations
    origin = function.origin("EventInvokeConfig")
    yield Resource(name, "AWS::Lambda::EventInvokeConfig", properties, origin)


def _destination(function: Function, role: Role, outcome: str, written: Value) -> Data:
    given = mapping_of(written)
    kind, target = str(given.get("Type")), given.get("Destination")
    place = ("EventInvokeConfig", "DestinationConfig", outcome)
    if kind not in POLICY_NAMES or kind == "S3":
        problem = "a destination needs a Type: SQS, SNS, EventBridge, Lambda or S3Bucket."
        raise function.fault(problem, *place)
    if target is None:
        problem = f"{outcome} needs a Destination; SAM could make one, and here it is named."
        raise function.fault(problem, *place)
    name = f"{function.logical_id}EventInvokeConfig{outcome}{POLICY_NAMES[kind]}"
    role.put(name, sending(kind, target), function.origin(*place))
    return {"Destination": target}
