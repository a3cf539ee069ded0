"""The catalogue of metrics agrees with the facts, and with what the simulator emits."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import lambdatutor.simulator
from lambdatutor.aws.facts import fact
from lambdatutor.simulator.metric_catalogue import METRICS, NOT_SIMULATED, MetricKind, kept_as

OF_FACTS = [each for each in METRICS.values() if each.fact and each.source != "computed"]


@pytest.mark.fact(
    "MET-001", "MET-002", "MET-003", "MET-004", "MET-005", "MET-006", "MET-007", "MET-008",
    "MET-009", "MET-010", "MET-011", "MET-012", "MET-013", "MET-015", "MET-016", "MET-017",
    "MET-018", "MET-019", "MET-020", "MET-023", "MET-024",
)  # fmt: skip
@pytest.mark.parametrize("kind", OF_FACTS, ids=[each.name for each in OF_FACTS])
def test_name_unit_and_statistic_are_those_of_the_fact(kind: MetricKind) -> None:
    values = fact(kind.fact).values

    assert kind.name in str(values["metric"]).split(", ")
    assert str(values["unit"]).startswith(kind.unit)
    assert values["namespace"] == kind.namespace
    assert any(each in str(values["statistic"]) for each in kind.statistics)


@pytest.mark.fact("MET-014", "MET-021", "MET-022", "MET-030")
def test_every_metric_of_the_facts_is_kept_or_said_not_to_be() -> None:
    for number in range(1, 31):
        values = fact(f"MET-{number:03}").values
        names = str(values.get("metric", "")).split(", ") + list(values.get("metrics", []))
        for name in filter(None, names):
            assert (name in METRICS) != (name in NOT_SIMULATED), name


def test_everything_that_is_emitted_is_in_the_catalogue() -> None:
    folder = Path(lambdatutor.simulator.__file__).parent
    text = "".join(path.read_text() for path in folder.rglob("*.py"))
    names = set(re.findall(r'counters\.add\(\s*"(\w+)"', text))
    names |= set(re.findall(r'(?:self|poller)\.count\(\s*"([A-Z]\w+)"', text))

    assert len(names) > 20
    assert names <= METRICS.keys()


@pytest.mark.fact("MET-025")
@pytest.mark.parametrize(
    ("metric", "dimensions", "wanted"),
    [
        ("Errors", {}, ""),
        ("Errors", {"FunctionName": "f"}, "f"),
        ("Errors", {"FunctionName": "f", "Resource": "f:live"}, "f:live"),
        ("Errors", {"Resource": "f:live", "FunctionName": "f"}, "f:live"),
        (
            "Errors",
            {"FunctionName": "f", "Resource": "f:live", "ExecutedVersion": "2"},
            "f:live/2",
        ),
        ("Errors", {"FunctionName": "g", "Resource": "f:live"}, None),
        ("Errors", {"FunctionName": "f", "Resource": "f"}, None),
        ("Errors", {"Resource": "f:live"}, None),
        ("Errors", {"QueueName": "f"}, None),
        ("NumberOfMessagesSent", {"QueueName": "orders"}, "orders"),
        ("NumberOfMessagesSent", {}, None),
        ("PolledEventCount", {"EventSourceMappingUUID": "u"}, "u"),
        ("UnreservedConcurrentExecutions", {}, ""),
        ("UnreservedConcurrentExecutions", {"FunctionName": "f"}, None),
    ],
)
def test_dimensions_say_what_a_metric_is_of(
    metric: str, dimensions: dict[str, str], wanted: str | None
) -> None:
    assert kept_as(METRICS[metric], dimensions) == wanted
