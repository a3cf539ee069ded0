"""The house rules that a machine can hold: style, form, types and who may know whom."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

RULES = {
    "the code keeps the rules of style": ["-m", "ruff", "check", "."],
    "the code has one form": ["-m", "ruff", "format", "--check", "."],
    "the types hold, strictly": ["-m", "pyright", "--pythonpath", sys.executable],
    "imports keep the layers": [
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
        "--no-cache",
    ],
}


@pytest.mark.parametrize("command", RULES.values(), ids=RULES.keys())
def test_the_house_is_in_order(command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


def test_the_proof_runs_the_command_that_the_readme_shows() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    proof = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    *_, shown = (line for line in readme.splitlines() if "pytest" in line)
    command = shown.rpartition("/bin/python ")[2]
    assert command.startswith("-m pytest")
    assert f'/bin/python" {command}\n' in proof
