"""Which client runs the handler: AWS's own, or ours where AWS's has no wheel."""

from __future__ import annotations

import sys
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

from lambdatutor.runtime import child

_OF_AWS = ("awslambdaric", "runtime_client", "simplejson", "snapshot_restore_py")


class Client(StrEnum):
    """What stands between the Runtime API and a handler."""

    AWS = "awslambdaric"
    OWN = "lambdatutor"


DIFFERENCES: tuple[str, ...] = (
    "`context` has the same fields, and its class is our own.",
    "Answers are written by our own JSON encoder: raw JSON of simplejson is not known.",
    "`LambdaContext.w3c()` is not there.",
    "AWS_LAMBDA_LOG_FORMAT=JSON is not known: the log is text.",
    "Where a log names lines of the client itself, they are those of our own.",
)
"""What is not the same with our own client, a sentence each, for the screen."""

_PYTHON = ".".join(map(str, sys.version_info[:2]))

LEFT_OUT: tuple[str, ...] = (
    "boto3 is not here, so a package brings it along; on Lambda the runtime has it.",
    f"Python is this computer's, {_PYTHON}; on Lambda it is the one that Runtime names.",
    "The processor is that of this computer: it does not follow the memory setting.",
    "There is no network: on Lambda a function reaches the internet unless it is in a VPC.",
)
"""What no client can make the same as on Lambda, a sentence each, for the screen."""


def best() -> Client:
    """AWS's where it is installed and can run: it needs its compiled part."""
    if sys.platform == "linux" and all(find_spec(name) for name in _OF_AWS):
        return Client.AWS
    return Client.OWN


def furnish(folder: Path, client: Client) -> list[str]:
    """Put the client into a folder that becomes /var/runtime; what it needs to read beside it."""
    if client is Client.AWS:
        places = [_place(name) for name in _OF_AWS]
        for place in places:
            (folder / place.name).symlink_to(place)
        return [str(place) for place in places]
    return _own(folder)


def _own(folder: Path) -> list[str]:
    """Our own client under its own name, without the rest of us."""
    inner = folder / "lambdatutor" / "runtime"
    inner.mkdir(parents=True)
    for package in (inner.parent, inner):
        (package / "__init__.py").touch()
    place = Path(child.__file__).parent
    (inner / place.name).symlink_to(place)
    return [str(place)]


def _place(name: str) -> Path:
    """Of a package its folder, of a module its file."""
    found = find_spec(name)
    if found is None or found.origin is None:
        raise ModuleNotFoundError(name)  # `best` has looked
    origin = Path(found.origin)
    return origin.parent if origin.name == "__init__.py" else origin
