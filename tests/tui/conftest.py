"""Nothing that a test does is kept, and nothing of the person who runs it is read."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # for `playing`, which several tests share


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAMBDATUTOR_DATA", str(tmp_path))
    monkeypatch.setenv("LAMBDATUTOR_ASCII", "0")
