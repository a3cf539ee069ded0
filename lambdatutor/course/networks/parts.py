"""What a network lab has beside a lab: packets that must arrive, and packets that must not."""

from __future__ import annotations

from typing import Literal

import msgspec


class LabPacket(msgspec.Struct, frozen=True, kw_only=True, rename={"source": "from"}):
    """A packet that opens a connection, and what must become of it."""

    id: str
    says: str
    """In words: `checkout asks the database`."""
    source: str
    """`from` in the file: a function, a host, or `internet`."""
    to: str
    """A host, a function, `internet`, a service such as `aws:dynamodb`, or an address."""
    port: int | None = None
    """Left out: the one that a host listens on, or 443."""
    family: Literal["ipv4", "ipv6"] = "ipv4"
    must: Literal["arrive", "be-dropped"]
    """Dropped: nobody answers. A host that refuses was reached."""
    why: str = ""
    """What it would mean if this went the wrong way."""
