"""All that a learner may change in a code lab or a package lab, as a value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lambdatutor.course.handlers.files import sources_beside
from lambdatutor.course.handlers.layers import Published, published, shelf_of
from lambdatutor.course.handlers.package import Package, package_of
from lambdatutor.course.handlers.settings import with_versions
from lambdatutor.course.handlers.steps import PackageLab
from lambdatutor.course.handlers.tree import Tree, relative

if TYPE_CHECKING:
    from lambdatutor.course.format import Lesson
    from lambdatutor.course.handlers.parts import FunctionSettings
    from lambdatutor.course.handlers.steps import CodeLab
    from lambdatutor.runtime.packages import LayerShelf


@dataclass(frozen=True)
class Desk:
    """The files, the settings, what is zipped, and the layers of the account."""

    tree: Tree
    settings: FunctionSettings
    zipped: str = ""
    """The folder whose inside becomes the zip; "" is the learner's folder itself."""
    published: tuple[Published, ...] = ()
    """Versions of layers, in the order in which they were published."""

    @property
    def shelf(self) -> LayerShelf:
        """As `shelf_of`, for these versions."""
        return shelf_of(self.published)

    def package(self) -> Package:
        """What would be uploaded now; whatever is wrong with it is in it."""
        return package_of(self.tree.inside(self.zipped), self.settings, self.published)

    def with_tree(self, tree: Tree) -> Desk:
        return replace(self, tree=tree)


def opening_desk(lesson: Lesson, lab: CodeLab) -> Desk:
    """How a lab opens; raises `FilesError` where its files are not beside the lesson."""
    layers = published(lesson, lab.layers)
    zipped = relative(lab.zip) if isinstance(lab, PackageLab) else ""
    tree = Tree(sources_beside(lesson, lab.starter))
    return Desk(tree, with_versions(lab.function), zipped, layers)
