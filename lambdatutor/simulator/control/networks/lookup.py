"""Finding what a call of EC2 names, or refusing as EC2 does."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from lambdatutor.aws import ec2_errors

if TYPE_CHECKING:
    from collections.abc import Mapping

_Thing = TypeVar("_Thing")


def find(among: Mapping[str, _Thing], kind: str, given: str) -> _Thing:
    """What has this id; raises `AwsError`."""
    found = among.get(given)
    if found is None:
        raise ec2_errors.not_there(kind, given)
    return found


def chosen(among: Mapping[str, _Thing], kind: str, given: list[str] | None) -> tuple[_Thing, ...]:
    """Those that are named, or all; raises `AwsError`."""
    if not given:
        return tuple(among.values())
    return tuple(find(among, kind, each) for each in dict.fromkeys(given))
