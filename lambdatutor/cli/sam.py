"""What a SAM template becomes: roles and their policies, permissions, and what polls."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from lambdatutor.aws.arn import ACCOUNT, REGION
from lambdatutor.cli.arguments import Options
from lambdatutor.cli.commands import UsageError
from lambdatutor.cli.expansion_view import print_expansion
from lambdatutor.sam import explain, left_out

if TYPE_CHECKING:
    from lambdatutor.sam import Expansion, Resource

_LARGEST = 1_000_000
"""Bytes of a template."""
_REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-\d")


def sam(options: Options) -> int:
    """Expand a template; a tree, or JSON."""
    account, region = options.account or ACCOUNT, options.region or REGION
    if not re.fullmatch(r"\d{12}", account, re.ASCII):
        raise UsageError(f"{account} is no account: write its 12 digits.")
    if not _REGION.fullmatch(region):
        raise UsageError(f"{region} is no Region: write one such as eu-west-1.")
    name = "standard input" if options.template == "-" else options.template
    expansion = explain(_text(options.template), name, account=account, region=region)
    if options.json:
        print(json.dumps(_plain(expansion), indent=2, ensure_ascii=False))
    else:
        print_expansion(expansion, name)
    return 0


def _text(path: str) -> str:
    if path == "-":
        return sys.stdin.read(_LARGEST + 1)
    try:
        with Path(path).open("rb") as file:
            content = file.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise UsageError(f"{path} is larger than 1 MB, and no template is.")
        return content.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}. Name a template.") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8; save the template in that encoding.") from None


def _plain(expansion: Expansion) -> dict[str, object]:
    return {
        "account": expansion.account,
        "region": expansion.region,
        "resources": {each.logical_id: _described(each) for each in expansion.resources},
        "left_out": [each._asdict() for each in left_out(expansion)],
    }


def _described(resource: Resource) -> dict[str, object]:
    found: dict[str, object] = {
        "type": resource.type,
        "properties": resource.properties,
        "from": resource.origin._asdict(),
    }
    if resource.arn:
        found |= {"name": resource.name, "arn": resource.arn}
    if resource.parts:
        found["policies_from"] = {name: each._asdict() for name, each in resource.parts.items()}
    return found
