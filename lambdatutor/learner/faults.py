"""What can go wrong with the file of progress."""

from pathlib import Path

from lambdatutor.errors import LambdaTutorError
from lambdatutor.learner.folder import FOLDER_VARIABLE


class NewerProgressError(LambdaTutorError):
    """The file was written by a lambdatutor that knows more than this one."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(path, found, known)
        self.path = path
        self.found = found
        self.known = known

    def __str__(self) -> str:
        return (
            f"{self.path} was written by a newer lambdatutor (its form is {self.found}, this one "
            f"knows up to {self.known}): install that one, or set {FOLDER_VARIABLE} to another "
            "folder."
        )


class ForeignTextError(LambdaTutorError):
    """A text to import is not an export of progress."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return (
            f"This is not progress that lambdatutor exported ({self.problem}): "
            "give the file that `lambdatutor progress export` wrote."
        )


class StorageError(LambdaTutorError):
    """The file cannot be read or written at the moment; it may work later."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(path, reason)
        self.path = path
        self.reason = reason

    def __str__(self) -> str:
        return (
            f"Progress cannot be saved in {self.path} ({self.reason}), so it is kept in memory "
            f"until you leave: mend that, or set {FOLDER_VARIABLE} to another folder."
        )


class BrokenFileError(StorageError):
    """The file is not a database, is damaged, or is somebody else's."""
