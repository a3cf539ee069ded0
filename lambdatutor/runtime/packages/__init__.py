"""Packages and layers as real zips: made, checked, unpacked and shown.

`pack` makes a zip of a folder, `check` says what is wrong with one, `unpack` writes it as Lambda
does. A `LayerShelf` holds the layers of an account; `place` says what stands under /var/task and
/opt, and `trees` draws it. Nothing of a package is ever run.
"""

from lambdatutor.runtime.packages.archive import Archive, Entry, open_archive, read_archive
from lambdatutor.runtime.packages.checking import Report, check, check_layer
from lambdatutor.runtime.packages.findings import Finding, PackageError, Weight
from lambdatutor.runtime.packages.layers import LayerShelf, LayerVersion
from lambdatutor.runtime.packages.modules import Module, Shelf
from lambdatutor.runtime.packages.packing import SourceFile, pack, read_folder, zip_of
from lambdatutor.runtime.packages.placement import PACKAGE, Placed, Placement, Source, place
from lambdatutor.runtime.packages.sizes import Sizes, megabytes, sizes
from lambdatutor.runtime.packages.target import LAYER_ROOT, TASK_ROOT, Target
from lambdatutor.runtime.packages.trees import (
    Branch,
    drawn,
    folder_tree,
    standing_tree,
    zip_tree,
)
from lambdatutor.runtime.packages.unpacking import remove, unpack, unpack_archive, unpack_over

__all__ = [
    "LAYER_ROOT",
    "PACKAGE",
    "TASK_ROOT",
    "Archive",
    "Branch",
    "Entry",
    "Finding",
    "LayerShelf",
    "LayerVersion",
    "Module",
    "PackageError",
    "Placed",
    "Placement",
    "Report",
    "Shelf",
    "Sizes",
    "Source",
    "SourceFile",
    "Target",
    "Weight",
    "check",
    "check_layer",
    "drawn",
    "folder_tree",
    "megabytes",
    "open_archive",
    "pack",
    "place",
    "read_archive",
    "read_folder",
    "remove",
    "sizes",
    "standing_tree",
    "unpack",
    "unpack_archive",
    "unpack_over",
    "zip_of",
    "zip_tree",
]
