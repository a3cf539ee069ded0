"""Medians over rounds in which all contestants took turns, and their ratios to the first."""

from __future__ import annotations

from statistics import median


def table(title: str, rates: dict[str, list[float]], first: str) -> None:
    """Print requests a second, and round by round how many times that of `first` it is."""
    print(f"\n{title}: median of {len(rates[first])} rounds")
    for name, found in rates.items():
        ratios = [mine / theirs for mine, theirs in zip(found, rates[first], strict=True)]
        print(
            f"  {name:<34} {median(found):>9,.0f} requests/s of one core"
            f"   × {median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
        )
