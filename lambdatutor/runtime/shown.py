"""What strangers' code wrote, made into text that does nothing to a terminal."""

from __future__ import annotations

import unicodedata

_DOING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Control, direction and half characters, and ends of lines that no Python takes for one."""


def shown(text: str) -> str:
    """What a terminal obeys, or turns text round, or ends a line unasked, stands as its number."""
    # Most lines need no look at each letter, and a log may have a megabyte of them.
    return "\n".join(
        line if line.isprintable() else "".join(map(_shown, line)) for line in text.split("\n")
    )


def _shown(letter: str) -> str:
    if letter == "\t" or unicodedata.category(letter) not in _DOING:
        return letter
    return f"\\x{ord(letter):02x}" if ord(letter) < 256 else f"\\u{ord(letter):04x}"
