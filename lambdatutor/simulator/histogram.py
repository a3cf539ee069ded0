"""A histogram of times that stays small: percentiles within a tenth of a percent."""

from __future__ import annotations

from array import array
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_BITS = 10
"""A cell holds times that share their first ten binary digits."""

_EXACT_US = 1 << _BITS
"""Below this, every microsecond has a cell of its own."""

_WAITING = 4_096
"""Times are sorted into cells this many at once."""


class Histogram:
    """How times are spread, in whole microseconds."""

    __slots__ = ("_cells", "_waiting")

    def __init__(self) -> None:
        self._cells: Counter[int] = Counter()
        self._waiting = array("q")

    def add(self, times_us: Iterable[int]) -> None:
        self._waiting.extend(times_us)
        if len(self._waiting) > _WAITING:
            self.sort_in()

    def sort_in(self) -> None:
        """Put what waits into its cells."""
        self._cells.update(
            [
                us if us < _EXACT_US else us >> (left_out := us.bit_length() - _BITS) << left_out
                for us in self._waiting
            ]
        )
        del self._waiting[:]

    def absorb(self, other: Histogram) -> None:
        """Take in all that another one holds, which stays as it is."""
        other.sort_in()
        self._cells.update(other._cells)

    def percentile(self, share: float) -> float:
        """The time that `share` of all stay within, in microseconds; 0 when there are none."""
        self.sort_in()
        wanted = share * self._cells.total()
        seen = 0
        for cell in sorted(self._cells):
            seen += self._cells[cell]
            if seen >= wanted:
                return cell + ((1 << max(0, cell.bit_length() - _BITS)) - 1) / 2
        return 0.0
