"""Reading what was typed: parsers that complain in a sentence, and the commands they know."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Mapping
from typing import NoReturn

from lambdatutor.errors import LambdaTutorError

_NO_COMMAND = re.compile(r"argument COMMAND: invalid choice: (['\"])(?P<word>.*?)\1 \(choose")
"""How argparse complains about a command that it does not know."""


class UsageError(LambdaTutorError):
    """What was typed is not something lambdatutor does."""

    exit_status = 2

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return self.problem


class Parser(argparse.ArgumentParser):
    """Complains in one sentence with the next step."""

    commands: Mapping[str, argparse.ArgumentParser] = {}
    """Those that there are, of the parser that reads which it is."""

    def error(self, message: str) -> NoReturn:
        wrong = _NO_COMMAND.match(message)
        if wrong is not None:
            raise UsageError(_no_command(wrong["word"], self.commands))
        sentence = message[0].upper() + message[1:].rstrip(".")
        raise UsageError(f"{sentence}. `{self.prog} --help` shows what can be typed.")


def _no_command(word: str, commands: Iterable[str]) -> str:
    """What to type in place of a command that is none: often it is the id of a lesson."""
    from lambdatutor.course.catalogue import Catalogue
    from lambdatutor.course.findings import did_you_mean

    try:
        is_lesson = word in Catalogue().entries
    except LambdaTutorError:
        is_lesson = False
    if is_lesson:
        return f"A lesson is played with the word lesson: `lambdatutor lesson {word}`."
    near = did_you_mean(word, [name for name in commands if name])
    said = f'There is no command "{word}".'
    return " ".join(filter(None, (said, near, "`lambdatutor --help` shows what can be typed.")))


class Commands:
    """The commands as they are added, each with a parser of its own."""

    def __init__(self, root: Parser) -> None:
        group = root.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)
        self.named: dict[str, argparse.ArgumentParser] = {"": root}
        root.commands = self.named
        self._group = group

    def add(self, name: str, help_: str, *examples: str) -> argparse.ArgumentParser:
        self.named[name] = self._group.add_parser(
            name,
            help=help_,
            description=help_[0].upper() + help_[1:] + ".",
            epilog="examples:\n" + "\n".join(f"  lambdatutor {each}" for each in examples),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        return self.named[name]


def parser_of(name: str, description: str, *examples: str) -> Parser:
    return Parser(
        prog=name,
        description=description,
        epilog="\n  ".join(("examples:", *examples)),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
