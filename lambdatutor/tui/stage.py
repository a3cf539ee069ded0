"""What a step shows of its world: which panels, which stretch of time, under which title."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.course.format import Lab, NetworkLab, Predict, Step, Watch
from lambdatutor.simulator.scenario import FunctionSetup, Scenario, Traffic
from lambdatutor.tui.horizon import Horizon, horizon
from lambdatutor.tui.panels.arrivals import Expected

if TYPE_CHECKING:
    from lambdatutor.course.networks.parts import LabPacket
    from lambdatutor.simulator.dependencies.setup import DependencySetup

_ALWAYS = frozenset({"environments", "timeline"})
_NETWORK = frozenset({"network", "timeline"})
"""Where a guess is about a network, it is what has to be looked at."""
_LAB = frozenset({"concurrency", "requests", "latency", "controls"})


class Stage(NamedTuple):
    """What a step wants to be shown of its world."""

    panels: frozenset[str]
    """Names as in a lesson's `show`, and `controls`."""
    horizon: Horizon
    title: str
    strip: int = 0
    """How many tiles the strip has; 0: no strip."""
    expected: tuple[Expected, ...] = ()
    """Who comes when, as far as the step says so."""
    log_below: bool = False
    """The events stand below the timeline where there is room for both."""
    packets: tuple[LabPacket, ...] = ()
    """What a network lab sends."""
    dependencies: tuple[DependencySetup, ...] = ()
    """What functions call, for the picture of their network."""


def stage_of(step: Step, scenario: Scenario) -> Stage:
    """The stage of a predict, watch or lab."""
    whole = horizon(scenario)
    match step:
        case NetworkLab(show=show, packets=packets):
            panels = frozenset(show or ("network",)) | {"controls"}
            return Stage(panels, whole, _title(scenario), packets=packets)
        case Lab(show=show):
            panels = frozenset(show) or _ALWAYS | _LAB
            called = scenario.dependencies
            return Stage(panels | {"controls"}, whole, _title(scenario), dependencies=called)
        case Watch(show=show, strip=strip):
            panels = frozenset(show) or _ALWAYS | {"latency"}
            return _told(panels, whole, scenario, strip=strip)
        case _:
            strip = isinstance(step, Predict) and step.strip
            seen = _ALWAYS | {"latency"} if scenario.network is None else _NETWORK
            return _told(seen, whole, scenario, strip=strip)


def _told(panels: frozenset[str], whole: Horizon, scenario: Scenario, *, strip: bool) -> Stage:
    """The stage of a run that is told: with who comes when, and the events in words."""
    return Stage(
        panels,
        whole,
        _title(scenario),
        _tiles(scenario) if strip else 0,
        () if strip else _expected(scenario),
        log_below=not strip and "network" not in panels,  # the picture tells it, and needs the room
        dependencies=scenario.dependencies,
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
