"""What a word of a command line stands for, by the kind of its parameter."""

from __future__ import annotations

import re
from typing import cast, get_args, get_origin

import msgspec

from lambdatutor.aws.parameters import Parameter, without_none
from lambdatutor.aws.shapes import Shape
from lambdatutor.aws.shorthand import ShorthandError, parse_shorthand
from lambdatutor.errors import LambdaTutorError

_WHOLE = re.compile(r"[+-]?[0-9]{1,10}")
_LARGEST_WHOLE = 2**31 - 1
_LARGEST_NUMBER = 2**53
_FILE = "fileb://"
_TEXT_FILE = "file://"


class CommandError(LambdaTutorError):
    """A command line that cannot be understood."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def shown(text: str, at_most: int = 60) -> str:
    """Text as an error may show it: printable and short."""
    clean = "".join(character if character.isprintable() else "\ufffd" for character in text)
    return clean if len(clean) <= at_most else clean[:at_most] + "…"


def value_of(parameter: Parameter, words: list[str]) -> object:
    """The value that the words after a flag stand for. Raises CommandError."""
    match parameter.kind:
        case "whole":
            return _whole(parameter, words[0])
        case "number":
            return _number(parameter, words[0])
        case "archive":
            return _archive(parameter, words[0])
        case "policy":
            return _policy(parameter, words[0])
        case "list" | "nested":
            return _nested(parameter, words)
        case _:
            return words[0]


def _whole(parameter: Parameter, word: str) -> int:
    number = int(word) if _WHOLE.fullmatch(word) else None
    if number is None or abs(number) > _LARGEST_WHOLE:
        raise CommandError(f'{parameter.flag} takes a whole number, not "{shown(word)}".')
    return number


def _number(parameter: Parameter, word: str) -> float:
    try:
        number = float(word)
    except ValueError:
        number = float("nan")
    if not abs(number) < _LARGEST_NUMBER:
        raise CommandError(f'{parameter.flag} takes a number, not "{shown(word)}".')
    return number


def _archive(parameter: Parameter, word: str) -> str:
    if not word.startswith(_FILE):
        raise CommandError(
            f'{parameter.flag} takes a zip file with {_FILE} before its name, not "{shown(word)}".'
        )
    return word.removeprefix(_FILE)


def _policy(parameter: Parameter, word: str) -> str:
    """The AWS CLI would read the file; here there is no disk to read it from."""
    if word.startswith(_TEXT_FILE):
        raise CommandError(
            f"{parameter.flag} takes the policy itself here, and no file: write its JSON between "
            "single quotes."
        )
    return word


def _nested(parameter: Parameter, words: list[str]) -> object:
    try:
        return _nested_value(parameter, words)
    except (ShorthandError, msgspec.MsgspecError) as error:
        problem = shown(str(error).rstrip("."), at_most=160)
        raise CommandError(f"{parameter.flag} has a value that does not fit: {problem}.") from error
    except RecursionError as error:
        raise CommandError(f"{parameter.flag} has a value that is nested too deep.") from error


def _nested_value(parameter: Parameter, words: list[str]) -> object:
    if len(words) == 1 and words[0].startswith(("{", "[")):
        return _finite(
            parameter, cast("object", msgspec.json.decode(words[0], type=parameter.type))
        )
    if parameter.kind == "list":
        return words
    parsed: object
    if get_origin(parameter.type) is list:
        # A word for each entry, as the AWS CLI has it.
        parsed = [parse_shorthand(word) for word in words]
    elif len(words) > 1:
        raise CommandError(f"{parameter.flag} takes one value: put quotes around all of it.")
    else:
        parsed = parse_shorthand(words[0])
    fitted = _with_lists(parsed, parameter.type)
    return _finite(parameter, cast("object", msgspec.convert(fitted, parameter.type, strict=False)))


def _with_lists(parsed: object, annotation: object) -> object:
    """Shorthand writes a list of one as its only value, however deep it stands."""
    kind = without_none(annotation)
    if get_origin(kind) is list:
        entries = cast("list[object]", parsed) if isinstance(parsed, list) else [parsed]
        return [_with_lists(entry, get_args(kind)[0]) for entry in entries]
    if not isinstance(parsed, dict):
        return parsed
    pairs = cast("dict[str, object]", parsed)
    if get_origin(kind) is dict:
        return {key: _with_lists(one, get_args(kind)[1]) for key, one in pairs.items()}
    if not (isinstance(kind, type) and issubclass(kind, Shape)):
        return pairs
    types = {field.encode_name: field.type for field in msgspec.structs.fields(kind)}
    return {key: _with_lists(one, types.get(key)) for key, one in pairs.items()}


def _finite(parameter: Parameter, value: object) -> object:
    """The value, if JSON has a way to write every number in it."""
    stack = [cast("object", msgspec.to_builtins(value))]
    while stack:
        inner = stack.pop()
        if isinstance(inner, dict):
            stack.extend(cast("dict[str, object]", inner).values())
        elif isinstance(inner, list):
            stack.extend(cast("list[object]", inner))
        elif isinstance(inner, int | float) and not abs(inner) < _LARGEST_NUMBER:
            raise CommandError(f"{parameter.flag} has a number that is too large.")
    return value
