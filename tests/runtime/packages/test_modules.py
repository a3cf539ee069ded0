"""Modules are found as Python itself finds them, on the search path that Lambda has."""

import sys
from importlib.machinery import EXTENSION_SUFFIXES, PathFinder
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from packaged import layer, zipped

from lambdatutor.runtime.packages import (
    LAYER_ROOT,
    TASK_ROOT,
    Shelf,
    Target,
    open_archive,
    place,
    unpack_archive,
    unpack_over,
)

RUNTIME = f"python3.{sys.version_info.minor}"
TARGET = Target(RUNTIME)
NATIVE = f".cpython-3{sys.version_info.minor}-x86_64-linux-gnu.so"
ENDINGS = [".py", ".pyc", "/__init__.py", "/inner.py", "/deep/__init__.py", "/data.txt"]
if NATIVE in EXTENSION_SUFFIXES:
    ENDINGS += [NATIVE, ".so", ".abi3.so"]

MODULES = st.builds(str.__add__, st.sampled_from(["a", "b"]), st.sampled_from(ENDINGS))
FOLDERS = st.sampled_from(["", "python/", f"python/lib/{RUNTIME}/site-packages/"])
CODE = st.frozensets(MODULES, max_size=4)
LAYER = st.frozensets(st.builds(str.__add__, FOLDERS, MODULES), max_size=5)


def by_python(name: str, roots: list[Path]) -> tuple[str | None, bool]:
    """The file that Python would run, and whether it would find anything at all."""
    spec = None
    places: list[str] | None = [str(root) for root in roots]
    for number in range(len(name.split("."))):
        if places is None:
            return None, False
        spec = PathFinder.find_spec(".".join(name.split(".")[: number + 1]), places)
        if spec is None:
            return None, False
        inner = spec.submodule_search_locations
        places = None if inner is None else [*inner]
    return (spec.origin if spec is not None else None), spec is not None


@example(frozenset({"a.py", "a.pyc"}), frozenset())
@example(frozenset(), frozenset({"python/a.py", f"python/lib/{RUNTIME}/site-packages/a.py"}))
@example(frozenset({"a/inner.py"}), frozenset({"python/a/__init__.py"}))
@example(frozenset({"a.py", "a/inner.py"}), frozenset())
@given(CODE, LAYER)
def test_a_search_finds_what_pythons_import_finds(
    code: frozenset[str], library: frozenset[str]
) -> None:
    package = open_archive(zipped(dict.fromkeys(code, "")))
    layers = [layer("library", dict.fromkeys(library, ""))]
    shelf = Shelf(place(package, layers), TARGET)
    listed = {each.name: each for each in shelf.modules()}

    with TemporaryDirectory() as folder:
        task, opt = Path(folder) / "task", Path(folder) / "opt"
        unpack_archive(package, task)
        unpack_over(layers, opt)
        roots = [
            Path(str(root).replace(TASK_ROOT, str(task)).replace(LAYER_ROOT, str(opt)))
            for root in TARGET.search_path
        ]
        for name in ("a", "b", "a.inner", "a.deep", "b.inner"):
            file, there = by_python(name, roots)
            placed = shelf.find(name)
            on_lambda = placed.path if placed is not None else None

            assert on_lambda == (
                file.replace(str(task), TASK_ROOT).replace(str(opt), LAYER_ROOT) if file else None
            )
            if "." not in name:
                assert shelf.has(name) == there == (name in listed)
                if on_lambda is not None:
                    assert listed[name].found.path == on_lambda.removesuffix("/__init__.py")


@pytest.mark.fact("PKG-008", "PKG-009")
def test_code_comes_before_layers_on_the_path() -> None:
    assert Target("python3.13").search_path == (
        "/var/task",
        "/opt/python/lib/python3.13/site-packages",
        "/opt/python",
    )
