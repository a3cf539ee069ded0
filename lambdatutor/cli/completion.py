"""Completion for bash, zsh and fish: commands, their flags, and the ids of lessons."""

from __future__ import annotations

import argparse

from lambdatutor.cli.arguments import Options, parsers
from lambdatutor.errors import LambdaTutorError

_IN_FISH = "__fish_seen_subcommand_from"


def completion(options: Options) -> int:
    words = _words()
    print({"bash": _bash, "zsh": _zsh, "fish": _fish}[options.shell](words, _lesson_ids(options)))
    return 0


def _words() -> dict[str, list[str]]:
    """Each command with its flags; the empty name stands for lambdatutor itself."""
    return {name: _flags(command) for name, command in parsers().items()}


def _flags(command: argparse.ArgumentParser) -> list[str]:
    return sorted(
        flag
        for action in command._actions  # noqa: SLF001  argparse names them nowhere else
        for flag in action.option_strings
        if flag.startswith("--")
    )


def _lesson_ids(options: Options) -> list[str]:
    from lambdatutor.course.catalogue import Catalogue

    try:
        return [entry.id for entry in Catalogue(options.lessons).written()]
    except LambdaTutorError:
        return []


def _bash(words: dict[str, list[str]], lessons: list[str]) -> str:
    cases = "\n".join(
        f"    {name}) words='{' '.join(flags + (lessons if name == 'lesson' else []))}' ;;"
        for name, flags in words.items()
        if name
    )
    commands = " ".join([name for name in words if name] + words[""])
    return f"""\
_lambdatutor() {{
  local words
  case "${{COMP_WORDS[1]}}" in
{cases}
    *) words='{commands}' ;;
  esac
  [ "$COMP_CWORD" -eq 1 ] && words='{commands}'
  COMPREPLY=( $(compgen -W "$words" -- "${{COMP_WORDS[COMP_CWORD]}}") )
}}
complete -o default -F _lambdatutor lambdatutor"""


def _zsh(words: dict[str, list[str]], lessons: list[str]) -> str:
    return "#compdef lambdatutor\nautoload -U +X bashcompinit && bashcompinit\n" + _bash(
        words, lessons
    )


def _fish(words: dict[str, list[str]], lessons: list[str]) -> str:
    commands = " ".join(name for name in words if name)
    lines = [
        f"complete -c lambdatutor -f -n __fish_use_subcommand -a '{commands}'",
        f"complete -c lambdatutor -f -n '{_IN_FISH} lesson' -a '{' '.join(lessons)}'",
    ]
    for name, flags in words.items():
        where = f"{_IN_FISH} {name}" if name else "__fish_use_subcommand"
        lines += [f"complete -c lambdatutor -n '{where}' -l {flag[2:]}" for flag in flags]
    return "\n".join(lines)
