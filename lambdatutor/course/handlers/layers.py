"""Versions of layers that were published, by a lab as it opens, by a program, or by a learner."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.course.handlers.files import sources_beside
from lambdatutor.runtime.packages import LayerShelf, zip_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lambdatutor.course.format import Lesson
    from lambdatutor.course.handlers.parts import LabLayer


class Published(NamedTuple):
    """A version of a layer."""

    name: str
    zipped: bytes


def published(lesson: Lesson, layers: Iterable[LabLayer]) -> tuple[Published, ...]:
    """The first version of each; raises `FilesError` where its files are not there."""
    return tuple(
        Published(each.name, zip_of(sources_beside(lesson, each.files))) for each in layers
    )


def shelf_of(versions: Iterable[Published]) -> LayerShelf:
    """The layers that can be attached; raises AwsError or PackageError for a bad zip."""
    shelf = LayerShelf()
    for each in versions:
        shelf.publish(each.name, each.zipped)
    return shelf
