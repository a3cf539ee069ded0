"""A handler run for real from the command line: what Lambda would answer, and what it would log."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from lambdatutor.cli.arguments import Options
from lambdatutor.cli.commands import UsageError

if TYPE_CHECKING:
    from lambdatutor.runtime.answer import Answer
    from lambdatutor.runtime.environment import Environment

_TIME = re.compile(r"(\d{1,6})(s|m|)")
_BEGINS_JSON = tuple('{["-0123456789')
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]+")
"""ENV-002."""
_SAMPLE = "sample:"


def invoke(options: Options) -> int:
    """Status 0 when every invocation succeeded, 1 when one failed, 2 for bad usage."""
    from lambdatutor.aws.errors import AwsError
    from lambdatutor.runtime.deployment import deployed
    from lambdatutor.runtime.environment import Environment
    from lambdatutor.runtime.function import Function

    if options.times < 1:
        raise UsageError("--times counts invocations: write 1 or more.")
    event = _event(options.event)
    settings = Function(
        code=options.package,
        handler=options.handler,
        variables=_variables(options.env),
        memory_mb=options.memory,
        timeout_s=_seconds(options.timeout),
    )
    with ExitStack() as stack:
        try:
            settings.check()
            deployment = stack.enter_context(deployed(options.package, settings, options.layer))
        except AwsError as refusal:
            raise UsageError(str(refusal)) from None
        _remark(each.sentence for each in deployment.findings)
        environment = stack.enter_context(Environment(deployment.function))
        _remark(environment.walls.missing)
        return _invoked(environment, event, options)


def _invoked(environment: Environment, event: str, options: Options) -> int:
    failed = False
    for number in range(options.times):
        answer = environment.invoke(event)
        failed = failed or answer.function_error is not None
        if options.json:
            print(json.dumps(_plain(answer)), flush=True)
        else:
            _print(answer, number, options.times)
    return 1 if failed else 0


def _event(text: str) -> str:
    """Raises `UsageError` for what is neither JSON nor a file; Lambda judges the JSON."""
    if text == "-":
        return sys.stdin.read()
    if text.startswith(_SAMPLE):
        return _sample(text.removeprefix(_SAMPLE))
    if text.lstrip().startswith(_BEGINS_JSON) or text in {"null", "true", "false"}:
        return text
    try:
        return Path(text).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise UsageError(f"{text} is not text. An event is JSON.") from None
    except OSError as error:
        raise UsageError(
            f"{text} is no JSON, and no file that can be read: {error.strerror}. "
            """Write an event such as '{"name": "Ana"}', or name a file with one."""
        ) from None


def _sample(name: str) -> str:
    from lambdatutor.aws.sample_events import SAMPLES, sample_event
    from lambdatutor.course.findings import did_you_mean

    found = sample_event(name)
    if found is not None:
        return found.text
    ids = [each.id for each in SAMPLES]
    near = did_you_mean(name, ids) or f"There are {', '.join(ids)}."
    problem = f'There is no sample event "{name}".' if name else "Say which sample event."
    raise UsageError(f"{problem} {near}")


def _variables(pairs: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(f"{pair} has no =. A variable is written as STAGE=test.")
        if not _NAME.fullmatch(name):
            raise UsageError(
                f"{name} is no name of a variable: it begins with a letter and has at least two "
                "letters, digits or underscores."
            )
        try:
            value.encode()
        except UnicodeEncodeError:  # bytes of another encoding, as the system hands them over
            raise UsageError(f"The value of {name} is no text in UTF-8. Write it so.") from None
        found[name] = value
    return found


def _seconds(text: str) -> int:
    found = _TIME.fullmatch(text)
    if found is None:
        raise UsageError(f"{text} is no timeout: write whole seconds, such as 3s.")
    return int(found[1]) * (60 if found[2] == "m" else 1)


def _remark(sentences: Iterable[str]) -> None:
    """Beside the answer, so that a program reads the answer alone."""
    for sentence in sentences:
        print(f"Note: {sentence}", file=sys.stderr)


def _plain(answer: Answer) -> dict[str, object]:
    return {
        "status": answer.status,
        "function_error": answer.function_error,
        "payload": answer.text,
        "log": answer.log,
        "duration_ms": answer.duration_ms,
        "init_duration_ms": answer.init_duration_ms,
        "billed_ms": answer.billed_ms,
        "max_memory_mb": answer.max_memory_mb,
        "environment": answer.environment,
    }


def _print(answer: Answer, number: int, times: int) -> None:
    from lambdatutor.runtime.shown import shown

    which = f"{number + 1} of {times}: " if times > 1 else ""
    error = f", FunctionError {answer.function_error}" if answer.function_error else ""
    print(f"{which}status {answer.status}{error}\n{shown(answer.text)}\n\n{shown(answer.log)}")
    if answer.said:
        _remark([answer.said])
