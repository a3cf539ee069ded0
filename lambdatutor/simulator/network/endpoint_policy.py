"""The policy of a VPC endpoint: what keeps a text from being one."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from lambdatutor.simulator.identities.documents import read_document

if TYPE_CHECKING:
    from typing import Literal

FULL_ACCESS = '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}'
"""What an endpoint has that nobody gave a policy."""


def fault(text: str, kind: Literal["gateway", "interface"]) -> str:
    """Why no endpoint of this kind can have this policy, or nothing.

    Whether its statements make sense is judged elsewhere.
    """
    document = read_document(text)
    if document is None:
        return "The specified policy document is not a valid JSON policy document."
    found = document["Statement"]
    listed = cast("list[object]", found) if isinstance(found, list) else [found]
    statements = cast("list[dict[str, object]]", listed)
    if kind == "gateway" and any(_names_callers(each) for each in statements):
        return 'The policy of a gateway endpoint can have no Principal but "*".'
    return ""


def _names_callers(statement: dict[str, object]) -> bool:
    return statement.get("Principal", "*") not in ("*", {"AWS": "*"}, {"AWS": ["*"]})
