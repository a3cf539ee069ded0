"""The house rules that a machine can hold: style, form, types and who may know whom."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

RULES = {
    "the code keeps the rules of style": ["-m", "ruff", "check", "."],
    "the code has one form": ["-m", "ruff", "format", "--check", "."],
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


def test_the_proof_runs_the_commands_that_the_readme_shows() -> None:
    """The type checker has a line of its own: it needs a fifth of the time of all tests."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    proof = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    *_, shown = (line for line in readme.splitlines() if "pytest" in line)
    commands = [each.rpartition("/bin/python -m ")[2] for each in shown.split(" && ")[-2:]]
    assert [each.split()[0] for each in commands] == ["pytest", "pyright"]
    for command in commands:
        said = command.replace(".venv-dev/bin/python", '"$venv/bin/python"')
        assert f'/bin/python" -m {said}\n' in proof
