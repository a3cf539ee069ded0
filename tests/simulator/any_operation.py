"""Any operation, with plausible and implausible parameters, on functions f, g and h."""

from __future__ import annotations

import msgspec
from hypothesis import strategies as st

from lambdatutor.aws.operations import OPERATIONS, Operation
from lambdatutor.aws.shapes import (
    AliasRoutingConfiguration,
    Environment,
    EphemeralStorage,
    FunctionCode,
)
from lambdatutor.simulator.outside import OUTSIDE

NAMES = ("f", "g", "h")
CLIENTS = ("one", "two", "three")

_ARN = "arn:aws:lambda:us-east-1:123456789012:function:"
_NAME = st.sampled_from(
    NAMES * 6
    + ("k", "nope", "", "f:live", "f:1", "g:$LATEST", "a b", "f" * 65)
    + (_ARN + "f", _ARN + "g:live", _ARN.replace("us-east-1", "eu-west-1") + "f")
    + (_ARN.replace("123456789012", "999999999999") + "f",)
)
_NUMBER = st.sampled_from((0, 1, 2, 3, 5, 8, 13, 20, 29, 30, 31, 50, 100, -1, 1_000, 2**31 - 1))
_VERSION = st.sampled_from(("1", "2", "3", "1", "2", "$LATEST", "99", "x", ""))
_ALIAS = st.sampled_from(("live", "beta", "live", "2024", "no such", ""))
_REVISION = st.none() | st.none() | st.just("stale")
_BOOL = st.booleans()
_TEXT = st.text(max_size=5)
_WEIGHTS = st.dictionaries(
    st.sampled_from(("1", "2", "3", "99", "$LATEST")),
    st.sampled_from((0.0, 0.1, 0.5, 1.0, -1.0, 2.0)),
    max_size=2,
)

_PLAUSIBLE = (
    *("2", "5", "20", "0.5", "off", "200ms", "1s", "10s"),
    *("exp:300ms", "poisson", "steady"),
)
_ABSURD = (
    *("0", "-1", "", "x", "nan", "inf", "1e999", "1e-320", "0s"),
    *("9" * 400 + "s", "exp:", "٣"),
)

_VALUES: dict[str, st.SearchStrategy[object]] = {
    "FunctionName": _NAME,
    "Qualifier": _VERSION | _ALIAS,
    "FunctionVersion": _VERSION,
    "Name": _ALIAS,
    "ReservedConcurrentExecutions": _NUMBER,
    "ProvisionedConcurrentExecutions": _NUMBER,
    "RoutingConfig": st.builds(AliasRoutingConfiguration, AdditionalVersionWeights=_WEIGHTS),
    "RevisionId": _REVISION,
    "MemorySize": st.sampled_from((128, 512, 1_769, 10_240, 64, 10_241, 40_000)),
    "Timeout": st.sampled_from((1, 3, 900, 0, 901, 6_000)),
    "Role": st.sampled_from(
        ("arn:aws:iam::123456789012:role/lambda-role", "arn:aws:iam::123456789012:role/other", "r1")
    ),
    "Code": st.builds(FunctionCode, ZipFile=st.just("f.zip")),
    "Runtime": st.sampled_from(("python3.13", "java21", "cobol")),
    "S3Key": st.sampled_from(("two", "three")),
    "ZipFile": st.just("f.zip"),
    "Publish": _BOOL,
    "DryRun": _BOOL,
    "Environment": st.builds(
        Environment, Variables=st.dictionaries(st.text(max_size=3), st.text(max_size=3))
    ),
    "EphemeralStorage": st.builds(EphemeralStorage, Size=st.sampled_from((512, 1_024, 0, 99_999))),
    "Architectures": st.sampled_from((["arm64"], ["x86_64"], ["X86_64"], [])),
    "Description": _TEXT,
    "Handler": _TEXT,
    "InvocationType": st.sampled_from(("RequestResponse", "Event", "DryRun", "Later")),
    "Payload": st.sampled_from(("{}", "no json")),
    "Traffic": st.sampled_from((*CLIENTS, "nobody")),
    "Field": st.sampled_from(
        ("every", "times", "rate", "count", "rushes", "start", "until", "arrivals", "run")
    ),
    "Value": st.sampled_from((*_PLAUSIBLE, *_ABSURD)),
    "Setting": st.just("idle_timeout"),
}

_OUTSIDE_VALUE = {"SetSimulator": st.sampled_from(("1s", "30s", "exp:1min", "5min", "soon", ""))}


def _operation(kind: type[Operation]) -> st.SearchStrategy[Operation]:
    given: dict[str, st.SearchStrategy[object]] = {}
    for each in msgspec.structs.fields(kind):
        if each.name in _VALUES:
            values = _VALUES[each.name]
            given[each.name] = values if each.required else st.none() | values
    if kind.__name__ in _OUTSIDE_VALUE:
        given["Value"] = _OUTSIDE_VALUE[kind.__name__]
    return st.builds(kind, **given)


_KINDS = (*OPERATIONS.values(), *OUTSIDE)

operations: st.SearchStrategy[Operation] = st.sampled_from(_KINDS).flatmap(_operation)
"""One of all operations, ours included."""
