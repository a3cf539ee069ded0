"""Changes of a desk: files that are written, commands that are given, operations of AWS."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.aws.command_line import CommandError, from_cli, to_cli
from lambdatutor.aws.errors import function_not_found
from lambdatutor.aws.operations import GetFunctionConfiguration, UpdateFunctionConfiguration
from lambdatutor.course.findings import did_you_mean
from lambdatutor.course.handlers import file_commands
from lambdatutor.course.handlers.desk import Desk
from lambdatutor.course.handlers.files import FilesError, file_beside, sources_beside
from lambdatutor.course.handlers.layers import Published
from lambdatutor.course.handlers.parts import ApiCall, CommandLine, FileWrite
from lambdatutor.course.handlers.settings import changed, described, operation_for
from lambdatutor.course.handlers.tree import Tree, file_path, relative
from lambdatutor.course.handlers.zip_command import ZipCommand, in_folder, zip_command
from lambdatutor.runtime.packages import SourceFile, zip_of
from lambdatutor.runtime.shown import shown

if TYPE_CHECKING:
    from lambdatutor.aws.operations import Operation
    from lambdatutor.course.format import Lesson
    from lambdatutor.course.handlers.parts import Change
    from lambdatutor.course.handlers.steps import CodeLab

COMMANDS = (*file_commands.COMMANDS, "zip", "pip", "publish", "set", "aws")
"""The first words of command lines."""

SPELLINGS = ("pip3", "python", "python3", "lambda", "cd", "(cd")
"""Other first words that are answered for what they are."""

_SHELL = re.compile(r"&&|\|\||[|;<>`]|\$\(")
_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")


class Done(NamedTuple):
    """A desk after a change."""

    desk: Desk
    response: dict[str, object] = {}  # noqa: RUF012  nobody changes it
    command: str = ""
    """What would be typed at work."""
    operation: Operation | None = None


class Changes:
    """What may be done in one lab.

    Every way raises `FilesError`, CommandError, AwsError or PackageError: a sentence each.
    """

    def __init__(self, lesson: Lesson, lab: CodeLab) -> None:
        self._lesson = lesson
        self._lab = lab

    def made(self, desk: Desk, change: Change) -> Done:
        match change:
            case FileWrite():
                content = change.text.encode()
                if change.source:
                    content = file_beside(self._lesson, change.source)
                return self._fair(desk, Done(self.written(desk, change.path, content)))
            case CommandLine(line=line):
                return self.typed(desk, line)
            case ApiCall(operation=operation):
                return self.called(desk, operation)

    def written(self, desk: Desk, path: str, content: bytes) -> Desk:
        """With a file of that content; one that can be executed stays so."""
        before = desk.tree.files.get(file_path(path))
        file = SourceFile(content, before.executable if before is not None else False)
        return desk.with_tree(desk.tree.having({file_path(path): file}))

    def called(self, desk: Desk, operation: Operation) -> Done:
        """An operation of AWS."""
        match operation:
            case UpdateFunctionConfiguration():
                settings = changed(desk.settings, operation, desk.shelf, self._lab.settings)
                new = replace(desk, settings=settings)
                return Done(new, described(settings), to_cli(operation), operation)
            case GetFunctionConfiguration(FunctionName=name):
                if name != desk.settings.name:
                    raise function_not_found(name)
                return Done(desk, described(desk.settings), to_cli(operation), operation)
            case _:
                raise FilesError(
                    f"{operation.name} changes nothing in this lab. Running the cases uploads "
                    "the code and invokes it."
                )

    def typed(self, desk: Desk, line: str) -> Done:
        """A line of words."""
        inside = in_folder(line)
        if inside is not None:
            return self._zip(desk, inside)
        words = _words(line)
        name, rest = words[0], words[1:]
        if name in {"python", "python3"} and rest[:1] == ["-m"]:
            name, rest = (rest[1:2] or [""])[0], rest[2:]
        if name in file_commands.COMMANDS:
            new = desk.with_tree(file_commands.COMMANDS[name](desk.tree, rest))
            return self._fair(desk, Done(new, command=shlex.join(words)))
        match name:
            case "zip":
                return self._zip(desk, zip_command(rest))
            case "pip" | "pip3":
                return self._fair(desk, self._install(desk, rest, shlex.join(words)))
            case "publish":
                return self._publish(desk, rest)
            case "set":
                setting, _, value = line.strip().removeprefix("set").strip().partition(" ")
                allowed = self._lab.settings
                return self.called(desk, operation_for(desk.settings, setting, value, allowed))
            case "aws" | "lambda":
                return self.called(desk, from_cli(line))
            case _:
                raise FilesError(f'"{shown(name)}" is no command of this lab. {self._known(name)}')

    def _known(self, name: str) -> str:
        """What may be typed in place of a command that is none."""
        if name == "cd":
            return "Write every path from the top of your folder."
        has_layers = self._lab.layers or "layers" in self._lab.settings
        commands = [each for each in COMMANDS if each != "publish" or has_layers]
        return did_you_mean(name, commands) or f"It knows {', '.join(commands)}."

    def _fair(self, before: Desk, done: Done) -> Done:
        """What the lab holds fixed stays as it is."""
        touched = file_commands.changed(before.tree, done.desk.tree) & set(self._lab.fixed)
        if touched:
            raise FilesError(f'"{shown(min(touched))}" stays as it is in this lab.')
        return done

    def _zip(self, desk: Desk, what: ZipCommand) -> Done:
        folder = relative(what.folder)
        if not desk.tree.is_folder(folder):
            raise FilesError(f'There is no folder "{shown(what.folder)}" in the lab\'s folder.')
        inside = f"cd {shlex.quote(folder)} && " if folder else ""
        command = what.typed or f"{inside}zip -r ../package.zip ."
        return Done(replace(desk, zipped=folder), command=command)

    def _install(self, desk: Desk, words: list[str], line: str) -> Done:
        """`pip install -t FOLDER NAME …`, from what the lab has."""
        if words[:1] != ["install"]:
            raise FilesError("Write pip install -t FOLDER NAME.")
        target, names = _pip_words(desk.tree, words[1:])
        if not names:
            raise FilesError(f"Name a library: {self._offered()}.")
        if target is None:
            raise FilesError(
                "Without -t, pip installs into the Python of this computer, and nothing of that "
                f"comes into the zip. Write pip install -t FOLDER {names[0]}."
            )
        folder, tree = relative(target), desk.tree
        for name in names:
            tree = tree.having(
                {
                    f"{folder}/{path}".lstrip("/"): file
                    for path, file in sources_beside(self._lesson, self._library(name)).items()
                }
            )
        return Done(desk.with_tree(tree), command=line)

    def _library(self, name: str) -> str:
        for each in self._lab.libraries:
            if _same_name(each.name, name):
                return each.files
        near = did_you_mean(name, [each.name for each in self._lab.libraries])
        offered = near or f"This lab brings {self._offered()}; nothing is fetched."
        raise FilesError(f'There is no library "{shown(name)}" here. {offered}')

    def _offered(self) -> str:
        return ", ".join(each.name for each in self._lab.libraries) or "no libraries"

    def _publish(self, desk: Desk, words: list[str]) -> Done:
        if len(words) != 2:
            raise FilesError("Write publish LAYER FOLDER: a layer's libraries lie under python/.")
        name, folder = words[0], relative(words[1])
        if not desk.tree.is_folder(folder):
            raise FilesError(f'There is no folder "{shown(words[1])}" in the lab\'s folder.')
        zipped = zip_of(desk.tree.inside(folder))
        made = desk.shelf.publish(name, zipped)
        new = replace(desk, published=(*desk.published, Published(name, zipped)))
        command = (
            f"aws lambda publish-layer-version --layer-name {name} --zip-file fileb://{name}.zip"
        )
        response: dict[str, object] = {
            "LayerVersionArn": made.version_arn,
            "Version": made.version,
        }
        return Done(new, response, command)


def _words(line: str) -> list[str]:
    if line.split()[:1] not in (["aws"], ["set"]) and _SHELL.search(line):
        raise FilesError("One command at a time, without the signs of a shell.")
    try:
        words = shlex.split(line)
    except ValueError:
        raise FilesError("A quote is opened and not closed: add the one that is missing.") from None
    if not words:
        raise FilesError(f"A command is missing. It is one of {', '.join(COMMANDS)}.")
    return words


_OF_WHEELS = {"--platform", "--python-version", "--implementation", "--abi", "--only-binary"}
"""Words of pip that say which build is wanted, each with a value after it."""


def _pip_words(tree: Tree, words: list[str]) -> tuple[str | None, list[str]]:
    """The folder of -t, and the names; those of a file of requirements too."""
    target: str | None = None
    names: list[str] = []
    rest = [part for word in words for part in _parted(word)]
    while rest:
        word = rest.pop(0)
        if word in {"-t", "--target", "-r", "--requirement"}:
            if not rest:
                raise FilesError(f"{word} needs a name after it.")
            value = rest.pop(0)
            if word in {"-t", "--target"}:
                target = value
            else:
                names += _required(tree, value)
        elif word in _OF_WHEELS:
            # The lab brings one build of each library, whichever is asked for.
            rest = rest[1:]
        elif word in {"-U", "--upgrade"}:
            continue
        elif word.startswith("-"):
            raise FilesError(f'"{shown(word)}" does nothing here: leave it out.')
        else:
            names.append(word)
    return target, [_bare(each) for each in names]


def _parted(word: str) -> list[str]:
    return word.split("=", 1) if word.startswith("--") else [word]


def _required(tree: Tree, path: str) -> list[str]:
    file = tree.files.get(file_path(path))
    if file is None:
        raise FilesError(f'There is no "{shown(path)}" in the lab\'s folder.')
    lines = file.content.decode("utf-8", "replace").splitlines()
    return [each for each in (line.partition("#")[0].strip() for line in lines) if each]


def _bare(requirement: str) -> str:
    """The name alone, without a version."""
    found = _REQUIREMENT.match(requirement)
    return found[1] if found else requirement


def _same_name(one: str, other: str) -> bool:
    """As pip compares names."""
    return re.sub(r"[-_.]+", "-", one).lower() == re.sub(r"[-_.]+", "-", other).lower()


__all__ = ["COMMANDS", "Changes", "CommandError", "Done"]
