"""The panels that show parts of the account, by the names that a lesson's `show` has for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from lambdatutor.course.networks.packets import call_views, packet_views
from lambdatutor.simulator.logs.reading import lines_of
from lambdatutor.tui.census import VersionCensus, caller_kinds
from lambdatutor.tui.metric_charts import alarm_charts
from lambdatutor.tui.panels.alarms import AlarmsPanel
from lambdatutor.tui.panels.callers import CallersPanel
from lambdatutor.tui.panels.dependencies import DependenciesPanel
from lambdatutor.tui.panels.doors import DoorsPanel
from lambdatutor.tui.panels.ladder import LadderPanel
from lambdatutor.tui.panels.logs import LogsPanel
from lambdatutor.tui.panels.metrics import MetricsPanel
from lambdatutor.tui.panels.network import NetworkPanel
from lambdatutor.tui.panels.outcomes import OutcomesPanel
from lambdatutor.tui.panels.panel import Panel
from lambdatutor.tui.panels.pollers import PollersPanel
from lambdatutor.tui.panels.pool import PoolPanel
from lambdatutor.tui.panels.queues import QueuesPanel
from lambdatutor.tui.panels.streams import StreamsPanel
from lambdatutor.tui.panels.versions import VersionsPanel, forks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from lambdatutor.course.networks.parts import LabPacket
    from lambdatutor.simulator.dependencies.setup import DependencySetup
    from lambdatutor.simulator.network.network_view import NetworkView
    from lambdatutor.simulator.snapshot import Snapshot
    from lambdatutor.simulator.world import World
    from lambdatutor.tui.panels.callers import CallerKind

NAMED: dict[str, type[Panel]] = {
    "pool": PoolPanel,
    "versions": VersionsPanel,
    "callers": CallersPanel,
    "queues": QueuesPanel,
    "pollers": PollersPanel,
    "streams": StreamsPanel,
    "retries": LadderPanel,
    "destinations": OutcomesPanel,
    "dependencies": DependenciesPanel,
    "alarms": AlarmsPanel,
    "metrics": MetricsPanel,
    "logs": LogsPanel,
    "network": NetworkPanel,
}
"""In the order in which they stand below each other."""


def draw(  # noqa: C901  a line for each panel
    panel: Panel,
    now: Snapshot,
    kinds: Callable[[], Sequence[CallerKind]],
    arrived: Mapping[tuple[str, str], int],
) -> None:
    """Let a panel show what a snapshot says; metrics and logs need a world, and are left alone."""
    match panel:
        case VersionsPanel():
            panel.show(forks(now, arrived))
        case PoolPanel():
            panel.show(now)
        case QueuesPanel():
            panel.show(now.queues)
        case PollersPanel():
            panel.show(now.mappings)
        case StreamsPanel():
            panel.show(now.streams)
        case AlarmsPanel():
            panel.show(now.alarms, now.at_us)
        case DoorsPanel():
            panel.show(now.doors, now.sources)
        case DependenciesPanel():
            panel.show(now.dependencies)
        case CallersPanel():
            panel.show(tuple(kinds()))
        case LadderPanel():
            panel.show(now.internal_queues, now.at_us)
        case OutcomesPanel():
            panel.show(now)
        case _:
            pass


def draw_network(
    panel: NetworkPanel,
    network: NetworkView | None,
    dependencies: Sequence[DependencySetup],
    packets: Sequence[LabPacket] = (),
) -> None:
    """Let it show *packets*, or without any what functions have called.

    The ways are looked for again only where the network has changed or was called.
    """
    if network is None:
        panel.show(None, ())
    elif network != panel.network:
        named = {each.name: each for each in dependencies}
        panel.show(network, packet_views(network, packets) or call_views(network, named))


class AccountPanels(Vertical):
    """As many of the panels as a step asks for."""

    DEFAULT_CSS = """
    AccountPanels { width: 100%; height: 3fr; overflow-y: auto; scrollbar-size-vertical: 1; }
    AccountPanels > CallersPanel { height: 8; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._census = VersionCensus()
        self._logged = -1
        self._packets: tuple[LabPacket, ...] = ()
        self._dependencies: tuple[DependencySetup, ...] = ()

    def compose(self) -> ComposeResult:
        for panel in NAMED.values():
            yield panel()

    def stage(
        self,
        names: frozenset[str],
        packets: tuple[LabPacket, ...] = (),
        dependencies: tuple[DependencySetup, ...] = (),
    ) -> None:
        """Show those that are named; with none of them nothing is seen.

        Of a network they show *packets*, or without any what functions call.
        """
        self.display = bool(names & NAMED.keys())
        shown = {panel for name, panel in NAMED.items() if name in names}
        for child in self.children:
            child.display = type(child) in shown
        self._census = VersionCensus()
        self._logged = -1
        self._packets = packets
        self._dependencies = dependencies
        self.query_one(NetworkPanel).show(None, ())

    def show(self, world: World, snapshot: Snapshot, *, charts: bool) -> None:
        """Draw the account as it stands; metrics and logs with *charts*."""
        if not self.display:
            return
        self._census.follow(world)
        for child in self.query(Panel):
            if not child.display:
                continue
            if isinstance(child, MetricsPanel):
                if charts:
                    child.show(alarm_charts(world, snapshot))
            elif isinstance(child, NetworkPanel):
                draw_network(child, snapshot.network, self._dependencies, self._packets)
            elif isinstance(child, LogsPanel):
                if charts and self._logged != len(world.log):
                    self._logged = len(world.log)
                    child.show(lines_of(world))
            else:
                draw(child, snapshot, lambda: caller_kinds(snapshot), self._census.arrived)
