"""A code lab in progress as text: what the learner's folder does not hold itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from lambdatutor.course.handlers.desk import Desk
from lambdatutor.course.handlers.layers import Published
from lambdatutor.course.handlers.parts import FunctionSettings
from lambdatutor.course.handlers.tree import Tree
from lambdatutor.runtime.packages import SourceFile

if TYPE_CHECKING:
    from collections.abc import Mapping


class SavedFile(msgspec.Struct, frozen=True):
    """A file of the learner's."""

    content: bytes
    executable: bool = False


class SavedLayer(msgspec.Struct, frozen=True):
    """A version of a layer that the learner published."""

    name: str
    zipped: bytes


class SavedDesk(msgspec.Struct, frozen=True, kw_only=True):
    """A desk; its files only where the folder holds others."""

    settings: FunctionSettings
    zipped: str = ""
    published: tuple[SavedLayer, ...] = ()
    """Besides those that the lab opens with."""
    files: dict[str, SavedFile] | None = None


class SavedHandlers(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of a lab besides its lesson and its folder."""

    desk: SavedDesk
    own: SavedDesk | None = None
    """The learner's own, while that of the solution is shown."""
    shown: tuple[str, ...] = ()
    """Ids of held-out cases that went wrong in a judging, and are seen since."""
    counts: bool = True
    """False once the solution was shown, until everything is put back to its start."""
    met: bool = False
    passed_with: str = ""
    """The fingerprint of the package that passed a judging last."""
    event: str = ""
    """The learner's own event, as it was typed."""


def pack(saved: SavedHandlers) -> str:
    """The text that progress keeps."""
    return msgspec.json.encode(saved).decode()


def unpack(text: str) -> SavedHandlers | None:
    """What was kept; None for text that holds nothing of the kind."""
    try:
        return msgspec.json.decode(text, type=SavedHandlers)
    except msgspec.MsgspecError:
        return None


def saved_desk(desk: Desk, opening: Desk, *, with_files: bool = False) -> SavedDesk:
    files = {
        path: SavedFile(file.content, file.executable) for path, file in desk.tree.files.items()
    }
    more = desk.published[len(opening.published) :]
    return SavedDesk(
        settings=desk.settings,
        zipped=desk.zipped,
        published=tuple(SavedLayer(each.name, each.zipped) for each in more),
        files=files if with_files else None,
    )


def desk_of(saved: SavedDesk, opening: Desk, tree: Tree) -> Desk:
    """The desk that was kept, in a lab that may open otherwise since; `tree` where none was."""
    if saved.files is not None:
        tree = Tree(_files(saved.files))
    more = (Published(each.name, each.zipped) for each in saved.published)
    name = opening.settings.name
    settings = msgspec.structs.replace(saved.settings, name=name)
    return Desk(tree, settings, saved.zipped, (*opening.published, *more))


def _files(saved: Mapping[str, SavedFile]) -> dict[str, SourceFile]:
    return {path: SourceFile(each.content, each.executable) for path, each in saved.items()}
