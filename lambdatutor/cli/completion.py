"""Completion for bash, zsh and fish: commands, their flags, and the ids of lessons."""

from __future__ import annotations

import argparse
from typing import NamedTuple

from lambdatutor.cli.arguments import Options, parsers
from lambdatutor.errors import LambdaTutorError

_IN_FISH = "__fish_seen_subcommand_from"


class Words(NamedTuple):
    """What can follow a command."""

    flags: tuple[str, ...]
    names: tuple[str, ...]
    """Words that stand alone, such as `export` after `progress`."""
    values: dict[str, tuple[str, ...]]
    """What can follow a flag, where that is one of a few words."""
    or_files: tuple[str, ...] = ()
    """The flags after which a file can stand in place of these words."""


def completion(options: Options) -> int:
    words = _words(_lesson_ids(options))
    print({"bash": _bash, "zsh": _zsh, "fish": _fish}[options.shell](words))
    return 0


def _words(lessons: tuple[str, ...]) -> dict[str, Words]:
    """Each command with what can follow it; the empty name stands for lambdatutor itself."""
    found = {name: _words_of(command) for name, command in parsers().items()}
    commands = tuple(name for name in found if name)
    return found | {
        "": found[""]._replace(names=commands),
        "lesson": found["lesson"]._replace(names=(*lessons, "new")),
        "invoke": found["invoke"]._replace(values={"--event": _samples()}, or_files=("--event",)),
    }


def _words_of(command: argparse.ArgumentParser) -> Words:
    flags: list[str] = []
    names: list[str] = []
    values: dict[str, tuple[str, ...]] = {}
    for action in command._actions:  # noqa: SLF001  argparse names them nowhere else
        choices = tuple(map(str, action.choices or ()))
        spelt = [flag for flag in action.option_strings if flag.startswith("--")]
        flags += spelt
        values |= dict.fromkeys(spelt, choices) if choices else {}
        names += () if action.option_strings else choices
    return Words(tuple(sorted(flags)), tuple(names), values)


def _samples() -> tuple[str, ...]:
    from lambdatutor.aws.sample_events import SAMPLES

    return tuple(f"sample:{each.id}" for each in SAMPLES)


def _lesson_ids(options: Options) -> tuple[str, ...]:
    from lambdatutor.course.catalogue import Catalogue

    try:
        return tuple(entry.id for entry in Catalogue(options.lessons).written())
    except LambdaTutorError:
        return ()


def _bash(words: dict[str, Words]) -> str:
    cases = "\n".join(
        f"    {name or '*'}) words='{' '.join((*each.names, *each.flags))}' ;;"
        for name, each in sorted(words.items(), reverse=True)  # the one for all others comes last
    )
    values = {flag: each for of in words.values() for flag, each in of.values.items()}
    after = "\n".join(f"    {flag}) words='{' '.join(each)}' ;;" for flag, each in values.items())
    return f"""\
_lambdatutor() {{
  local words command= word typed="${{COMP_WORDS[COMP_CWORD]}}" at=$COMP_CWORD cut=
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    case "$word" in {"|".join(words[""].names)}) command=$word; break ;; esac
  done
  case "$command" in
{cases}
  esac
  # bash parts words at a colon, and offers only what comes behind it
  if [ "$typed" = : ]; then typed= at=$((at + 1)); fi
  if [ $at -gt 2 ] && [ "${{COMP_WORDS[at-1]}}" = : ]; then
    at=$((at - 2)) cut="${{COMP_WORDS[at]}}:"
  fi
  case "${{COMP_WORDS[at-1]}}" in
{after}
  esac
  COMPREPLY=( $(compgen -W "$words" -- "$cut$typed") )
  COMPREPLY=( "${{COMPREPLY[@]#"$cut"}}" )
}}
complete -o default -F _lambdatutor lambdatutor"""


def _zsh(words: dict[str, Words]) -> str:
    return "#compdef lambdatutor\nautoload -U +X bashcompinit && bashcompinit\n" + _bash(words)


def _fish(words: dict[str, Words]) -> str:
    lines: list[str] = []
    for name, each in words.items():
        where = f"{_IN_FISH} {name}" if name else "__fish_use_subcommand"
        if each.names:
            lines.append(f"complete -c lambdatutor -f -n '{where}' -a '{' '.join(each.names)}'")
        for flag in each.flags:
            one_of = each.values.get(flag)
            alone = "-r" if flag in each.or_files else "-x"
            value = f" {alone} -a '{' '.join(one_of)}'" if one_of else ""
            lines.append(f"complete -c lambdatutor -n '{where}' -l {flag[2:]}{value}")
    return "\n".join(lines)
