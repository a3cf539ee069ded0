"""Reading lines for the AWS CLI as operations: `aws lambda invoke --function-name checkout …`."""

from __future__ import annotations

import base64
import binascii
import difflib
import re
import shlex
from collections.abc import Iterable
from typing import cast

import msgspec

from lambdatutor.aws import rule_words
from lambdatutor.aws.argument_values import CommandError, shown, value_of
from lambdatutor.aws.command_text import BINARY_FORMAT, RAW, to_cli
from lambdatutor.aws.completion import complete
from lambdatutor.aws.operations import CreateFunction, Invoke, Operation
from lambdatutor.aws.parameters import COMMANDS, flags, parameters
from lambdatutor.aws.shapes import FunctionCode, PutRecordsRequestEntry
from lambdatutor.aws.spelling import kebab

__all__ = ["CommandError", "complete", "from_cli", "to_cli"]

_OF_THE_CLI = {
    "--cli-input-json",
    "--debug",
    "--endpoint-url",
    "--generate-cli-skeleton",
    "--no-cli-pager",
    "--no-paginate",
    "--no-sign-request",
    "--no-verify-ssl",
    "--output",
    "--profile",
    "--query",
    "--region",
}
"""Options of the AWS CLI that no operation carries."""

_QUOTED_OR_CONTINUED = re.compile(r"""'[^']*'|"(?:\\.|[^"\\])*"|\\\r?\n|\\.""", re.DOTALL)


def from_cli(text: str) -> Operation:
    """The operation that a line asks for; `aws` may be left out, and so may `lambda`.

    Nested values may be JSON or the AWS CLI's shorthand. Bytes are taken as they stand, unless
    the line says `--cli-binary-format base64`. Raises CommandError, and nothing else.
    """
    words = _words(text)
    operation = _operation(words)
    values, binary_format = _arguments(operation, words)
    if operation is CreateFunction:
        _put_archive_into_code(values)
    if operation.__name__ in rule_words.OPERATIONS:
        _put_rule_into_permissions(values)
    if binary_format == "base64":
        _decode_blobs(operation, values)
    for parameter in parameters(operation):
        if parameter.required and parameter.name not in values:
            raise CommandError(f"{kebab(operation.__name__)} needs {parameter.flag} and a value.")
    return msgspec.convert(values, operation)


def _words(text: str) -> list[str]:
    """The words of a line, as a shell splits them; a backslash continues it on the next line."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise CommandError("The line holds half a character: write it again.") from None
    joined = _QUOTED_OR_CONTINUED.sub(
        lambda found: "" if found.group() in {"\\\n", "\\\r\n"} else found.group(), text
    )
    try:
        return shlex.split(joined)
    except ValueError:
        raise CommandError(
            "A quote is opened and not closed: add the one that is missing."
        ) from None


def _operation(words: list[str]) -> type[Operation]:
    """The operation that is named; its name is taken off the words."""
    if words[:1] == ["aws"]:
        words.pop(0)
        if words and words[0] not in COMMANDS:
            raise _unknown_service(words[0])
    named = words.pop(0) if words and words[0] in COMMANDS else ""
    service = named or "lambda"
    commands = COMMANDS[service]
    if not words:
        example = "get-account-settings" if service == "lambda" else next(iter(commands))
        raise CommandError(f"A command is missing: try {example}.")
    command = words.pop(0)
    if command not in commands:
        where = f"a command of {named}" if named else "a command"
        raise CommandError(f'"{shown(command)}" is not {where} here{_elsewhere(command, service)}')
    return commands[command]


def _unknown_service(word: str) -> CommandError:
    if word == "s3":
        return CommandError('"s3" is not simulated: "aws s3api" has the operations of the API.')
    near = _nearest(word, COMMANDS)
    return CommandError(f'"{shown(word)}" is not a service that is simulated here{near}')


def _elsewhere(command: str, service: str) -> str:
    """The end of a sentence about a command that this service does not have."""
    for other, commands in COMMANDS.items():
        if command in commands:
            return f'; did you mean "aws {other} {command}"?'
    return _nearest(command, COMMANDS[service])


def _arguments(operation: type[Operation], words: list[str]) -> tuple[dict[str, object], str]:
    """The values by parameter, and the binary format."""
    known = flags(operation)
    values: dict[str, object] = {}
    binary_format = RAW
    outfiles = 1 if operation is Invoke else 0
    while words:
        word = words.pop(0)
        flag, equals, inline = word.partition("=")
        if not word.startswith("--"):
            outfiles -= 1
            if outfiles < 0:
                raise CommandError(f'"{shown(word)}" belongs to no option: options begin with --.')
            continue
        if flag == BINARY_FORMAT:
            binary_format = inline if equals else _taken(flag, words, many=False)[0]
            if binary_format not in {RAW, "base64"}:
                raise CommandError(f"{flag} is {RAW} or base64.")
            continue
        parameter = known.get(flag)
        if parameter is None:
            raise _unknown_flag(operation, flag)
        if parameter.kind == "yes or no":
            if equals:
                raise CommandError(f"{flag} takes no value: write it alone.")
            values[parameter.name] = flag == parameter.flag
            continue
        many = parameter.kind in {"list", "nested"}
        taken = [inline] if equals else _taken(flag, words, many=many)
        values[parameter.name] = value_of(parameter, taken)
    return values, binary_format


def _taken(flag: str, words: list[str], *, many: bool) -> list[str]:
    """Takes the word after a flag, or all words up to the next flag."""
    taken: list[str] = []
    while words and not words[0].startswith("--") and (many or not taken):
        taken.append(words.pop(0))
    if not taken:
        raise CommandError(f"{flag} needs a value after it.")
    return taken


def _unknown_flag(operation: type[Operation], flag: str) -> CommandError:
    if flag in _OF_THE_CLI:
        return CommandError(
            f"{flag} belongs to the AWS CLI itself and does nothing here: leave it out."
        )
    near = _nearest(flag, flags(operation))
    return CommandError(f'"{shown(flag)}" is not an option of {kebab(operation.__name__)}{near}')


def _put_archive_into_code(values: dict[str, object]) -> None:
    """Undoes what `--zip-file` does to `--code`."""
    code = values.get("Code")
    if isinstance(code, FunctionCode) and code.ZipFile is not None:
        raise CommandError("--code cannot hold ZipFile: use --zip-file instead.")
    if "ZipFile" in values:
        archive = str(values.pop("ZipFile"))
        code = code if isinstance(code, FunctionCode) else FunctionCode()
        values["Code"] = msgspec.structs.replace(code, ZipFile=archive)


def _put_rule_into_permissions(values: dict[str, object]) -> None:
    """Undoes what `--protocol`, `--port` and the like do to `--ip-permissions`."""
    try:
        rule_words.put_into_permissions(values)
    except rule_words.RuleError as error:
        raise CommandError(error.problem) from None


def _decode_blobs(operation: type[Operation], values: dict[str, object]) -> None:
    """Undoes the base64 of the values that are bytes, or hold some."""
    for parameter in parameters(operation):
        value = values.get(parameter.name)
        if not parameter.blob or value is None:
            continue
        if isinstance(value, list):
            records = cast("list[PutRecordsRequestEntry]", value)
            values[parameter.name] = [
                msgspec.structs.replace(one, Data=_decoded(parameter.flag, one.Data))
                for one in records
            ]
        else:
            values[parameter.name] = _decoded(parameter.flag, str(value))


def _decoded(flag: str, text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode()
    except (binascii.Error, ValueError):
        raise CommandError(
            f"{flag} is not base64: encode it, or write {BINARY_FORMAT} {RAW}."
        ) from None


def _nearest(word: str, names: Iterable[str]) -> str:
    """The end of a sentence about a word that is not among the names."""
    near = difflib.get_close_matches(word[:60].lower(), list(names), n=1)
    return f'; did you mean "{near[0]}"?' if near else "."
