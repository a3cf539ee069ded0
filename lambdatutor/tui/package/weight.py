"""How heavy a package is, with a bar toward its limit where that says something."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.geometry import Size

from lambdatutor.aws import quotas
from lambdatutor.runtime.packages.sizes import megabytes
from lambdatutor.tui.panels.cells import Line, Row, crop, join, width_of
from lambdatutor.tui.panels.panel import Panel

if TYPE_CHECKING:
    from lambdatutor.runtime.packages import Sizes

_SPEAKS_FROM = 0.02
"""The part of a limit from which on a bar shows more than that there is hardly anything."""
_LEAST_BAR = 8


class Weight(NamedTuple):
    """A size beside what it may be."""

    parts: tuple[str, ...] = ()
    """What is said of it, the first of them in any case."""
    size_bytes: int = 0
    most_bytes: int = 1

    @property
    def share(self) -> float:
        return self.size_bytes / self.most_bytes

    @property
    def has_bar(self) -> bool:
        return self.share >= _SPEAKS_FROM


def of_zip(sizes: Sizes) -> Weight:
    """An upload may have 50 MB (PKG-001); unzipped another limit counts."""
    most = quotas.ZIPPED_CODE_BYTES.value
    weight = Weight((), sizes.zipped, most)
    of = f" of {megabytes(most)}" if weight.has_bar else ""
    parts = (f"{megabytes(sizes.zipped)}{of} zipped", f"{megabytes(sizes.unzipped)} unzipped")
    return weight._replace(parts=parts)


def on_lambda(sizes: Sizes) -> Weight:
    """Code and layers together must stay under 250 MB unzipped (PKG-002)."""
    most = quotas.UNZIPPED_CODE_BYTES.value
    weight = Weight((), sizes.together, most)
    of = f" of {megabytes(most)}" if weight.has_bar else ""
    layers = sizes.together - sizes.unzipped
    if not layers and not weight.has_bar:
        return weight  # what stands under /var/task is told beside it
    parts = (f"{megabytes(sizes.together)}{of}",)
    if layers:
        parts = (f"{megabytes(sizes.together)}{of} with layers", f"{megabytes(layers)} of them")
    return weight._replace(parts=parts)


def weight_rows(weight: Weight, width: int) -> list[Row]:
    """A line of words; under it the bar, if it has one."""
    line = Line(width)
    full = weight.share >= 1
    line.put(1, join(weight.parts, width - 2), "ink-bad bold" if full else "ink-muted")
    return [line.row(), _bar(weight, width)] if weight.has_bar else [line.row()]


def _bar(weight: Weight, width: int) -> Row:
    line = Line(width)
    says = f"{weight.share:.0%}"
    room = width - 3 - width_of(says)
    ink = "ink-bad" if weight.share >= 1 else "phase-init-r"
    if room >= _LEAST_BAR:
        line.put(1, "░" * room, "ink-track")
        line.put(1, "█" * max(1, min(room, round(room * weight.share))), ink)
        line.put(room + 2, says, ink)
    else:
        line.put(1, crop(says, width - 1), ink)
    return line.row()


class WeightPanel(Panel):
    """One line, or two where the weight begins to count."""

    DEFAULT_CSS = "WeightPanel { height: auto; }"

    weight: Weight = Weight()

    def show(self, weight: Weight) -> None:
        taller = weight.has_bar != self.weight.has_bar
        self.weight = weight
        if taller:
            self.refresh(layout=True)
        self.redraw()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        del container, viewport, width
        return 1 + self.weight.has_bar

    def rows(self, width: int, height: int) -> list[Row]:
        return weight_rows(self.weight, width)[:height]
