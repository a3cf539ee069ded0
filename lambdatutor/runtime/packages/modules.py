"""Which file an import finds: the package first, then layers, then the runtime (PKG-009)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lambdatutor.runtime.packages.hazards import parents
from lambdatutor.runtime.packages.placement import Placed, Placement
from lambdatutor.runtime.packages.target import Target

RUNTIME_MODULES = frozenset({"boto3", "botocore"})
"""What the runtime brings for everyone (PKG-009)."""

BROUGHT_ALONG = frozenset(
    {
        "awslambdaric",
        "dateutil",
        "jmespath",
        "s3transfer",
        "simplejson",
        "six",
        "snapshot_restore_py",
        "urllib3",
    }
)
"""What those and the runtime's client need, and so is there too."""

_NATIVE = re.compile(r"^(\w+)(\.cpython-3\d+[-\w]*|\.abi3)?\.so$")


class Found(NamedTuple):
    """Where an import of a top-level name can find something."""

    path: str
    """The file, or the folder of a package."""
    origin: str


@dataclass(frozen=True, slots=True)
class Module:
    """A name that can be imported from the package or its layers."""

    name: str
    found: Found
    """What an import gets."""
    hidden: tuple[Found, ...] = ()
    """What it would get if the former were not there, in the order of the path."""


class Shelf:
    """The files under /var/task and /opt, as Python's import sees them."""

    def __init__(self, placement: Placement, target: Target) -> None:
        self.target = target
        self.files: Mapping[str, Placed] = placement.files
        self._folders = {folder for path in self.files for folder in parents(path)}

    def find(self, dotted: str) -> Placed | None:
        """The file that `import dotted` runs; None where there is none."""
        return self._search(dotted)[0]

    def is_folder(self, dotted: str) -> bool:
        """Whether an import finds a folder without `__init__.py`: a package with no code."""
        placed, folders = self._search(dotted)
        return placed is None and bool(folders)

    def has(self, name: str) -> bool:
        """Whether an import finds anything at all."""
        placed, folders = self._search(name)
        return placed is not None or bool(folders)

    def _search(self, dotted: str) -> tuple[Placed | None, tuple[str, ...]]:
        """The file of a module, and the folders that its submodules are looked for in.

        A folder without `__init__.py` is a package too, but only where no place of the path has a
        real one.
        """
        placed, places = None, self.target.search_path
        for part in dotted.split("."):
            stems = [f"{place}/{part}" for place in places]
            modules = (self._module(stem) for stem in stems)
            placed = next((each for each in modules if each is not None), None)
            if placed is None:
                places = tuple(stem for stem in stems if stem in self._folders)
            else:
                # Nothing lies in a file, so a plain module has no submodules.
                places = (placed.path.removesuffix("/__init__.py"),)
        return placed, places

    def modules(self) -> tuple[Module, ...]:
        """Every top-level name that can be imported, with what it hides."""
        real: dict[str, list[Found]] = {}
        bare: dict[str, list[Found]] = {}
        for root in self.target.search_path:
            for name in sorted(self._names(root)):
                module = self._module(f"{root}/{name}")
                if module is not None:
                    path = module.path.removesuffix("/__init__.py")
                    real.setdefault(name, []).append(Found(path, module.origin))
                else:
                    folder = f"{root}/{name}"
                    bare.setdefault(name, []).append(Found(folder, self._origin(folder)))
        # Folders without `__init__.py` come last; several of one name are one package together.
        return tuple(
            Module(name, places[0], (*places[1:], *bare.get(name, ())))
            if (places := real.get(name))
            else Module(name, bare[name][0])
            for name in sorted(real.keys() | bare.keys())
        )

    def lying_about(self, name: str) -> tuple[str, ...]:
        """Where files or folders of this module's name stand off the path, the nearest first."""
        ends = (f"/{name}.py", f"/{name}/__init__.py")
        found = {path.removesuffix("/__init__.py") for path in self.files if path.endswith(ends)}
        return tuple(sorted(found, key=lambda each: (each.count("/"), each)))

    def _module(self, stem: str) -> Placed | None:
        """A package, else machine code, else source, else compiled Python, as Python prefers."""
        files = self.files
        package = files.get(f"{stem}/__init__.py")
        if package is not None:
            return package
        version = f"{self.target.python[0]}{self.target.python[1]}"
        native = f"{stem}.cpython-{version}-{self.target.machine}-linux-gnu.so"
        for path in (native, f"{stem}.abi3.so", f"{stem}.so", f"{stem}.py", f"{stem}.pyc"):
            if path in files:
                return files[path]
        return None

    def _names(self, root: str) -> set[str]:
        """The top-level names under a root of the path."""
        before = f"{root}/"
        folders = (each for each in self._folders if not self._is_root(each))
        names = {each.removeprefix(before) for each in folders if each.startswith(before)}
        for path in self.files:
            name = path.removeprefix(before)
            if path.startswith(before) and "/" not in name:
                names.add(_stem(name))
        return {each for each in names if each.isidentifier() and self._is_there(root, each)}

    def _is_there(self, root: str, name: str) -> bool:
        return f"{root}/{name}" in self._folders or self._module(f"{root}/{name}") is not None

    def _is_root(self, folder: str) -> bool:
        """`/opt/python/lib` is on the way to a root of the path, and nothing to import."""
        return any(f"{root}/".startswith(f"{folder}/") for root in self.target.search_path)

    def _origin(self, folder: str) -> str:
        return next(
            placed.origin for path, placed in self.files.items() if path.startswith(f"{folder}/")
        )


def _stem(name: str) -> str:
    """What a file is imported as; no identifier for one that is not imported."""
    native = _NATIVE.match(name)
    if native is not None:
        return native[1]
    return name.removesuffix(".pyc").removesuffix(".py") if name.endswith((".py", ".pyc")) else ""
