"""How laws are tried: without a clock, because the machine may be busy.

What was imported stays to the end, so nothing looks through it for garbage again and again: that
took a fifth of the time.
"""

import compileall
import gc
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# pytest imports test files by path, so a module beside them is found only if its folder is known.
sys.path.insert(0, str(Path(__file__).parent))

from thorough import HOUSE, PROFILE, THOROUGH, examples

settings.register_profile(HOUSE, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(THOROUGH, settings.get_profile(HOUSE), max_examples=examples(100))
settings.load_profile(PROFILE)


PACKAGE = Path(__file__).parents[1] / "lambdatutor"


def pytest_configure(config: pytest.Config) -> None:
    """As an installer leaves it: else each worker, and each process started, compiles it anew."""
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(PACKAGE, quiet=2, workers=0)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest comes first, so that nobody waits for it alone at the end."""
    items.sort(key=lambda item: item.path.name != "test_house.py")


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
