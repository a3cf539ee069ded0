"""What is wrong with a template, and where."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

from lambdatutor.errors import LambdaTutorError


class Mark(NamedTuple):
    """A place in a text, counted from 1."""

    line: int
    column: int


class TemplateError(LambdaTutorError):
    """A template cannot be read or expanded; one sentence says where, and what to do."""

    exit_status = 2

    def __init__(self, path: str, mark: Mark, problem: str) -> None:
        super().__init__(path, mark, problem)
        self.path = path
        self.mark = mark
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.path}:{self.mark.line}:{self.mark.column}: {self.problem}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """` Did you mean "Jobs"?`, or nothing where no known word is near."""
    in_small = {each.lower(): each for each in known}
    near = get_close_matches(word.lower(), list(in_small), n=1)
    return f' Did you mean "{in_small[near[0]]}"?' if near else ""
