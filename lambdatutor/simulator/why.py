"""Why something happened: sentences from events, with the numbers they were decided on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lambdatutor.simulator.parts_told import PARTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.simulator.events import Event, EventLog


def chain(log: EventLog, event_id: int) -> tuple[Event, ...]:
    """An event, what caused it, what caused that, and so on as far as the log reaches."""
    found: list[Event] = []
    at: int | None = event_id
    while at is not None and log.base <= at < len(log):
        found.append(log[at])
        at = found[-1].cause
    return tuple(found)


def sentence(event: Event) -> str:
    """What happened, in one plain sentence."""
    return _SENTENCES[event.kind](event)


def _arrived(event: Event) -> str:
    return f"Request #{event.request} calls {event.function}."


def _operation_refused(event: Event) -> str:
    who = "The simulator" if event.numbers["code"] == "refused" else "AWS"
    return f"{who} refuses it: {event.numbers['message']}"


def _refused(event: Event) -> str:
    return f"Request #{event.request} is refused: {event.numbers['message']}."


def _throttled(event: Event) -> str:
    numbers = event.numbers
    reason = numbers["reason"]
    limit = (
        f"the function's reserved concurrency, {numbers['limit']}"
        if numbers["limit_is"] == "reserved"
        else f"what the account has left to share, {numbers['limit']}"
    )
    busy = numbers["in_flight"]
    flying = "1 request is" if busy == 1 else f"{busy} requests are"
    why = {
        "concurrency": f"{flying} in flight, and the limit is {limit}",
        "rate": "ten requests a second for each unit of concurrency have come in this second",
        "scaling": "the function has added as many environments as it may for now",
    }[str(numbers["gate"])]
    return f"Request #{event.request} is throttled with status 429 ({reason}): {why}."


def _created(event: Event) -> str:
    numbers = event.numbers
    name = f"e{event.environment}"
    if numbers["provisioned"]:
        return f"Environment {name} is made ahead of any request, for provisioned concurrency."
    if event.request is None:
        if event.cause is not None:
            return f"Environment {name} is initialised ahead of any request."
        return f"Environment {name} exists since before the run."
    busy = numbers["in_flight"]
    others = f" ({busy} in flight)" if busy else ""
    return f"No environment free for request #{event.request}{others}: {name} is built."


def _init_start(event: Event) -> str:
    parts = (
        ("extensions", "extension_us"),
        ("runtime", "runtime_us"),
        ("your code", "function_us"),
    )
    told = ", ".join(f"{name} {event.spoken(key)}" for name, key in parts if event.numbers[key])
    return f"Init begins in e{event.environment}: {told or 'nothing to do'}."


def _init_timeout(event: Event) -> str:
    return (
        f"Init in e{event.environment} has not ended after {event.spoken('limit_us')}; "
        "it starts again inside the invocation, under the function's own timeout."
    )


def _invoke_start(event: Event) -> str:
    numbers = event.numbers
    if numbers["cold"]:
        return f"The handler begins for request #{event.request} in the new e{event.environment}."
    again = numbers["init_again_us"]
    first = f", after Init once more ({event.spoken('init_again_us')})" if again else ""
    return f"Request #{event.request} finds e{event.environment} free and takes it{first}."


def _invoke_end(event: Event) -> str:
    status = {
        "ok": "is answered",
        "error": "fails with an exception",
        "timeout": "runs into its timeout",
        "exit": "ends without an answer, for the process exited",
        "out-of-memory": "is killed, for it needs more memory than it has",
    }[str(event.numbers["status"])]
    duration, billed = event.spoken("duration_us"), event.numbers["billed_ms"]
    return f"Request #{event.request} {status}: {duration} in the handler, {billed:,} ms billed."


def _reset(event: Event) -> str:
    return (
        f"e{event.environment} is reset: its process and globals are lost, /tmp stays, "
        "and Init runs again with the next request."
    )


_GONE = {
    "idle": "nobody called it for its idle life (the simulator's own; AWS publishes none)",
    "lifetime": "it has lived as long as it may (the simulator's own; AWS publishes none)",
    "replaced": "its code or settings were replaced",
    "init-failed": "its Init failed, and no request waits for it",
    "deprovisioned": "the provisioned concurrency was given back",
}


def _shutdown(event: Event) -> str:
    return f"e{event.environment} is shut down: {_GONE[str(event.numbers['why'])]}."


def _requested(event: Event) -> str:
    numbers = event.numbers
    return (
        f"{numbers['requested']} provisioned environments are asked for on "
        f"{numbers['qualifier']}; allocation begins after one to two minutes."
    )


def _ready(event: Event) -> str:
    numbers = event.numbers
    return (
        f"All {numbers['requested']} provisioned environments of {numbers['qualifier']} are READY."
    )


_SENTENCES: dict[str, Callable[[Event], str]] = {
    "operation.called": lambda event: f"You call {event.numbers['operation']}.",
    "operation.scripted": lambda event: f"{event.numbers['operation']} is called.",
    "operation.refused": _operation_refused,
    "request.arrived": _arrived,
    "request.refused": _refused,
    "request.throttled": _throttled,
    "environment.created": _created,
    "environment.warm": lambda event: f"e{event.environment} stands ready, initialised and idle.",
    "init.start": _init_start,
    "init.end": lambda e: f"Init ends in e{e.environment} after {e.spoken('init_us')}.",
    "init.timeout": _init_timeout,
    "invoke.start": _invoke_start,
    "invoke.end": _invoke_end,
    "environment.reset": _reset,
    "shutdown.start": _shutdown,
    "environment.gone": lambda event: f"e{event.environment} is gone.",
    "provisioned.requested": _requested,
    "provisioned.ready": _ready,
    "provisioned.removed": lambda e: f"Provisioned concurrency on {e.numbers['qualifier']} ends.",
}

for _part in PARTS:
    _SENTENCES.update(_part.SENTENCES)
