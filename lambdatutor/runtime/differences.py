"""What is not here as it is on Lambda, in sentences under headings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lambdatutor.runtime import clients
from lambdatutor.runtime.clients import Client

if TYPE_CHECKING:
    from lambdatutor.runtime.walls import Walls

_WALLED = "It reaches no network and no file but its own, and all of it ends when you leave."
_UNKNOWN = "Looking which walls stand on this computer …"


class Told(NamedTuple):
    """A heading with its sentences."""

    title: str
    sentences: tuple[str, ...]


def differences(client: Client, walls: Walls | None, problem: str = "") -> tuple[Told, ...]:
    """What does not differ here is left out; `walls` is None while it is not known which stand.

    `problem`: why none can stand.
    """
    runs = (
        "AWS's own runtime client runs your handler, as on Lambda."
        if client is Client.AWS
        else "A client of our own runs your handler: AWS's has no build for this computer."
    )
    found = [Told("What runs your code", (runs,))]
    if client is Client.OWN:
        found.append(Told("What our client does otherwise", clients.DIFFERENCES))
    elsewhere = () if walls is None else walls.different
    found.append(Told("What is not as on Lambda", (*clients.LEFT_OUT, *elsewhere)))
    if walls is not None and walls.missing:
        found.append(Told("Walls that cannot stand here", walls.missing))
    else:
        said = problem or (_UNKNOWN if walls is None else _WALLED)
        found.append(Told("What your code may do here", (said,)))
    return tuple(found)
