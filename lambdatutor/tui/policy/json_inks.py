"""The colours of a line of JSON: keys, texts, actions, ARNs, numbers and signs."""

from __future__ import annotations

import re
from functools import lru_cache

from lambdatutor.iam.json.tokens import Token, tokens
from lambdatutor.tui.inks import Inked

_ACTION = re.compile(r'"(?:[a-z0-9-]+:[A-Za-z*?][A-Za-z0-9*?]*|\*)"?')
_ARN = re.compile(r'"arn:')
_VARIABLE = re.compile(r"\$\{[^}]*\}")


@lru_cache(maxsize=2048)
def inks(line: str) -> tuple[Inked, ...]:
    """The inks of one line; in JSON no token but a comment goes over its end."""
    found: list[Inked] = []
    line_tokens = list(tokens(line))
    for at, token in enumerate(line_tokens):
        following = line_tokens[at + 1].text if at + 1 < len(line_tokens) else ""
        found.append(Inked(token.start, token.end, _ink(token, is_key=following == ":")))
        if token.kind == "string":
            found += [
                Inked(token.start + match.start(), token.start + match.end(), "ink-warn bold")
                for match in _VARIABLE.finditer(token.text)
            ]
    return tuple(found)


def _ink(token: Token, *, is_key: bool) -> str:
    match token.kind:
        case "string" if is_key:
            return "phase-init-r"
        case "string" if token.text in {'"Allow"', '"Deny"'}:
            return "ink-accent bold"
        case "string" if _ACTION.fullmatch(token.text):
            return "phase-init-f"
        case "string" if _ARN.match(token.text):
            return "phase-init-x"
        case "string":
            return "ink-good"
        case "number" | "word":
            return "ink-warn"
        case "sign":
            return "ink-muted"
        case _:
            return "ink-bad"
