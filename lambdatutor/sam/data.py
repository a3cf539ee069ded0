"""The lists of AWS's that SAM carries with itself, as the files beside this one."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from typing import cast


def read_data(name: str) -> object:
    """What stands in a file, such as `connectors.yaml`; by the C parser where that was built."""
    import yaml

    text = files("lambdatutor.sam").joinpath(name).read_text(encoding="utf-8")
    load = cast("Callable[..., object]", yaml.load)  # pyright: ignore[reportUnknownMemberType] - its stubs leave it open
    return load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
