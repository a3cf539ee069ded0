"""What a step shows of its world: which panels, which stretch of time, under which title."""

from __future__ import annotations

from lambdatutor.course.format import Lab, Predict, Step, Watch
from lambdatutor.simulator.scenario import FunctionSetup, Scenario, Traffic
from lambdatutor.tui.horizon import Horizon, horizon
from lambdatutor.tui.panels.arrivals import Expected
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
            return _told(panels, whole, scenario, strip=strip)
        case _:
            strip = isinstance(step, Predict) and step.strip
            return _told(_ALWAYS | {"latency"}, whole, scenario, strip=strip)


def _told(panels: frozenset[str], whole: Horizon, scenario: Scenario, *, strip: bool) -> Stage:
    """The stage of a run that is told: with who comes when, and the events in words."""
    return Stage(
        panels,
        whole,
        _title(scenario),
        _tiles(scenario) if strip else 0,
        () if strip else _expected(scenario),
        log_below=not strip,
    )


def _expected(scenario: Scenario) -> tuple[Expected, ...]:
    """Who comes at the moments that are written down, by name or by how many."""
    found: dict[int, list[str]] = {}
    for traffic in scenario.traffic:
        if traffic.at is None:
            continue
        moments = traffic.at if isinstance(traffic.at, tuple) else (traffic.at,)
        names = iter(traffic.names)
        for at_us in sorted(moments):
            those = [next(names, "") for _ in range(traffic.count)]
            named = [name for name in those if name]
            unnamed = len(those) - len(named)
            word = "message" if traffic.to else "request"
            more = [f"{unnamed} {word}{'' if unnamed == 1 else 's'}"] if unnamed else []
            found.setdefault(int(at_us), []).extend(named + more)
    return tuple(Expected(at_us, ", ".join(found[at_us])) for at_us in sorted(found))


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
