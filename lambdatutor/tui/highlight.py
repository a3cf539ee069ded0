"""Colours for the short pieces of code in lessons: Python, JSON, YAML and the shell."""

from __future__ import annotations

import re

from textual.content import Content

_PYTHON_WORDS = (
    "and as assert async await break class continue def del elif else except finally for from "
    "global if import in is lambda not or pass raise return try while with yield None True False"
)
_PATTERNS = {
    "python": [
        (r"#.*", "$ink-muted italic"),
        (r"(?:[rbf]?\"(?:[^\"\\\n]|\\.)*\"|[rbf]?'(?:[^'\\\n]|\\.)*')", "$ink-good"),
        (rf"\b(?:{_PYTHON_WORDS.replace(' ', '|')})\b", "bold $phase-init-r"),
        (r"(?<=def )\w+|(?<=class )\w+", "$phase-init-f"),
        (r"\b\d[\d_.]*\b", "$ink-warn"),
    ],
    "json": [
        (r"\"(?:[^\"\\\n]|\\.)*\"(?=\s*:)", "$phase-init-r"),
        (r"\"(?:[^\"\\\n]|\\.)*\"", "$ink-good"),
        (r"\b(?:true|false|null)\b", "bold $phase-init-f"),
        (r"-?\b\d[\d.eE+-]*\b", "$ink-warn"),
    ],
    "yaml": [
        (r"(?m)#.*$", "$ink-muted italic"),
        (r"(?m)^\s*(?:- )?[\w./-]+(?=:)", "$phase-init-r"),
        (r"\"[^\"\n]*\"|'[^'\n]*'", "$ink-good"),
        (r"![\w.]+", "$phase-init-f"),
    ],
    "sh": [
        (r"(?m)#.*$", "$ink-muted italic"),
        (r"'[^'\n]*'|\"[^\"\n]*\"", "$ink-good"),
        (r"(?<!\S)--?[\w-]+", "$phase-init-r"),
        (r"(?m)^\$ ", "$ink-muted"),
    ],
}
_ALIASES = {
    "py": "python",
    "bash": "sh",
    "shell": "sh",
    "console": "sh",
    "cli": "sh",
    "sam": "yaml",
    "yml": "yaml",
}
"""What else they are called, by authors and at the end of a file's name."""


def highlighted(code: str, language: str) -> Content:
    """The code in colours; a language that is not known stays plain."""
    patterns = _PATTERNS.get(_ALIASES.get(language.lower(), language.lower()))
    content = Content(code)
    if patterns is None:
        return content
    taken = bytearray(len(code))
    for pattern, style in patterns:
        for match in re.finditer(pattern, code):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\1" * len(match[0])
                content = content.stylize(style, match.start(), match.end())
    return content
