"""The page behind `w`: why something happened, back to its first cause, with the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from textual.content import Content

from lambdatutor.aws.facts import Fact, fact
from lambdatutor.simulator.events import Event, EventLog
from lambdatutor.simulator.time import clock
from lambdatutor.simulator.why import chain
from lambdatutor.tui.event_words import in_words
from lambdatutor.tui.panels.cells import clean
from lambdatutor.tui.popup import Popup
from lambdatutor.tui.prose import hanging


class Cause(NamedTuple):
    """One event of the chain, in a sentence."""

    event: Event
    says: str


def event_about(log: EventLog, request: int | None, environment: int | None) -> int | None:
    """The last event of a request, else of an environment, else of all."""
    for event in range(len(log) - 1, log.base - 1, -1):
        entry = log[event]
        if request is not None:
            if entry.request == request:
                return event
        elif environment is None or entry.environment == environment:
            return event
    return None


def why_page(log: EventLog, event_id: int, names: Mapping[int, str]) -> WhyPage:
    """The page about one event."""
    events = chain(log, event_id)[::-1]
    ids = dict.fromkeys(rule for event in events for rule in event.rules)
    return WhyPage(
        [Cause(event, in_words(event, names)) for event in events],
        [fact(rule) for rule in ids],
    )


class WhyPage(Popup[None]):
    """A chain of sentences, the first cause first, and the facts behind them."""

    called = "Why?"

    def __init__(self, chain: Sequence[Cause], rules: Sequence[Fact]) -> None:
        super().__init__()
        self.chain = tuple(chain)
        self.rules = tuple(rules)

    def lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        widest = max((len(clock(cause.event.at_us)) for cause in self.chain), default=0)
        for at, cause in enumerate(self.chain):
            last = at == len(self.chain) - 1
            lead = f"{clock(cause.event.at_us):>{widest}}  {'●' if last else '○'} "
            says = Content(clean(cause.says))
            entry = hanging(says, width, lead)
            lines += [line.stylize("bold") if last else line for line in entry]
            if not last:
                lines.append(Content.styled(" " * (widest + 2) + "│", "$ink-line"))
        if self.rules:
            lines += [Content(""), Content.styled("The rules", "bold $ink-title")]
        for rule in self.rules:
            lines += hanging(Content(clean(rule.statement)), width, f"{rule.id}  ")
            source = " · ".join(part.partition(" (")[0] for part in (rule.source, rule.as_of))
            indent = " " * (len(rule.id) + 2)
            lines += hanging(Content.styled(clean(source), "$ink-muted"), width, indent)
        return lines
