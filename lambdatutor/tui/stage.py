"""What a step shows of its world: which panels, which stretch of time, under which title."""

from __future__ import annotations

from lambdatutor.course.format import Lab, Predict, Step, Watch
from lambdatutor.simulator.scenario import FunctionSetup, Scenario, Traffic
from lambdatutor.tui.horizon import horizon
from lambdatutor.tui.world_pane import Stage

_ALWAYS = frozenset({"environments", "timeline"})
_LAB = frozenset({"concurrency", "requests", "latency", "controls"})


def stage_of(step: Step, scenario: Scenario) -> Stage:
    """The stage of a predict, watch or lab."""
    whole = horizon(scenario)
    match step:
        case Lab(show=show):
            panels = frozenset(show) or _ALWAYS | _LAB
            return Stage(panels | {"controls"}, whole, _title(scenario))
        case Watch(show=show, strip=strip):
            panels = frozenset(show) or _ALWAYS | {"latency"}
            return Stage(panels, whole, _title(scenario), _tiles(scenario) if strip else 0)
        case _:
            strip = isinstance(step, Predict) and step.strip
            panels = _ALWAYS | {"latency"}
            return Stage(panels, whole, _title(scenario), _tiles(scenario) if strip else 0)


def _tiles(scenario: Scenario) -> int:
    """How many requests are scripted."""
    return sum(each.count * _moments(each) for each in scenario.traffic)


def _moments(traffic: Traffic) -> int:
    at = traffic.at
    return len(at) if isinstance(at, tuple) else traffic.times or 1


def _title(scenario: Scenario) -> str:
    functions = scenario.functions
    if not functions:
        return "An empty account"
    return _function_title(functions[0]) + (
        f" · and {len(functions) - 1} more" if functions[1:] else ""
    )


def _function_title(function: FunctionSetup) -> str:
    return f"{function.name} · {function.runtime} · {function.memory} MB"
