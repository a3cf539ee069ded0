"""The numbers of a run as a table for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich import box
from rich.table import Table
from rich.text import Text

from lambdatutor.simulator.distributions import Distribution, Fixed
from lambdatutor.simulator.time import SECOND, spoken

if TYPE_CHECKING:
    from lambdatutor.simulate.outcome import Outcome
    from lambdatutor.simulator.scenario import Scenario

OWN = "*"
"""Marks what rests on settings of the simulator's own."""

FOOTNOTE = f"{OWN} rests on the simulator's own settings: AWS does not publish them."

_FRAME = box.Box("╭──╮\n│  │\n├──┤\n│  │\n├──┤\n├──┤\n│  │\n╰──╯\n")
"""Groups are set apart; between the columns their own edges are enough."""

_WIDE = 72
"""From this width on, there is room for what stands behind the numbers."""


class Row(NamedTuple):
    """One number with its name."""

    name: str
    value: str
    more: str = ""


def table(found: Outcome, scenario: Scenario, width: int) -> Table:
    """Traffic, environments, durations, money and the simulator's own, one under the other."""
    cells = 3 if width >= _WIDE else 2
    drawn = Table(box=_FRAME, title=_title(found, scenario), title_justify="left")
    drawn.show_header = False
    drawn.add_column(min_width=14)
    drawn.add_column(justify="right")
    if cells == 3:
        drawn.add_column(style="dim")
    for group, rows in _groups(found, scenario).items():
        drawn.add_section()
        drawn.add_row(Text(group, style="bold"))
        for row in rows:
            drawn.add_row(*[Text(text) for text in ("  " + row.name, row.value, row.more)[:cells]])
    return drawn


def _title(found: Outcome, scenario: Scenario) -> Text:
    simulated = spoken(found.simulated_s * SECOND)
    if found.stopped_at_s is None:
        return Text(f"{simulated} simulated in {spoken(found.wall_s * SECOND)}, seed {found.seed}")
    of = f" of {spoken(scenario.until)}" if scenario.until else ""
    return Text(f"stopped at {simulated}{of}, seed {found.seed}")


def _groups(found: Outcome, scenario: Scenario) -> dict[str, tuple[Row, ...]]:
    first = scenario.functions[0]
    return {
        "Traffic": (
            Row("requests", f"{found.requests:,}"),
            Row("accepted", f"{found.accepted:,}"),
            Row("throttled", f"{found.throttles:,}", f"{found.throttle_share:.4%} of requests"),
            *((Row("refused", f"{found.refused:,}", _refusals(found)),) if found.refused else ()),
            Row("errors", f"{found.errors:,}"),
        ),
        "Environments": (
            Row("cold starts", f"{found.cold_starts:,}", _cold(found)),
            Row(f"existing, on average {OWN}", f"{found.mean_environments:,.3f}"),
            Row("running, on average", f"{found.mean_running:,.3f}"),
            Row(f"idle, on average {OWN}", f"{found.mean_idle:,.3f}"),
            Row(f"lifetime, on average {OWN}", _lifetime(found)),
        ),
        "Duration": (
            Row("median", spoken(found.duration_p50_ms * 1_000), "without Init"),
            Row("99th percentile", spoken(found.duration_p99_ms * 1_000)),
        ),
        "Money": (
            Row("billed", f"{found.billed_gb_seconds:,.1f} GB-s", f"at {first.memory:,} MB"),
            Row("cost", f"${found.cost_usd:,.4f}", "no free tier"),
        ),
        "The simulator's own": (
            Row(f"idle life {OWN}", _times(first.idle_timeout or scenario.idle_timeout)),
            Row(f"idle environment taken {OWN}", scenario.routing),
        ),
    }


def _times(times: Distribution) -> str:
    """One time as the other rows say it; a distribution as it is asked for."""
    return spoken(times.us) if isinstance(times, Fixed) else str(times)


def _lifetime(found: Outcome) -> str:
    return spoken(found.mean_lifetime_s * SECOND) if found.mean_lifetime_s else "none has ended"


def _refusals(found: Outcome) -> str:
    """Why, by AWS's error code; how many of each where there are several."""
    said = {_SAID.get(code, code): count for code, count in found.refusals.items()}
    if len(said) == 1:
        return next(iter(said))
    return ", ".join(f"{count:,} {why}" for why, count in said.items())


_SAID = {"ResourceNotFoundException": "no such function"}
"""What some of AWS's codes mean here."""


def _cold(found: Outcome) -> str:
    return f"{found.cold_start_share:.4%} of accepted {OWN}"
