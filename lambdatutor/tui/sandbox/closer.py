"""One part of the account alone: its panels, its metrics and its controls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from lambdatutor.tui.account_panels import draw, draw_network
from lambdatutor.tui.ascii_text import fit_for_terminal
from lambdatutor.tui.panels.alarms import AlarmsPanel
from lambdatutor.tui.panels.callers import CallersPanel
from lambdatutor.tui.panels.cells import clean
from lambdatutor.tui.panels.concurrency import ConcurrencyPanel
from lambdatutor.tui.panels.controls import ControlsPanel
from lambdatutor.tui.panels.dependencies import DependenciesPanel
from lambdatutor.tui.panels.doors import DoorsPanel
from lambdatutor.tui.panels.environments import EnvironmentsPanel
from lambdatutor.tui.panels.ladder import LadderPanel
from lambdatutor.tui.panels.metrics import MetricsPanel
from lambdatutor.tui.panels.network import NetworkPanel
from lambdatutor.tui.panels.outcomes import OutcomesPanel
from lambdatutor.tui.panels.panel import Panel
from lambdatutor.tui.panels.pollers import PollersPanel
from lambdatutor.tui.panels.pool import PoolPanel
from lambdatutor.tui.panels.queues import QueuesPanel
from lambdatutor.tui.panels.streams import StreamsPanel
from lambdatutor.tui.panels.timeline import TimelinePanel
from lambdatutor.tui.panels.versions import VersionsPanel
from lambdatutor.tui.picture import Picture
from lambdatutor.tui.sandbox.cards import GROUPS, Card, Kind
from lambdatutor.tui.sandbox.charts import charts_of
from lambdatutor.tui.sandbox.dials import settings_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.widget import Widget

    from lambdatutor.simulator.snapshot import Snapshot
    from lambdatutor.simulator.world import World
    from lambdatutor.tui.panels.callers import CallerKind
    from lambdatutor.tui.sandbox.run import SandboxRun

_FOLLOWED = 60_000
"""Events after which the lanes are drawn from those that are kept."""

_SHOWN: dict[Kind, tuple[type[Widget], ...]] = {
    "function": (
        EnvironmentsPanel,
        TimelinePanel,
        ConcurrencyPanel,
        VersionsPanel,
        LadderPanel,
        MetricsPanel,
    ),
    "pool": (PoolPanel, EnvironmentsPanel, MetricsPanel),
    "queue": (QueuesPanel, PollersPanel, MetricsPanel),
    "mapping": (PollersPanel, QueuesPanel, StreamsPanel, MetricsPanel),
    "stream": (StreamsPanel, PollersPanel, OutcomesPanel, MetricsPanel),
    "caller": (CallersPanel, DoorsPanel, OutcomesPanel),
    "door": (DoorsPanel, MetricsPanel),
    "source": (DoorsPanel, LadderPanel, OutcomesPanel, MetricsPanel),
    "dependency": (DependenciesPanel, CallersPanel, MetricsPanel),
    "network": (NetworkPanel, DependenciesPanel),
    "alarm": (AlarmsPanel, MetricsPanel),
}
"""The panels of each kind of part."""

_OWN = (
    PoolPanel,
    EnvironmentsPanel,
    TimelinePanel,
    ConcurrencyPanel,
    VersionsPanel,
    QueuesPanel,
    StreamsPanel,
    PollersPanel,
    AlarmsPanel,
    NetworkPanel,
    DependenciesPanel,
    CallersPanel,
    DoorsPanel,
    LadderPanel,
    OutcomesPanel,
    MetricsPanel,
)


class Closer(Vertical):
    """Draws the part that was opened, and asks by the controls' own messages."""

    def __init__(self) -> None:
        super().__init__(id="closer")
        self.card: Card | None = None
        self.picture = Picture()
        self._drawn_of: World | None = None
        self._from = 0

    def compose(self) -> ComposeResult:
        for panel in _OWN:
            yield panel()
        yield ControlsPanel()

    def open(self, card: Card) -> None:
        """Set the stage for a part."""
        self.card = card
        self.border_title = fit_for_terminal(Content(f"{GROUPS[card.kind]} · {clean(card.name)}"))
        for child in self.children:
            child.display = type(child) in _SHOWN[card.kind]

    def show(
        self,
        run: SandboxRun,
        snapshot: Snapshot,
        kinds: Sequence[CallerKind],
        arrived: Mapping[tuple[str, str], int],
        *,
        charts: bool,
        span_us: int,
    ) -> None:
        """Draw the part as it stands; metrics with *charts*, lanes of the last *span_us*."""
        card = self.card
        if card is None:
            return
        near = around(card, snapshot)
        for child in self.children:
            if type(child) in _SHOWN[card.kind]:
                _draw(child, near, kinds, arrived)
        if card.kind == "network" and snapshot.network is not None:
            own = tuple(each for each in snapshot.network.vpcs if each.id == card.key)
            shown = snapshot.network._replace(vpcs=own)
            draw_network(self.query_one(NetworkPanel), shown, run.scenario.dependencies)
        if card.kind == "pool":
            lines = len(snapshot.functions) + 3
            self.query_one(PoolPanel).styles.height = max(4, min(lines, self.size.height // 2))
        if charts and self.query_one(MetricsPanel).display:
            self.query_one(MetricsPanel).show(charts_of(card, run.world, snapshot))
        if charts and card.kind == "function":
            self._draw_lanes(card.key, run.world, snapshot, span_us)
        self._turn(card, snapshot, run)

    def _draw_lanes(self, function: str, world: World, snapshot: Snapshot, span_us: int) -> None:
        if world is not self._drawn_of or len(world.log) - self._from > _FOLLOWED:
            # What is older is off the screen, and would be kept for nothing.
            self.picture, self._drawn_of, self._from = Picture(), world, len(world.log)
        self.picture.follow(world, snapshot)
        now_us = snapshot.at_us
        start_us = max(0, now_us - span_us * 19 // 20)
        view = self.picture.timeline(start_us, start_us + span_us, now_us)
        lanes = tuple(lane for lane in view.lanes if lane.function == function)
        self.query_one(TimelinePanel).show(view._replace(lanes=lanes, more=0))

    def _turn(self, card: Card, snapshot: Snapshot, run: SandboxRun) -> None:
        controls = self.query_one(ControlsPanel)
        dials = settings_of(card, snapshot, run)
        was = [dial.name for dial in controls.dials]
        controls.show(dials)
        controls.display = bool(dials)
        if [dial.name for dial in dials] != was:
            self.on_resize()

    def on_resize(self) -> None:
        self.query_one(ControlsPanel).fit(self.size.width - 2)


def _draw(
    panel: Widget,
    now: Snapshot,
    kinds: Sequence[CallerKind],
    arrived: Mapping[tuple[str, str], int],
) -> None:
    """Let a panel show *now*; one that has nothing to show here takes no room."""
    if isinstance(panel, EnvironmentsPanel):
        panel.show(now)
    elif isinstance(panel, ConcurrencyPanel):
        if now.functions:
            panel.show(now.functions[0], now)
    elif isinstance(panel, Panel):
        draw(panel, now, lambda: kinds, arrived)
        panel.display = _has_something(panel, now)


def _has_something(panel: Panel, now: Snapshot) -> bool:
    match panel:
        case VersionsPanel():
            return any(each.aliases for each in now.functions)
        case QueuesPanel():
            return bool(now.queues)
        case PollersPanel():
            return bool(now.mappings)
        case StreamsPanel():
            return bool(now.streams)
        case LadderPanel():
            return bool(now.internal_queues)
        case _:
            return True


def around(card: Card, now: Snapshot) -> Snapshot:
    """*now* with only what belongs to the part: a queue with its DLQ, a function's own."""
    match card.kind:
        case "function":
            return now._replace(
                functions=tuple(each for each in now.functions if each.name == card.key),
                environments=tuple(each for each in now.environments if each.function == card.key),
                internal_queues=tuple(
                    each for each in now.internal_queues if each.function == card.key
                ),
            )
        case "queue":
            own = [each for each in now.queues if each.name == card.key]
            arns = {arn for each in own for arn in (each.arn, each.dlq)}
            return now._replace(
                queues=tuple(
                    each
                    for each in now.queues
                    if each.arn in arns or (each.dlq in arns and each.dlq)
                ),
                mappings=tuple(each for each in now.mappings if each.source in arns),
            )
        case "mapping":
            mappings = tuple(each for each in now.mappings if each.uuid == card.key)
            sources = {each.source for each in mappings}
            return now._replace(
                mappings=mappings,
                queues=tuple(each for each in now.queues if each.arn in sources),
                streams=tuple(each for each in now.streams if each.arn in sources),
            )
        case "stream":
            streams = tuple(each for each in now.streams if each.name == card.key)
            arns = {each.arn for each in streams}
            mappings = tuple(each for each in now.mappings if each.source in arns)
            return now._replace(
                streams=streams, mappings=mappings, queues=(), sources=(), internal_queues=()
            )
        case "alarm":
            return now._replace(alarms=tuple(each for each in now.alarms if each.name == card.key))
        case "door":
            return now._replace(
                doors=tuple(each for each in now.doors if each.name == card.key), sources=()
            )
        case "source":
            sources = tuple(
                each for each in now.sources if f"{each.kind} {each.name} {each.target}" == card.key
            )
            targets = {each.target.rpartition(":")[2] for each in sources}
            return now._replace(
                sources=sources,
                doors=(),
                queues=(),
                streams=(),
                internal_queues=tuple(
                    each for each in now.internal_queues if each.function in targets
                ),
            )
        case "dependency":
            return now._replace(
                dependencies=tuple(each for each in now.dependencies if each.name == card.key)
            )
        case "caller" | "pool" | "network":
            return now
