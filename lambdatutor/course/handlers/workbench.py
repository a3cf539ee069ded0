"""The learner's files of a lab: kept in a folder, changed in memory first, gone back to by undo."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from lambdatutor.aws.errors import AwsError
from lambdatutor.course.handlers.changes import Changes, CommandError, Done
from lambdatutor.course.handlers.desk import Desk, opening_desk
from lambdatutor.course.handlers.disk import Disk
from lambdatutor.course.handlers.files import FilesError, as_text
from lambdatutor.course.handlers.tree import Tree, file_path
from lambdatutor.course.outcome import Outcome
from lambdatutor.errors import LambdaTutorError
from lambdatutor.runtime.folders import new_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from lambdatutor.course.format import Lesson
    from lambdatutor.course.handlers.package import Package
    from lambdatutor.course.handlers.parts import Change, FunctionSettings
    from lambdatutor.course.handlers.steps import CodeLab

_ELSEWHERE = (
    "Then open the lab again: until then your files stay as they are, and what you do here is not "
    "kept."
)
MOST_UNDONE = 200
"""How many earlier states can be gone back to."""


class Workbench:
    """Files and settings of one lab: the one half of `HandlerAttempt`."""

    def __init__(self, lesson: Lesson, lab: CodeLab, folder: Path | None) -> None:
        """The work goes on in `folder`; in a temporary one where it is None.

        Raises `LambdaTutorError` where the lab's own files are not there.
        """
        self.lab = lab
        self.lesson = lesson
        self.last_command = ""
        """What would be typed at work for the last change that was no typing."""
        self._changes = Changes(lesson, lab)
        self._opening = opening_desk(lesson, lab)
        self._temporary = folder is None
        self._disk = Disk(folder or new_folder())
        self._undo: list[Desk] = []
        self._redo: list[Desk] = []
        self._package: Package | None = None
        self._desk = self._opening
        self._take_up()

    # The files

    @property
    def folder(self) -> Path:
        """Where the files really are."""
        return self._disk.folder

    @property
    def problem(self) -> str | None:
        """What the person should know about where the work is kept: one sentence, or None."""
        return self._disk.problem

    @property
    def desk(self) -> Desk:
        """All as it stands; another value after each change."""
        return self._desk

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file, relative, with slashes, sorted."""
        return self._desk.tree.paths

    @property
    def folders(self) -> tuple[str, ...]:
        """Every folder, empty ones too."""
        return tuple(sorted(self._desk.tree.every_folder))

    @property
    def opens(self) -> str:
        """The file to show first."""
        if self.lab.opens in self._desk.tree.files:
            return self.lab.opens
        module = self._desk.settings.handler.rpartition(".")[0].replace(".", "/")
        mine = [path for path in self.paths if path.endswith(f"{module}.py")]
        return (mine or [each for each in self.paths if each.endswith(".py")] or [""])[0]

    def text(self, path: str) -> str | None:
        """What is in a file; None where that is no text. Raises `KeyError`."""
        return as_text(self._desk.tree.files[path].content)

    def is_fixed(self, path: str) -> bool:
        return path in self.lab.fixed

    def edit(self, path: str, text: str) -> None:
        """Put a text in place of a file, and write it at once; a fixed one stays as it is.

        Raises `KeyError` for a file that is not there.
        """
        if self.is_fixed(path) or self._desk.tree.files[path].content == text.encode():
            return
        self._set(self._changes.written(self._desk, path, text.encode()))

    def create(self, path: str) -> Outcome:
        """A new file with nothing in it."""
        if path.strip() in self._desk.tree.files:
            return Outcome(None, f'"{path.strip()}" is there already.')
        try:
            self._set(self._changes.written(self._desk, file_path(path), b""))
        except LambdaTutorError as problem:
            return Outcome(None, str(problem))
        return Outcome({})

    def refresh(self) -> bool:
        """Take in what something else, such as an editor, changed; whether it did.

        A fixed file is put back.
        """
        if not self._disk.changed_by_others():
            return False
        before = self._desk.tree
        try:
            read = self._disk.read()
        except FilesError as problem:
            self._disk.problem = str(problem)
            return False
        if read is None:
            return False
        unwritten = {
            path: file for path, file in before.files.items() if not self._disk.keeps(path)
        }
        files = {**read.files, **unwritten}
        tree = self._with_fixed(Tree(dict(sorted(files.items())), read.folders))
        others = tree.every_folder != before.every_folder
        changed = others or dict(tree.files) != dict(before.files)
        if changed:
            self._set(self._desk.with_tree(tree))
        else:
            self._disk.write(tree)
        return changed

    # Settings and commands

    @property
    def settings(self) -> FunctionSettings:
        return self._desk.settings

    def do(self, change: Change) -> Outcome:
        """Make a change, if the lab offers it."""
        return self._try(lambda: self._changes.made(self._desk, change))

    def command(self, line: str) -> Outcome:
        """Carry out a line: mv, cp, rm, mkdir, touch, zip, pip, publish, set, or the AWS CLI."""
        return self._try(lambda: self._changes.typed(self._desk, line))

    def set(self, name: str, value: str) -> Outcome:
        """Change a setting: it is the operation of AWS that does it."""
        return self.command(f"set {name} {value}")

    def undo(self) -> bool:
        """Go back to how all was before the last change; False if there is none."""
        return self._go(self._undo, self._redo)

    def redo(self) -> bool:
        """Take back an `undo`; False if there is none."""
        return self._go(self._redo, self._undo)

    # The package

    @property
    def package(self) -> Package:
        """What would be uploaded now."""
        if self._package is None:
            self._package = self._desk.package()
        return self._package

    def _try(self, action: Callable[[], Done]) -> Outcome:
        try:
            done = action()
        except AwsError as refused:
            return Outcome(None, refused)
        except (CommandError, LambdaTutorError) as problem:
            return Outcome(None, str(problem))
        self.last_command = done.command or self.last_command
        if done.desk != self._desk:
            self._set(done.desk)
        return Outcome(done.response, operation=done.operation)

    def _set(self, desk: Desk) -> None:
        self._undo = [*self._undo[-MOST_UNDONE + 1 :], self._desk]
        self._redo.clear()
        self._put(desk)

    def _go(self, there: list[Desk], back: list[Desk]) -> bool:
        if not there:
            return False
        back.append(self._desk)
        self.last_command = ""  # it is not what stands now
        self._put(there.pop())
        return True

    def _put(self, desk: Desk) -> None:
        self._desk = desk
        self._package = None
        self._disk.write(desk.tree)
        self._changed()

    def _take_up(self) -> None:
        """Begin with what the folder holds, or with the lab's own files where it is empty.

        Nothing is written over work that cannot be read: then it begins in another folder.
        """
        try:
            there = self._disk.read()
        except FilesError as problem:
            self._temporary = True
            self._disk = Disk(new_folder(), told=f"{problem} {_ELSEWHERE}")
            there = self._disk.read()
        if there is not None and there.files:
            self._desk = self._desk.with_tree(self._with_fixed(there))
        problem = self._disk.problem
        self._disk.write(self._desk.tree)
        self._disk.problem = self._disk.problem or problem

    def _with_fixed(self, tree: Tree) -> Tree:
        own = self._opening.tree.files
        with contextlib.suppress(LambdaTutorError):
            return tree.having({path: own[path] for path in self.lab.fixed if path in own})
        return tree

    def _changed(self) -> None:
        """Something is other than it was."""
        raise NotImplementedError
