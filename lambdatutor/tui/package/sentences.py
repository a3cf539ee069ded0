"""What was found in the package, in sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.content import Content

from lambdatutor.tui.laid import Laid
from lambdatutor.tui.package.marks import SIGNS, layer_label
from lambdatutor.tui.panels.cells import clean
from lambdatutor.tui.popup import Popup
from lambdatutor.tui.prose import hanging, inline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lambdatutor.runtime.packages import Finding

_LAYER_ARN = re.compile(r"arn:aws:lambda:[a-z0-9-]+:\d{12}:layer:[A-Za-z0-9_-]+:\d+")
_MOST_LINES = 5
"""Of the findings that stand on the page; the rest are counted, and `w` shows them."""


def sentence_lines(
    findings: Sequence[Finding], width: int, *, most: int | None = None
) -> list[Content]:
    """Each finding with the sign of its weight, the heaviest first; the first in any case."""
    if not findings:
        nothing = Content.styled("Nothing in the package stands in the way.", "$ink-muted")
        return [Content.styled("✓ ", "bold $ink-good") + nothing]
    lines: list[Content] = []
    for at, finding in enumerate(findings):
        sign = SIGNS[finding.weight]
        said = _LAYER_ARN.sub(lambda arn: layer_label(arn[0]), finding.sentence)
        first, *rest = hanging(inline(clean(said)), width, f"{sign.says} ")
        last = at == len(findings) - 1
        if most is not None and lines and len(lines) + 1 + len(rest) + (not last) > most:
            left = len(findings) - at
            return [*lines, Content.styled(f"  …{left} more: w shows all", "$ink-muted")]
        lines += [first.stylize(f"bold ${sign.ink}", 0, 2), *rest]
    return lines


class FindingsPage(Popup[None]):
    """All that was found, whole."""

    called = "What was found in the package"

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__()
        self.findings = findings

    def lines(self, width: int) -> list[Content]:
        return sentence_lines(self.findings, width)


class Sentences(Laid):
    """The findings as they stand."""

    findings: tuple[Finding, ...] = ()
    waits: str = ""
    """In place of findings: why nothing can be said."""

    def show(self, findings: tuple[Finding, ...], waits: str = "") -> None:
        if (findings, waits) != (self.findings, self.waits):
            self.findings, self.waits = findings, waits
            self.relay()

    def lines(self, width: int) -> list[Content]:
        if self.waits:
            first, *rest = hanging(inline(clean(self.waits)), width, "✗ ")
            return [first.stylize("bold $ink-bad", 0, 2), *rest]
        return sentence_lines(self.findings, width, most=_MOST_LINES)
