"""Zips and the marker of facts are shared by the tests beside them."""

import sys
from pathlib import Path

import pytest

# pytest imports test files by path, so a module beside them is found only if its folder is known.
sys.path.insert(0, str(Path(__file__).parent))


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "fact(*ids): the rules of AWS that a scenario shows")


def pytest_itemcollected(item: pytest.Item) -> None:
    """A rule that is shown stands in the sheet of facts."""
    from lambdatutor.aws.facts import fact

    for mark in item.iter_markers("fact"):
        for each in mark.args:
            fact(each)
