"""Reading lines for the AWS CLI as operations: `aws lambda invoke --function-name checkout …`."""

from __future__ import annotations

import base64
import binascii
import difflib
import re
import shlex
from collections.abc import Iterable

import msgspec

from lambdatutor.aws.argument_values import CommandError, shown, value_of
from lambdatutor.aws.command_text import BINARY_FORMAT, RAW, to_cli
from lambdatutor.aws.completion import complete
from lambdatutor.aws.operations import CreateFunction, Invoke, Operation
from lambdatutor.aws.parameters import COMMANDS, flags, parameters
from lambdatutor.aws.shapes import FunctionCode
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
    """The operation that a line asks for; `aws lambda` may be left out.

    Nested values may be JSON or the AWS CLI's shorthand. A payload is taken as it stands, unless
    the line says `--cli-binary-format base64`. Raises CommandError, and nothing else.
    """
    words = _words(text)
    operation = _operation(words)
    values, binary_format = _arguments(operation, words)
    if operation is CreateFunction:
        _put_archive_into_code(values)
    if operation is Invoke and binary_format == "base64":
        values["Payload"] = _decoded(values.get("Payload"))
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
        if words[:1] != ["lambda"]:
            raise CommandError('Only AWS Lambda is simulated: the line begins with "aws lambda".')
    if words[:1] == ["lambda"]:
        words.pop(0)
    if not words:
        raise CommandError("A command is missing: try get-account-settings.")
    command = words.pop(0)
    if command not in COMMANDS:
        near = _nearest(command, COMMANDS)
        raise CommandError(f'"{shown(command)}" is not a command here{near}')
    return COMMANDS[command]


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


def _decoded(payload: object) -> str | None:
    if payload is None:
        return None
    try:
        return base64.b64decode(str(payload), validate=True).decode()
    except (binascii.Error, ValueError):
        raise CommandError(
            f"--payload is not base64: encode it, or write {BINARY_FORMAT} {RAW}."
        ) from None


def _nearest(word: str, names: Iterable[str]) -> str:
    """The end of a sentence about a word that is not among the names."""
    near = difflib.get_close_matches(word[:60].lower(), list(names), n=1)
    return f'; did you mean "{near[0]}"?' if near else "."
