"""What can be turned at those who send: how often they do, and how they try again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.outside import SetTraffic
from lambdatutor.simulator.time import written
from lambdatutor.tui.sandbox.setting import Setting, setting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lambdatutor.aws.operations import Operation
    from lambdatutor.simulator.scenario import Traffic
    from lambdatutor.tui.sandbox.cards import Card
    from lambdatutor.tui.sandbox.run import SandboxRun

_RATES = ("0.5", "1", "2", "5", "8", "10", "20", "50", "100", "200", "500")


def traffic_settings(card: Card, run: SandboxRun) -> tuple[Setting, ...]:
    """The controls of all traffic that comes in at a part of the account."""
    return tuple(setting for each in _clients_of(card, run) for setting in _traffic(each, run))


def _clients_of(card: Card, run: SandboxRun) -> Sequence[Traffic]:
    """The traffic that comes in at this card."""
    clients = [each.traffic for each in run.world.clients.values()]
    if card.kind == "door":
        return [each for each in clients if (each.to or "").endswith(f":{card.key}")]
    if card.kind == "source":
        name = card.key.split(" ")[1]
        return [each for each in clients if (each.to or "").endswith(f":{name}")]
    return [each for each in clients if _kind_of(each) == card.key]


def _kind_of(traffic: Traffic) -> str:
    """Which kind of caller a client is, by what it sends to."""
    to = traffic.to or ""
    if to.startswith(("sqs:", "arn:aws:sqs:")):
        return "queue"
    if to.startswith(("kinesis:", "dynamodb:", "arn:aws:kinesis:", "arn:aws:dynamodb:")):
        return "stream"
    doors = ("apigateway:", "url:", "elasticloadbalancing:", "lambda:")
    if (not to or to.startswith(doors)) and traffic.invocation == "sync":
        return "synchronous"
    return "asynchronous"


def _traffic(traffic: Traffic, run: SandboxRun) -> Iterable[Setting]:
    def rate(text: str) -> Operation:
        return SetTraffic(Traffic=traffic.name, Field="rate", Value=text)

    def every(text: str) -> Operation:
        return SetTraffic(Traffic=traffic.name, Field="every", Value=text)

    def retries(text: str) -> Operation:
        return SetTraffic(Traffic=traffic.name, Field="retries", Value=text)

    if traffic.rate is not None:
        label = f"{traffic.name}, a second"
        yield setting(f"{traffic.name}.rate", label, f"{traffic.rate:g}", _RATES, rate)
    elif traffic.every is not None:
        said = [
            each.operation.Value
            for each in run.history.done
            if isinstance(each.operation, SetTraffic)
            and (each.operation.Traffic, each.operation.Field) == (traffic.name, "every")
        ]
        now = said[-1] if said else _spelt(traffic)
        values = ("100ms", "1s", "10s", "1min", "10min", "off")
        given = values if now in values else (now, *values)
        yield setting(f"{traffic.name}.every", f"{traffic.name} every", now, given, every)
    if _kind_of(traffic) == "synchronous" and traffic.to is None:
        modes = ("none", "immediate", "legacy", "standard", "adaptive")
        label = f"{traffic.name} retries"
        yield setting(f"{traffic.name}.retries", label, traffic.retries, modes, retries)


def _spelt(traffic: Traffic) -> str:
    every = traffic.every
    return written(every) if isinstance(every, int) else str(every)
